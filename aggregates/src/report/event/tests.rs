//! What is stored, byte for byte: a change here is a change of history's format and needs a new version.

use cqrs_es::DomainEvent as _;
use serde_json::{Value, json};

use super::*;
use crate::event::{EventDecodeError, StoredEvent};

fn sealed(text: &str) -> Sealed {
    assert!(text.bytes().all(|b| b.is_ascii_uppercase()), "{text}");
    Sealed::from_base64(text).unwrap()
}

fn submitted(institution: Institution) -> ReportEvent {
    Submitted {
        category: Category::AbuseOfPower,
        province: Province::Markazi,
        institution,
        channel: Channel::Web,
        language: Language::Persian,
        anonymity: Anonymity::Confidential,
        narrative: sealed("AAAA"),
        subject: Some(sealed("BBBB")),
        place: None,
        occurred: None,
        identity: None,
        contact: Some(sealed("CCCC")),
    }
    .into()
}

fn every_event() -> Vec<(ReportEvent, &'static str, Value)> {
    let reader = StaffId::from_bytes([0xab; 16]);
    let id = "ab".repeat(16);
    vec![
        (
            submitted(Institution::Listed("abfa-arak".parse().unwrap())),
            "Submitted",
            json!({
                "anonymity": "confidential", "category": "abuse-of-power", "channel": "web",
                "contact": "CCCC", "identity": null, "institution": {"code": "abfa-arak"},
                "language": "fa", "narrative": "AAAA", "occurred": null, "place": null,
                "province": "IR-00", "subject": "BBBB",
            }),
        ),
        (Acknowledged {}.into(), "Acknowledged", json!({})),
        (
            Triaged {
                category: Category::PublicHealth,
                province: Province::Alborz,
                institution: Institution::Described(sealed("DDDD")),
                priority: Priority::Urgent,
            }
            .into(),
            "Triaged",
            json!({
                "category": "public-health", "institution": {"sealed": "DDDD"},
                "priority": "urgent", "province": "IR-30",
            }),
        ),
        // The example of the format's second vector.
        (
            Assigned {
                investigator: None,
                unit: "markazi-prevention".parse().unwrap(),
            }
            .into(),
            "Assigned",
            json!({"investigator": null, "unit": "markazi-prevention"}),
        ),
        (
            Assigned {
                investigator: Some(reader.clone()),
                unit: "qom".parse().unwrap(),
            }
            .into(),
            "Assigned",
            json!({"investigator": id, "unit": "qom"}),
        ),
        (
            Recused {
                investigator: reader.clone(),
                conflict: sealed("SSSS"),
            }
            .into(),
            "Recused",
            json!({"conflict": "SSSS", "investigator": id}),
        ),
        (
            IdentityOpened {
                reason: sealed("SSSS"),
            }
            .into(),
            "IdentityOpened",
            json!({"reason": "SSSS"}),
        ),
        (
            Investigated {
                step: FindingStep::DocumentReview,
                note: sealed("EEEE"),
            }
            .into(),
            "Investigated",
            json!({"note": "EEEE", "step": "document-review"}),
        ),
        (
            QuestionAsked {
                message: sealed("FFFF"),
            }
            .into(),
            "QuestionAsked",
            json!({"message": "FFFF"}),
        ),
        (
            ReporterAnswered {
                message: sealed("GGGG"),
            }
            .into(),
            "ReporterAnswered",
            json!({"message": "GGGG"}),
        ),
        (
            Resolved {
                outcome: Outcome::PartlySubstantiated,
                explanation: sealed("HHHH"),
                reasons: None,
            }
            .into(),
            "Resolved",
            json!({"explanation": "HHHH", "outcome": "partly-substantiated", "reasons": null}),
        ),
        (
            Appealed {
                grounds: sealed("IIII"),
            }
            .into(),
            "Appealed",
            json!({"grounds": "IIII"}),
        ),
        (
            Reopened {
                explanation: sealed("JJJJ"),
            }
            .into(),
            "Reopened",
            json!({"explanation": "JJJJ"}),
        ),
        (
            AppealDismissed {
                explanation: sealed("KKKK"),
            }
            .into(),
            "AppealDismissed",
            json!({"explanation": "KKKK"}),
        ),
        (
            Withdrawn { reason: None }.into(),
            "Withdrawn",
            json!({"reason": null}),
        ),
        (Opened { reader }.into(), "Opened", json!({"reader": id})),
    ]
}

#[test]
fn payloads_are_exactly_these() {
    for (event, name, payload) in every_event() {
        assert_eq!(event.event_type(), name);
        assert_eq!(event.event_version(), "1");
        assert_eq!(event.payload(), payload, "{name}");
        assert_eq!(ReportEvent::from_parts(name, "1", payload).unwrap(), event);
    }
}

#[test]
fn every_name_is_tried_above() {
    let tried: Vec<_> = every_event().iter().map(|(_, name, _)| *name).collect();
    for name in ReportEvent::TYPES {
        assert!(tried.contains(name), "{name}");
    }
}

#[test]
fn an_unknown_institution_is_a_word() {
    assert_eq!(
        submitted(Institution::Unknown).payload()["institution"],
        "unknown"
    );
}

#[test]
fn the_enum_itself_is_tagged_for_the_framework() {
    for (event, name, payload) in every_event() {
        let tagged = serde_json::to_value(&event).unwrap();
        assert_eq!(tagged, json!({"type": name, "payload": payload}));
        assert_eq!(
            serde_json::from_value::<ReportEvent>(tagged).unwrap(),
            event
        );
    }
}

#[test]
fn parts_that_are_no_event_say_why() {
    assert!(matches!(
        ReportEvent::from_parts("Transferred", "1", json!({})),
        Err(EventDecodeError::UnknownType { event_type }) if event_type == "Transferred"
    ));
    assert!(matches!(
        ReportEvent::from_parts("Acknowledged", "2", json!({})),
        Err(EventDecodeError::UnknownVersion { event_type: "Acknowledged", event_version }) if event_version == "2"
    ));
    for payload in [
        json!({}),
        json!([]),
        json!(null),
        json!({"message": "not base64!"}),
        json!({"message": "AAAA", "by": "x"}),
    ] {
        assert!(
            matches!(
                ReportEvent::from_parts("QuestionAsked", "1", payload.clone()),
                Err(EventDecodeError::Payload {
                    event_type: "QuestionAsked",
                    ..
                })
            ),
            "{payload}"
        );
    }
    assert!(ReportEvent::from_parts("Acknowledged", "1", json!({"note": 1})).is_err());
}

#[test]
fn debug_shows_no_ciphertext() {
    for (event, name, _) in every_event() {
        let shown = format!("{event:?}");
        for text in [
            "AAAA", "BBBB", "CCCC", "DDDD", "EEEE", "FFFF", "GGGG", "HHHH", "IIII", "JJJJ", "KKKK",
        ] {
            assert!(!shown.contains(text), "{name}");
        }
    }
}

/// The ciphertexts anywhere in a payload: the samples' are upper-case, which no code is.
fn ciphertexts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase()) => {
            found.push(text.clone());
        }
        Value::Object(object) => object.values().for_each(|value| ciphertexts(value, found)),
        Value::Array(items) => items.iter().for_each(|value| ciphertexts(value, found)),
        _ => {}
    }
}

/// Events with everything in them that a person may write.
pub(in crate::report) fn every_event_filled() -> Vec<ReportEvent> {
    let ReportEvent::Submitted(filed) = submitted(Institution::Described(sealed("LLLL"))) else {
        unreachable!()
    };
    let filled: [ReportEvent; 3] = [
        Submitted {
            place: Some(sealed("MMMM")),
            occurred: Some(sealed("NNNN")),
            identity: Some(sealed("OOOO")),
            ..filed
        }
        .into(),
        Resolved {
            outcome: Outcome::Referred,
            explanation: sealed("PPPP"),
            reasons: Some(sealed("QQQQ")),
        }
        .into(),
        Withdrawn {
            reason: Some(sealed("RRRR")),
        }
        .into(),
    ];
    let others = every_event().into_iter().map(|(event, _, _)| event);
    others.chain(filled).collect()
}

/// A field that no sample fills could be sealed and not declared, and nothing would show it.
#[test]
fn every_field_is_filled_in_a_sample() {
    let mut empty = std::collections::BTreeSet::new();
    let mut filled = std::collections::BTreeSet::new();
    for event in every_event_filled() {
        for (field, value) in event.payload().as_object().unwrap() {
            let fields = if value.is_null() {
                &mut empty
            } else {
                &mut filled
            };
            fields.insert((event.name(), field.clone()));
        }
    }
    let never: Vec<_> = empty.difference(&filled).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn every_ciphertext_of_a_payload_is_a_declared_field() {
    let mut seen = std::collections::BTreeSet::new();
    for event in every_event_filled() {
        let payload = event.payload();
        let mut stored = Vec::new();
        ciphertexts(&payload, &mut stored);
        let mut declared = Vec::new();
        for (field, sealed) in event.sealed_content() {
            assert_eq!(field.event(), event.name());
            assert_eq!(field.path(), format!("{}.{}", event.name(), field.name()));
            let value = &payload[field.name()];
            let value = value.get("sealed").unwrap_or(value);
            assert_eq!(value, sealed.as_base64(), "{field:?}");
            declared.push(sealed.as_base64().to_owned());
            seen.insert(field);
        }
        stored.sort();
        declared.sort();
        assert_eq!(stored, declared, "{}", event.name());
    }
    assert!(seen.iter().eq(SealedField::ALL), "each field has a sample");
}
