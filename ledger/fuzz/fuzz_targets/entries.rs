//! An entry bundle is refused or the only one of its entries.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::tree::{entries_from_bytes, entries_to_bytes};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entries) = entries_from_bytes(bytes) {
        assert_eq!(entries_to_bytes(&entries), bytes);
    }
});
