//! How the service is doing: now, and what was wrong before. Also while the database is away.

use askama::Template;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use serde::Deserialize;

use crate::http::Web;
use crate::http::layout::{Frame, Paging};
use crate::http::shared::extract::{Path, Query};
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::static_response::{CachePolicy, StaticResponse};
use crate::http::view::incident::IncidentView;
use crate::locale::Translator;
use crate::service::ServiceError;
use crate::status::{
    CheckState, DatabaseState, Incident, IncidentId, Kind, Known, LogState, Overall, Overview,
};

/// Incidents on a page of the history.
const PER_PAGE: usize = 20;

/// Which page of the history.
#[derive(Debug, Deserialize)]
pub(super) struct ListQuery {
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "public/status.html")]
struct StatusPage {
    frame: Frame,
    overall: Overall,
    parts: Vec<Part>,
    open: Vec<IncidentView>,
    /// None while the database is away.
    history: Option<History>,
    is_first: bool,
}

#[derive(Template)]
#[template(path = "public/incident.html")]
struct IncidentPage {
    frame: Frame,
    incident: IncidentView,
}

/// One part of the service, in a word and a sentence.
struct Part {
    name: String,
    tone: &'static str,
    state: String,
    about: String,
}

struct History {
    months: Vec<(String, Vec<IncidentView>)>,
    paging: Paging,
}

/// How everything stands, and a page of the history.
pub(super) async fn show(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Query(asked): Query<ListQuery>,
    request: HeaderMap,
) -> Response {
    let overview = Overview::look(&web.server, &web.server.incidents).await;
    let history = match &overview.known {
        Some(_) => history(&web, words, asked.before).await.ok(),
        None => None,
    };
    let known = overview.known.as_ref();
    let is_whole = history.is_some();
    let rendered = StatusPage {
        frame: Frame::new(words, "/status", words.t("status-title")),
        overall: overview.overall(),
        parts: parts(&overview, words),
        open: known
            .map(|known| &known.open)
            .into_iter()
            .flatten()
            .map(|incident| IncidentView::of(incident, words))
            .collect(),
        history,
        is_first: asked.before.is_none(),
    }
    .render();
    kept_seconds(rendered, is_whole, &request)
}

/// One incident.
pub(super) async fn incident(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Path(id): Path<String>,
    request: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<IncidentId>() else {
        return Fault::NotFound.page(words);
    };
    let incident = match web.server.incidents.find(&id).await {
        Ok(Some(incident)) => IncidentView::of(&incident, words),
        Ok(None) => return Fault::NotFound.page(words),
        Err(error) => {
            let error: ServiceError = error.into();
            return Fault::from(error).page(words);
        }
    };
    let path = format!("/status/incidents/{id}");
    let rendered = IncidentPage {
        frame: Frame::new(words, path, incident.title.text.clone()),
        incident,
    }
    .render();
    kept_seconds(rendered, true, &request)
}

/// What is true for seconds may be kept for seconds; that the database is away, not at all.
fn kept_seconds(
    rendered: Result<String, askama::Error>,
    is_whole: bool,
    request: &HeaderMap,
) -> Response {
    match rendered {
        Ok(body) if is_whole => {
            let kind = HeaderValue::from_static("text/html; charset=utf-8");
            StaticResponse::new(kind, CachePolicy::Seconds, body)
                .compressed()
                .answer(request)
        }
        rendered => {
            let mut response = page::html(rendered);
            response
                .headers_mut()
                .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
    }
}

async fn history(
    web: &Web,
    words: Translator,
    before: Option<i64>,
) -> Result<History, sqlx::Error> {
    let most = i64::try_from(PER_PAGE).unwrap_or(i64::MAX) + 1;
    let mut incidents = web.server.incidents.before(before, most).await?;
    let has_more = incidents.len() > PER_PAGE;
    incidents.truncate(PER_PAGE);
    let path = words.locale().href("/status");
    let next = incidents.last().filter(|_| has_more);
    let paging = Paging {
        previous: before.map(|_| path.clone()),
        next: next.map(|last| format!("{path}?before={}#history", last.number())),
        ..Paging::default()
    };
    let mut months: Vec<(String, Vec<IncidentView>)> = Vec::new();
    // What goes on stands above.
    for incident in incidents.iter().filter(|incident| !incident.is_open()) {
        let month = words.month(incident.opened_hour().start());
        let view = IncidentView::of(incident, words);
        match months.last_mut() {
            Some((last, views)) if *last == month => views.push(view),
            _ => months.push((month, vec![view])),
        }
    }
    Ok(History { months, paging })
}

/// Every part, whatever is known of it.
fn parts(overview: &Overview, words: Translator) -> Vec<Part> {
    let known = overview.known.as_ref();
    let always = [
        reports(overview.database(), words),
        log(known, words),
        check(known, words),
    ];
    always.into_iter().chain(witnesses(known, words)).collect()
}

fn part(words: Translator, name: &str, tone: &'static str, state: &str, about: String) -> Part {
    Part {
        name: words.term("status-part", name).into_owned(),
        tone,
        state: words.term("status-state", state).into_owned(),
        about,
    }
}

fn reports(state: DatabaseState, words: Translator) -> Part {
    let (tone, state, about) = match state {
        DatabaseState::Works => ("good", "works", words.t("status-reports-work")),
        DatabaseState::ReadOnly => ("bad", "trouble", words.t("status-reports-read-only")),
        DatabaseState::Away => ("bad", "away", words.t("status-reports-away")),
    };
    part(words, "reports", tone, state, about.into_owned())
}

fn unknown(words: Translator, name: &str) -> Part {
    let about = words.t("status-unknown").into_owned();
    part(words, name, "waiting", "unknown", about)
}

fn log(known: Option<&Known>, words: Translator) -> Part {
    let Some(known) = known else {
        return unknown(words, "log");
    };
    let published = |beat| words.datetime(beat);
    match known.log {
        LogState::NotYet => {
            let about = words.t("status-log-not-yet").into_owned();
            part(words, "log", "waiting", "not-yet", about)
        }
        LogState::OnBeat { published: beat } => {
            let about = words.t1("status-log-on-beat", "time", &published(beat));
            part(words, "log", "good", "works", about.into_owned())
        }
        // A day to come would be nonsense to whoever reads it.
        LogState::Late { is_ahead: true, .. } => {
            let about = words.t("status-log-ahead").into_owned();
            part(words, "log", "bad", "late", about)
        }
        LogState::Late {
            published: beat, ..
        } => {
            let about = words.t1("status-log-late", "time", &published(beat));
            part(words, "log", "bad", "late", about.into_owned())
        }
    }
}

fn check(known: Option<&Known>, words: Translator) -> Part {
    let Some(known) = known else {
        return unknown(words, "check");
    };
    // The day alone: the public is told no more of a check.
    let (tone, state, about) = match known.check {
        CheckState::NotYet => ("waiting", "not-yet", words.t("status-check-not-yet")),
        CheckState::Held {
            started,
            is_overdue: false,
        } => {
            let date = words.date(started);
            (
                "good",
                "holds",
                words.t1("status-check-held", "date", &date),
            )
        }
        CheckState::Held { started, .. } => {
            let date = words.date(started);
            let about = words.t1("status-check-overdue", "date", &date);
            ("waiting", "late", about)
        }
        CheckState::Differs { started } => {
            let date = words.date(started);
            let about = words.t1("status-check-differs", "date", &date);
            ("bad", "differs", about)
        }
    };
    part(words, "check", tone, state, about.into_owned())
}

/// Whether outside witnesses confirm the log is told when too few do.
fn witnesses(known: Option<&Known>, words: Translator) -> Option<Part> {
    let is_missing = |incident: &Incident| incident.kind == Kind::Witnesses;
    known?.open.iter().any(is_missing).then(|| {
        let about = words.t("status-witnesses-missing").into_owned();
        part(words, "witnesses", "bad", "trouble", about)
    })
}
