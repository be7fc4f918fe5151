//! Every leaf of a bundle changed, every event moved, every byte flipped: all of it must show.

use proptest::prelude::*;
use sajam_ledger::{Bundle, verify_bundle};
use serde_json::{Value, json};

use crate::support::{bundle, histories, key, sample};

/// Whether the document still passes for a history.
fn holds(document: &[u8]) -> bool {
    Bundle::parse(document).is_ok_and(|bundle| verify_bundle(&bundle, &key()).is_ok())
}

/// JSON pointers to everything that is not a container.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, item) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                leaves(item, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                leaves(item, &format!("{at}/{number}"), found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}

/// Other values for one leaf: for a string each of its characters changed, dropped and doubled.
fn others(leaf: &Value) -> Vec<Value> {
    match leaf {
        Value::Null => vec![json!({}), json!(0), json!("")],
        Value::Bool(value) => vec![json!(!value), Value::Null],
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            vec![
                json!(number + 1),
                json!(number - 1),
                json!(-number - 1),
                json!(number.to_string()),
            ]
        }
        Value::String(text) => {
            let characters: Vec<char> = text.chars().collect();
            let mut all = vec![json!(format!("{text} ")), json!(""), Value::Null];
            all.retain(|other| other != leaf);
            for at in 0..characters.len() {
                for to in ['0', 'a', 'A', '\n', '='] {
                    let mut changed = characters.clone();
                    changed[at] = to;
                    if changed != characters {
                        all.push(changed.iter().collect::<String>().into());
                    }
                }
                let mut dropped = characters.clone();
                dropped.remove(at);
                all.push(dropped.into_iter().collect::<String>().into());
            }
            all
        }
        Value::Array(_) | Value::Object(_) => unreachable!("a leaf"),
    }
}

#[test]
fn every_leaf_matters() {
    let whole: Value = serde_json::from_str(&sample().to_json()).unwrap();
    assert!(holds(whole.to_string().as_bytes()));
    let mut pointers = Vec::new();
    leaves(&whole, "", &mut pointers);
    assert!(pointers.len() >= 80, "{}", pointers.len());
    for pointer in pointers {
        let leaf = whole.pointer(&pointer).unwrap();
        for other in others(leaf) {
            let mut changed = whole.clone();
            *changed.pointer_mut(&pointer).unwrap() = other.clone();
            assert!(
                !holds(changed.to_string().as_bytes()),
                "{pointer}: {leaf} → {other}"
            );
        }
    }
}

#[test]
fn every_event_has_its_place() {
    let whole = sample();
    let last = whole.events.len() - 1;
    let shows = |bundle: &Bundle| assert!(verify_bundle(bundle, &key()).is_err());
    for at in 0..=last {
        if at < last {
            let mut dropped = whole.clone();
            dropped.events.remove(at);
            shows(&dropped);
        }
        for to in 0..=last {
            let mut doubled = whole.clone();
            doubled.events.insert(to, whole.events[at].clone());
            shows(&doubled);
            if to != at {
                let mut swapped = whole.clone();
                swapped.events.swap(at, to);
                shows(&swapped);
                let mut replaced = whole.clone();
                replaced.events[to] = whole.events[at].clone();
                shows(&replaced);
                let mut other_hash = whole.clone();
                other_hash.events[to].hash = whole.events[at].hash;
                shows(&other_hash);
                let mut other_proof = whole.clone();
                other_proof.events[to].log = whole.events[at].log.clone();
                // Only an event at the end may be outside the log.
                if whole.events[at].log.is_some() || to + 1 < last {
                    shows(&other_proof);
                }
            }
        }
        let mut crossed = whole.clone();
        let event = &mut crossed.events[at];
        std::mem::swap(&mut event.payload, &mut event.context);
        shows(&crossed);
    }
}

#[test]
fn no_prefix_of_the_document_holds() {
    let document = sample().to_json();
    let document = document.trim_end().as_bytes();
    assert!(holds(document));
    for end in 0..document.len() {
        assert!(!holds(&document[..end]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A flipped byte either leaves the same bundle (between tokens, or another escape for the same text) or shows.
    #[test]
    fn a_flipped_byte_shows((plans, covered) in histories(), place: prop::sample::Index, bits in 1_u8..) {
        let whole = bundle(&plans, covered);
        let mut document = whole.to_json().into_bytes();
        let place = place.index(document.len());
        document[place] ^= bits;
        if let Ok(changed) = Bundle::parse(&document) {
            prop_assert!(changed == whole || verify_bundle(&changed, &key()).is_err());
        }
    }

    #[test]
    fn spliced_documents_are_judged_without_panic(
        (plans, covered) in histories(),
        from: prop::sample::Index,
        to: prop::sample::Index,
        bytes in prop::collection::vec(any::<u8>(), 0..20),
    ) {
        let whole = bundle(&plans, covered);
        let mut document = whole.to_json().into_bytes();
        let (a, b) = (from.index(document.len()), to.index(document.len()));
        document.splice(a.min(b)..a.max(b), bytes);
        let _ = holds(&document);
    }
}
