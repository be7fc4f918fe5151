use super::*;
use crate::{Bundle, LogKey};

fn bundle() -> Bundle {
    Bundle::parse(include_bytes!("../../docs/examples/bundle.json")).unwrap()
}

fn key() -> VerifierKey {
    VerifierKey::parse(include_str!("../../docs/examples/log.pub").trim()).unwrap()
}

fn proof(event: usize) -> LogProof {
    let bundle = bundle();
    LogProof::of(&bundle.events[event], &bundle.checkpoint).unwrap()
}

/// The text put together by hand from the vectors of the format.
#[test]
fn the_text_of_the_specification() {
    let bundle = bundle();
    let header = bundle.events[1].header.canonical().unwrap();
    let nodes: Vec<String> = [
        "6691985780ca27737736aff8e7f678f66b637b117b59d660981aee1877d0bf5d",
        "3dba7e956f4e61bcb69281b57284c9b09477b48ea5318eb415df63371e11ee46",
    ]
    .map(|node| BASE64_STANDARD.encode(hex::decode(node).unwrap()))
    .to_vec();
    let text = format!(
        "c2sp.org/tlog-proof@v1\nextra {}\nindex 1\n{}\n\n{}",
        BASE64_STANDARD.encode(header),
        nodes.join("\n"),
        bundle.checkpoint
    );
    assert_eq!(proof(1).to_text(), text);
    let parsed = LogProof::parse(&text).unwrap();
    assert_eq!(parsed, proof(1));
    let (event, checkpoint) = parsed.verify(&key(), None).unwrap();
    assert_eq!((event, checkpoint.size), (bundle.events[1].hash, 3));
}

#[test]
fn without_a_header_the_event_must_be_given() {
    let hash = bundle().events[0].hash;
    let bare = LogProof {
        header: None,
        ..proof(0)
    };
    let text = bare.to_text();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 0\n"));
    assert_eq!(LogProof::parse(&text), Ok(bare.clone()));
    assert_eq!(bare.verify(&key(), None), Err(LogProofError::NoEvent));
    assert_eq!(bare.verify(&key(), Some(hash)).unwrap().0, hash);
    let other = bundle().events[1].hash;
    assert_eq!(
        bare.verify(&key(), Some(other)),
        Err(LogProofError::Proof(0))
    );
    let whole = proof(0);
    assert_eq!(whole.verify(&key(), Some(hash)).unwrap().0, hash);
    let error = LogProofError::OtherEvent(hash);
    assert_eq!(whole.verify(&key(), Some(other)), Err(error));
}

#[test]
fn another_text_is_no_proof() {
    let text = proof(1).to_text();
    for (from, to) in [
        ("@v1", "@v2"),
        ("index 1", "index 01"),
        ("index 1", "index +1"),
        ("index 1", "Index 1"),
        ("index 1\n", ""),
        ("index 1\n", "index 1\r\n"),
        ("extra ", "extra  "),
        ("extra ", "extra\n"),
        ("=\n", "\n"),
        ("\n\n", "\n"),
    ] {
        let other = text.replacen(from, to, 1);
        assert!(
            matches!(LogProof::parse(&other), Err(LogProofError::Form(_))),
            "{from:?}"
        );
    }
}

#[test]
fn what_is_as_long_as_it_may_be_is_read() {
    let text = proof(1).to_text();
    let longest = text.clone() + &"A".repeat(MAX_LOG_PROOF - text.len());
    assert_eq!(LogProof::parse(&longest).unwrap().to_text(), longest);
    assert_eq!(
        LogProof::parse(&format!("{longest}A")),
        Err(LogProofError::TooLarge)
    );
    let mut long = proof(1);
    long.proof.resize(MAX_PROOF, NodeHash::from_bytes([1; 32]));
    assert_eq!(LogProof::parse(&long.to_text()), Ok(long.clone()));
    for more in [1, 2] {
        long.proof
            .resize(MAX_PROOF + more, NodeHash::from_bytes([1; 32]));
        assert_eq!(
            LogProof::parse(&long.to_text()),
            Err(LogProofError::Form("list of nodes"))
        );
    }
}

#[test]
fn every_part_is_checked() {
    let verify = |change: fn(&mut LogProof)| {
        let mut proof = proof(1);
        change(&mut proof);
        proof.verify(&key(), None).unwrap_err()
    };
    assert_eq!(verify(|p| p.index = 0), LogProofError::Proof(0));
    assert_eq!(verify(|p| p.index = 3), LogProofError::Index(3, 3));
    assert_eq!(verify(|p| p.proof.swap(0, 1)), LogProofError::Proof(1));
    assert_eq!(verify(|p| p.proof.clear()), LogProofError::Proof(1));
    assert_eq!(
        verify(|p| p.header = p.header.as_ref().map(|h| h.replace("Assigned", "Closed"))),
        LogProofError::Proof(1)
    );
    assert_eq!(
        verify(|p| p.header = p.header.as_ref().map(|h| h.replace(":2,", ": 2,"))),
        LogProofError::NotCanonical
    );
    assert!(matches!(
        verify(|p| p.header = Some("{}".to_owned())),
        LogProofError::Header(_)
    ));
    let other = |p: &mut LogProof| {
        p.checkpoint = LogKey::generate("log.example.org/sajam", [1; 32])
            .unwrap()
            .sign_checkpoint(3, [0; 32]);
    };
    assert!(matches!(
        verify(other),
        LogProofError::Checkpoint(NoteError::Unsigned(_))
    ));
}
