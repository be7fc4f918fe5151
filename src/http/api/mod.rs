//! The same for programs: JSON under `/api/v1`, described by the OpenAPI document it serves, errors as problem
//! documents (RFC 9457).
//!
//! A module has its routes, and a `Description` of them that [`openapi`] collects; tests hold the two together.

pub mod json;
mod openapi;
pub mod reports;
pub mod track;

use axum::Router;

use super::Web;

/// Its routes.
pub fn router(_web: &Web) -> Router<Web> {
    Router::new()
        .merge(openapi::router())
        .merge(reports::router())
        .merge(track::router())
}
