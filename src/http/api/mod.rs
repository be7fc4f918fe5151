//! The API under `/api/v1`: JSON in and out, errors as problem documents.

pub mod json;
pub mod reports;
pub mod track;

use axum::Router;

use super::Web;

/// Its routes.
pub fn router(_web: &Web) -> Router<Web> {
    Router::new()
        .merge(reports::router())
        .merge(track::router())
}
