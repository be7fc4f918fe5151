use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use fluent_bundle::{FluentBundle, FluentResource};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use sajam_statistics::calendar::{JalaliMonth, Period};

use super::{texts, *};
use crate::clock::{HourStamp, from_ms};

const FA: Translator = Translator::of(Locale::Fa);
const EN: Translator = Translator::of(Locale::En);
const MILLISECOND: SignedDuration = SignedDuration::from_millis(1);

/// Vocabularies whose keys end in a code: used through `term` with a code that only the running program knows.
const VOCABULARIES: &[&str] = &[
    "acknowledgement",
    "action",
    "anonymity",
    "appeal",
    "audit-fault",
    "audit-kind",
    "category",
    "channel",
    "chart-province",
    "closing-time",
    "counted",
    "dimension",
    "event",
    "family",
    "glossary",
    "gregorian",
    "headline",
    "incident",
    "incident-change",
    "incident-closed",
    "incident-kind",
    "incident-opened",
    "indicator",
    "jalali",
    "language",
    "methodology-change",
    "notice",
    "outcome",
    "priority",
    "province",
    "public-method-change",
    "refusal",
    "reporter-label",
    "reporter-missing",
    "reporter-status",
    "release-refusal",
    "role",
    "season",
    "staff-about",
    "staff-button",
    "staff-confirm-final",
    "staff-confirm-send",
    "staff-confirm-title",
    "staff-done",
    "staff-event",
    "staff-field",
    "staff-incident-change",
    "staff-incident-done",
    "staff-incident-field",
    "staff-incident-kind",
    "staff-missing",
    "stage",
    "status",
    "status-part",
    "status-state",
    "step",
];

/// The variables of each message of a language.
fn messages(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for source in texts::sources(locale) {
        let mut current: Option<(String, BTreeSet<String>)> = None;
        for line in source.lines() {
            // A message begins at the start of a line, and nothing else that has an equals sign does.
            if line.starts_with(|first: char| first.is_ascii_alphabetic())
                && let Some((key, _)) = line.split_once('=')
            {
                messages.extend(current.take());
                current = Some((key.trim().to_owned(), BTreeSet::new()));
            }
            if let Some((_, variables)) = &mut current
                && !line.starts_with('#')
            {
                variables.extend(line.split('$').skip(1).map(|rest| {
                    rest.chars()
                        .take_while(|char| {
                            char.is_ascii_alphanumeric() || matches!(char, '-' | '_')
                        })
                        .collect::<String>()
                }));
            }
        }
        messages.extend(current);
    }
    messages
}

/// Every key that `call` names in templates and source, with where.
fn keys_named_by(call: &str) -> Vec<(String, String)> {
    fn visit(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, files);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "rs" || extension == "html")
                && path.file_name().is_some_and(|name| name != "tests.rs")
            {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    for folder in ["src", "templates"] {
        visit(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut files,
        );
    }
    let call = format!(".{call}(");
    let mut keys = Vec::new();
    for file in files {
        for rest in fs::read_to_string(&file).unwrap().split(&call).skip(1) {
            if let Some(literal) = rest.trim_start().strip_prefix('"') {
                keys.push((
                    literal.split('"').next().unwrap().to_owned(),
                    file.display().to_string(),
                ));
            }
        }
    }
    keys
}

#[test]
fn every_file_is_well_formed_and_no_key_is_written_twice() {
    for locale in Locale::ALL {
        let mut bundle = FluentBundle::new(vec![locale.lang().parse().unwrap()]);
        for source in texts::sources(locale) {
            let resource = FluentResource::try_new((*source).to_owned())
                .map_err(|(_, errors)| errors)
                .unwrap();
            bundle.add_resource(resource).unwrap();
        }
    }
}

#[test]
fn both_languages_say_the_same_things_of_the_same_variables() {
    let (fa, en) = (messages(Locale::Fa), messages(Locale::En));
    assert!(fa.len() > 100, "the scan finds messages");
    let names = |messages: &BTreeMap<String, BTreeSet<String>>| {
        messages.keys().cloned().collect::<BTreeSet<_>>()
    };
    let missing: Vec<_> = names(&fa)
        .symmetric_difference(&names(&en))
        .cloned()
        .collect();
    assert!(missing.is_empty(), "in one language only: {missing:?}");
    for (key, variables) in fa {
        // A count is selected on in languages with a plural, so only what is shown has to agree.
        let shown = |variables: &BTreeSet<String>| {
            variables
                .iter()
                .filter(|name| *name != "n")
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(&variables), shown(&en[&key]), "{key}");
        assert!(
            texts::find(Locale::Fa, &key, None).is_some(),
            "{key} is not a message to Fluent"
        );
    }
}

#[test]
fn every_key_the_program_uses_exists_and_none_is_unused() {
    let messages = messages(Locale::Fa);
    let mut used = BTreeSet::new();
    for call in ["t", "t1", "args", "count"] {
        for (key, place) in keys_named_by(call) {
            assert!(
                messages.contains_key(&key),
                "{key}, used in {place}, is in no language file"
            );
            used.insert(key);
        }
    }
    assert!(used.len() > 20, "the scan finds uses");
    used.extend(texts_of_faults());
    for call in ["term", "term_hint"] {
        for (vocabulary, place) in keys_named_by(call) {
            assert!(
                VOCABULARIES.contains(&vocabulary.as_str()),
                "{vocabulary}, used in {place}, is no vocabulary"
            );
        }
    }
    let unused: Vec<_> = messages
        .keys()
        .filter(|key| !used.contains(*key))
        .filter(|key| {
            !VOCABULARIES.iter().any(|vocabulary| {
                key.strip_prefix(vocabulary)
                    .is_some_and(|rest| rest.starts_with('-'))
            })
        })
        .collect();
    assert!(unused.is_empty(), "no page uses {unused:?}");
}

/// A fault's texts are found by its code. Those of a refusal are the vocabulary's.
fn texts_of_faults() -> impl Iterator<Item = String> {
    use crate::http::shared::fault::Fault;

    Fault::SAMPLES
        .into_iter()
        .filter(|fault| !matches!(fault, Fault::Refused(_)))
        .flat_map(|fault| ["title", "advice"].map(|part| format!("error-{}-{part}", fault.code())))
}

#[test]
fn every_fault_has_a_title_and_an_advice() {
    let messages = messages(Locale::Fa);
    for key in texts_of_faults() {
        assert!(messages.contains_key(&key), "{key} is in no language file");
    }
}

#[test]
fn a_missing_key_is_shown_and_takes_nothing_down() {
    assert_eq!(FA.t("no-such-key"), "no-such-key");
    assert_eq!(FA.term("category", "no_such"), "category-no-such");
    assert_eq!(FA.term_hint("category", "no_such"), "");
}

#[test]
fn the_language_is_in_the_path() {
    for (path, locale, rest) in [
        ("/", Locale::Fa, "/"),
        ("/track", Locale::Fa, "/track"),
        ("/en", Locale::En, "/"),
        ("/en/", Locale::En, "/"),
        ("/en/track", Locale::En, "/track"),
        ("/energy", Locale::Fa, "/energy"),
        ("", Locale::Fa, ""),
    ] {
        assert_eq!(Locale::from_path(path), (locale, rest), "{path}");
    }
    assert_eq!(Locale::En.href("/"), "/en");
    assert_eq!(Locale::En.href("/track"), "/en/track");
    assert_eq!(Locale::Fa.href("/"), "/");
}

#[test]
fn numbers_days_and_lists_are_written_as_each_language_writes_them() {
    let at = Timestamp::constant(1_795_511_100, 0); // 2026-11-24T09:05:00Z
    let azar = Period::from(JalaliMonth::new(1405, 9).unwrap());
    assert_eq!(FA.number(1_234_567), "۱٬۲۳۴٬۵۶۷");
    assert_eq!(EN.number(1_234), "1,234");
    assert_eq!(EN.number(999), "999");
    assert_eq!(FA.number(0), "۰");
    assert_eq!(EN.number(-1_000), "\u{2212}1,000");
    assert_eq!(EN.number(i64::MIN), "\u{2212}9,223,372,036,854,775,808");
    assert_eq!(FA.number(7_u8), "۷");
    assert_eq!(FA.digits("IR-23"), "IR-۲۳");
    assert_eq!(FA.date(at), "۳ آذر ۱۴۰۵");
    assert_eq!(EN.date(at), "24 November 2026");
    assert_eq!(FA.datetime(at), "۳ آذر ۱۴۰۵، ساعت ۱۲:۳۵");
    assert_eq!(EN.datetime(at), "24 November 2026, 12:35");
    assert_eq!(FA.month(at), "آذر ۱۴۰۵");
    assert_eq!(EN.month(at), "November 2026");
    assert_eq!(FA.period(azar), "آذر ۱۴۰۵");
    assert_eq!(EN.period(azar), "Azar 1405");
    assert_eq!(FA.list(&["الف", "ب", "پ"]), "الف، ب و پ");
    assert_eq!(EN.list(&["a", "b"]), "a and b");
    assert_eq!(EN.list::<&str>(&[]), "");
}

#[test]
fn an_hour_says_nothing_of_its_minutes() {
    let at = Timestamp::constant(1_795_511_100, 0); // 12:35 in Tehran, 09:05 in UTC
    let hour = HourStamp::of(at).start();
    let hour_of = |words: Translator, at| words.hour(HourStamp::of(at));
    assert_eq!(
        hour_of(FA, hour),
        hour_of(FA, hour + HourStamp::LENGTH - MILLISECOND)
    );
    assert_eq!(hour_of(EN, at), "24 November 2026, around 13:00");
    assert_eq!(hour_of(FA, at), "۳ آذر ۱۴۰۵، حدود ساعت ۱۳");
    let morning = hour - 4 * HourStamp::LENGTH;
    assert_eq!(hour_of(EN, morning), "24 November 2026, around 09:00");
    assert_eq!(hour_of(FA, morning), "۳ آذر ۱۴۰۵، حدود ساعت ۹");
}

#[test]
fn around_midnight_is_the_beginning_of_a_day() {
    let hour_of = |words: Translator, at| words.hour(HourStamp::of(at));
    let from = Timestamp::constant(1_795_464_000, 0); // 23:30 of 23 November in Tehran
    for at in [from, from + HourStamp::LENGTH - MILLISECOND] {
        assert_eq!(hour_of(EN, at), "24 November 2026, around 00:00");
        assert_eq!(hour_of(FA, at), "۳ آذر ۱۴۰۵، حدود ساعت صفر");
    }
    assert_eq!(
        hour_of(EN, from - MILLISECOND),
        "23 November 2026, around 23:00"
    );
}

#[test]
fn a_code_is_found_in_every_spelling() {
    assert_eq!(EN.term("province", "IR-23"), "Tehran");
    assert_eq!(EN.term("category", "abuse_of_power"), "Abuse of power");
    assert_eq!(
        EN.term("event", "QuestionAsked"),
        "We have a question for you"
    );
    assert_eq!(
        EN.term("status", "awaiting-reporter"),
        "Waiting for the reporter"
    );
    assert_eq!(
        EN.term("reporter-status", "awaiting-reporter"),
        "We are waiting for your answer"
    );
}

#[test]
fn persian_is_written_with_persian_letters() {
    for source in texts::sources(Locale::Fa) {
        for (number, line) in source.lines().enumerate() {
            let wrong = line
                .chars()
                .find(|char| matches!(char, 'ي' | 'ك' | 'ة' | 'ى' | '٠'..='٩'));
            assert_eq!(
                wrong,
                None,
                "an Arabic letter or digit in line {}: {line}",
                number + 1
            );
        }
    }
}

#[test]
fn every_code_of_the_domain_has_a_name() {
    use sajam_aggregates::{
        ActionKind, Anonymity, Category, Channel, FindingStep, Language, Outcome, Priority,
        Province, Role, Status,
    };

    macro_rules! named {
        ($($vocabulary:literal: $codes:ident, $hints:literal;)+) => {$(
            for one in $codes::ALL {
                for locale in Locale::ALL {
                    let words = Translator::of(locale);
                    let name = words.term($vocabulary, one.code());
                    let expected_if_missing = format!("{}-{}", $vocabulary, one.code().to_lowercase());
                    assert_ne!(name, expected_if_missing);
                    assert_eq!($hints, !words.term_hint($vocabulary, one.code()).is_empty(), "{name}");
                }
            }
        )+};
    }

    named! {
        "action": ActionKind, false;
        "anonymity": Anonymity, true;
        "category": Category, true;
        "channel": Channel, false;
        "language": Language, false;
        "outcome": Outcome, false;
        "priority": Priority, false;
        "province": Province, false;
        "role": Role, false;
        "reporter-status": Status, false;
        "status": Status, false;
        "step": FindingStep, false;
    }
}

proptest! {
    #[test]
    fn nothing_a_caller_passes_makes_writing_panic(ms: i64, number: i64, text: String) {
        for words in [FA, EN] {
            let _ = words.hour(HourStamp::of(from_ms(ms)));
            let _ = words.datetime(from_ms(ms));
            let _ = words.number(number);
            let _ = words.digits(&text);
            let _ = words.t(&text);
            let _ = words.term("category", &text);
        }
    }
}
