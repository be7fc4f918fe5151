//! A header in any layout is refused or has a canonical form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::Header;

fuzz_target!(|text: &str| {
    if let Ok(header) = Header::parse(text) {
        let written = header.canonical().expect("a header that was read");
        assert_eq!(Header::parse(&written), Ok(header));
    }
});
