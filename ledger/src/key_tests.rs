use super::*;

const ORIGIN: &str = "log.example.org/sajam";

fn key() -> LogKey {
    LogKey::generate(ORIGIN, [7; 32]).unwrap()
}

#[test]
fn a_private_key_survives_its_text() {
    let text = key().to_text();
    assert!(text.starts_with("PRIVATE+KEY+log.example.org/sajam+"));
    let again = LogKey::parse(&text).unwrap();
    assert_eq!(again.to_text(), text);
    assert_eq!(again.origin(), ORIGIN);
    assert_eq!(again.verifier_key(), key().verifier_key());
    assert_eq!(again.sign("x\n"), key().sign("x\n"));
}

/// RFC 8032, section 7.1, test 1: the public key of a known seed.
#[test]
fn the_public_key_is_that_of_rfc_8032() {
    let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let seed = <[u8; 32]>::try_from(hex::decode(seed).unwrap()).unwrap();
    let text = LogKey::generate("o", seed)
        .unwrap()
        .verifier_key()
        .to_string();
    let encoded = text.splitn(3, '+').last().unwrap();
    let bytes = BASE64_STANDARD.decode(encoded).unwrap();
    assert_eq!(hex::encode(bytes), format!("01{public}"));
    let key = VerifierKey::parse(&text).unwrap();
    assert_eq!(format!("{key:?}"), format!("VerifierKey({text})"));
}

#[test]
fn the_key_opens_what_it_signed() {
    let note = key().sign("one\ntwo\n");
    let public = VerifierKey::parse(&key().verifier_key().to_string()).unwrap();
    assert_eq!(public.open(&note).unwrap(), ("one\ntwo\n".to_owned(), 1));
    assert_eq!(public.origin(), ORIGIN);
}

#[test]
fn another_key_does_not() {
    let note = key().sign("one\n");
    let other = LogKey::generate(ORIGIN, [8; 32]).unwrap().verifier_key();
    assert_eq!(
        other.open(&note),
        Err(NoteError::Unsigned(other.to_string()))
    );
    let other = LogKey::generate("log.example.org", [7; 32]).unwrap();
    let other = other.verifier_key();
    assert_eq!(
        other.open(&note),
        Err(NoteError::Unsigned(other.to_string()))
    );
}

#[test]
fn a_changed_text_or_signature_is_told_from_a_missing_one() {
    let public = key().verifier_key();
    let changed = key().sign("one\n").replacen("one", "two", 1);
    assert_eq!(
        public.open(&changed),
        Err(NoteError::Signature(public.to_string()))
    );
    for text in ["", "\n", "one\n", "one\n\n", "one\n\n— x y\n", "one\r\n\n"] {
        assert_eq!(public.open(text), Err(NoteError::Malformed), "{text:?}");
    }
}

#[test]
fn keys_have_one_text() {
    let public = key().verifier_key().to_string();
    let private = key().to_text();
    let (_, id_and_key) = public.split_once('+').unwrap();
    let (id, encoded) = id_and_key.split_once('+').unwrap();
    for bad in [
        String::new(),
        "+".to_owned(),
        ORIGIN.to_owned(),
        format!("{ORIGIN}+{id}"),
        format!("{ORIGIN}+{}+{encoded}", id.to_uppercase()),
        format!("{ORIGIN}+00000000+{encoded}"),
        format!("other+{id}+{encoded}"),
        format!("{public} "),
        format!(" {public}"),
        format!("{public}="),
        private.to_string(),
    ] {
        assert!(VerifierKey::parse(&bad).is_err(), "{bad}");
    }
    for bad in [
        "",
        "PRIVATE+KEY+",
        &public,
        &format!("{}\n", private.as_str()),
    ] {
        assert!(LogKey::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn origins_that_no_note_can_hold() {
    let long = "a".repeat(256);
    for origin in [
        "", "a b", "a+b", "a\nb", "a\u{a0}b", "a\0", "a\u{7f}", &long,
    ] {
        assert_eq!(
            LogKey::generate(origin, [7; 32]).unwrap_err(),
            KeyError::Origin,
            "{origin:?}"
        );
    }
}

#[test]
fn the_seed_is_not_shown() {
    assert_eq!(format!("{:?}", key()), "LogKey(log.example.org/sajam)");
}
