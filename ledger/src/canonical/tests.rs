use super::*;
use proptest::prelude::*;
use serde_json::{Map, json};

fn fault(text: &str) -> CanonicalFault {
    parse(text).expect_err(text).fault
}

fn unwritable(value: &Value) -> CanonicalFault {
    to_canonical(value).unwrap_err().fault
}

#[test]
fn keys_are_sorted_whatever_order_they_were_put_in() {
    let mut map = Map::new();
    for key in ["b", "a", "~", "A", "", "aa", "a-", "Z", "_", "1", "10", "2"] {
        map.insert(key.to_owned(), Value::Null);
    }
    let text = to_canonical(&Value::Object(map)).unwrap();
    let keys: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
    assert_eq!(
        keys,
        ["", "1", "10", "2", "A", "Z", "_", "a", "a-", "aa", "b", "~"]
    );
}

#[test]
fn strings_are_escaped_as_rfc_8785_says() {
    let text = "\u{8}\t\n\u{c}\r\"\\/\u{1}\u{1f}\u{7f}é€😀\u{2028}<>&";
    let expected = "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\u{7f}é€😀\u{2028}<>&\"";
    assert_eq!(to_canonical(&json!(text)).unwrap(), expected);
    assert!(is_canonical(expected));
}

#[test]
fn only_integers_that_every_implementation_keeps() {
    for good in ["0", "1", "-1", "9007199254740991", "-9007199254740991"] {
        assert!(is_canonical(good), "{good}");
    }
    for float in [
        "-0",
        "0.0",
        "1.0",
        "1e3",
        "1E3",
        "-1.5",
        "1e-3",
        "18446744073709551616",
        "-9223372036854775809",
        "123456789012345678901234567890",
    ] {
        assert_eq!(fault(float), CanonicalFault::Float, "{float}");
        assert_eq!(
            fault(&format!("{{\"a\":[{float}]}}")),
            CanonicalFault::Float
        );
    }
    for big in [
        "9007199254740992",
        "-9007199254740992",
        "18446744073709551615",
        "-9223372036854775808",
    ] {
        assert_eq!(fault(big), CanonicalFault::Integer, "{big}");
    }
    for float in [-0.0, 0.0, 1.0, 1e3, 0.5] {
        assert_eq!(unwritable(&json!(float)), CanonicalFault::Float);
    }
    for big in [
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1_u64 << 53),
        json!(-(1_i64 << 53)),
    ] {
        assert_eq!(unwritable(&big), CanonicalFault::Integer);
    }
}

#[test]
fn what_serde_json_would_take_and_the_format_does_not() {
    let twice = CanonicalFault::Duplicate("a".to_owned());
    assert_eq!(fault(r#"{"a":1,"a":1}"#), twice);
    assert_eq!(fault(r#"[{"b":{"a":1,"\u0061":2}}]"#), twice);
    assert_eq!(fault("\"\\u0000\""), CanonicalFault::Nul);
    assert_eq!(fault("{\"\\u0000\":1}"), CanonicalFault::Nul);
    assert_eq!(fault("{\"گ\":1}"), CanonicalFault::Key);
    assert_eq!(unwritable(&json!({"گ": 1})), CanonicalFault::Key);
    assert_eq!(unwritable(&json!(["\0"])), CanonicalFault::Nul);
    assert_eq!(unwritable(&json!({"\0": 1})), CanonicalFault::Nul);
}

#[test]
fn what_is_not_json() {
    for text in [
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\"}",
        "nul",
        "1 2",
        "{}x",
        "\"\n\"",
        "'a'",
        "01",
        "+1",
        "NaN",
        "\"\\ud800\"",
        "\u{feff}{}",
        "1e400",
        "[",
        "\"",
    ] {
        assert!(matches!(fault(text), CanonicalFault::Syntax(_)), "{text}");
    }
}

#[test]
fn depth_is_bounded_before_the_stack_is() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(is_canonical(&nested(MAX_DEPTH)));
    assert_eq!(fault(&nested(MAX_DEPTH + 1)), CanonicalFault::Depth);
    assert_eq!(fault(&"[".repeat(1_000_000)), CanonicalFault::Depth);
    assert_eq!(fault(&"{\"a\":".repeat(1_000_000)), CanonicalFault::Depth);
    let mut value = Value::Null;
    for _ in 0..MAX_DEPTH {
        value = json!({ "a": value });
    }
    assert!(to_canonical(&value).is_ok());
    assert_eq!(unwritable(&json!([value])), CanonicalFault::Depth);
}

#[test]
fn the_number_of_values_is_bounded() {
    let text = format!("[{}0]", "0,".repeat(MAX_VALUES));
    assert_eq!(fault(&text), CanonicalFault::Values);
}

#[test]
fn an_error_says_where() {
    let error = parse("{\n  \"a\": 1.5\n}").unwrap_err();
    assert_eq!(error.position.unwrap().0, 2);
    assert!(
        error
            .to_string()
            .starts_with("a number is not written as an integer (line 2")
    );
    let error = parse("[1,\n2").unwrap_err().to_string();
    assert_eq!(
        error,
        "not JSON: EOF while parsing a list (line 2, column 1)"
    );
}

#[test]
fn spacing_order_and_escapes_are_free_to_read_and_not_canonical() {
    let free = "{ \"b\" : 1 , \"a\" : \"\\u0061\\/\" }";
    assert!(!is_canonical(free));
    assert_eq!(
        to_canonical(&parse(free).unwrap()).unwrap(),
        r#"{"a":"a/","b":1}"#
    );
    for text in [
        "{\"b\":1,\"a\":2}",
        "[1, 2]",
        "\"\\u000a\"",
        "\"\\/\"",
        "1 ",
        " 1",
    ] {
        assert!(!is_canonical(text), "{text}");
    }
}

/// A value of the format; keys and strings with whatever JSON must escape.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-(MAX_INTEGER as i64)..=MAX_INTEGER as i64).prop_map(Value::from),
        "[\u{1}-\u{ff}گ😀\\\\\"/]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[\u{1}-\u{7f}]{0,4}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn canonical_text_reads_back_as_itself(value in values()) {
        let text = to_canonical(&value).unwrap();
        prop_assert_eq!(&parse(&text).unwrap(), &value);
        prop_assert!(is_canonical(&text));
        // A second writer, which sorts because its map does.
        prop_assert_eq!(&text, &serde_json::to_string(&value).unwrap());
        // And through a spaced text.
        let spaced = serde_json::to_string_pretty(&value).unwrap();
        prop_assert_eq!(to_canonical(&parse(&spaced).unwrap()).unwrap(), text);
    }

    #[test]
    fn what_is_read_can_be_written(text in "[\\[\\]{}:,\"a1.e\\-0 \\\\u]{0,24}") {
        if let Ok(value) = parse(&text) {
            prop_assert!(to_canonical(&value).is_ok());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = parse(&text);
        let _ = is_canonical(&text);
    }
}
