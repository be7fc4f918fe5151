use super::*;
use crate::checkpoint::EMPTY_ROOT;
use crate::key::KeyError;

fn key(seed: u8) -> LogKey {
    LogKey::generate("log.example.org/sajam", [seed; 32]).unwrap()
}

fn at() -> At {
    At::parse("2026-11-24T06:00:00.000Z").unwrap()
}

#[test]
fn whoever_knows_the_old_key_learns_the_new_one() {
    let (old, new) = (key(1), key(2));
    let note = old.sign_change_to(&new, at());
    let change = old.verifier_key().verify_key_change(&note).unwrap();
    assert_eq!(change.new, new.verifier_key());
    assert_eq!((change.old, change.at), (old.verifier_key(), at()));
}

#[test]
fn the_new_key_alone_or_a_stranger_cannot_name_itself() {
    let (old, new, stranger) = (key(1), key(2), key(3));
    let note = old.sign_change_to(&new, at());
    // Knowing only the new key, one cannot tell that it is the log's.
    assert!(new.verifier_key().verify_key_change(&note).is_err());
    assert!(stranger.verifier_key().verify_key_change(&note).is_err());
    // Signed by the new key alone, in the old one's name.
    let change = KeyChange {
        old: old.verifier_key(),
        new: stranger.verifier_key(),
        at: at(),
    };
    let both = old.verifier_key().also(stranger.verifier_key()).unwrap();
    for keys in [vec![&stranger], vec![&old], vec![&stranger, &stranger]] {
        let forged = LogKey::sign_with(&keys, &change.text());
        assert!(old.verifier_key().verify_key_change(&forged).is_err());
        assert!(both.verify_key_change(&forged).is_err());
    }
    // Each changed byte.
    for at in 0..note.len() {
        let mut bytes = note.clone().into_bytes();
        bytes[at] ^= 1;
        if let Ok(changed) = String::from_utf8(bytes) {
            assert!(old.verifier_key().verify_key_change(&changed).is_err());
        }
    }
}

#[test]
fn a_checkpoint_signed_by_both_is_good_for_whoever_has_either() {
    let (old, new) = (key(1), key(2));
    let note = new.sign_checkpoint_with(&old, 0, EMPTY_ROOT);
    let (old, new) = (old.verifier_key(), new.verifier_key());
    let both = new.clone().also(old.clone()).unwrap();
    for known in [&old, &new, &both] {
        assert_eq!(known.verify_checkpoint(&note).unwrap().size, 0);
    }
    assert_eq!(both.signers(&note), format!("{new} {old}"));
    assert_eq!(old.signers(&note), old.to_string());
    assert_eq!(key(3).verifier_key().signers(&note), "");
    // One of them damaged is a fault for whoever knows that key.
    let signature = note.rfind(' ').unwrap() + 10;
    let mut damaged = note.into_bytes();
    damaged[signature] = if damaged[signature] == b'A' {
        b'B'
    } else {
        b'A'
    };
    let damaged = String::from_utf8(damaged).unwrap();
    assert!(new.verify_checkpoint(&damaged).is_ok());
    assert!(old.verify_checkpoint(&damaged).is_err());
    assert!(both.verify_checkpoint(&damaged).is_err());
}

#[test]
fn keys_of_one_log_one_a_line() {
    let (one, two) = (key(1).verifier_key(), key(2).verifier_key());
    let both = VerifierKey::parse_lines(&format!("{one}\n\n  {two}\r\n{one}\n")).unwrap();
    assert_eq!(both.each().count(), 2);
    assert_eq!(both, one.clone().also(two).unwrap());
    let other = LogKey::generate("other", [1; 32]).unwrap().verifier_key();
    assert_eq!(
        VerifierKey::parse_lines(&format!("{one}\n{other}")),
        Err(KeyError::Logs)
    );
    for none in ["", "\n \n", "x"] {
        assert_eq!(VerifierKey::parse_lines(none), Err(KeyError::Malformed));
    }
}
