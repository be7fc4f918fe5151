//! Consistency (RFC 6962, section 2.1.2): that a log only grew between two checkpoints.

use std::collections::BTreeSet;

use tlog_tiles::{Hash, check_tree, prove_tree, tree_hash};

use super::{
    HASH_BYTES, TILE_WIDTH, TileHashes, TilePlace, Tiles, TreeError, Wanted, full_tile_root,
    hash_of,
};
use crate::canonical::MAX_INTEGER;
use crate::checkpoint::Checkpoint;

/// Why two checkpoints are not shown to be of one growing log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    /// The newer checkpoint is the smaller one.
    #[error(
        "the log was rewritten: it has {new} entries in the new checkpoint and had {old} in the old one"
    )]
    Shrunk {
        /// The old checkpoint's size.
        old: u64,
        /// The new checkpoint's size.
        new: u64,
    },
    /// The first entries of the new log are not those of the old one.
    #[error("the log was rewritten: its first {0} entries are not those of the old checkpoint")]
    Rewritten(u64),
    /// A tile that the check needs is missing or has another length.
    #[error("the tile {} has {found} bytes, not {} of them", .place.path(*.width), u64::from(*.width) * 32)]
    Length {
        /// Which tile.
        place: TilePlace,
        /// How many hashes it has in the new log.
        width: u16,
        /// How many bytes were there.
        found: usize,
    },
    /// A tile is not the one that the new checkpoint was made from.
    #[error("the tile {} is not that of the new checkpoint", .0.path(*.1))]
    Tile(TilePlace, u16),
    /// The tiles at the right edge have another root than the checkpoint.
    #[error("the tiles do not have the root of the new checkpoint")]
    Root,
    /// Beyond any log that the format allows.
    #[error("the checkpoint has {0} entries, more than a log can have")]
    Size(u64),
}

fn check_sizes(old: u64, new: u64) -> Result<(), TreeError> {
    if (1..=new).contains(&old) && new <= MAX_INTEGER {
        Ok(())
    } else {
        Err(TreeError::OutOfRange)
    }
}

/// The tiles that [`consistency_proof`] needs.
///
/// # Errors
/// [`TreeError::OutOfRange`] unless `1 <= old <= new < 2^53`.
pub fn consistency_places(old: u64, new: u64) -> Result<Vec<TilePlace>, TreeError> {
    check_sizes(old, new)?;
    let wanted = Wanted::default();
    prove_tree(new, old, &wanted)?;
    Ok(wanted.places())
}

/// The proof (RFC 6962, section 2.1.2) that the tree of the first `old` entries is the beginning of that of the first `new`.
///
/// # Errors
/// [`TreeError::OutOfRange`] unless `1 <= old <= new < 2^53`; [`TreeError::Incomplete`] when `tiles` lack one of [`consistency_places`].
pub fn consistency_proof(old: u64, new: u64, tiles: &Tiles) -> Result<Vec<[u8; 32]>, TreeError> {
    check_sizes(old, new)?;
    let proof = prove_tree(new, old, &TileHashes(tiles))?;
    Ok(proof.into_iter().map(|hash| hash.0).collect())
}

/// The tiles that [`check_consistency`] needs, each as wide as [`TilePlace::width`] says for the new size:
/// those of the proof and of both roots, and every tile above one of them.
///
/// None when the sizes alone decide.
///
/// # Errors
/// [`LogFault::Shrunk`] and [`LogFault::Size`].
pub fn check_consistency_places(old: u64, new: u64) -> Result<Vec<TilePlace>, LogFault> {
    if old > new {
        return Err(LogFault::Shrunk { old, new });
    }
    if new > MAX_INTEGER {
        return Err(LogFault::Size(new));
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let wanted = Wanted::default();
    let asked = prove_tree(new, old, &wanted)
        .and_then(|_| tree_hash(new, &wanted))
        .and_then(|_| tree_hash(old, &wanted));
    asked.or(Err(LogFault::Size(new)))?;
    let mut places: BTreeSet<TilePlace> = wanted.places().into_iter().collect();
    let mut above: Vec<TilePlace> = places.iter().copied().collect();
    while let Some(place) = above.pop() {
        if let Some(parent) = parent(place, new)
            && places.insert(parent)
        {
            above.push(parent);
        }
    }
    Ok(places.into_iter().collect())
}

/// Checks that the log of `new` is that of `old`, grown, from the tiles at [`check_consistency_places`].
///
/// The tiles are not trusted: each is traced to the root of `new`. Both checkpoints are taken as signed.
///
/// # Errors
/// [`LogFault`], which says whether the log was rewritten or the tiles are not those of `new`.
pub fn check_consistency(
    old: &Checkpoint,
    new: &Checkpoint,
    tiles: &Tiles,
) -> Result<(), LogFault> {
    let places = check_consistency_places(old.size, new.size)?;
    let rewritten = LogFault::Rewritten(old.size);
    if places.is_empty() {
        // Two checkpoints of one size have one root; an empty log is the beginning of every other.
        let same = old.size < new.size || old.root == new.root;
        return if same { Ok(()) } else { Err(rewritten) };
    }
    trace_to_root(&places, new, tiles)?;
    let [old_root, new_root] = [old, new].map(|point| Hash(*point.root.as_bytes()));
    if tree_hash(old.size, &TileHashes(tiles)).or(Err(LogFault::Root))? != old_root {
        return Err(rewritten);
    }
    let proof = prove_tree(new.size, old.size, &TileHashes(tiles)).or(Err(LogFault::Root))?;
    check_tree(&proof, new.size, new_root, old.size, old_root).or(Err(rewritten))
}

/// That every tile has its length and is the one under the checkpoint's root.
fn trace_to_root(
    places: &[TilePlace],
    checkpoint: &Checkpoint,
    tiles: &Tiles,
) -> Result<(), LogFault> {
    for place in places {
        let width = place.width(checkpoint.size);
        let found = tiles.get(place).map_or(0, Vec::len);
        if found != usize::from(width) * HASH_BYTES {
            let place = *place;
            return Err(LogFault::Length {
                place,
                width,
                found,
            });
        }
    }
    // The root takes in every hash of the unfinished tiles, and the others hang below those.
    let root = tree_hash(checkpoint.size, &TileHashes(tiles)).or(Err(LogFault::Root))?;
    if root.0 != *checkpoint.root.as_bytes() {
        return Err(LogFault::Root);
    }
    // From the top, so that what a tile is compared with is already known to be right.
    for place in places.iter().rev() {
        let Some(above) = parent(*place, checkpoint.size) else {
            continue;
        };
        let at = (place.tile % TILE_WIDTH) as usize * HASH_BYTES;
        let claimed = tiles.get(&above).and_then(|tile| tile.get(at..at + 32));
        if claimed.map(hash_of) != tiles.get(place).map(|tile| full_tile_root(tile)) {
            return Err(LogFault::Tile(*place, place.width(checkpoint.size)));
        }
    }
    Ok(())
}

/// The tile that holds the root of this one; `None` for one that is not whole.
fn parent(place: TilePlace, size: u64) -> Option<TilePlace> {
    (u64::from(place.width(size)) == TILE_WIDTH).then_some(TilePlace {
        level: place.level + 1,
        tile: place.tile / TILE_WIDTH,
    })
}
