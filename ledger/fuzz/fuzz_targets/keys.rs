//! A key is refused or the only text of itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::{LogKey, VerifierKey, WitnessKey, WitnessVerifier};

fuzz_target!(|text: &str| {
    if let Ok(key) = LogKey::parse(text) {
        assert_eq!(key.to_text().as_str(), text);
    }
    if let Ok(key) = VerifierKey::parse(text) {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(key) = WitnessKey::parse(text) {
        assert_eq!(key.to_text().as_str(), text);
    }
    if let Ok(key) = WitnessVerifier::parse(text) {
        assert_eq!(key.to_string(), text);
    }
});
