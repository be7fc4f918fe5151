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

/// The page at `path` (without the language), which `make` makes of the releases. What it makes must depend on the
/// releases, the words and the path alone.
pub(super) async fn answer(
    web: &Web,
    words: Translator,
    path: &str,
    request: &HeaderMap,
    make: impl FnOnce(&ReleaseSet) -> Result<StaticResponse, Fault>,
) -> Response {
    let release_set = match web.server.catalogue.current().await {
        Ok(release_set) => release_set,
        Err(error) => return Fault::from(error).page(words),
    };
    let (generation, locale) = (release_set.generation, words.locale());
    if let Some(response) = web.pages.find(generation, locale, path) {
        return response.answer(request);
    }
    match make(&release_set) {
        Ok(response) => {
            let response = Arc::new(response.compressed());
            web.pages.keep(generation, locale, path, response.clone());
            response.answer(request)
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
