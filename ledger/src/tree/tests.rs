use super::*;
use crate::checkpoint::Checkpoint;
use crate::hash::NodeHash;
use std::collections::HashMap;
use std::ops::Range;
use tlog_tiles::{check_record, check_tree};

pub(super) fn entry(number: u64) -> EventHash {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    EventHash::from_bytes(bytes)
}

/// RFC 6962's definition, word for word: the oracle.
pub(super) fn plain_root(entries: &[EventHash]) -> Hash {
    match entries.len() {
        1 => record_hash(entries[0].as_bytes()),
        n => {
            let half = n.next_power_of_two() / 2;
            node_hash(plain_root(&entries[..half]), plain_root(&entries[half..]))
        }
    }
}

#[test]
fn roots_and_proofs_hold_at_every_size_also_when_the_edge_is_loaded_anew() {
    let entries: Vec<EventHash> = (0..600).map(entry).collect();
    let mut stored = Tiles::new();
    for size in 0..600_u64 {
        let edge = edge_places(size)
            .into_iter()
            .map(|place| (place, stored[&place].clone()))
            .collect();
        let mut tree = TreeEdge::new(size, edge).unwrap();
        assert_eq!(tree.size(), size);
        tree.push(&entries[size as usize]);
        assert_eq!(tree.size(), size + 1);
        stored.extend(tree.take_changed());
        let root = tree.root().unwrap();
        assert_eq!(
            root,
            plain_root(&entries[..=size as usize]).0,
            "size {}",
            size + 1
        );
        for position in [0, size / 2, size] {
            let proof = inclusion_proof(position, size + 1, &stored).unwrap();
            let proof = proof.into_iter().map(Hash).collect();
            let leaf = record_hash(entries[position as usize].as_bytes());
            check_record(&proof, size + 1, Hash(root), position, leaf).unwrap();
        }
    }
}

#[test]
fn a_proof_needs_just_the_tiles_it_names() {
    let mut tree = TreeEdge::new(0, Tiles::new()).unwrap();
    (0..70_000).for_each(|number| tree.push(&entry(number)));
    let all = tree.take_changed();
    for position in [0, 255, 256, 65_535, 65_536, 69_999] {
        let places = inclusion_places(position, 69_999.max(position + 1)).unwrap();
        let some: Tiles = places
            .iter()
            .map(|place| (*place, all[place].clone()))
            .collect();
        inclusion_proof(position, 69_999.max(position + 1), &some).unwrap();
        assert!(places.len() <= 6);
    }
    assert_eq!(inclusion_proof(5, 5, &all), Err(TreeError::OutOfRange));
    assert_eq!(
        inclusion_proof(0, 300, &Tiles::new()),
        Err(TreeError::Incomplete)
    );
}

#[test]
fn an_edge_that_does_not_fit_its_size_is_refused() {
    let tile =
        |hashes: usize| Tiles::from([(TilePlace { level: 0, tile: 0 }, vec![1; hashes * 32])]);
    assert!(TreeEdge::new(3, tile(3)).is_ok());
    assert!(TreeEdge::new(3, tile(2)).is_err());
    assert!(TreeEdge::new(3, Tiles::new()).is_err());
    assert!(
        TreeEdge::new(256, Tiles::new()).is_err(),
        "level 1 has one hash by then"
    );
}

/// [`plain_root`] of a run of entries, each computed once.
struct Roots<'a>(&'a [EventHash], HashMap<Range<usize>, Hash>);

impl Roots<'_> {
    fn of(&mut self, run: Range<usize>) -> Hash {
        let entries = &self.0[run.clone()];
        *self.1.entry(run).or_insert_with(|| plain_root(entries))
    }

    /// RFC 6962, section 2.1.1, word for word: PATH of the entry at `position` of the run.
    fn path(&mut self, position: usize, run: Range<usize>) -> Vec<Hash> {
        let n = run.len();
        if n == 1 {
            return Vec::new();
        }
        let half = run.start + n.next_power_of_two() / 2;
        let (left, right) = (run.start..half, half..run.end);
        let (mut path, other) = if position < left.len() {
            (self.path(position, left), self.of(right))
        } else {
            (self.path(position - left.len(), right), self.of(left))
        };
        path.push(other);
        path
    }

    /// RFC 6962, section 2.1.2, word for word: SUBPROOF of the first `old` of the run's entries.
    fn subproof(&mut self, old: usize, run: Range<usize>, whole: bool) -> Vec<Hash> {
        let n = run.len();
        if old == n {
            return if whole {
                Vec::new()
            } else {
                vec![self.of(run)]
            };
        }
        let half = run.start + n.next_power_of_two() / 2;
        let (left, right) = (run.start..half, half..run.end);
        let (mut path, other) = if old <= left.len() {
            (self.subproof(old, left, whole), self.of(right))
        } else {
            let inside = old - left.len();
            (self.subproof(inside, right, false), self.of(left))
        };
        path.push(other);
        path
    }
}

fn grown(entries: &[EventHash]) -> Tiles {
    let mut tree = TreeEdge::new(0, Tiles::new()).unwrap();
    entries.iter().for_each(|entry| tree.push(entry));
    tree.take_changed()
}

fn some(tiles: &Tiles, places: Vec<TilePlace>) -> Tiles {
    let places = places.into_iter();
    places.map(|place| (place, tiles[&place].clone())).collect()
}

fn checkpoint(entries: &[EventHash]) -> Checkpoint {
    Checkpoint {
        origin: "log.example.org".to_owned(),
        size: entries.len() as u64,
        root: NodeHash::from_bytes(plain_root(entries).0),
    }
}

fn bytes(hashes: Vec<Hash>) -> Vec<[u8; 32]> {
    hashes.into_iter().map(|hash| hash.0).collect()
}

#[test]
fn every_proof_to_three_hundred_is_the_oracle_s() {
    let entries: Vec<EventHash> = (0..300).map(entry).collect();
    let mut oracle = Roots(&entries, HashMap::new());
    for size in 1..=300 {
        let tiles = grown(&entries[..size]);
        let root = oracle.of(0..size);
        for (position, entry) in entries[..size].iter().enumerate() {
            let proof = inclusion_proof(position as u64, size as u64, &tiles).unwrap();
            let expected = oracle.path(position, 0..size);
            assert_eq!(proof, bytes(expected), "{position} in {size}");
            let leaf = record_hash(entry.as_bytes());
            let proof = proof.into_iter().map(Hash).collect();
            check_record(&proof, size as u64, root, position as u64, leaf).unwrap();
        }
    }
}

#[test]
fn every_pair_of_sizes_to_three_hundred_is_consistent() {
    let entries: Vec<EventHash> = (0..300).map(entry).collect();
    let mut oracle = Roots(&entries, HashMap::new());
    let checkpoints: Vec<Checkpoint> = (1..=300).map(|n| checkpoint(&entries[..n])).collect();
    for new in 1..=300 {
        let tiles = grown(&entries[..new]);
        for old in 1..=new {
            let (size, before) = (new as u64, old as u64);
            let needed = some(&tiles, consistency_places(before, size).unwrap());
            let proof = consistency_proof(before, size, &needed).unwrap();
            let expected = oracle.subproof(old, 0..new, true);
            assert_eq!(proof, bytes(expected), "{old} in {new}");
            let [old_root, new_root] = [old, new].map(|size| oracle.of(0..size));
            let proof: Vec<Hash> = proof.into_iter().map(Hash).collect();
            check_tree(&proof, size, new_root, before, old_root).unwrap();
            if old % 31 == 0 || new - old < 2 {
                let (old, new) = (&checkpoints[old - 1], &checkpoints[new - 1]);
                let needed = some(&tiles, check_consistency_places(before, size).unwrap());
                assert_eq!(check_consistency(old, new, &needed), Ok(()));
            }
        }
    }
}

#[test]
fn sizes_that_decide_alone() {
    let entries: Vec<EventHash> = (0..8).map(entry).collect();
    let checkpoints: Vec<Checkpoint> = (1..=8).map(|n| checkpoint(&entries[..n])).collect();
    let empty = Checkpoint {
        origin: String::new(),
        size: 0,
        root: NodeHash::from_bytes(crate::EMPTY_ROOT),
    };
    assert_eq!(
        check_consistency(&empty, &checkpoints[7], &Tiles::new()),
        Ok(())
    );
    assert_eq!(
        check_consistency(&checkpoints[7], &checkpoints[6], &Tiles::new()),
        Err(LogFault::Shrunk { old: 8, new: 7 })
    );
    let largest = crate::canonical::MAX_INTEGER;
    assert!(check_consistency_places(1, largest).is_ok());
    for size in [largest + 1, u64::MAX] {
        let fault = check_consistency_places(1, size);
        assert_eq!(fault, Err(LogFault::Size(size)));
    }
    for (old, new) in [(0, 5), (6, 5), (1, u64::MAX), (1, 1 << 53)] {
        assert_eq!(consistency_places(old, new), Err(TreeError::OutOfRange));
        assert_eq!(
            consistency_proof(old, new, &Tiles::new()),
            Err(TreeError::OutOfRange)
        );
    }
}

/// A log of several levels, of which each needed tile is damaged in turn.
#[test]
fn no_tile_is_taken_on_trust() {
    let entries: Vec<EventHash> = (0..66_000).map(entry).collect();
    let tiles = grown(&entries);
    let new = checkpoint(&entries);
    for old in [1, 255, 256, 257, 40_000, 65_535, 65_536, 65_537, 65_999] {
        let old = checkpoint(&entries[..old]);
        let places = check_consistency_places(old.size, new.size).unwrap();
        let needed = some(&tiles, places.clone());
        assert_eq!(check_consistency(&old, &new, &needed), Ok(()));
        for place in &places {
            let width = usize::from(place.width(new.size));
            for hash in [0, width / 2, width - 1] {
                let mut damaged = needed.clone();
                damaged.get_mut(place).unwrap()[hash * 32] ^= 1;
                let fault = check_consistency(&old, &new, &damaged).unwrap_err();
                assert!(
                    matches!(fault, LogFault::Tile(..) | LogFault::Root),
                    "{fault}"
                );
            }
            let mut short = needed.clone();
            short.get_mut(place).unwrap().pop();
            assert!(matches!(
                check_consistency(&old, &new, &short),
                Err(LogFault::Length { .. })
            ));
            short.remove(place);
            assert!(matches!(
                check_consistency(&old, &new, &short),
                Err(LogFault::Length { .. })
            ));
        }
    }
}

#[test]
fn a_rewritten_log_shows() {
    let entries: Vec<EventHash> = (0..600).map(entry).collect();
    let old = checkpoint(&entries[..300]);
    for changed in [0, 100, 299] {
        let mut other = entries.clone();
        other[changed] = entry(9999);
        let (new, tiles) = (checkpoint(&other), grown(&other));
        let rewritten = Err(LogFault::Rewritten(300));
        assert_eq!(check_consistency(&old, &new, &tiles), rewritten);
        let same_size = checkpoint(&other[..300]);
        assert_eq!(check_consistency(&old, &same_size, &tiles), rewritten);
    }
    let mut later = entries.clone();
    later[300] = entry(9999);
    assert_eq!(
        check_consistency(&old, &checkpoint(&later), &grown(&later)),
        Ok(())
    );
}
