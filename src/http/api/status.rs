//! `/api/v1/status`: how the service is doing, for programs.

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::get;
use sajam_statistics::calendar::tehran;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::json;
use crate::http::Web;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::static_response::{CachePolicy, StaticResponse};
use crate::locale::Translator;
use crate::status::words::{text, title};
use crate::status::{CheckState, DatabaseState, Incident, Known, LogState, Overview};

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(show), components(schemas(Status)))]
pub(super) struct Description;

/// Its routes.
pub(super) fn router() -> Router<Web> {
    Router::new().route("/api/v1/status", get(show))
}

/// How everything stands.
#[derive(Serialize, ToSchema)]
struct Status {
    /// `works`, `trouble`, or `away` while nothing can be filed or followed.
    state: &'static str,
    /// Filing and following: `works`, `read_only` or `away`.
    reports: &'static str,
    /// The public log; none while the database is away.
    log: Option<Log>,
    /// The last check of the whole history; none while the database is away.
    check: Option<Check>,
    /// What is wrong now, the newest first; none while the database is away.
    incidents: Option<Vec<OpenIncident>>,
}

#[derive(Serialize, ToSchema)]
struct Log {
    /// `not_yet`, `on_beat` or `late`.
    state: &'static str,
    /// The beat of the newest publication, RFC 3339.
    last_published: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Check {
    /// `not_yet`, `holds` or `differs`.
    state: &'static str,
    /// The day of the check in Tehran, ISO 8601.
    day: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct OpenIncident {
    id: String,
    /// A stable code.
    kind: &'static str,
    title: String,
    /// The language of the title: `fa` where nobody wrote it in the language asked for.
    language: &'static str,
    /// The hour it was made known, RFC 3339.
    since: String,
    /// What happened, the first first.
    steps: Vec<Step>,
}

#[derive(Serialize, ToSchema)]
struct Step {
    /// `opened`, `updated` or `closed`.
    change: &'static str,
    /// The hour, RFC 3339.
    hour: String,
    text: String,
}

/// How the service is doing. Answers 200 with the truth also while the database is away.
#[utoipa::path(
    get, path = "/api/v1/status", operation_id = "status", tag = "Status",
    responses((status = 200, description = "how everything stands", body = Status))
)]
async fn show(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    request: HeaderMap,
) -> Response {
    let overview = Overview::look(&web.server, &web.server.incidents).await;
    let status = status(&overview, words);
    match serde_json::to_vec(&status) {
        Ok(body) if overview.known.is_some() => {
            let kind = HeaderValue::from_static("application/json");
            let mut response = StaticResponse::new(kind, CachePolicy::Seconds, body)
                .for_other_sites()
                .answer(&request);
            // One address for both languages: a cache must keep them apart.
            response
                .headers_mut()
                .insert(VARY, HeaderValue::from_static("accept-language"));
            response
        }
        _ => {
            let mut response = json::answer(StatusCode::OK, &status);
            response
                .headers_mut()
                .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
    }
}

fn status(overview: &Overview, words: Translator) -> Status {
    let known = overview.known.as_ref();
    Status {
        state: overview.overall().code(),
        reports: match overview.database() {
            DatabaseState::Works => "works",
            DatabaseState::ReadOnly => "read_only",
            DatabaseState::Away => "away",
        },
        log: known.map(log),
        check: known.map(check),
        incidents: known.map(|known| {
            let open = known.open.iter();
            open.map(|incident| open_incident(incident, words))
                .collect()
        }),
    }
}

fn log(known: &Known) -> Log {
    Log {
        state: match known.log {
            LogState::NotYet => "not_yet",
            LogState::OnBeat { .. } => "on_beat",
            LogState::Late { .. } => "late",
        },
        last_published: known.log.published().map(|at| at.to_string()),
    }
}

fn check(known: &Known) -> Check {
    let (state, started) = match known.check {
        CheckState::NotYet => ("not_yet", None),
        CheckState::Held { started, .. } => ("holds", Some(started)),
        CheckState::Differs { started } => ("differs", Some(started)),
    };
    Check {
        state,
        day: started.map(|started| tehran(started).date().to_string()),
    }
}

fn open_incident(incident: &Incident, words: Translator) -> OpenIncident {
    let title = title(incident, words);
    let step = |step: &crate::status::Step| Step {
        change: step.change.code(),
        hour: step.hour.start().to_string(),
        text: text(incident, step, words).text,
    };
    OpenIncident {
        id: incident.id.to_string(),
        kind: incident.kind.code(),
        title: title.text,
        language: title.locale.lang(),
        since: incident.opened_hour().start().to_string(),
        steps: incident.steps.iter().map(step).collect(),
    }
}
