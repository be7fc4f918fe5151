//! A path is refused or the only one of its tile.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::tree::LogPath;

fuzz_target!(|path: &str| {
    if let Some(read) = LogPath::parse(path) {
        assert_eq!(read.to_string(), path);
    }
});
