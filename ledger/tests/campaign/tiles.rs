//! Tiles, entry bundles, and a log that its operator rewrites and signs again.

use sajam_ledger::tree::{
    Fold, TilePlace, Tiles, check_consistency, check_consistency_places, entries_from_bytes,
    entries_to_bytes,
};
use sajam_ledger::{Checkpoint, EventHash};

use crate::changes::{Score, change_bytes};
use crate::logs::{Entry, Numbers, checkpoint, log, root, tiles};
use crate::support::key;

const TILES: usize = 4000;
const ENTRIES: usize = 1500;
const REWRITTEN: usize = 100;

fn signed(entries: &[Entry]) -> Checkpoint {
    key().verify_checkpoint(&checkpoint(entries)).unwrap()
}

fn needed(old: &Checkpoint, new: &Checkpoint, all: &Tiles) -> Tiles {
    let places = check_consistency_places(old.size, new.size).unwrap();
    let places = places.into_iter();
    places.map(|place| (place, all[&place].clone())).collect()
}

pub(crate) fn campaign() -> Score {
    let mut numbers = Numbers(4);
    let mut score = Score::default();
    let (entries, others) = (log(103, 700, 20), log(104, 700, 20));
    let (all, other) = (tiles(&entries), tiles(&others));
    let new = signed(&entries);
    for round in 0..TILES {
        let old = signed(&entries[..1 + (round * 7) % 699]);
        let mut changed = needed(&old, &new, &all);
        if round % 50 == 0 {
            assert_eq!(
                check_consistency(&old, &new, &changed),
                Ok(()),
                "clean tiles"
            );
        }
        let places: Vec<TilePlace> = changed.keys().copied().collect();
        let place = places[numbers.below(places.len())];
        let change = match numbers.below(8) {
            0 => {
                changed.insert(place, other[&place].clone());
                "a tile of another log"
            }
            1 => {
                let with = places[numbers.below(places.len())];
                if with == place {
                    continue;
                }
                let tile = changed[&place].clone();
                let replaced = changed.insert(with, tile).unwrap();
                changed.insert(place, replaced);
                "two tiles swapped"
            }
            2 => {
                changed.remove(&place);
                "a tile dropped"
            }
            3 => {
                let tile = changed.get_mut(&place).unwrap();
                let hashes = tile.len() / 32;
                let [a, b] = [numbers.below(hashes), numbers.below(hashes)];
                if a == b {
                    continue;
                }
                for byte in 0..32 {
                    tile.swap(a * 32 + byte, b * 32 + byte);
                }
                "two hashes swapped"
            }
            _ => {
                let (change, bytes) = change_bytes(&all[&place], &other[&place], &mut numbers);
                changed.insert(place, bytes);
                change
            }
        };
        let result = check_consistency(&old, &new, &changed);
        score.count("tile", change, result.is_err());
    }
    let hashes: Vec<EventHash> = entries[..40].iter().map(Entry::hash).collect();
    let bundle = entries_to_bytes(&hashes);
    let other: Vec<EventHash> = others[..40].iter().map(Entry::hash).collect();
    let other = entries_to_bytes(&other);
    let holds = |bytes: &[u8]| {
        let read = entries_from_bytes(bytes).unwrap_or_default();
        let mut fold = Fold::default();
        read.iter().for_each(|entry| fold.push(entry));
        fold.root() == root(&entries[..40])
    };
    assert!(holds(&bundle), "a clean entry bundle is accepted");
    for _ in 0..ENTRIES {
        let (change, changed) = change_bytes(&bundle, &other, &mut numbers);
        score.count("entry bundle", change, !holds(&changed));
    }
    // The operator changes one entry, builds all tiles anew and signs: who kept a checkpoint sees it.
    let kept = signed(&entries[..500]);
    for _ in 0..REWRITTEN {
        let mut changed = entries.clone();
        let at = numbers.below(500);
        changed[at] = Entry::Cover(numbers.bytes());
        let new = signed(&changed);
        let some = needed(&kept, &new, &tiles(&changed));
        let result = check_consistency(&kept, &new, &some);
        score.count("log", "rewritten and signed again", result.is_err());
    }
    score
}
