//! A policy is refused with a line of the file, or needs no more than all of its witnesses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::Policy;

fuzz_target!(|bytes: &[u8]| {
    match Policy::parse(bytes) {
        Ok(policy) => {
            let witnesses = policy.witnesses().iter();
            let all: Vec<_> = witnesses.map(|witness| &witness.key).collect();
            assert!(policy.is_met(&all));
            let _ = policy.verify("", None);
        }
        Err(error) => {
            let lines = bytes.split(|byte| *byte == b'\n').count();
            assert!((1..=lines + 1).contains(&error.line));
        }
    }
});
