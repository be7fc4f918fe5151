use super::*;

fn report(fill: &str) -> ReportId {
    fill.repeat(32).parse().unwrap()
}

fn key_of(fill: &str) -> DataKey {
    DataKey::generate(report(fill), Entropy::system())
}

#[test]
fn what_is_sealed_opens_again() {
    let key = key_of("a");
    for text in [
        "",
        "گزارش",
        "ends with zeros\0\0",
        "\u{80}",
        &"ب".repeat(20_000),
    ] {
        let sealed = key.seal(SealedField::SubmittedNarrative, text, Entropy::system());
        assert_eq!(
            key.open(SealedField::SubmittedNarrative, &sealed)
                .unwrap()
                .as_str(),
            text
        );
    }
}

#[test]
fn another_field_report_key_or_bit_does_not_open() {
    let key = key_of("a");
    let sealed = key.seal(SealedField::SubmittedNarrative, "text", Entropy::system());
    assert!(key.open(SealedField::SubmittedSubject, &sealed).is_err());
    assert!(
        key_of("a")
            .open(SealedField::SubmittedNarrative, &sealed)
            .is_err()
    );
    let moved = DataKey {
        key: key.key.clone(),
        report: report("b"),
    };
    assert!(
        moved
            .open(SealedField::SubmittedNarrative, &sealed)
            .is_err()
    );
    let mut altered = sealed.as_base64().to_owned().into_bytes();
    altered[40] = if altered[40] == b'A' { b'B' } else { b'A' };
    let altered = Sealed::from_base64(String::from_utf8(altered).unwrap()).unwrap();
    assert!(key.open(SealedField::SubmittedNarrative, &altered).is_err());
    assert!(
        key.open(
            SealedField::SubmittedNarrative,
            &Sealed::from_base64("AAAA").unwrap()
        )
        .is_err()
    );
}

#[test]
fn lengths_within_a_block_look_alike_and_equal_texts_do_not() {
    let key = key_of("a");
    let one = key.seal(SealedField::SubmittedNarrative, "x", Entropy::system());
    let other = key.seal(
        SealedField::SubmittedNarrative,
        &"x".repeat(200),
        Entropy::system(),
    );
    assert_eq!(one.as_base64().len(), other.as_base64().len());
    assert_ne!(
        one,
        key.seal(SealedField::SubmittedNarrative, "x", Entropy::system())
    );
}

#[test]
fn a_wrapped_key_opens_for_its_report_and_installation_only() {
    let content = Key::new([7; 32]);
    let key = key_of("a");
    let wrapped = key.wrap(&content, Entropy::system());
    let sealed = key.seal(SealedField::SubmittedNarrative, "text", Entropy::system());
    let back = DataKey::unwrap(report("a"), &wrapped, &content).unwrap();
    assert_eq!(
        back.open(SealedField::SubmittedNarrative, &sealed)
            .unwrap()
            .as_str(),
        "text"
    );
    assert!(DataKey::unwrap(report("b"), &wrapped, &content).is_err());
    assert!(DataKey::unwrap(report("a"), &wrapped, &Key::new([8; 32])).is_err());
}
