//! The published statistics: trends over all releases, a permanent page for each, a page for each family, category and
//! province, and the files. All of them are made from the releases in memory ([`page_cache`](super::page_cache)).

mod dimension;
mod family;
mod index;
mod release;
mod table;
mod view_models;

use axum::Router;
use axum::routing::get;

use crate::http::Web;

/// Its routes.
pub(super) fn router() -> Router<Web> {
    Router::new()
        .route("/statistics", get(index::show))
        .route("/statistics/tables/{family}", get(family::show))
        .route("/statistics/categories/{code}", get(dimension::category))
        .route("/statistics/provinces/{code}", get(dimension::province))
        .route("/statistics/{release_id}", get(release::show))
        .route("/statistics/{release_id}/history", get(release::history))
        .route("/statistics/{release_id}/{file}", get(release::file))
}
