//! The list of releases.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::shelved;
use crate::disclosure::{FamilyId, Figure, Release, Shown, ShownValue};
use crate::http::Web;
use crate::http::foundation::language::Reader;
use crate::http::layout::Frame;
use crate::locale::Words;
use crate::service::releases::due_ms;

#[derive(Template)]
#[template(path = "public/statistics.html")]
struct Statistics {
    frame: Frame,
    releases: Vec<Item>,
    /// None before the first release: which month that will be of, only reports could tell.
    next: Option<Next>,
}

struct Item {
    href: String,
    month: String,
    published: String,
    total: String,
    margin: String,
}

/// When the next figures are expected.
struct Next {
    month: String,
    day: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    Reader(words): Reader,
    request: HeaderMap,
) -> Response {
    shelved::answer(&web, words, "/statistics", &request, |shelf| {
        let frame = Frame::new(words, "/statistics", words.t("public-statistics-title"));
        let months: Vec<&Release> = shelf
            .of_family(FamilyId::MonthCategory)
            .map(|published| &published.release)
            .collect();
        shelved::page(
            Statistics {
                releases: months
                    .iter()
                    .filter_map(|release| item(&frame, release))
                    .collect(),
                next: months.first().map(|newest| next(words, newest)),
                frame,
            }
            .render(),
        )
    })
    .await
}

/// From what is published alone, so that the page needs no clock.
fn next(words: Words, newest: &Release) -> Next {
    let period = newest.period().next();
    Next {
        month: words.period(period),
        day: words.date_ms(due_ms(period)),
    }
}

fn item(frame: &Frame, release: &Release) -> Option<Item> {
    let words = frame.words;
    let shown = release.totals().last()?.shown();
    Some(Item {
        href: frame.href(&format!("/statistics/{}", release.id())),
        month: words.period(release.period()),
        published: day(words, release.metadata().published_on),
        total: value(words, shown.value),
        margin: words.number(shown.margin95),
    })
}

/// A day in the reader's calendar: noon in Tehran is that day whatever the clocks do.
pub(super) fn day(words: Words, date: jiff::civil::Date) -> String {
    let noon_utc = jiff::tz::TimeZone::UTC
        .to_timestamp(date.at(9, 0, 0, 0))
        .map_or(0, |noon| noon.as_millisecond());
    words.date_ms(noon_utc)
}

/// A shown value in the reader's words.
pub(super) fn value(words: Words, value: ShownValue) -> String {
    match value {
        ShownValue::BelowTen => words
            .t1("public-below", "number", &words.number(10))
            .into_owned(),
        ShownValue::Rounded(number) => words.number(number),
    }
}

/// Where a shown value stands among others; everything below ten stands together.
pub(super) fn height(figure: &Figure) -> u64 {
    let Shown { value, .. } = figure.shown();
    match value {
        ShownValue::BelowTen => 0,
        ShownValue::Rounded(number) => number,
    }
}
