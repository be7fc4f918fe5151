//! The public log in a folder, laid out as on the web (C2SP tlog-tiles). Nothing in it is trusted.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sajam_ledger::EventHash;
use sajam_ledger::tree::{Fold, TILE_WIDTH, TilePlace, Tiles, entries_from_bytes, entries_path};

use crate::input::unreadable;
use crate::outcome::Failure;

/// The largest entry bundle or tile, in bytes.
const MAX_BYTES: u64 = 256 * 34;

pub(crate) struct LogFolder<'a>(&'a Path);

impl<'a> LogFolder<'a> {
    pub(crate) const fn new(folder: &'a Path) -> Self {
        Self(folder)
    }

    /// The tiles at `places` in a log of `size` entries; one that is not there is left out.
    pub(crate) fn tiles(&self, places: &[TilePlace], size: u64) -> Result<Tiles, Failure> {
        let mut tiles = Tiles::new();
        for place in places {
            let width = place.width(size);
            match self.read(&place.path(width), &place.path(256))? {
                Some(Found::Exactly(tile)) => drop(tiles.insert(*place, tile)),
                // A whole tile begins with every partial one.
                Some(Found::Whole(mut tile)) => {
                    tile.truncate(usize::from(width) * 32);
                    tiles.insert(*place, tile);
                }
                None => {}
            }
        }
        Ok(tiles)
    }

    /// Reads every entry of a log of `size` entries: the root of them all, and the index of `wanted` if it is one of them.
    pub(crate) fn entries(
        &self,
        size: u64,
        wanted: &EventHash,
        progress: impl Fn(u64),
    ) -> Result<([u8; 32], Option<u64>), Failure> {
        let mut fold = Fold::default();
        let mut found = None;
        while fold.size() < size {
            let bundle = fold.size() / TILE_WIDTH;
            let count = (size - fold.size()).min(TILE_WIDTH) as u16;
            let path = entries_path(bundle, count);
            let (bytes, whole) = match self.read(&path, &entries_path(bundle, 256))? {
                Some(Found::Exactly(bytes)) => (bytes, false),
                Some(Found::Whole(bytes)) => (bytes, true),
                None => {
                    let path = self.0.join(&path);
                    let why = format!("{}: there is no such file", path.display());
                    return Err(Failure::Unusable(why));
                }
            };
            let mut entries = entries_from_bytes(&bytes)
                .map_err(|error| Failure::Found(format!("{path}: {error}")))?;
            if whole {
                entries.truncate(usize::from(count));
            }
            if entries.len() != usize::from(count) {
                let why = format!("{path}: it holds {} entries, not {count}", entries.len());
                return Err(Failure::Found(why));
            }
            for entry in &entries {
                if entry == wanted {
                    found.get_or_insert(fold.size());
                }
                fold.push(entry);
            }
            progress(fold.size());
        }
        Ok((fold.root(), found))
    }

    /// The file, or else that of the whole tile or bundle: a log may drop a partial one when the whole one is there.
    fn read(&self, path: &str, whole: &str) -> Result<Option<Found>, Failure> {
        if let Some(bytes) = read(&self.0.join(path))? {
            return Ok(Some(Found::Exactly(bytes)));
        }
        Ok(read(&self.0.join(whole))?.map(Found::Whole))
    }
}

/// What a file holds.
enum Found {
    /// What was asked for.
    Exactly(Vec<u8>),
    /// What was asked for is the beginning of it.
    Whole(Vec<u8>),
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}
