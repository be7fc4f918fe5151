//! What everybody may read: pages, statistics, the log's key and checkpoint, what programs look for at a site.
//!
//! Nothing here sets a cookie or knows who asks. Pages of texts alone are rendered once and need no database.

mod asset_files;
mod feed;
mod glossary;
mod health;
mod home;
mod how_it_works;
mod ledger;
mod methodology;
pub mod page_cache;
mod problems;
mod statistics;
mod status;
mod tiles;
mod verify;
mod well_known;

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Request;
use axum::routing::get;

use super::Web;
use super::shared::static_response::{StaticPages, StaticResponse};
use crate::locale::{Locale, Translator};
use crate::server::Server;

/// Pages of texts alone.
static STATIC_PAGES: [(&str, &LazyLock<StaticPages>); 4] = [
    ("/", &home::PAGES),
    ("/how-it-works", &how_it_works::PAGES),
    ("/methodology", &methodology::PAGES),
    ("/glossary", &glossary::PAGES),
];

/// The page of texts alone at a path without its language.
pub(super) fn static_pages(path: &str) -> Option<&'static StaticPages> {
    let (_, pages) = STATIC_PAGES.iter().find(|(at, _)| *at == path)?;
    Some(pages)
}

/// The page at a path as it is just now, where that is not what it always is.
pub(super) fn disturbed(server: &Server, locale: Locale, path: &str) -> Option<StaticResponse> {
    (path == "/").then(|| home::disturbed(server, Translator::of(locale)))?
}

/// Its routes.
pub fn router() -> Router<Web> {
    let mut router = Router::new();
    for (path, pages) in STATIC_PAGES {
        let show = async |request: Request| pages.answer(&request);
        router = router.route(path, get(show));
    }
    router
        .route("/assets/{file}", get(asset_files::show))
        .route("/problems/{code}", get(problems::show))
        .route("/verify", get(verify::show))
        .route("/status", get(status::show))
        .route("/status/incidents/{id}", get(status::incident))
        .route("/feed.atom", get(feed::atom))
        .route("/feed.json", get(feed::json))
        .merge(statistics::router())
        .route("/ledger/key", get(ledger::key))
        .route("/ledger/keys", get(ledger::keys))
        .route("/ledger/key-changes/{number}", get(ledger::key_change))
        .route("/ledger/checkpoint", get(ledger::checkpoint))
        .route("/ledger/tile/{*path}", get(tiles::show))
        .route("/robots.txt", get(well_known::robots))
        .route("/.well-known/security.txt", get(well_known::security))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}
