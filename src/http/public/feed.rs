//! The status feed, in the language of its address.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::feed::{self, Feed};
use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::language::Reader;
use crate::http::foundation::still::{Keep, Still};
use crate::locale::Words;
use crate::service::ServiceError;

async fn gather(web: &Web, words: Words) -> Result<Feed, Fault> {
    Feed::gather(&web.app, words, &web.setting.origin())
        .await
        .map_err(|error| Fault::from(ServiceError::<std::convert::Infallible>::from(error)))
}

/// As Atom.
pub(super) async fn atom(
    State(web): State<Web>,
    Reader(words): Reader,
    request: HeaderMap,
) -> Response {
    let kind = "application/atom+xml; charset=utf-8";
    match gather(&web, words).await.map(|feed| feed::atom(&feed)) {
        Ok(Ok(document)) => answer(kind, document, &request),
        Ok(Err(error)) => {
            tracing::error!(%error, "the feed does not become XML");
            Fault::Internal.page(words)
        }
        Err(fault) => fault.page(words),
    }
}

/// As JSON Feed.
pub(super) async fn json(
    State(web): State<Web>,
    Reader(words): Reader,
    request: HeaderMap,
) -> Response {
    match gather(&web, words).await.map(|feed| feed::json(&feed)) {
        Ok(Ok(document)) => answer("application/feed+json", document, &request),
        Ok(Err(error)) => {
            tracing::error!(%error, "the feed does not become JSON");
            Fault::Internal.page(words)
        }
        Err(fault) => fault.page(words),
    }
}

fn answer(kind: &'static str, document: Vec<u8>, request: &HeaderMap) -> Response {
    Still::new(HeaderValue::from_static(kind), Keep::Minute, document)
        .for_other_sites()
        .answer(request)
}
