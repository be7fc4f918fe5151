//! The feed of the site, in the language of its address: written and compressed once for everybody when there is news,
//! and handed out from memory, whether or not the database answers.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::feed::{self, Sources};
use crate::http::Web;
use crate::http::shared::fault::Fault;
use crate::http::shared::feed_cache::Format;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::static_response::{CachePolicy, StaticResponse};
use crate::locale::Translator;
use crate::service::ServiceError;

/// As Atom.
pub(super) async fn atom(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    request: HeaderMap,
) -> Response {
    answer(&web, words, Format::Atom, &request).await
}

/// As JSON Feed.
pub(super) async fn json(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    request: HeaderMap,
) -> Response {
    answer(&web, words, Format::Json, &request).await
}

async fn answer(web: &Web, words: Translator, format: Format, request: &HeaderMap) -> Response {
    match newest(web, words, format).await {
        Ok(response) => response.answer(request),
        Err(fault) => fault.page(words),
    }
}

async fn newest(
    web: &Web,
    words: Translator,
    format: Format,
) -> Result<Arc<StaticResponse>, Fault> {
    let releases = web.server.catalogue.current().await?;
    let latest = web.server.incidents.latest().await;
    let latest = latest.map_err(ServiceError::from)?;
    let sources = Sources {
        releases: &releases,
        latest: &latest,
        now: web.server.clock.now(),
    };
    let key = (words.locale(), format);
    let generation = sources.generation();
    if let Some(response) = web.feeds.find(key, generation) {
        return Ok(response);
    }
    let feed = sources.feed(&web.server, words, &web.setting.origin());
    let (kind, written) = match format {
        Format::Atom => (
            feed::ATOM,
            feed::atom(&feed).map_err(|error| error.to_string()),
        ),
        Format::Json => (
            feed::JSON,
            feed::json(&feed).map_err(|error| error.to_string()),
        ),
    };
    let document = written.map_err(|error| {
        tracing::error!(%error, "the feed cannot be written");
        Fault::Internal
    })?;
    let response = StaticResponse::new(
        HeaderValue::from_static(kind),
        CachePolicy::Minute,
        document,
    );
    let response = Arc::new(response.compressed().for_other_sites());
    web.feeds.keep(key, generation, response.clone());
    Ok(response)
}
