//! The same for programs: JSON under `/api/v1`, described by the OpenAPI document it serves.
//!
//! A module has its routes, and a `Description` of them that [`openapi`] collects; tests hold the two together.

mod openapi;

use axum::Router;

use super::Web;

/// Its routes.
pub fn router(_web: &Web) -> Router<Web> {
    Router::new().merge(openapi::router())
}
