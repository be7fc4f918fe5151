//! What the table promises as a whole, whatever its rows say.

use super::*;
use crate::report::event::tests::every_event_filled;

#[test]
fn whoever_reads_words_gets_the_payload_that_proves_them() {
    for event in every_event_filled() {
        for audience in Audience::ALL.iter().copied() {
            let mut texts = event.texts_for(audience);
            let reads = texts.next().is_some();
            assert!(
                !reads || event.discloses_payload_to(audience),
                "{audience:?} reads words of {}",
                event.name()
            );
        }
    }
}

#[test]
fn staff_read_every_word_and_auditors_and_the_public_none() {
    for field in SealedField::ALL {
        let read = Audience::ALL
            .iter()
            .map(|audience| field.visibility(*audience));
        let [_, staff, auditor, public] = read.collect::<Vec<_>>()[..] else {
            panic!("four audiences")
        };
        let is_identity = matches!(
            field,
            SealedField::SubmittedIdentity | SealedField::SubmittedContact
        );
        let by_staff = if is_identity { OnRecord } else { Opened };
        assert_eq!(
            (staff, auditor, public),
            (by_staff, Sealed, Sealed),
            "{field:?}"
        );
    }
}

#[test]
fn a_reporter_reads_every_word_they_are_given_but_who_they_are_and_the_reasons_for_the_file() {
    let by = Audience::Reporter;
    let unread: std::collections::BTreeSet<_> = every_event_filled()
        .iter()
        .filter(|event| event.discloses_payload_to(by))
        .flat_map(ReportEvent::sealed_content)
        .map(|(field, _)| field)
        .filter(|field| field.visibility(by) == Sealed)
        .collect();
    let but = [
        SealedField::SubmittedIdentity,
        SealedField::SubmittedContact,
        SealedField::ResolvedReasons,
    ];
    assert!(unread.iter().eq(&but), "{unread:?}");
}

#[test]
fn an_auditor_knows_of_every_event_and_never_gets_ciphertext() {
    for event in every_event_filled() {
        let is_sealed = !event.sealed_content().is_empty();
        assert!(event.is_visible_to(Audience::Auditor), "{}", event.name());
        assert_eq!(
            event.discloses_payload_to(Audience::Auditor),
            !is_sealed,
            "{}",
            event.name()
        );
    }
}

#[test]
fn a_reporter_is_told_of_everything_but_readings() {
    for event in every_event_filled() {
        let is_reading = matches!(event, ReportEvent::Opened(_));
        let is_told = event.is_visible_to(Audience::Reporter);
        assert_eq!(is_told, !is_reading, "{}", event.name());
    }
}

#[test]
fn nobody_else_learns_of_anything() {
    for event in every_event_filled() {
        assert!(!event.is_visible_to(Audience::Public), "{}", event.name());
    }
}
