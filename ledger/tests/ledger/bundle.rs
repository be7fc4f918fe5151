//! Documents that are no bundles.

use proptest::prelude::*;
use sajam_ledger::{Bundle, BundleError, MAX_BYTES, MAX_EVENTS};
use serde_json::{Value, json};

use crate::support::{bundle, histories, sample};

fn refusal(text: impl AsRef<[u8]>) -> String {
    Bundle::parse(text.as_ref()).unwrap_err().to_string()
}

fn refused(change: impl FnOnce(&mut Value)) -> String {
    let mut value = serde_json::from_str(&sample().to_json()).unwrap();
    change(&mut value);
    refusal(value.to_string())
}

#[test]
fn json_that_is_not_the_formats() {
    let text = sample().to_json();
    assert!(Bundle::parse(text.as_bytes()).is_ok());
    assert!(refusal(format!("{text}x")).contains("trailing characters"));
    assert!(refusal(&text[..text.len() - 5]).contains("EOF"));
    assert!(refusal("").contains("EOF"));
    assert!(refusal(b"{\"format\":\"\xff\"}").starts_with("it is not UTF-8 (byte 11)"));
    let twice = text.replacen("{", "{\"origin\": \"log.example.org\",", 1);
    assert!(refusal(twice).contains("the key \"origin\" twice"));
    let float = text.replacen("\"stars\": 5", "\"stars\": 5.0", 1);
    assert!(refusal(float).starts_with("a number is not written as an integer"));
    for number in ["5e0", "-0", "9007199254740992"] {
        let text = text.replacen("\"stars\": 5", &format!("\"stars\": {number}"), 1);
        assert!(Bundle::parse(text.as_bytes()).is_err(), "{number}");
    }
    assert!(refusal("[".repeat(100_000)).contains("too deep"));
    assert!(refusal("[]").contains("not an object"));
    assert!(refusal("null").contains("not an object"));
}

#[test]
fn every_key_is_required_and_no_other_allowed() {
    assert_eq!(
        refused(|bundle| bundle["more"] = json!(1)),
        "the bundle has the unknown key \"more\""
    );
    for key in ["format", "origin", "events", "checkpoint"] {
        let message = refused(|bundle| {
            bundle.as_object_mut().unwrap().remove(key);
        });
        assert_eq!(message, format!("the bundle has no \"{key}\""));
    }
    for key in ["header", "hash", "payload", "context", "log"] {
        let message = refused(|bundle| {
            bundle["events"][1].as_object_mut().unwrap().remove(key);
        });
        assert!(message.starts_with("event 2"), "{message}");
        assert!(
            message.ends_with(&format!("it has no \"{key}\"")),
            "{message}"
        );
    }
    for (path, key) in [
        ("/events/1", "more"),
        ("/events/1/header", "more"),
        ("/events/1/payload", "more"),
        ("/events/1/context", "more"),
        ("/events/1/log", "more"),
    ] {
        let message = refused(|bundle| bundle.pointer_mut(path).unwrap()[key] = json!(1));
        assert!(message.starts_with("event 2 (Acknowledged): "), "{message}");
        assert!(
            message.ends_with("has the unknown key \"more\""),
            "{message}"
        );
    }
}

#[test]
fn values_of_another_kind() {
    let log = json!([0, []]);
    for (path, value, message) in [
        (
            "/format",
            json!("sajam-history/v2"),
            "its \"format\" is not \"sajam-history/v1\"",
        ),
        ("/origin", json!(1), "its \"origin\" is not a string"),
        ("/events", json!({}), "its \"events\" is not an array"),
        (
            "/checkpoint",
            json!(null),
            "its \"checkpoint\" is not a string",
        ),
        ("/events/0", json!([]), "event 1: it is not an object"),
        (
            "/events/0/header",
            json!(null),
            "event 1: the header is not an object",
        ),
        (
            "/events/0/header/v",
            json!(2),
            "event 1 (Submitted): its \"v\" is not 1",
        ),
        (
            "/events/0/header/type",
            json!(2),
            "event 1: its \"type\" is not a string",
        ),
        (
            "/events/0/hash",
            json!("AB"),
            "event 1 (Submitted): its \"hash\" is not 64 lower-case hexadecimal digits",
        ),
        (
            "/events/0/payload",
            json!([]),
            "event 1 (Submitted): its payload is not an object",
        ),
        (
            "/events/0/log",
            log,
            "event 1 (Submitted): its log entry is not an object",
        ),
        (
            "/events/0/log/index",
            json!(-1),
            "event 1 (Submitted): its \"index\" is not a whole number",
        ),
        (
            "/events/0/log/proof/0",
            json!("x"),
            "event 1 (Submitted): its \"proof\" is not a list of hashes in hex",
        ),
    ] {
        assert_eq!(
            refused(|bundle| *bundle.pointer_mut(path).unwrap() = value),
            message
        );
    }
}

#[test]
fn messages_are_one_line_whatever_the_document_says() {
    let message = refused(|bundle| {
        let evil = format!("a\n\u{1b}[2J\u{202e}{}", "b".repeat(1000));
        bundle["events"][0]["header"]["type"] = json!(evil);
        bundle["events"][0]["header"]["v"] = json!(2);
    });
    assert!(!message.contains(char::is_control), "{message}");
    assert!(!message.contains('\u{202e}'), "{message}");
    assert!(message.len() < 200, "{message}");
}

/// What was disclosed to one reader is not in what a program logs of a bundle.
#[test]
fn what_debug_shows() {
    let bundle = sample();
    let shown = "Bundle { origin: \"log.example.org\", events: 4, .. }";
    assert_eq!(format!("{bundle:?}"), shown);
    let payload = bundle.events[0].payload.as_ref().unwrap();
    assert_eq!(format!("{:?}", payload.salt), "Salt(…)");
}

#[test]
fn bounds() {
    let mut large = sample().to_json().into_bytes();
    large.resize(MAX_BYTES, b' ');
    assert_eq!(Bundle::parse(&large), Ok(sample()));
    large.push(b' ');
    assert_eq!(Bundle::parse(&large), Err(BundleError::TooLarge));
    assert!(
        refused(|bundle| bundle["events"] = json!(vec![0; MAX_EVENTS + 1])).contains("more than")
    );
    let mut full: Value = serde_json::from_str(&sample().to_json()).unwrap();
    full["events"][0]["log"]["proof"] = json!(vec!["00".repeat(32); 64]);
    assert!(Bundle::parse(full.to_string().as_bytes()).is_ok());
    let nodes = vec!["00"; 65];
    assert!(
        refused(|bundle| bundle["events"][0]["log"]["proof"] = json!(nodes))
            .contains("more than 64")
    );
    let mut deep = json!(1);
    for _ in 0..32 {
        deep = json!([deep]);
    }
    let mut bundle: Value = serde_json::from_str(&sample().to_json()).unwrap();
    bundle["events"][0]["payload"]["value"] = deep.clone();
    assert!(Bundle::parse(bundle.to_string().as_bytes()).is_ok());
    assert!(
        refused(|bundle| bundle["events"][0]["payload"]["value"] = json!([deep]))
            .contains("too deep")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_document_reads_back_as_the_bundle((plans, covered) in histories()) {
        let bundle = bundle(&plans, covered);
        prop_assert_eq!(Bundle::parse(bundle.to_json().as_bytes()), Ok(bundle));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Bundle::parse(&bytes);
    }
}
