use super::*;
use crate::canonical::is_canonical;
use proptest::prelude::*;

fn scans(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    scanner.value().and_then(|()| scanner.end()).is_ok()
}

#[test]
fn what_is_canonical_and_what_is_not() {
    for text in [
        "0",
        "-1",
        "9007199254740991",
        "-9007199254740991",
        "\"\"",
        "\"\\u0001\\u001f\\b\\t\\n\\f\\r\\\\\\\"/\u{7f}گ\"",
        "[]",
        "{}",
        "[1,[2],null,true,false]",
        r#"{"":1,"A":2,"a":{"b":[]}}"#,
        r##"{"\t":1,"\n":2,"!":3,"\"":4,"#":5,"\\":6}"##,
        r#"{"\u0001":1,"\b":2,"\u000b":3," ":4}"#,
    ] {
        assert!(is_canonical(text) && scans(text), "{text}");
    }
    for text in [
        "",
        " 1",
        "1 ",
        "01",
        "-0",
        "-",
        "+1",
        "1.0",
        "1e3",
        "9007199254740992",
        "99999999999999999999",
        "nul",
        "\"",
        "\"\n\"",
        "\"\\u0000\"",
        "\"\\u000a\"",
        "\"\\u000A\"",
        "\"\\u001F\"",
        "\"\\u0020\"",
        "\"\\/\"",
        "\"\\u",
        "[1,]",
        "[,1]",
        "[1 ,2]",
        "[1",
        "{\"a\":1",
        "{\"a\" :1}",
        "{\"a\":1,}",
        r#"{"b":1,"a":2}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"\"":1,"!":2}"#,
        r#"{"گ":1}"#,
        "1 2",
    ] {
        assert!(!is_canonical(text) && !scans(text), "{text}");
    }
    for (depth, ok) in [(32, true), (33, false)] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!((is_canonical(&text), scans(&text)), (ok, ok));
    }
}

/// A string without an end stops where the text does, wherever in the text it began.
#[test]
fn the_place_of_a_missing_quote() {
    for (text, place) in [("\"", 1), ("\"abc", 4), ("[1,\"abc", 7), ("\"\\nabc", 6)] {
        assert_eq!(Scanner::new(text).value(), Err(Stopped(place)), "{text}");
    }
}

/// Texts made of the pieces that JSON is made of, so that many of them nearly are.
fn near_json() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\"",
        "\"b\":",
        "\"a\":",
        "1",
        "0",
        "-",
        "null",
        "true",
        "\\",
        "\\n",
        "\\u0001",
        "\\u000",
        "n",
        "گ",
        " ",
        "\"\\\"\":",
        "9007199254740991",
        "2",
        "[]",
        "{}",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i32>().prop_map(Into::into),
        "[\u{1}-\u{80}گ😀\\\\\"]{0,6}".prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map("[\u{1}-\u{7f}]{0,3}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn agrees_with_writing_it_again(text in near_json()) {
        prop_assert_eq!(scans(&text), is_canonical(&text));
    }

    #[test]
    fn agrees_on_damaged_values(value in value(), place: prop::sample::Index, piece in "[\\x00-\\x7f]{0,2}") {
        let text = crate::canonical::to_canonical(&value).unwrap();
        prop_assert!(scans(&text));
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = starts[place.index(starts.len())];
        let damaged = format!("{}{piece}{}", &text[..at], text[at..].chars().skip(1).collect::<String>());
        prop_assert_eq!(scans(&damaged), is_canonical(&damaged));
    }
}
