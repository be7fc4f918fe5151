//! Every component on one page in each language: a page that fails to render is found here, and the page can be looked at.

use std::{fs, path::Path};

use askama::Template;
use jiff::Timestamp;
use sajam_aggregates::Role;
use sajam_statistics::calendar::{JalaliMonth, Period};

use super::gallery_charts::Charts;
use super::{Choice, FormErrors, Frame, Paging, Sort};
use crate::clock::HourStamp;
use crate::{
    http::assets,
    locale::{Locale, Translator},
};

/// 2026-11-24T09:05:00Z.
const NOW: Timestamp = Timestamp::constant(1_795_511_100, 0);

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    frame: Frame,
    categories: Vec<Choice>,
    provinces: Vec<Choice>,
    anonymity: Vec<Choice>,
    errors: FormErrors,
    sort: Sort,
    paging: Paging,
    steps: Vec<&'static str>,
    now: Timestamp,
    hour: HourStamp,
    month: Period,
    charts: Charts,
}

fn gallery(locale: Locale, staff: bool) -> String {
    let words = Translator::of(locale);
    let choices = |vocabulary: &str, codes: &[&str], current: &str| {
        codes
            .iter()
            .map(|code| {
                Choice::new(*code, words.term(vocabulary, code), current)
                    .hint(words.term_hint(vocabulary, code))
            })
            .collect()
    };
    let mut errors = FormErrors::default();
    errors.add(
        "province",
        pick(locale, "استان را انتخاب کنید.", "Choose a province."),
    );
    errors.add(
        "narrative",
        pick(locale, "بنویسید چه دیده‌اید.", "Write what you saw."),
    );
    let frame = Frame::new(
        words,
        "/report",
        pick(locale, "همهٔ اجزا", "Every component"),
    )
    .noindex()
    .with_charts()
    .with_errors(&errors);
    let page = Gallery {
        frame: if staff {
            frame.staff("m.karimi", vec![Role::Intake, Role::Supervisor])
        } else {
            frame
        },
        categories: choices(
            "category",
            &["omission", "bribery", "public-health", "environment"],
            "public-health",
        ),
        provinces: choices("province", &["IR-23", "IR-10", "IR-09", "IR-11"], "IR-11"),
        anonymity: choices(
            "anonymity",
            &["anonymous", "confidential", "named"],
            "anonymous",
        ),
        errors,
        sort: Sort {
            path: "/staff/queues/unit".into(),
            keep: "province=IR-23".into(),
            by: "due".into(),
            descending: true,
        },
        paging: Paging {
            previous: None,
            next: Some("?after=31".into()),
            ..Paging::default()
        },
        steps: match locale {
            Locale::Fa => vec!["موضوع", "شرح", "هویت", "بازبینی"],
            Locale::En => vec!["Subject", "Account", "Identity", "Review"],
        },
        now: NOW,
        hour: HourStamp::of(NOW),
        month: JalaliMonth::new(1405, 9).unwrap().into(),
        charts: Charts::new(words),
    };
    page.render().unwrap()
}

fn pick(locale: Locale, fa: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Fa => fa,
        Locale::En => en,
    }
}

#[test]
fn every_component_renders_in_both_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/gallery");
    fs::create_dir_all(folder.join("assets")).unwrap();
    for assets::Asset { path, body, .. } in assets::all() {
        fs::write(folder.join(path.trim_start_matches('/')), body).unwrap();
    }
    for locale in Locale::ALL {
        for staff in [false, true] {
            let html = gallery(locale, staff);
            assert!(html.contains(&format!(
                "<html lang=\"{}\" dir=\"{}\">",
                locale.lang(),
                locale.dir()
            )));
            for inline in ["<script", "<style", " style=", "javascript:", " onclick="] {
                assert!(
                    !html.contains(inline),
                    "the content security policy forbids {inline}"
                );
            }
            let name = if staff {
                format!("{locale}-staff.html")
            } else {
                format!("{locale}.html")
            };
            fs::write(folder.join(name), html.replace("\"/assets/", "\"assets/")).unwrap();
        }
    }
}

#[test]
fn ids_are_unique_and_every_label_and_description_finds_its_field() {
    let html = gallery(Locale::Fa, false);
    let values = |attribute: &str| -> Vec<String> {
        let attribute = format!(" {attribute}=\"");
        html.split(&attribute)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let ids = values("id");
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    let described = values("aria-describedby")
        .into_iter()
        .flat_map(|ids| ids.split(' ').map(str::to_owned).collect::<Vec<_>>());
    for target in values("for").into_iter().chain(described) {
        assert!(ids.contains(&target), "{target}");
    }
    for href in values("href")
        .iter()
        .filter_map(|href| href.strip_prefix('#'))
    {
        assert!(ids.iter().any(|id| id == href), "{href}");
    }
}
