use super::*;

const ORIGIN: &str = "log.example.org";

fn key() -> LogKey {
    LogKey::generate(ORIGIN, [7; 32]).unwrap()
}

#[test]
fn a_checkpoint_says_what_was_signed() {
    let note = key().sign_checkpoint(20_852_163, [1; 32]);
    assert!(note.starts_with(
        "log.example.org\n20852163\nAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n\n— log.example.org "
    ));
    let checkpoint = key().verifier_key().verify_checkpoint(&note).unwrap();
    assert_eq!(checkpoint.origin, ORIGIN);
    assert_eq!(checkpoint.size, 20_852_163);
    assert_eq!(checkpoint.root.as_bytes(), &[1; 32]);
}

#[test]
fn a_log_without_entries_has_one_root() {
    let public = key().verifier_key();
    let empty = public.verify_checkpoint(&key().sign_checkpoint(0, EMPTY_ROOT));
    assert_eq!(empty.unwrap().size, 0);
    let other = public.verify_checkpoint(&key().sign_checkpoint(0, [0; 32]));
    assert_eq!(other, Err(NoteError::Form("root of an empty log")));
}

/// The log's own key signed it, but it is no checkpoint.
#[test]
fn only_the_exact_form() {
    let public = key().verifier_key();
    let root = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    let verify = |text: &str| public.verify_checkpoint(&key().sign(text));
    assert!(verify(&format!("{ORIGIN}\n1\n{root}\n")).is_ok());
    for bad in [
        format!("{ORIGIN}/receipt\n1\n{root}\n"),
        format!("{ORIGIN}\n01\n{root}\n"),
        format!("{ORIGIN}\n+1\n{root}\n"),
        format!("{ORIGIN}\n-1\n{root}\n"),
        format!("{ORIGIN}\n\n{root}\n"),
        format!("{ORIGIN}\n18446744073709551616\n{root}\n"),
        format!("{ORIGIN}\n1\n{}\n", root.trim_end_matches('=')),
        format!("{ORIGIN}\n1\nAQE=\n"),
        format!("{ORIGIN}\n1\n"),
        format!("{ORIGIN}\n1\n{root}\nextension\n"),
        format!("{ORIGIN}\n1\n{root}\n\n"),
        format!("{ORIGIN}\n1\n{root}\n\nmore\n"),
        format!("\n{ORIGIN}\n1\n{root}\n"),
    ] {
        assert!(verify(&bad).is_err(), "{bad:?}");
    }
}

#[test]
fn witnesses_may_sign_beside_the_log_and_not_instead() {
    let note = key().sign_checkpoint(1, [1; 32]);
    let witness = LogKey::generate("witness.example", [9; 32]).unwrap();
    let text = format!("{}\n", note.split_once("\n\n").unwrap().0);
    let cosigned = witness.sign(&text);
    let (_, cosignature) = cosigned.split_once("\n\n").unwrap();
    let public = key().verifier_key();
    assert!(
        public
            .verify_checkpoint(&format!("{note}{cosignature}"))
            .is_ok()
    );
    let error = public.verify_checkpoint(&cosigned).unwrap_err();
    assert_eq!(error, NoteError::Unsigned(public.to_string()));
}
