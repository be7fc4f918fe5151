//! The root of a tree whose entries pass by once, also in pieces that several threads hash.

use tlog_tiles::{EMPTY_HASH, Hash, node_hash, record_hash};

use crate::EventHash;

/// A whole subtree: its height and its root.
#[derive(Clone, Copy)]
struct Node {
    level: u32,
    hash: Hash,
}

/// The roots of the whole subtrees that make up a run of consecutive entries, left to right.
///
/// Holds at most two nodes for each level of the tree.
#[derive(Clone)]
pub struct Nodes {
    from: u64,
    entries: u64,
    nodes: Vec<Node>,
}

impl Nodes {
    /// No entries yet, the next one at index `from`.
    #[must_use]
    pub const fn starting(from: u64) -> Self {
        Self {
            from,
            entries: 0,
            nodes: Vec::new(),
        }
    }

    /// Appends one entry.
    pub fn push(&mut self, entry: &EventHash) {
        let node = Node {
            level: 0,
            hash: record_hash(entry.as_bytes()),
        };
        self.join(node);
    }

    /// Appends a whole subtree; its left-most entry is the next one and a multiple of its width.
    fn join(&mut self, mut node: Node) {
        let mut first = self.from + self.entries;
        self.entries += 1 << node.level;
        // Two subtrees of one height are one of the next if the left one is a left child.
        while let Some(left) = self.nodes.last() {
            if left.level != node.level || (first >> node.level).is_multiple_of(2) {
                break;
            }
            first -= 1 << node.level;
            node = Node {
                level: node.level + 1,
                hash: node_hash(left.hash, node.hash),
            };
            self.nodes.pop();
        }
        self.nodes.push(node);
    }
}

/// The tree of all entries from the first, folded together piece by piece.
#[derive(Clone)]
pub struct Fold(Nodes);

impl Default for Fold {
    fn default() -> Self {
        Self(Nodes::starting(0))
    }
}

impl Fold {
    /// Entries so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.0.entries
    }

    /// Appends one entry.
    pub fn push(&mut self, entry: &EventHash) {
        self.0.push(entry);
    }

    /// Appends the entries of a piece that starts where this ends.
    ///
    /// # Panics
    /// When the piece starts elsewhere.
    pub fn append(&mut self, piece: &Nodes) {
        assert_eq!(self.size(), piece.from, "pieces follow one another");
        for node in &piece.nodes {
            self.0.join(*node);
        }
    }

    /// The root of the tree (RFC 6962, section 2.1).
    #[must_use]
    pub fn root(&self) -> [u8; 32] {
        let mut nodes = self.0.nodes.iter().rev();
        let Some(last) = nodes.next() else {
            return EMPTY_HASH.0;
        };
        nodes
            .fold(last.hash, |right, left| node_hash(left.hash, right))
            .0
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{entry, plain_root};
    use super::*;

    #[test]
    fn every_cut_into_pieces_has_the_same_root() {
        let entries: Vec<EventHash> = (0..300).map(entry).collect();
        assert_eq!(Fold::default().root(), EMPTY_HASH.0);
        for size in 1..=300 {
            let root = plain_root(&entries[..size]).0;
            for piece in [1, 2, 3, 5, 7, 16, 31, 100, 300] {
                let mut fold = Fold::default();
                for piece in entries[..size].chunks(piece) {
                    let mut nodes = Nodes::starting(fold.size());
                    piece.iter().for_each(|entry| nodes.push(entry));
                    assert!(nodes.nodes.len() <= 18);
                    fold.append(&nodes);
                }
                assert_eq!(fold.size(), size as u64);
                assert_eq!(fold.root(), root, "{size} entries, pieces of {piece}");
            }
        }
    }
}
