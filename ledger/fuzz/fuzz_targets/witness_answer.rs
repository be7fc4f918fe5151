//! What a witness answers is refused, ignored, or a cosignature that can stand on the checkpoint.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sajam_ledger::witness::{answered_cosignatures, answered_size};
use sajam_ledger::{WitnessKey, with_signature};

const NOTE: &str = "log.example.org/sajam\n3\nDqPM6op9um91Y2pdqpAZecE0GX0DCE+3wJc7L1AD4rY=\n\n\
— log.example.org/sajam fnPCJaCceO0/zPvemjdHXyG6NoqqX8HMSXygCwmUtfJMyzy8oC7s/0+uS3QhItDlTlubdVz7MqFQyZWhKm3/h+bzsgA=\n";

fuzz_target!(|answer: &[u8]| {
    let witness = WitnessKey::generate("witness.example/3", [3; 32]).expect("a good name");
    if let Ok(found) = answered_cosignatures(answer, NOTE, &[witness.verifier()]) {
        assert!(found.len() <= 1);
        for (_, line) in found {
            assert!(with_signature(NOTE, &line).is_ok());
        }
    }
    if let Some(size) = answered_size(answer) {
        assert_eq!(format!("{size}\n").as_bytes(), answer);
    }
});
