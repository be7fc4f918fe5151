//! JSON is refused, or has one canonical form, which is its own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::canonical::{is_canonical, parse, to_canonical};

fuzz_target!(|text: &str| {
    if let Ok(value) = parse(text) {
        let written = to_canonical(&value).expect("what is read can be written");
        assert!(is_canonical(&written));
        assert_eq!(parse(&written).as_ref(), Ok(&value));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&written).ok(),
            Some(value)
        );
    }
});
