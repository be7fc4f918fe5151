//! Logs that lie in a folder as on the web.

use std::path::Path;

use sajam_ledger::tree::{Tiles, TreeEdge, entries_path, entries_to_bytes};
use sajam_ledger::{EventHash, LogKey, VerifierKey};

pub(crate) fn log_key() -> LogKey {
    LogKey::generate("log.example.org", [7; 32]).unwrap()
}

pub(crate) fn key() -> VerifierKey {
    log_key().verifier_key()
}

/// A log's entries; two logs of different `history` differ at the entry 300 and nowhere else.
pub(crate) fn entries(size: usize, history: u8) -> Vec<EventHash> {
    let entry = |index: usize| {
        let mut bytes = [history; 32];
        if index != 300 {
            bytes = [0; 32];
        }
        bytes[..8].copy_from_slice(&(index as u64).to_be_bytes());
        EventHash::from_bytes(bytes)
    };
    (0..size).map(entry).collect()
}

/// The tiles and the root.
pub(crate) fn tree(entries: &[EventHash]) -> (Tiles, [u8; 32]) {
    let mut tree = TreeEdge::new(0, Tiles::new()).unwrap();
    entries.iter().for_each(|entry| tree.push(entry));
    let root = tree.root().unwrap();
    (tree.take_changed(), root)
}

pub(crate) fn checkpoint(entries: &[EventHash]) -> String {
    log_key().sign_checkpoint(entries.len() as u64, tree(entries).1)
}

/// Writes what a log of these entries serves.
pub(crate) fn publish(folder: &Path, entries: &[EventHash]) {
    let put = |path: String, bytes: &[u8]| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    for (place, tile) in tree(entries).0 {
        put(place.path((tile.len() / 32) as u16), &tile);
    }
    for (number, bundle) in entries.chunks(256).enumerate() {
        let path = entries_path(number as u64, bundle.len() as u16);
        put(path, &entries_to_bytes(bundle));
    }
    put("checkpoint".to_owned(), checkpoint(entries).as_bytes());
}
