//! Pages made from the published statistics: each is rendered and compressed once for a language, when it is first asked
//! for after something was published, and handed out from memory since, whether or not the database answers.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::response::Response;

use crate::http::Web;
use crate::http::shared::fault::Fault;
use crate::http::shared::static_response::StaticResponse;
use crate::locale::Translator;
use crate::service::releases::ReleaseSet;

/// The page at `path` (without the language), which `make` makes of the shelf where there is one. What it makes must depend
/// on the shelf, the words and the path alone.
pub(super) async fn answer(
    web: &Web,
    words: Translator,
    path: &str,
    request: &HeaderMap,
    make: impl FnOnce(&ReleaseSet) -> Result<StaticResponse, Fault>,
) -> Response {
    let shelf = match web.server.catalogue.shelf().await {
        Ok(shelf) => shelf,
        Err(error) => return Fault::from(error).page(words),
    };
    let (edition, locale) = (shelf.edition, words.locale());
    if let Some(still) = web.shelved.find(edition, locale, path) {
        return still.answer(request);
    }
    match make(&shelf) {
        Ok(still) => {
            let still = Arc::new(still.compressed());
            web.shelved.keep(edition, locale, path, still.clone());
            still.answer(request)
        }
        Err(fault) => fault.page(words),
    }
}

/// A rendered page, or a fault of ours.
pub(super) fn page(rendered: Result<String, askama::Error>) -> Result<StaticResponse, Fault> {
    rendered.map(StaticResponse::page).map_err(|error| {
        tracing::error!(%error, "a page does not render");
        Fault::Internal
    })
}
