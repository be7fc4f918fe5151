//! The log's key and newest checkpoint, for whoever checks a history or watches the log.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::http::Web;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::static_response::{CachePolicy, StaticResponse};
use crate::service::ServiceError;

/// The verifier key (C2SP signed-note) on one line.
pub(super) async fn key(State(web): State<Web>, request: HeaderMap) -> Response {
    let key = format!("{}\n", web.server.secrets.log.verifier_key());
    StaticResponse::text(CachePolicy::Minute, key)
        .for_other_sites()
        .answer(&request)
}

/// Every key the log ever had, one a line, the present one first: for checking what is older than a change.
pub(super) async fn keys(State(web): State<Web>, request: HeaderMap) -> Response {
    let keys = web.server.secrets.log.verifiers().each();
    let lines: String = keys.map(|key| format!("{key}\n")).collect();
    StaticResponse::text(CachePolicy::Minute, lines)
        .for_other_sites()
        .answer(&request)
}

/// The log's statement that it changed its key for the `number`-th time, signed by the old and the new one.
pub(super) async fn key_change(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Path(number): Path<String>,
    request: HeaderMap,
) -> Response {
    let index: Option<usize> = number.parse().ok();
    let index = index.filter(|index| index.to_string() == number);
    let changes = web.server.secrets.log.changes();
    match index.and_then(|number| changes.get(number.checked_sub(1)?)) {
        Some(note) => StaticResponse::text(CachePolicy::Forever, note.clone())
            .for_other_sites()
            .answer(&request),
        None => Fault::NotFound.problem(words),
    }
}

/// The newest checkpoint (C2SP tlog-checkpoint).
pub(super) async fn checkpoint(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    request: HeaderMap,
) -> Response {
    match web.server.checkpoints.newest().await {
        Ok(Some(checkpoint)) => StaticResponse::text(CachePolicy::Seconds, checkpoint.note)
            .for_other_sites()
            .answer(&request),
        Ok(None) => Fault::NotFound.problem(words),
        Err(error) => Fault::from(ServiceError::from(error)).problem(words),
    }
}
