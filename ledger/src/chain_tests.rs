use super::*;
use serde_json::json;
use tlog_tiles::{Error, Hash, HashReader, record_hash, stored_hashes, tree_hash};

const STREAM: &str = "report/0f8fad5bd9cb469fa16570867728950e";
const PAYLOAD_1: &str = r#"{"category":"omission","note":"گزارش \"نمونه\"\n","province":"IR-00"}"#;
const CONTEXT_1: &str = r#"{"actor":{"kind":"reporter"},"request":"r-1"}"#;
const HEADER_1: &str = r#"{"at":"2026-11-23T22:00:00.000Z","context":"d473e8bc2cdb0af8e047c88e998acc016ffa33e8a854f04233d1b0f6ff04ca55","payload":"bf592fa5cf7010f797412547b09bed22e1c1325759b0b4892578c55abcaec45e","prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":1,"stream":"report/0f8fad5bd9cb469fa16570867728950e","type":"Submitted","type_version":"1","v":1}"#;
const HASH_1: &str = "53b4bd9981b2a2ca604bcad172ac572ba07717c0117385eb403d88c6612831c0";
const PAYLOAD_2: &str = r#"{"investigator":null,"unit":"markazi-prevention"}"#;
const CONTEXT_2: &str =
    r#"{"actor":{"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","kind":"staff"},"request":"r-2"}"#;
const HEADER_2: &str = r#"{"at":"2026-11-24T06:00:00.125Z","context":"d214094b3cadd991cf3820888bd5e36e49f8e940029fc28bf1a1007727e755f8","payload":"1b7ca273d9c3ff7a13baab8b69343e946ca07aee367925b9a39525519199e276","prev":"53b4bd9981b2a2ca604bcad172ac572ba07717c0117385eb403d88c6612831c0","seq":2,"stream":"report/0f8fad5bd9cb469fa16570867728950e","type":"Assigned","type_version":"1","v":1}"#;
const HASH_2: &str = "bd9cdfbddace702360c3d37981f0bf334ac61ef33a20b4ce4b1e1fca865a2be6";
const COVER: &str = "3d1a0c0f88ef18929ecbf81f239bda8b081ed0dd1d5bd22e9946f709224ac972";
const LEAF_1: &str = "6691985780ca27737736aff8e7f678f66b637b117b59d660981aee1877d0bf5d";
const ROOT_2: &str = "a3cd79ebe91535a3d9dafae669b6ad1ce461d1d288c4a5a91aee7b0bd80511bc";
const ROOT_3: &str = "0ea3ccea8a7dba6f75636a5daa901979c134197d03084fb7c0973b2f5003e2b6";

/// The vectors' bytes: 32 of them counting up from `first`.
fn counting(first: u8) -> [u8; 32] {
    std::array::from_fn(|at| first + at as u8)
}

fn at(text: &str) -> At {
    At::parse(text).unwrap()
}

fn first() -> LinkedEvent {
    let draft = Draft {
        stream: STREAM,
        event_type: "Submitted",
        type_version: "1",
        at: at("2026-11-23T22:00:00.000Z"),
        payload: &json!({"province": "IR-00", "note": "گزارش \"نمونه\"\n", "category": "omission"}),
        payload_salt: Salt::from_bytes(counting(0x00)),
        context: &json!({"request": "r-1", "actor": {"kind": "reporter"}}),
        context_salt: Salt::from_bytes(counting(0x20)),
    };
    link(None, draft).unwrap()
}

fn second_at(time: At) -> LinkedEvent {
    let draft = Draft {
        stream: STREAM,
        event_type: "Assigned",
        type_version: "1",
        at: time,
        payload: &json!({"unit": "markazi-prevention", "investigator": null}),
        payload_salt: Salt::from_bytes(counting(0x40)),
        context: &json!({"request": "r-2", "actor": {"kind": "staff", "id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301"}}),
        context_salt: Salt::from_bytes(counting(0x60)),
    };
    link(Some(&first().head()), draft).unwrap()
}

struct Tree(Vec<Hash>);

impl HashReader for Tree {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        Ok(indexes.iter().map(|at| self.0[*at as usize]).collect())
    }
}

fn root(entries: &[EventHash]) -> String {
    let mut tree = Tree(Vec::new());
    for (at, entry) in entries.iter().enumerate() {
        let more = stored_hashes(at as u64, entry.as_bytes(), &tree).unwrap();
        tree.0.extend(more);
    }
    hex::encode(tree_hash(entries.len() as u64, &tree).unwrap().0)
}

#[test]
fn vectors_of_the_first_event() {
    let event = first();
    assert_eq!(event.payload, PAYLOAD_1);
    assert_eq!(event.context, CONTEXT_1);
    assert_eq!(event.header, HEADER_1);
    assert_eq!(event.hash.to_string(), HASH_1);
    assert_eq!(event.seq, 1);
}

#[test]
fn vectors_of_the_second_event() {
    let event = second_at(at("2026-11-24T06:00:00.125Z"));
    assert_eq!(event.payload, PAYLOAD_2);
    assert_eq!(event.context, CONTEXT_2);
    assert_eq!(event.header, HEADER_2);
    assert_eq!(event.hash.to_string(), HASH_2);
    assert_eq!(event.seq, 2);
}

#[test]
fn vectors_of_the_log() {
    let events = [first().hash, second_at(at("2026-11-24T06:00:00.125Z")).hash];
    let cover = cover_hash(&counting(0x80));
    assert_eq!(cover.to_string(), COVER);
    assert_eq!(hex::encode(record_hash(events[0].as_bytes()).0), LEAF_1);
    assert_eq!(root(&events), ROOT_2);
    assert_eq!(root(&[events[0], events[1], cover]), ROOT_3);
}

#[test]
fn a_payload_cannot_pass_for_a_context() {
    let salt = Salt::from_bytes(counting(0));
    assert_ne!(
        commitment(Label::Payload, &salt, "{}"),
        commitment(Label::Context, &salt, "{}")
    );
}

#[test]
fn an_earlier_time_is_raised_to_the_event_before() {
    let event = second_at(at("2026-11-23T21:59:59.999Z"));
    assert_eq!(event.at, first().at);
    assert_eq!(Header::parse(&event.header).unwrap().at, first().at);
    assert_eq!(event.head().at, first().at);
}

#[test]
fn what_is_outside_the_format_is_not_linked() {
    let value = json!({});
    let good = Draft {
        stream: STREAM,
        event_type: "Rated",
        type_version: "1",
        at: at("2026-11-23T22:00:00.000Z"),
        payload: &value,
        payload_salt: Salt::from_bytes([0; 32]),
        context: &value,
        context_salt: Salt::from_bytes([1; 32]),
    };
    assert!(link(None, good).is_ok());
    fn refused(draft: Draft<'_>) -> LinkError {
        link(None, draft).unwrap_err()
    }

    let stream = "Report/1";
    assert_eq!(
        refused(Draft { stream, ..good }),
        LinkError::Stream(StreamError)
    );
    let event_type = "";
    assert_eq!(
        refused(Draft { event_type, ..good }),
        LinkError::Name("type")
    );
    let type_version = "1 0";
    let error = refused(Draft {
        type_version,
        ..good
    });
    assert_eq!(error, LinkError::Name("type version"));
    for value in [
        json!(1.5),
        json!({"a": (1_u64 << 53)}),
        json!("\0"),
        json!({"گ": 1}),
    ] {
        let error = refused(Draft {
            payload: &value,
            ..good
        });
        assert!(matches!(
            error,
            LinkError::Value {
                label: Label::Payload,
                ..
            }
        ));
        let error = refused(Draft {
            context: &value,
            ..good
        });
        assert!(matches!(
            error,
            LinkError::Value {
                label: Label::Context,
                ..
            }
        ));
    }
    let full = Head {
        seq: MAX_INTEGER,
        hash: EventHash::ZERO,
        at: good.at,
    };
    assert_eq!(link(Some(&full), good).unwrap_err(), LinkError::Full);
    let beyond = Head {
        seq: u64::MAX,
        ..full
    };
    assert_eq!(link(Some(&beyond), good).unwrap_err(), LinkError::Full);
    let last = Head {
        seq: MAX_INTEGER - 1,
        ..full
    };
    assert_eq!(link(Some(&last), good).unwrap().seq, MAX_INTEGER);
}

#[test]
fn an_error_names_the_value_and_a_log_line_holds_none() {
    let source = canonical::to_canonical(&json!(1.5)).unwrap_err();
    for (label, name) in [(Label::Payload, "payload"), (Label::Context, "context")] {
        let source = source.clone();
        let error = LinkError::Value { label, source };
        assert_eq!(
            error.to_string(),
            format!("the {name} has no canonical form")
        );
    }
    let shown = format!("{:?}", first());
    assert!(shown.contains(HASH_1), "{shown}");
    for hidden in ["omission", "reporter", "IR-00"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
}
