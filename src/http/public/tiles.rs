//! The published log as C2SP tlog-tiles: tiles and entry bundles under `/ledger/`, written once and kept forever.
//!
//! Nothing past the newest checkpoint leaves the house: what is not under it is not found, whether it exists or not.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use sajam_ledger::tree::LogPath;

use crate::http::Web;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::static_response::{CachePolicy, StaticResponse};
use crate::service::ServiceError;

/// `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
pub(super) async fn show(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Path(path): Path<String>,
    request: HeaderMap,
) -> Response {
    let found = match LogPath::parse(&format!("tile/{path}")) {
        Some(path) => web.server.checkpoints.file(path).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(bytes)) => {
            let kind = HeaderValue::from_static("application/octet-stream");
            StaticResponse::new(kind, CachePolicy::Forever, bytes.to_vec())
                .for_other_sites()
                .answer(&request)
        }
        Ok(None) => Fault::NotFound.problem(words),
        Err(error) => Fault::from(ServiceError::from(error)).problem(words),
    }
}
