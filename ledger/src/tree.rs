//! The Merkle tree of the log, kept in tiles (C2SP tlog-tiles, height 8) over RFC 6962 hashes.
//!
//! No storage here: a [`TreeEdge`] is given the tiles at the right edge, takes new entries, and says which tiles changed.

mod consistency;
mod entries;
mod fold;
mod path;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use tlog_tiles::{
    Error, Hash, HashReader, Tile, check_record, node_hash, prove_record, record_hash, tree_hash,
};

use crate::EventHash;

pub use consistency::{
    LogFault, check_consistency, check_consistency_places, consistency_places, consistency_proof,
};
pub use entries::{EntriesError, entries_from_bytes, entries_to_bytes};
pub use fold::{Fold, Nodes};
pub use path::{LogPath, entries_path};

/// Hashes in a full tile.
pub const TILE_WIDTH: u64 = 256;

const TILE_HEIGHT: u8 = 8;
const HASH_BYTES: usize = 32;

/// A tile's place: its level (0 holds leaf hashes) and its number within the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePlace {
    /// 0 for leaves; an entry of level *n* is the root of a full tile of level *n* − 1.
    pub level: u8,
    /// Counted from the left, from 0.
    pub tile: u64,
}

/// Tiles by place; each holds 1 to 256 hashes of 32 bytes.
pub type Tiles = BTreeMap<TilePlace, Vec<u8>>;

/// A tile that was needed is missing or too short, or a position lies outside the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The tiles do not hold a tree of that size.
    #[error("the tiles do not hold a tree of that size")]
    Incomplete,
    /// The entry is not in a tree of that size.
    #[error("the tree has no entry at that position")]
    OutOfRange,
}

impl From<Error> for TreeError {
    fn from(_: Error) -> Self {
        Self::Incomplete
    }
}

/// The places of the last, unfinished tile of each level in a tree of `size` entries: what appending needs to know.
pub fn edge_places(size: u64) -> Vec<TilePlace> {
    let mut places = Vec::new();
    let mut hashes = size;
    for level in 0.. {
        if hashes == 0 {
            break;
        }
        if !hashes.is_multiple_of(TILE_WIDTH) {
            places.push(TilePlace {
                level,
                tile: hashes / TILE_WIDTH,
            });
        }
        hashes /= TILE_WIDTH;
    }
    places
}

/// A tree that grows at its right edge.
#[derive(Debug, Clone)]
pub struct TreeEdge {
    size: u64,
    tiles: Tiles,
    changed: Tiles,
}

impl TreeEdge {
    /// The edge of a tree of `size` entries, from the tiles at [`edge_places`]`(size)`.
    ///
    /// # Errors
    /// [`TreeError::Incomplete`] when a tile is missing or has another number of hashes than the size says.
    pub fn new(size: u64, tiles: Tiles) -> Result<Self, TreeError> {
        for place in edge_places(size) {
            let hashes = size
                .checked_shr(u32::from(TILE_HEIGHT) * u32::from(place.level))
                .unwrap_or(0)
                % TILE_WIDTH;
            let there = tiles.get(&place).map_or(0, |bytes| bytes.len());
            if u64::try_from(there).ok() != Some(hashes * HASH_BYTES as u64) {
                return Err(TreeError::Incomplete);
            }
        }
        Ok(Self {
            size,
            tiles,
            changed: Tiles::new(),
        })
    }

    /// Entries in the tree.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends one entry: the 32 raw bytes of an event hash (or of a cover).
    pub fn push(&mut self, entry: &EventHash) {
        let mut hash = record_hash(entry.as_bytes());
        let mut index = self.size;
        for level in 0.. {
            let place = TilePlace {
                level,
                tile: index / TILE_WIDTH,
            };
            let tile = self.tiles.entry(place).or_default();
            tile.extend_from_slice(&hash.0);
            self.changed.insert(place, tile.clone());
            if index % TILE_WIDTH != TILE_WIDTH - 1 {
                break;
            }
            hash = full_tile_root(tile);
            self.tiles.remove(&place);
            index /= TILE_WIDTH;
        }
        self.size += 1;
    }

    /// The tiles that [`push`](Self::push) changed since the last call, whole.
    pub fn take_changed(&mut self) -> Tiles {
        std::mem::take(&mut self.changed)
    }

    /// The root of the tree (RFC 6962, section 2.1).
    ///
    /// # Errors
    /// [`TreeError::Incomplete`] when the edge it was made from was not that of the tree.
    pub fn root(&self) -> Result<[u8; 32], TreeError> {
        Ok(tree_hash(self.size, &TileHashes(&self.tiles))?.0)
    }
}

fn full_tile_root(tile: &[u8]) -> Hash {
    let mut hashes: Vec<Hash> = tile.chunks_exact(HASH_BYTES).map(hash_of).collect();
    while hashes.len() > 1 {
        hashes = hashes
            .chunks_exact(2)
            .map(|pair| node_hash(pair[0], pair[1]))
            .collect();
    }
    hashes[0]
}

fn hash_of(bytes: &[u8]) -> Hash {
    let mut hash = Hash([0; HASH_BYTES]);
    hash.0.copy_from_slice(bytes);
    hash
}

/// Stored hashes by index, out of tiles.
struct TileHashes<'a>(&'a Tiles);

impl HashReader for TileHashes<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        indexes
            .iter()
            .map(|index| {
                let tile = Tile::from_index(TILE_HEIGHT, *index);
                let place = TilePlace {
                    level: tile.level(),
                    tile: tile.level_index(),
                };
                let bytes = self.0.get(&place).map_or(&[][..], Vec::as_slice);
                tile.hash_at_index(bytes, *index)
            })
            .collect()
    }
}

/// Notes which hashes a proof asks for.
#[derive(Default)]
struct Wanted(RefCell<Vec<u64>>);

impl Wanted {
    /// The tiles that hold them, in order.
    fn places(self) -> Vec<TilePlace> {
        let hashes = self.0.into_inner().into_iter();
        let tiles = hashes.map(|index| Tile::from_index(TILE_HEIGHT, index));
        let places = tiles.map(|tile| TilePlace {
            level: tile.level(),
            tile: tile.level_index(),
        });
        places.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl HashReader for Wanted {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        self.0.borrow_mut().extend_from_slice(indexes);
        Ok(vec![Hash([0; HASH_BYTES]); indexes.len()])
    }
}

/// The tiles that [`inclusion_proof`] needs for the entry at `position` in a tree of `size` entries.
///
/// # Errors
/// [`TreeError::OutOfRange`] unless `position < size`.
pub fn inclusion_places(position: u64, size: u64) -> Result<Vec<TilePlace>, TreeError> {
    if position >= size {
        return Err(TreeError::OutOfRange);
    }
    let wanted = Wanted::default();
    prove_record(size, position, &wanted)?;
    Ok(wanted.places())
}

/// The inclusion proof (RFC 6962, section 2.1.1) of the entry at `position` in the tree of the first `size` entries, leaf to root.
///
/// # Errors
/// [`TreeError::OutOfRange`] unless `position < size`; [`TreeError::Incomplete`] when `tiles` lack one of [`inclusion_places`].
pub fn inclusion_proof(
    position: u64,
    size: u64,
    tiles: &Tiles,
) -> Result<Vec<[u8; 32]>, TreeError> {
    if position >= size {
        return Err(TreeError::OutOfRange);
    }
    Ok(prove_record(size, position, &TileHashes(tiles))?
        .into_iter()
        .map(|hash| hash.0)
        .collect())
}

/// Whether `proof` (RFC 6962, section 2.1.1) leads from `entry` at `position` to the root of the tree of the first `size`
/// entries.
#[must_use]
pub fn is_included(
    entry: &EventHash,
    position: u64,
    proof: &[[u8; 32]],
    size: u64,
    root: &[u8; 32],
) -> bool {
    let proof = proof.iter().map(|hash| Hash(*hash)).collect();
    let leaf = record_hash(entry.as_bytes());
    position < size && check_record(&proof, size, Hash(*root), position, leaf).is_ok()
}

#[cfg(test)]
mod tests;
