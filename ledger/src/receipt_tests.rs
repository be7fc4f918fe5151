use super::*;

fn key() -> LogKey {
    LogKey::generate("log.example.org", [7; 32]).unwrap()
}

fn receipt() -> Receipt {
    Receipt {
        event_hash: EventHash::from_bytes([0xab; 32]),
        at: At::parse("2026-11-23T22:00:00.000Z").unwrap(),
        published_by: At::parse("2026-11-24T22:00:00.000Z").unwrap(),
    }
}

const TEXT: &str = "log.example.org/receipt\n\
    q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=\n\
    2026-11-23T22:00:00.000Z\n\
    2026-11-24T22:00:00.000Z\n";

#[test]
fn a_receipt_says_what_was_signed() {
    let note = key().sign_receipt(&receipt());
    assert!(note.starts_with(&format!("{TEXT}\n— log.example.org ")));
    assert_eq!(key().verifier_key().verify_receipt(&note), Ok(receipt()));
}

#[test]
fn every_changed_byte_shows() {
    let note = key().sign_receipt(&receipt());
    let public = key().verifier_key();
    for at in 0..note.len() {
        for to in [b'A', b'0', b'\n', b' '] {
            let mut bytes = note.clone().into_bytes();
            if bytes[at] == to {
                continue;
            }
            bytes[at] = to;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(public.verify_receipt(&changed).is_err(), "{changed}");
            }
        }
        if note.is_char_boundary(at) {
            assert!(public.verify_receipt(&note[..at]).is_err());
        }
    }
    assert!(public.verify_receipt(&format!("{note}\n")).is_err());
    assert!(public.verify_receipt(&format!("\n{note}")).is_err());
}

/// The log's own key signed it, but it is no receipt.
#[test]
fn only_the_exact_form() {
    let public = key().verifier_key();
    let verify = |text: &str| public.verify_receipt(&key().sign(text));
    assert_eq!(verify(TEXT), Ok(receipt()));
    let origin = NoteError::Origin("log.example.org/receipt".to_owned());
    for (text, error) in [
        (TEXT.replace("/receipt", ""), origin.clone()),
        (TEXT.replace("log.", "Log."), origin),
        (TEXT.replace("6s=", "6t="), NoteError::Form("event hash")),
        (TEXT.replace("q6s=", "qw=="), NoteError::Form("event hash")),
        (TEXT.replace("-23T", "-31T"), NoteError::Form("time")),
        (
            TEXT.replace("-24T", "-31T"),
            NoteError::Form("time of publication"),
        ),
        (format!("{TEXT}more\n"), NoteError::Form("text")),
        (
            TEXT.lines()
                .take(3)
                .map(|line| format!("{line}\n"))
                .collect(),
            NoteError::Form("time of publication"),
        ),
    ] {
        assert_eq!(verify(&text), Err(error), "{text}");
    }
    let checkpoint = key().sign_checkpoint(1, [1; 32]);
    assert!(public.verify_receipt(&checkpoint).is_err());
}

#[test]
fn nobody_else_signs_a_receipt() {
    let note = key().sign_receipt(&receipt());
    let (_, signature) = note.split_once("\n\n").unwrap();
    let twice = format!("{note}{signature}");
    let error = key().verifier_key().verify_receipt(&twice).unwrap_err();
    assert_eq!(error, NoteError::Form("list of signatures"));
}
