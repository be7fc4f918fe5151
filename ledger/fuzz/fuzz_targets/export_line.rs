//! A line of an export that is read in place is canonical JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::{ExportLine, Header};

fuzz_target!(|line: &[u8]| {
    if let Ok(read) = ExportLine::parse(line) {
        let value: serde_json::Value = serde_json::from_slice(line).expect("it is JSON");
        assert_eq!(serde_json::to_vec(&value).ok().as_deref(), Some(line));
        if let ExportLine::Event(event) = read {
            let header = Header::parse(event.header).expect("it holds a header");
            assert_eq!(header.canonical().as_deref(), Ok(event.header));
            assert_eq!(
                (header.seq, header.at, header.stream.as_str()),
                (event.seq, event.at, event.stream)
            );
        }
    }
});
