//! Tiles of any content and checkpoints of any size are judged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::tree::{Tiles, check_consistency, check_consistency_places};
use sajam_ledger::{Checkpoint, NodeHash};

fuzz_target!(|input: (u64, u64, [u8; 32], [u8; 32], &[u8])| {
    let (old, new, old_root, new_root, bytes) = input;
    let checkpoint = |size, root| Checkpoint {
        origin: "log.example.org".to_owned(),
        size,
        root: NodeHash::from_bytes(root),
    };
    let mut tiles = Tiles::new();
    for place in check_consistency_places(old, new).unwrap_or_default() {
        let width = usize::from(place.width(new)) * 32;
        tiles.insert(place, bytes.iter().copied().cycle().take(width).collect());
    }
    let _ = check_consistency(
        &checkpoint(old, old_root),
        &checkpoint(new, new_root),
        &tiles,
    );
});
