//! The tree beside an implementation of RFC 6962 that is not ours and shares no code with it (the crate `ct-merkle`):
//! the same roots, the same proofs, and each accepts the other's proofs and refuses them for another tree.

#[cfg(test)]
mod oracle {
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use ct_merkle::{ConsistencyProof, HashableLeaf, InclusionProof, RootHash};
    use sajam_ledger::EventHash;
    use sajam_ledger::tree::{
        Tiles, TreeEdge, consistency_places, consistency_proof, edge_places, inclusion_places,
        inclusion_proof, is_included,
    };
    use sha2::digest::Update;
    use sha2::{Digest, Sha256};
    use tlog_tiles::{Hash, check_tree};

    /// Every size up to here, with every position and every earlier size.
    const EVERY: u64 = 300;
    /// Sizes at which tiles of each level begin, end and fill.
    const LARGE: [u64; 9] = [
        511, 512, 513, 40_000, 65_279, 65_535, 65_536, 65_537, 66_001,
    ];

    #[derive(Clone)]
    struct Leaf([u8; 32]);

    impl HashableLeaf for Leaf {
        fn hash<H: Update>(&self, hasher: &mut H) {
            hasher.update(&self.0);
        }
    }

    /// Both trees over the same entries.
    struct Both {
        theirs: MemoryBackedTree<Sha256, Leaf>,
        tiles: Tiles,
        roots: Vec<[u8; 32]>,
    }

    fn entry(number: u64) -> [u8; 32] {
        Sha256::digest(number.to_be_bytes()).into()
    }

    impl Both {
        fn new() -> Self {
            Self {
                theirs: MemoryBackedTree::new(),
                tiles: Tiles::new(),
                roots: vec![sajam_ledger::EMPTY_ROOT],
            }
        }

        fn size(&self) -> u64 {
            self.theirs.len()
        }

        /// One entry more; ours is loaded anew from its tiles each time, as the sequencer does.
        fn push(&mut self) {
            let size = self.size();
            let edge = edge_places(size).into_iter();
            let edge = edge.map(|place| (place, self.tiles[&place].clone()));
            let mut ours = TreeEdge::new(size, edge.collect()).unwrap();
            ours.push(&EventHash::from_bytes(entry(size)));
            self.tiles.extend(ours.take_changed());
            self.theirs.push(Leaf(entry(size)));
            self.roots.push(ours.root().unwrap());
        }

        fn their_root(&self) -> RootHash<Sha256> {
            let root = self.theirs.root();
            assert_eq!(root.as_bytes().as_slice(), self.roots.last().unwrap());
            root
        }

        fn old_root(&self, size: u64) -> RootHash<Sha256> {
            RootHash::new(self.roots[size as usize].into(), size)
        }

        fn check_inclusion(&self, position: u64) {
            let size = self.size();
            let root = self.their_root();
            for place in inclusion_places(position, size).unwrap() {
                assert!(self.tiles.contains_key(&place));
            }
            let ours = inclusion_proof(position, size, &self.tiles).unwrap();
            let theirs = self.theirs.prove_inclusion(position as usize);
            assert_eq!(ours.concat(), theirs.as_bytes(), "{position} in {size}");

            let leaf = Leaf(entry(position));
            let read = InclusionProof::try_from_bytes(ours.concat()).unwrap();
            root.verify_inclusion(&leaf, position, &read).unwrap();
            let (ours, entry) = (hashes(theirs.as_bytes()), EventHash::from_bytes(leaf.0));
            let root = self.roots[size as usize];
            assert!(is_included(&entry, position, &ours, size, &root));

            // Neither takes it for another entry, place or tree.
            let mut other = root;
            other[7] ^= 1;
            assert!(!is_included(&entry, position, &ours, size, &other));
            let other = RootHash::new(other.into(), size);
            assert!(other.verify_inclusion(&leaf, position, &read).is_err());
            let beside = position ^ 1;
            if beside < size {
                assert!(!is_included(&entry, beside, &ours, size, &root));
            }
            assert!(!is_included(&EventHash::ZERO, position, &ours, size, &root));
        }

        fn check_consistency(&self, old: u64) {
            let size = self.size();
            let (root, before) = (self.their_root(), self.old_root(old));
            for place in consistency_places(old, size).unwrap() {
                assert!(self.tiles.contains_key(&place));
            }
            let ours = consistency_proof(old, size, &self.tiles).unwrap();
            let theirs = self.theirs.prove_consistency((size - old) as usize);
            assert_eq!(ours.concat(), theirs.as_bytes(), "{old} in {size}");

            let read = ConsistencyProof::try_from_bytes(ours.concat()).unwrap();
            root.verify_consistency(&before, &read).unwrap();
            let proof: Vec<Hash> = hashes(theirs.as_bytes()).into_iter().map(Hash).collect();
            let [new_hash, old_hash] = [size, old].map(|at| Hash(self.roots[at as usize]));
            check_tree(&proof, size, new_hash, old, old_hash).unwrap();

            let mut other = old_hash;
            other.0[7] ^= 1;
            assert!(check_tree(&proof, size, new_hash, old, other).is_err());
            let other = RootHash::new(other.0.into(), old);
            assert!(root.verify_consistency(&other, &read).is_err());
        }
    }

    fn hashes(bytes: &[u8]) -> Vec<[u8; 32]> {
        let chunks = bytes.chunks(32);
        chunks.map(|hash| hash.try_into().unwrap()).collect()
    }

    #[test]
    fn every_root_and_every_inclusion_proof_to_three_hundred() {
        let mut both = Both::new();
        for size in 1..=EVERY {
            both.push();
            (0..size).for_each(|position| both.check_inclusion(position));
        }
    }

    #[test]
    fn every_pair_of_sizes_to_three_hundred() {
        let mut both = Both::new();
        for size in 1..=EVERY {
            both.push();
            (1..=size).for_each(|old| both.check_consistency(old));
        }
    }

    #[test]
    fn where_tiles_of_every_level_begin_and_fill() {
        let mut both = Both::new();
        for size in LARGE {
            while both.size() < size {
                both.push();
            }
            // The places next to each border, and a stride across.
            let borders = [1, 255, 256, 257, 65_535, 65_536, 65_537, size - 1, size];
            for at in borders.into_iter().chain((1..size).step_by(1999)) {
                if at < size {
                    both.check_inclusion(at);
                }
                if at <= size {
                    both.check_consistency(at);
                }
            }
        }
    }
}
