use super::*;
use crate::LogKey;

const TIME: u64 = 1_679_315_147;

fn log() -> LogKey {
    LogKey::generate("log.example.org", [7; 32]).unwrap()
}

fn note() -> String {
    log().sign_checkpoint(300, [9; 32])
}

fn text() -> String {
    let checkpoint = log().verifier_key().verify_checkpoint(&note()).unwrap();
    checkpoint.text()
}

fn witness(number: u8) -> WitnessKey {
    WitnessKey::generate(&format!("witness.example/{number}"), [number; 32]).unwrap()
}

fn cosigned(by: &[u8]) -> String {
    by.iter().fold(note(), |note, number| {
        with_signature(&note, &witness(*number).cosign(&text(), TIME)).unwrap()
    })
}

fn check(note: &str, by: &[u8], need: usize) -> Result<usize, NoteError> {
    let witnesses: Vec<WitnessVerifier> = by.iter().map(|n| witness(*n).verifier()).collect();
    let key = log().verifier_key();
    let found = key.verify_cosigned(note, &witnesses, need);
    found.map(|(_, cosignatures)| cosignatures.len())
}

/// Every byte put together by hand, with no function of this module.
#[test]
fn the_bytes_of_the_specification() {
    use sha2::{Digest, Sha256};
    let key = SigningKey::from_bytes(&[3; 32]);
    let mut id = Sha256::new();
    id.update(b"witness.example/3\n\x04");
    id.update(key.verifying_key().as_bytes());
    let mut bytes = id.finalize()[..4].to_vec();
    bytes.extend_from_slice(b"\x00\x00\x00\x00\x64\x18\x50\xcb");
    let root = BASE64_STANDARD.encode([9; 32]);
    let message = format!("cosignature/v1\ntime 1679315147\nlog.example.org\n300\n{root}\n");
    bytes.extend_from_slice(&key.sign(message.as_bytes()).to_bytes());
    let line = format!("— witness.example/3 {}\n", BASE64_STANDARD.encode(&bytes));
    assert_eq!(witness(3).cosign(&text(), TIME), line);
    let by_hand = format!("{}{line}", note());
    assert_eq!(check(&by_hand, &[3], 1), Ok(1));
    let verifier = witness(3).verifier();
    let found = cosignatures(&by_hand, &[verifier]).unwrap();
    assert_eq!(
        (found[0].witness.as_str(), found[0].time),
        ("witness.example/3", TIME)
    );
}

#[test]
fn so_many_of_the_named_ones() {
    assert_eq!(check(&note(), &[], 0), Ok(0));
    assert_eq!(check(&note(), &[1], 0), Ok(0));
    let two = cosigned(&[1, 2]);
    assert_eq!(check(&two, &[1, 2, 3], 2), Ok(2));
    assert_eq!(check(&two, &[1, 3], 1), Ok(1));
    let few = |found, need| Err(NoteError::Witnesses { found, need });
    assert_eq!(check(&two, &[1, 2, 3], 3), few(2, 3));
    assert_eq!(check(&two, &[3], 1), few(0, 1));
    // Neither a key given twice nor a line that stands twice counts twice.
    assert_eq!(check(&cosigned(&[1, 1]), &[1, 1], 2), few(1, 2));
    let alias = WitnessKey::generate("other.example", [1; 32]).unwrap();
    let note = with_signature(&cosigned(&[1]), &alias.cosign(&text(), TIME)).unwrap();
    let keys = [alias.verifier(), witness(1).verifier()];
    assert_eq!(cosignatures(&note, &keys).unwrap().len(), 1);
}

#[test]
fn a_false_cosignature_is_not_ignored() {
    let lies = [
        witness(1).cosign("log.example.org\n300\n", TIME),
        witness(1).cosign(&text(), 1 << 63),
        witness(1).cosign(&text(), TIME).replace("AABkG", "AABkH"),
    ];
    for lie in lies {
        let note = with_signature(&note(), &lie).unwrap();
        let error = NoteError::Cosignature(witness(1).verifier().to_string());
        assert_eq!(check(&note, &[1], 0), Err(error));
        assert_eq!(check(&note, &[2], 0), Ok(0));
    }
    // The log's key cannot stand in for a witness, nor a witness for the log.
    assert!(WitnessVerifier::parse(&log().verifier_key().to_string()).is_err());
    assert!(VerifierKey::parse(&witness(1).verifier().to_string()).is_err());
}

/// A witness that changed its key, and a stranger whose key's number is the same: neither is a lie about the key asked for.
#[test]
fn a_line_is_a_witness_s_by_name_and_number() {
    let old = WitnessKey::generate("witness.example/1", [99; 32]).unwrap();
    let renamed = witness(1).cosign("another text\n", TIME).replacen(
        "witness.example/1",
        "stranger.example",
        1,
    );
    for line in [old.cosign(&text(), TIME), renamed] {
        let alone = with_signature(&note(), &line).unwrap();
        assert_eq!(check(&alone, &[1], 0), Ok(0), "{line}");
        let both = with_signature(&cosigned(&[1]), &line).unwrap();
        assert_eq!(check(&both, &[1], 1), Ok(1), "{line}");
    }
}

#[test]
fn keys_have_one_text() {
    assert_eq!(witness(1).name(), "witness.example/1");
    assert_eq!(witness(1).verifier().name(), "witness.example/1");
    let key = witness(5);
    let text = key.to_text();
    assert_eq!(WitnessKey::parse(&text).unwrap().to_text(), text);
    assert_eq!(format!("{key:?}"), "WitnessKey(witness.example/5)");
    let public = key.verifier();
    assert_eq!(format!("{public:?}"), format!("WitnessVerifier({public})"));
    assert_eq!(
        WitnessVerifier::parse(&public.to_string()),
        Ok(public.clone())
    );
    for public in [
        public.to_string().to_uppercase(),
        format!("{public}="),
        String::new(),
    ] {
        assert!(WitnessVerifier::parse(&public).is_err());
    }
    assert_eq!(
        WitnessKey::generate("a+b", [0; 32]).unwrap_err(),
        KeyError::Origin
    );
}

#[test]
fn only_signature_lines_can_be_added() {
    for line in ["", "\n", "x", "— a\n", "\n\n— a AAAAAAAA\n"] {
        assert_eq!(
            with_signature(&note(), line),
            Err(NoteError::Malformed),
            "{line:?}"
        );
    }
    let two = format!(
        "{}{}",
        witness(1).cosign(&text(), 1),
        witness(2).cosign(&text(), 1)
    );
    assert_eq!(with_signature(&note(), &two), Err(NoteError::Malformed));
}
