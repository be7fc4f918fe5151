//! A request to a witness is refused or the only text of what it says; deciding it never panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::VerifierKey;
use sajam_ledger::witness::{AddCheckpoint, Observed, WitnessedLogs};

fuzz_target!(|body: &[u8]| {
    let key = VerifierKey::parse(include_str!("../../../docs/examples/log.pub").trim());
    let logs = WitnessedLogs::new([key.expect("a good key")]);
    if let Ok(request) = AddCheckpoint::parse(body) {
        assert_eq!(request.to_text().as_bytes(), body);
        // Any checkpoint may be the one that was cosigned last.
        let latest = Observed::parse(&request.checkpoint).ok();
        if let Ok(submitted) = logs.open(&request) {
            let _ = submitted.decide(None);
            if let Ok(next) = submitted.decide(latest.as_ref()) {
                assert!(latest.is_none_or(|latest| latest.size() <= next.size()));
            }
        }
    }
});
