//! A C2SP tlog-proof is refused or the only text of what it says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::{LogProof, VerifierKey};

fuzz_target!(|text: &str| {
    let key = VerifierKey::parse(include_str!("../../../docs/examples/log.pub").trim());
    if let Ok(proof) = LogProof::parse(text) {
        assert_eq!(proof.to_text(), text);
        let _ = proof.verify(&key.expect("a good key"), None);
    }
});
