//! The routes. Who asks is not looked at, and not logged.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use sajam_ledger::At;
use sajam_ledger::witness::{MAX_REQUEST, Refusal, RequestError};
use tokio::time::timeout;

use crate::witness::{Answer, Witness};

/// How long a request's body may take.
const LONGEST_BODY: Duration = Duration::from_secs(10);

/// `POST /add-checkpoint` (C2SP tlog-witness) and a page about the witness.
pub fn router(witness: Arc<Witness>) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/add-checkpoint", post(add_checkpoint))
        .with_state(witness)
}

async fn add_checkpoint(State(witness): State<Arc<Witness>>, body: Body) -> Response {
    // One byte more than is allowed, so that too much is told from the limit.
    let body = match timeout(LONGEST_BODY, to_bytes(body, MAX_REQUEST + 1)).await {
        Ok(Ok(body)) => body,
        // Whatever is wrong with it: it is too long or cut off.
        Ok(Err(_)) => return refused(&Refusal::Malformed(RequestError::TooLarge)),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    // Once it is asked, it is decided and stored to the end, also when the client goes away.
    let decided = tokio::task::spawn_blocking(move || witness.add_checkpoint(&body));
    match decided.await {
        Ok(Answer::Cosigned(line)) => text(StatusCode::OK, "text/plain; charset=utf-8", line),
        Ok(Answer::Refused(refusal)) => refused(&refusal),
        Ok(Answer::Failed) | Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn refused(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status());
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    text(status, refusal.media_type(), refusal.body())
}

fn text(status: StatusCode, media_type: &'static str, body: String) -> Response {
    let media_type = HeaderValue::from_static(media_type);
    (status, [(header::CONTENT_TYPE, media_type)], body).into_response()
}

/// Who this is and what it has seen.
#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    name: String,
    key: String,
    logs: Vec<Row>,
}

struct Row {
    origin: String,
    seen: Option<Seen>,
}

struct Seen {
    size: u64,
    root: String,
    at: String,
}

async fn page(State(witness): State<Arc<Witness>>) -> Response {
    let key = witness.verifier();
    // The logs may be waiting for the disk, and what waits for it must not hold up the others.
    let Ok(latest) = tokio::task::spawn_blocking(move || witness.latest()).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let rows = latest.into_iter().map(|(origin, record)| Row {
        origin,
        seen: record.map(|record| Seen {
            size: record.checkpoint.size(),
            root: record.checkpoint.root().to_string(),
            at: time(record.time),
        }),
    });
    let page = Page {
        name: key.name().to_owned(),
        key: key.to_string(),
        logs: rows.collect(),
    };
    let Ok(page) = page.render() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, Html(page)).into_response()
}

fn time(seconds: u64) -> String {
    let millis = i64::try_from(seconds).ok();
    let millis = millis.and_then(|seconds| seconds.checked_mul(1000));
    let at = millis.and_then(|millis| At::from_unix_millis(millis).ok());
    at.map_or(seconds.to_string(), |at| at.to_string())
}
