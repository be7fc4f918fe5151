//! Published statistics as entries: releases, the weekly stages, corrections. Made of shown figures alone, at the times
//! that were scheduled.

use super::{Entry, day, moments};
use crate::chart::value;
use crate::disclosure::family::Dimension;
use crate::disclosure::{FamilyId, Figure, Release};
use crate::locale::Words;
use crate::service::releases::catalogue::Correction;
use crate::service::releases::schedule::published_ms;
use crate::service::releases::{Published, Shelf};
use crate::status::hour_of;

/// A table with more cells than this is read on its page.
const MOST_CELLS: usize = 12;

/// Every release but those of weeks.
pub(super) fn releases(shelf: &Shelf, words: Words) -> Vec<Entry> {
    let is_week = |one: &&Published| one.release.family() == FamilyId::WeekStage;
    shelf
        .releases
        .iter()
        .filter(|one| !is_week(one))
        .map(|one| release(&one.release, words, "release"))
        .collect()
}

/// How many reports reached each stage, week by week.
pub(super) fn weeks(shelf: &Shelf, words: Words) -> Vec<Entry> {
    let is_week = |one: &&Published| one.release.family() == FamilyId::WeekStage;
    shelf
        .releases
        .iter()
        .filter(is_week)
        .map(|one| release(&one.release, words, "week"))
        .collect()
}

/// What was said to be wrong.
pub(super) fn corrections(shelf: &Shelf, words: Words) -> Vec<Entry> {
    shelf
        .releases
        .iter()
        .flat_map(|published| {
            let hours = published.corrections.iter().map(|one| hour_of(one.at_ms));
            (1_usize..)
                .zip(published.corrections.iter().zip(moments(hours)))
                .map(|(number, (one, at_ms))| {
                    correction(&published.release, number, one, at_ms, words)
                })
        })
        .collect()
}

fn release(release: &Release, words: Words, kind: &'static str) -> Entry {
    let at_ms = published_ms(release.metadata());
    let headline = headline(release, words);
    let is_first = release.metadata().revision.get() == 1;
    let mut paragraphs = Vec::new();
    if release.cells().len() <= MOST_CELLS {
        paragraphs.push(lines(release, words));
    } else {
        paragraphs.push(words.t("feed-release-table").into_owned());
    }
    paragraphs.push(words.t("feed-release-read").into_owned());
    Entry {
        name: format!("{kind}/{}", release.id()),
        since: day(at_ms),
        kind,
        path: format!("/statistics/{}", release.id()),
        locale: words.locale(),
        title: if is_first {
            headline
        } else {
            words
                .t1("feed-release-corrected", "headline", &headline)
                .into_owned()
        },
        paragraphs,
        published_ms: at_ms,
        updated_ms: at_ms,
    }
}

fn correction(
    release: &Release,
    number: usize,
    correction: &Correction,
    at_ms: i64,
    words: Words,
) -> Entry {
    let id = release.id();
    let said = &correction.said;
    let what = words.args(
        "feed-correction-what",
        &[
            (
                "family",
                words.term("family", release.family().code()).as_ref(),
            ),
            ("period", &words.period(release.period())),
        ],
    );
    let (title, more) = if said.replacement.is_some() {
        (
            words.t1("feed-correction-replaced", "what", &what),
            words.t("feed-correction-see"),
        )
    } else {
        (
            words.t1("feed-correction-withdrawn", "what", &what),
            words.t("feed-correction-gone"),
        )
    };
    let reason = match words.locale() {
        crate::locale::Locale::Fa => said.reason.fa.as_str(),
        crate::locale::Locale::En => said.reason.en.as_str(),
    };
    let target = match &said.replacement {
        Some(replacement) => replacement.as_str().to_owned(),
        None => id.to_string(),
    };
    Entry {
        name: format!("correction/{id}/{number}"),
        since: day(at_ms),
        kind: "correction",
        path: format!("/statistics/{target}"),
        locale: words.locale(),
        title: title.into_owned(),
        paragraphs: vec![reason.to_owned(), more.into_owned()],
        published_ms: at_ms,
        updated_ms: at_ms,
    }
}

/// One sentence of the figures, with their margin.
fn headline(release: &Release, words: Words) -> String {
    let period = words.period(release.period());
    let with = |key: &str, figures: &[(&str, &Figure)]| {
        let margin = figures
            .first()
            .map_or(0, |(_, figure)| figure.shown().margin95);
        let margin = words.number(margin);
        let values: Vec<(&str, String)> = figures
            .iter()
            .map(|(name, figure)| (*name, value(words, figure.shown().value)))
            .collect();
        let mut args: Vec<(&str, &str)> = vec![("period", &period), ("margin", &margin)];
        args.extend(values.iter().map(|(name, value)| (*name, value.as_str())));
        words.args(key, &args).into_owned()
    };
    let cell = |code: &str| {
        let is_it = |figure: &&Figure| figure.cell.parts().eq([code]);
        release.cells().iter().find(is_it)
    };
    let found = match release.family() {
        FamilyId::WeekStage => (|| {
            Some(with(
                "feed-headline-week",
                &[
                    ("received", cell("received")?),
                    ("assigned", cell("assigned")?),
                    ("investigated", cell("investigated")?),
                    ("resolved", cell("resolved")?),
                ],
            ))
        })(),
        FamilyId::QuarterAcknowledgement => (|| {
            Some(with(
                "feed-headline-acknowledged",
                &[("timely", cell("in-time")?), ("late", cell("late")?)],
            ))
        })(),
        FamilyId::QuarterAppeal => (|| {
            Some(with(
                "feed-headline-appeals",
                &[
                    ("reopened", cell("reopened")?),
                    ("dismissed", cell("dismissed")?),
                ],
            ))
        })(),
        FamilyId::MonthCategory | FamilyId::QuarterProvince | FamilyId::YearProvinceCategory => {
            let total = release.totals().last();
            total.map(|total| with("feed-headline-received", &[("total", total)]))
        }
        FamilyId::QuarterOutcome | FamilyId::QuarterClosing => {
            let total = release.totals().last();
            total.map(|total| with("feed-headline-closed", &[("total", total)]))
        }
    };
    // Codes of a table made by another version of the program: what it is called is always true.
    found.unwrap_or_else(|| {
        let family = words.term("family", release.family().code());
        format!("{family}: {period}")
    })
}

/// Every cell on a line of its own.
fn lines(release: &Release, words: Words) -> String {
    let dimensions = release.family().family().dimensions;
    let lines: Vec<String> = release
        .cells()
        .iter()
        .map(|figure| {
            let labels: Vec<_> = dimensions
                .iter()
                .zip(figure.cell.parts())
                .map(|(dimension, code)| label(words, *dimension, code))
                .collect();
            let shown = figure.shown();
            let value = value(words, shown.value);
            let margin = words.number(shown.margin95);
            format!("{}: {value} (± {margin})", labels.join(" / "))
        })
        .collect();
    lines.join("\n")
}

fn label(words: Words, dimension: Dimension, code: &str) -> String {
    words
        .term(&dimension.code().replace('_', "-"), code)
        .into_owned()
}
