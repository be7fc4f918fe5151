//! A whole export in any bytes is judged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::num::NonZeroUsize;

use sajam_ledger::{ExportOptions, VerifierKey, verify_export};

fuzz_target!(|document: &[u8]| {
    let key = VerifierKey::parse(include_str!("../../../docs/examples/log.pub").trim());
    let options = ExportOptions {
        threads: NonZeroUsize::MIN,
        scratch: &std::env::temp_dir(),
        wanted: None,
        progress: &|_| {},
    };
    let _ = verify_export(document, &key.expect("a good key"), &options);
});
