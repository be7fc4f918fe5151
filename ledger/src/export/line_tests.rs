use super::*;
use crate::canonical::CanonicalFault;
use crate::chain::{Draft, LinkedEvent, link};
use crate::export::{StoredEvent, event_line};
use proptest::prelude::*;
use serde_json::json;

fn linked(event_type: &str, value: &Value) -> LinkedEvent {
    let draft = Draft {
        stream: "report/0f8f",
        event_type,
        type_version: "1",
        at: At::parse("2026-11-23T22:00:00.000Z").unwrap(),
        payload: value,
        payload_salt: Salt::from_bytes([1; 32]),
        context: value,
        context_salt: Salt::from_bytes([2; 32]),
    };
    link(None, draft).unwrap()
}

fn line(event_type: &str, value: &Value) -> String {
    let event = linked(event_type, value);
    let stored = StoredEvent {
        header: &event.header,
        hash: event.hash,
        payload: Some((event.payload_salt, &event.payload)),
        context: Some((event.context_salt, &event.context)),
    };
    event_line(17, &stored).trim_end().to_owned()
}

fn cover() -> String {
    format!("{{\"cover\":\"{}\",\"index\":3}}", "ab".repeat(32))
}

fn fault(line: &str) -> LineFault {
    match ExportLine::parse(line.as_bytes()) {
        Ok(_) => panic!("{line} was read"),
        Err(fault) => fault,
    }
}

#[test]
fn an_event_is_read_in_place() {
    let value = json!({"a": [1, {"\"g": -2}], "b": null});
    let text = line("Submitted", &value);
    let Ok(ExportLine::Event(event)) = ExportLine::parse(text.as_bytes()) else {
        panic!("{text}");
    };
    let linked = linked("Submitted", &value);
    assert_eq!((event.index, event.hash, event.seq), (17, linked.hash, 1));
    assert_eq!(
        (event.header, event.stream),
        (linked.header.as_str(), "report/0f8f")
    );
    assert_eq!(
        (event.event_type, event.at, event.prev),
        ("Submitted", linked.at, EventHash::ZERO)
    );
    assert_eq!(
        event.payload,
        Some((linked.payload_salt, linked.payload.as_str()))
    );
    assert_eq!(
        event.context,
        Some((linked.context_salt, linked.context.as_str()))
    );
}

#[test]
fn cover_and_end() {
    let text = cover();
    let read = ExportLine::parse(text.as_bytes());
    assert!(matches!(read, Ok(ExportLine::Cover { index: 3, secret }) if secret == [0xab; 32]));
    let read = ExportLine::parse(b"{\"end\":12}");
    assert!(matches!(read, Ok(ExportLine::End(12))));
}

#[test]
fn types_may_hold_what_is_escaped() {
    for (name, ok) in [
        ("a\"b\\c", true),
        (&"\\".repeat(64), true),
        (&"\"".repeat(65), false),
        ("a b", false),
        ("\n", false),
        ("a\\\n", false),
        ("\\\n\\", false),
        ("\\گ", false),
    ] {
        let text = line("Submitted", &json!({}));
        let escaped = serde_json::to_string(name).unwrap();
        let text = text.replace("\"Submitted\"", &escaped);
        assert_eq!(ExportLine::parse(text.as_bytes()).is_ok(), ok, "{name}");
    }
}

#[test]
fn what_is_wrong_is_said_as_for_bundles() {
    let text = line("Submitted", &json!({"n": 1}));
    let expected = |key, what| LineFault::Shape(ShapeError::Expected(key, what));
    for (from, to, said) in [
        (
            "\"index\":17",
            "\"index\":-1",
            expected("index", "a whole number"),
        ),
        (
            "\"seq\":1",
            "\"seq\":0",
            expected("seq", "between 1 and 2^53 − 1"),
        ),
        (
            "report/",
            "Report/",
            expected("stream", "of the form type/id"),
        ),
        ("\"v\":1", "\"v\":2", expected("v", "1")),
        (
            "-11-23",
            "-11-31",
            expected("at", "a time of the form 2026-11-23T22:00:00.000Z"),
        ),
        (
            "\"hash\":\"",
            "\"hash\":\"A",
            expected("hash", "64 lower-case hexadecimal digits"),
        ),
        (
            "\"index\":17,",
            "",
            LineFault::Shape(ShapeError::Missing("the line", "index")),
        ),
        (
            "{\"n\":1}",
            "{\"n\":1.5}",
            LineFault::Json {
                fault: CanonicalFault::Float,
                column: 102,
            },
        ),
        ("{\"n\":1}", "{\"n\": 1}", LineFault::NotCanonical(100)),
        (
            "{\"n\":1}",
            "{\"n\":1,\"m\":2}",
            LineFault::NotCanonical(102),
        ),
        ("{\"context\"", "{ \"context\"", LineFault::NotCanonical(1)),
    ] {
        assert!(text.contains(from));
        assert_eq!(fault(&text.replacen(from, to, 1)), said, "{from} → {to}");
    }
    assert_eq!(
        fault("{\"end\":01}").to_string(),
        "not JSON: invalid number (column 9)"
    );
    assert_eq!(
        fault("{\"end\":1,\"index\":1}"),
        LineFault::Shape(ShapeError::Unknown {
            what: "the line",
            key: "index".to_owned(),
        })
    );
    assert_eq!(
        fault(&cover().replace("ab", "AB")),
        expected("cover", "64 lower-case hexadecimal digits")
    );
    assert!(matches!(fault(""), LineFault::Json { .. }));
    assert!(matches!(
        ExportLine::parse(b"\xff"),
        Err(LineFault::Utf8(1))
    ));
    let long = vec![b' '; MAX_LINE + 1];
    assert!(matches!(ExportLine::parse(&long), Err(LineFault::TooLong)));
}

#[test]
fn as_deep_as_a_value_may_be_and_no_deeper() {
    for (depth, ok) in [(32, true), (33, false)] {
        let text = line("Submitted", &json!(0));
        let deep = "[".repeat(depth) + &"]".repeat(depth);
        let text = text.replace("\"value\":0", &format!("\"value\":{deep}"));
        assert_eq!(ExportLine::parse(text.as_bytes()).is_ok(), ok);
    }
}

/// The slow way: parse, check the shape, write again.
fn oracle(line: &str) -> bool {
    // Nothing is wrong with it that the slow reading can see, and it is its own canonical form.
    let explained = explain(line, Stopped(0));
    let written = canonical::parse(line).and_then(|value| canonical::to_canonical(&value));
    explained == LineFault::NotCanonical(1) && written.is_ok_and(|written| written == line)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn agrees_with_the_slow_way(
        which in 0..4,
        place: prop::sample::Index,
        length in 0_usize..3,
        piece in prop::sample::select(vec![
            "", "0", "1", "a", "A", "\"", "\\", ",", ":", "}", "{", "null", " ", "گ", "\\n", "\\u001f", "\"a\":1,", "-", ".",
        ]),
    ) {
        let text = match which {
            0 => cover(),
            1 => "{\"end\":120}".to_owned(),
            2 => line("Sub\"mitted", &json!({"a": [1, "\n"], "b": {"c": -5}})),
            _ => line("Submitted", &json!({})),
        };
        prop_assert!(oracle(&text));
        let place = place.index(text.len());
        let mut bytes = text.into_bytes();
        let end = (place + length).min(bytes.len());
        bytes.splice(place..end, piece.bytes());
        if let Ok(damaged) = String::from_utf8(bytes) {
            let read = ExportLine::parse(damaged.as_bytes()).is_ok();
            prop_assert_eq!(read, oracle(&damaged), "{}", damaged);
        }
    }
}

#[test]
fn a_line_in_another_layout_is_said_to_be_so_at_every_depth() {
    for (depth, expected) in [(3, true), (31, true), (32, true), (33, false)] {
        let text = line("Submitted", &json!(0));
        let deep = "[".repeat(depth) + &"]".repeat(depth);
        // A space that the canonical form has not.
        let text = text.replace("\"value\":0", &format!("\"value\": {deep}"));
        let said = fault(&text);
        let is_layout = matches!(said, LineFault::NotCanonical(_));
        assert_eq!(is_layout, expected, "{depth}: {said:?}");
    }
}

#[test]
fn the_longest_line_is_still_looked_at() {
    let blank = |length| " ".repeat(length);
    assert!(!matches!(fault(&blank(MAX_LINE)), LineFault::TooLong));
    assert!(matches!(fault(&blank(MAX_LINE + 1)), LineFault::TooLong));
}
