//! The log's key and newest checkpoint, for whoever checks a history or watches the log.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::language::Reader;
use crate::http::foundation::still::{Keep, Still};
use crate::service::ServiceError;

/// The verifier key (C2SP signed-note) on one line.
pub(super) async fn key(State(web): State<Web>, request: HeaderMap) -> Response {
    let key = format!("{}\n", web.app.secrets.log.verifier_key());
    Still::text(Keep::Minute, key)
        .for_other_sites()
        .answer(&request)
}

/// The newest checkpoint (C2SP tlog-checkpoint).
pub(super) async fn checkpoint(
    State(web): State<Web>,
    Reader(words): Reader,
    request: HeaderMap,
) -> Response {
    match web.app.checkpoints.newest().await {
        Ok(Some(checkpoint)) => Still::text(Keep::Seconds, checkpoint.note)
            .for_other_sites()
            .answer(&request),
        Ok(None) => Fault::NotFound.page(words),
        Err(error) => {
            Fault::from(ServiceError::<std::convert::Infallible>::from(error)).page(words)
        }
    }
}
