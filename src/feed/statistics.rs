//! Published statistics as entries: releases, the weekly stages, corrections. Made of shown figures alone, at the times
//! that were scheduled.

use jiff::Timestamp;
use sajam_aggregates::release::Corrected;
use sajam_statistics::{FamilyId, Release};

use super::{Entry, day, moments};
use crate::clock::HourStamp;
use crate::figures;
use crate::locale::{Locale, Translator};
use crate::service::releases::release_set::Correction;
use crate::service::releases::schedule::came_out;
use crate::service::releases::{Published, ReleaseSet};

/// A table with more cells than this is read on its page.
const MOST_CELLS: usize = 12;

/// Every release but those of weeks.
pub(super) fn releases(release_set: &ReleaseSet, words: Translator) -> Vec<Entry> {
    let is_week = |one: &&Published| one.release.family() == FamilyId::WeekStage;
    release_set
        .releases
        .iter()
        .filter(|one| !is_week(one))
        .map(|one| release(one, words, "release"))
        .collect()
}

/// How many reports reached each stage, week by week.
pub(super) fn weeks(release_set: &ReleaseSet, words: Translator) -> Vec<Entry> {
    let is_week = |one: &&Published| one.release.family() == FamilyId::WeekStage;
    release_set
        .releases
        .iter()
        .filter(is_week)
        .map(|one| release(one, words, "week"))
        .collect()
}

/// What was said to be wrong.
pub(super) fn corrections(release_set: &ReleaseSet, words: Translator) -> Vec<Entry> {
    release_set
        .releases
        .iter()
        .flat_map(|published| {
            let hours = published
                .corrections
                .iter()
                .map(|one| HourStamp::of(one.at).start());
            (1_usize..)
                .zip(published.corrections.iter().zip(moments(hours)))
                .map(|(number, (one, at))| correction(&published.release, number, one, at, words))
        })
        .collect()
}

fn release(published: &Published, words: Translator, kind: &'static str) -> Entry {
    let release = &published.release;
    let at = came_out(release.metadata());
    let headline = figures::headline(words, release);
    let wrong = published.corrections.last();
    let is_first = release.metadata().revision.get() == 1;
    let title = match (wrong, is_first) {
        (Some(_), _) => words.t1("feed-release-wrong", "headline", &headline),
        (None, false) => words.t1("feed-release-corrected", "headline", &headline),
        (None, true) => headline.into(),
    };
    let mut paragraphs = Vec::new();
    if let Some(wrong) = wrong {
        paragraphs.push(what_now(&wrong.said, words));
    }
    if release.cells().len() <= MOST_CELLS {
        paragraphs.push(lines(release, words));
    } else {
        paragraphs.push(words.t("feed-release-table").into_owned());
    }
    paragraphs.push(words.t("feed-release-read").into_owned());
    Entry {
        name: format!("{kind}/{}", release.id()),
        since: day(at),
        kind,
        path: format!("/statistics/{}", release.id()),
        locale: words.locale(),
        title: title.into_owned(),
        paragraphs,
        published: at,
        updated: updated(at, &published.corrections),
    }
}

/// Later with each correction, also with two within an hour: by it feed readers know what is news.
fn updated(at: Timestamp, corrections: &[Correction]) -> Timestamp {
    let hours = corrections.iter().map(|one| HourStamp::of(one.at).start());
    let times = moments(std::iter::once(at).chain(hours));
    times.last().unwrap_or(at)
}

/// What to do with figures that are wrong.
fn what_now(said: &Corrected, words: Translator) -> String {
    let what = match said.replacement {
        Some(_) => words.t("feed-correction-see"),
        None => words.t("feed-correction-gone"),
    };
    what.into_owned()
}

fn correction(
    release: &Release,
    number: usize,
    correction: &Correction,
    at: Timestamp,
    words: Translator,
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
    let title = match said.replacement {
        Some(_) => words.t1("feed-correction-replaced", "what", &what),
        None => words.t1("feed-correction-withdrawn", "what", &what),
    };
    let reason = match words.locale() {
        Locale::Fa => said.reason.fa.as_str(),
        Locale::En => said.reason.en.as_str(),
    };
    let target = match &said.replacement {
        Some(replacement) => replacement.as_str().to_owned(),
        None => id.to_string(),
    };
    Entry {
        name: format!("correction/{id}/{number}"),
        since: day(at),
        kind: "correction",
        path: format!("/statistics/{target}"),
        locale: words.locale(),
        title: title.into_owned(),
        paragraphs: vec![reason.to_owned(), what_now(said, words)],
        published: at,
        updated: at,
    }
}

/// Every cell on a line of its own.
fn lines(release: &Release, words: Translator) -> String {
    let lines: Vec<String> = release
        .cells()
        .iter()
        .map(|figure| {
            let labels = figures::labels(words, release, figure).join(" / ");
            let shown = figure.shown();
            let value = figures::value(words, shown.value);
            let margin = words.number(shown.margin95);
            let parts = [
                ("labels", labels.as_str()),
                ("value", value.as_str()),
                ("margin", margin.as_str()),
            ];
            words.args("feed-release-line", &parts).into_owned()
        })
        .collect();
    lines.join("\n")
}
