//! Fetching what a log has grown by and tracing all of it to the new root.
//!
//! Every tile is computed from the entries below it and compared with the one the log serves, and the tree grows from the
//! copy's own edge: if it has the old root at the old size and the new root at the new size, the log only grew.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use sajam_ledger::EventHash;
use sajam_ledger::tree::{
    LogPath, TILE_WIDTH, TilePlace, Tiles, TreeEdge, edge_places, entries_from_bytes,
};
use sajam_ledger::witness::Observed;

use crate::client::Client;
use crate::folder::Folder;
use crate::outcome::Failure;
use crate::parallel;

/// Bundles that are fetched before they are checked: enough to keep the connections busy.
const BATCH: u64 = 64;

/// The bytes of a whole tile.
const WHOLE: usize = 256 * 32;

/// What is needed to follow a log.
pub(crate) struct Growth<'a> {
    pub(crate) client: &'a Client,
    pub(crate) folder: &'a Folder,
    pub(crate) connections: u8,
    /// Told how many entries are checked.
    pub(crate) progress: &'a dyn Fn(u64),
}

/// Where the entries lead.
pub(crate) enum Grown {
    /// To the new root, by way of the old one.
    ToRoot {
        /// All that is new, fetched now or earlier.
        paths: Vec<LogPath>,
        /// How many files were fetched.
        files: u64,
    },
    /// Elsewhere.
    Otherwise,
}

impl Growth<'_> {
    /// Fetches and checks what is new, from the copy's edge.
    pub(crate) fn check(&self, old: Option<&Observed>, new: &Observed) -> Result<Grown, Failure> {
        let edge = old.map(|old| self.edge(old)).transpose()?.flatten();
        self.grow(edge.unwrap_or_else(empty), old, new)
    }

    /// Checks the whole copy again from the first entry, and fetches anew what is missing or damaged.
    pub(crate) fn check_all(&self, old: &Observed, new: &Observed) -> Result<Grown, Failure> {
        self.grow(empty(), Some(old), new)
    }

    /// The edge of the copy at the last whole bundle; none when its tiles are not what they were.
    fn edge(&self, old: &Observed) -> Result<Option<TreeEdge>, Failure> {
        let start = old.size() - old.size() % TILE_WIDTH;
        let mut tiles = Tiles::new();
        for place in edge_places(start) {
            let path = LogPath::Tile(place, place.width(start));
            let Some(tile) = self.folder.read(&path)? else {
                return Ok(None);
            };
            tiles.insert(place, tile);
        }
        let edge = TreeEdge::new(start, tiles).ok();
        Ok(edge.filter(|edge| start < old.size() || has_root(edge, old)))
    }

    fn grow(
        &self,
        mut edge: TreeEdge,
        old: Option<&Observed>,
        new: &Observed,
    ) -> Result<Grown, Failure> {
        let bundles = new.size().div_ceil(TILE_WIDTH);
        let mut paths = Vec::new();
        let mut open = Tiles::new();
        let fetched = AtomicU64::new(0);
        let mut next = edge.size() / TILE_WIDTH;
        while next < bundles {
            let until = bundles.min(next + BATCH);
            let batch: Vec<LogPath> = (next..until)
                .flat_map(|bundle| paths_of(bundle, new.size()))
                .collect();
            let missing = batch.iter().filter(|path| !self.folder.has(path));
            let mut fresh: BTreeSet<LogPath> = missing.copied().collect();
            self.fetch(&fresh, &fetched)?;
            for bundle in next..until {
                let before = (edge.clone(), open.clone());
                let mut checked = self.bundle(&mut edge, &mut open, bundle, old, new.size());
                let files: BTreeSet<LogPath> = paths_of(bundle, new.size()).into_iter().collect();
                // What was here already may have been damaged since, or be of an interrupted run before a rewrite.
                if matches!(checked, Err(Failure::Found(_))) && !files.is_subset(&fresh) {
                    self.fetch(&files, &fetched)?;
                    fresh.extend(files);
                    (edge, open) = before;
                    checked = self.bundle(&mut edge, &mut open, bundle, old, new.size());
                }
                if !checked? {
                    return Ok(Grown::Otherwise);
                }
                (self.progress)(edge.size());
            }
            paths.extend(batch);
            next = until;
        }
        if !has_root(&edge, new) {
            return Ok(Grown::Otherwise);
        }
        let files = fetched.into_inner();
        Ok(Grown::ToRoot { paths, files })
    }

    fn fetch(&self, paths: &BTreeSet<LogPath>, fetched: &AtomicU64) -> Result<(), Failure> {
        parallel::for_each(self.connections, paths.iter().map(Ok), |path| {
            let Some(bytes) = self.client.file(path)? else {
                let why = format!("{path}: the log does not have it");
                return Err(Failure::Unusable(why));
            };
            self.folder.write_fetched(path, &bytes)?;
            fetched.fetch_add(1, Ordering::Relaxed);
            Ok(())
        })
    }

    /// Adds a bundle's entries and compares the tiles that are then finished; false when the tree has another root at the
    /// old size.
    fn bundle(
        &self,
        edge: &mut TreeEdge,
        open: &mut Tiles,
        bundle: u64,
        old: Option<&Observed>,
        size: u64,
    ) -> Result<bool, Failure> {
        for entry in self.entries(bundle, size)? {
            edge.push(&entry);
            if let Some(old) = old
                && edge.size() == old.size()
                && !has_root(edge, old)
            {
                return Ok(false);
            }
        }
        open.extend(edge.take_changed());
        let end = edge.size() == size;
        let (finished, rest): (Tiles, Tiles) = std::mem::take(open)
            .into_iter()
            .partition(|(_, tile)| end || tile.len() == WHOLE);
        *open = rest;
        for (place, tile) in finished {
            let path = LogPath::Tile(place, place.width(size));
            if self.folder.read_fetched(&path)?.as_deref() != Some(tile.as_slice()) {
                let why = format!("{path}: it is not the tile of the log's entries");
                return Err(Failure::Found(why));
            }
        }
        Ok(true)
    }

    fn entries(&self, bundle: u64, size: u64) -> Result<Vec<EventHash>, Failure> {
        let width = width(bundle, size);
        let path = LogPath::Entries(bundle, width);
        let bytes = self.folder.read_fetched(&path)?.unwrap_or_default();
        let entries = entries_from_bytes(&bytes)
            .map_err(|error| Failure::Found(format!("{path}: {error}")))?;
        if entries.len() == usize::from(width) {
            Ok(entries)
        } else {
            let why = format!("{path}: it holds {} entries, not {width}", entries.len());
            Err(Failure::Found(why))
        }
    }
}

fn empty() -> TreeEdge {
    TreeEdge::new(0, Tiles::new()).expect("an empty tree has no edge")
}

fn has_root(edge: &TreeEdge, checkpoint: &Observed) -> bool {
    edge.size() == checkpoint.size()
        && edge
            .root()
            .is_ok_and(|root| root == *checkpoint.root().as_bytes())
}

/// How many entries a bundle has in a log of `size`.
fn width(bundle: u64, size: u64) -> u16 {
    let tile = bundle;
    TilePlace { level: 0, tile }.width(size)
}

/// A bundle, its tile, the tiles above that end with it, and with the last bundle all unfinished ones.
fn paths_of(bundle: u64, size: u64) -> Vec<LogPath> {
    let leaves = width(bundle, size);
    let place = |level, tile| TilePlace { level, tile };
    let mut paths = vec![
        LogPath::Entries(bundle, leaves),
        LogPath::Tile(place(0, bundle), leaves),
    ];
    let (mut level, mut tile) = (0, bundle);
    while u64::from(leaves) == TILE_WIDTH && tile % TILE_WIDTH == TILE_WIDTH - 1 {
        (level, tile) = (level + 1, tile / TILE_WIDTH);
        paths.push(LogPath::Tile(place(level, tile), 256));
    }
    if bundle == size.saturating_sub(1) / TILE_WIDTH {
        let unfinished = edge_places(size).into_iter().filter(|it| it.level > 0);
        paths.extend(unfinished.map(|it| LogPath::Tile(it, it.width(size))));
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_a_log_and_no_other() {
        for size in [1, 255, 256, 257, 65_535, 65_536, 65_537, 131_072, 200_000] {
            let named: Vec<LogPath> = (0..size_in_bundles(size))
                .flat_map(|bundle| paths_of(bundle, size))
                .collect();
            let mut all = BTreeSet::new();
            for bundle in 0..size_in_bundles(size) {
                all.insert(LogPath::Entries(bundle, width(bundle, size)));
            }
            for level in 0..8 {
                for tile in 0.. {
                    let place = TilePlace { level, tile };
                    match place.width(size) {
                        0 => break,
                        width => all.insert(LogPath::Tile(place, width)),
                    };
                }
            }
            assert_eq!(named.len(), all.len(), "{size}");
            assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), all, "{size}");
        }
    }

    fn size_in_bundles(size: u64) -> u64 {
        size.div_ceil(TILE_WIDTH)
    }
}
