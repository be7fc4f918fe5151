//! Receipts and cosigned checkpoints in any text are judged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::{VerifierKey, WitnessKey, with_signature};

fuzz_target!(|note: &str| {
    let key = VerifierKey::parse(include_str!("../../../docs/examples/log.pub").trim());
    let key = key.expect("a good key");
    let witness = WitnessKey::generate("witness.example", [3; 32]).expect("a good name");
    let _ = key.verify_receipt(note);
    let _ = key.verify_cosigned(note, &[witness.verifier()], 1);
    if let Ok(longer) = with_signature(note, &witness.cosign("x\n", 1)) {
        assert!(longer.len() > note.len());
    }
});
