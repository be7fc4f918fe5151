use super::*;
use serde_json::json;

const HEADER: &str = r#"{"at":"2026-11-23T22:00:00.000Z","context":"d473e8bc2cdb0af8e047c88e998acc016ffa33e8a854f04233d1b0f6ff04ca55","payload":"bf592fa5cf7010f797412547b09bed22e1c1325759b0b4892578c55abcaec45e","prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":1,"stream":"report/0f8fad5bd9cb469fa16570867728950e","type":"Submitted","type_version":"1","v":1}"#;

#[test]
fn parse_and_canonical_are_inverse() {
    let header = Header::parse(HEADER).unwrap();
    assert_eq!(header.canonical().unwrap(), HEADER);
    assert_eq!(header.stream.aggregate_type(), "report");
    assert_eq!(
        header.stream.aggregate_id(),
        "0f8fad5bd9cb469fa16570867728950e"
    );
    assert_eq!(header.prev, EventHash::ZERO);
}

#[test]
fn every_key_is_required_and_no_other_allowed() {
    let value: Value = serde_json::from_str(HEADER).unwrap();
    for key in KEYS {
        let mut without = value.clone();
        without.as_object_mut().unwrap().remove(key);
        let error = Header::from_value(&without).unwrap_err();
        assert_eq!(error, ShapeError::Missing("the header", key));
    }
    let mut more = value.clone();
    more["note"] = json!("x");
    let error = Header::from_value(&more).unwrap_err();
    assert_eq!(error.to_string(), "the header has the unknown key \"note\"");
}

#[test]
fn every_field_is_held_to_its_grammar() {
    let value: Value = serde_json::from_str(HEADER).unwrap();
    let hash = "d473e8bc2cdb0af8e047c88e998acc016ffa33e8a854f04233d1b0f6ff04ca5";
    for (key, bad) in [
        ("v", json!(2)),
        ("v", json!("1")),
        ("v", json!(1.0)),
        ("seq", json!(0)),
        ("seq", json!(-1)),
        ("seq", json!(1_u64 << 53)),
        ("seq", json!("1")),
        ("stream", json!("report")),
        ("type", json!("")),
        ("type", json!("Sub mitted")),
        ("type", json!("Sub\u{1b}[2J")),
        ("type", json!("x".repeat(65))),
        ("type_version", json!(1)),
        ("type_version", json!("")),
        ("at", json!("2026-11-23T22:00:00Z")),
        ("prev", json!(null)),
        ("prev", json!(format!("{hash}A"))),
        ("payload", json!(hash)),
        ("context", json!(format!("{hash}00"))),
    ] {
        let mut with = value.clone();
        with[key] = bad.clone();
        let error = Header::from_value(&with).unwrap_err();
        assert!(
            matches!(error, ShapeError::Expected(name, _) if name == key),
            "{key} = {bad}: {error}"
        );
    }
}

#[test]
fn streams_have_a_strict_grammar() {
    let long = format!("report/{}", "a".repeat(121));
    for good in ["report/0f8f", "a-b/0-z", "-/-", &long] {
        assert_eq!(Stream::parse(good).unwrap().as_str(), good);
    }
    let longer = format!("{long}a");
    for bad in [
        "",
        "/",
        "report",
        "report/",
        "/id",
        "Report/id",
        "report/ID",
        "report/a/b",
        "r3/x",
        "report/گ",
        "report/a\n",
        " report/a",
        &longer,
    ] {
        assert_eq!(Stream::parse(bad), Err(StreamError), "{bad:?}");
    }
}
