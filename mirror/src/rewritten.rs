//! When a checkpoint does not continue the kept one: a stale cache, a damaged copy, or a log that was rewritten.

use sajam_ledger::tree::{
    LogFault, LogPath, TilePlace, Tiles, check_consistency, check_consistency_places,
};
use sajam_ledger::witness::Observed;

use crate::folder::{Folder, whole};
use crate::observed::point;
use crate::outcome::Failure;
use crate::verify::Growth;

/// Says that the log was rewritten if its own tiles show it, and keeps what shows it. Nothing of the copy is changed.
///
/// # Errors
/// [`Failure::Found`] when the log was rewritten or its tiles are not those of its checkpoint.
pub(crate) fn contradiction(
    growth: &Growth<'_>,
    old: &Observed,
    new: &Observed,
) -> Result<(), Failure> {
    let places = check_consistency_places(old.size(), new.size());
    let places = places.map_err(|error| Failure::Found(error.to_string()))?;
    let mut tiles = Tiles::new();
    for place in places {
        // Asked for again, also what is here: the question is what the log says now.
        let path = LogPath::Tile(place, place.width(new.size()));
        let mut bytes = match growth.client.file(&path)? {
            Some(bytes) => bytes,
            None => growth.client.file(&whole(&path))?.unwrap_or_default(),
        };
        // A whole tile begins with every partial one.
        bytes.truncate(usize::from(place.width(new.size())) * 32);
        growth.folder.write_fetched(&path, &bytes)?;
        tiles.insert(place, bytes);
    }
    match check_consistency(&point(old), &point(new), &tiles) {
        Ok(()) => Ok(()),
        Err(fault @ LogFault::Rewritten(_)) => Err(proved(growth.folder, old, new, &fault)?),
        Err(fault) => Err(Failure::Found(fault.to_string())),
    }
}

/// Checks that a smaller checkpoint is an earlier one of this log: caches answer late.
///
/// # Errors
/// [`Failure::Found`] when it is not the beginning of the copy.
pub(crate) fn earlier(folder: &Folder, kept: &Observed, small: &Observed) -> Result<(), Failure> {
    let damaged = |why: &LogFault| Failure::Unusable(format!("the copy is damaged: {why}"));
    let size = kept.size();
    let places = check_consistency_places(small.size(), size).map_err(|why| damaged(&why))?;
    let read = |place: TilePlace| {
        let tile = folder.read(&LogPath::Tile(place, place.width(size)))?;
        Ok((place, tile.unwrap_or_default()))
    };
    let tiles = places.into_iter().map(read).collect::<Result<_, _>>()?;
    match check_consistency(&point(small), &point(kept), &tiles) {
        Ok(()) => Ok(()),
        Err(fault @ LogFault::Rewritten(_)) => {
            for (place, tile) in &tiles {
                let path = LogPath::Tile(*place, place.width(size));
                folder.write_fetched(&path, tile)?;
            }
            // The smaller one is the older one to whoever checks the two.
            Err(proved(folder, small, kept, &fault)?)
        }
        Err(fault) => Err(damaged(&fault)),
    }
}

fn proved(
    folder: &Folder,
    small: &Observed,
    large: &Observed,
    fault: &LogFault,
) -> Result<Failure, Failure> {
    let roots = [small, large].map(|it| it.root().to_string());
    let [small_root, large_root] = roots.each_ref().map(|root| &root[..16]);
    let name = format!(
        "{}-{small_root}-{}-{large_root}",
        small.size(),
        large.size()
    );
    let evidence = folder.keep_evidence(&name, small.note(), large.note())?;
    let kept = evidence.display();
    Ok(Failure::Found(format!("{fault}; both are kept in {kept}")))
}
