//! The list of releases.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::calendar::JalaliMonth;
use crate::disclosure::{Figure, Release, Shown, ShownValue};
use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::language::Reader;
use crate::http::foundation::page;
use crate::http::foundation::still::Still;
use crate::http::layout::Frame;
use crate::locale::Words;
use crate::service::releases::{due_ms, reading};

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
enum Next {
    /// They could be out already.
    Soon {
        month: String,
    },
    On {
        month: String,
        day: String,
    },
}

pub(super) async fn show(
    State(web): State<Web>,
    Reader(words): Reader,
    request: HeaderMap,
) -> Response {
    let releases = match reading::list(&web.app).await {
        Ok(releases) => releases,
        Err(error) => return Fault::from(error).page(words),
    };
    let next = next(&web.app, words, &releases);
    let frame = Frame::new(words, "/statistics", words.t("public-statistics-title"));
    let rendered = Statistics {
        releases: releases
            .iter()
            .filter_map(|release| item(&frame, release))
            .collect(),
        frame,
        next,
    }
    .render();
    match rendered {
        Ok(body) => Still::page(body).answer(&request),
        Err(error) => page::html(Err(error)),
    }
}

/// From the clock and what is published, and from no report.
fn next(app: &App, words: Words, releases: &[Release]) -> Option<Next> {
    let now_ms = app.clock.now_ms();
    let current = JalaliMonth::containing(now_ms);
    let newest = releases.iter().filter_map(month_of).max()?;
    let month = newest.next().max(current.previous());
    let due = due_ms(month.into());
    let month = words.month(month);
    Some(if due <= now_ms {
        Next::Soon { month }
    } else {
        let day = words.date_ms(due);
        Next::On { month, day }
    })
}

fn item(frame: &Frame, release: &Release) -> Option<Item> {
    let words = frame.words;
    let shown = release.totals().last()?.shown();
    Some(Item {
        href: frame.href(&format!("/statistics/{}", release.id())),
        month: words.month(month_of(release)?),
        published: day(words, release.metadata().published_on),
        total: value(words, shown.value),
        margin: words.number(shown.margin95),
    })
}

/// The month a release is of; `None` for families of other periods.
pub(super) fn month_of(release: &Release) -> Option<JalaliMonth> {
    release.metadata().period.to_string().parse().ok()
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
