//! A bundle in any bytes is read or refused; one that is read is written as itself again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::{Bundle, VerifierKey, verify_bundle};

fuzz_target!(|document: &[u8]| {
    let key = VerifierKey::parse(include_str!("../../../docs/examples/log.pub").trim());
    if let Ok(bundle) = Bundle::parse(document) {
        assert!(Bundle::parse(bundle.to_json().as_bytes()).is_ok_and(|again| again == bundle));
        let _ = verify_bundle(&bundle, &key.expect("a good key"));
    }
});
