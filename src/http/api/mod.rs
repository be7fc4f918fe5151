//! The same for programs: JSON under `/api/v1`, described by the OpenAPI document it serves, errors as problem
//! documents (RFC 9457).
//!
//! A module has its routes, and a `Description` of them that `openapi` collects; tests hold the two together. The
//! routes of staff and auditors are in the access table.

mod action_body;
mod action_schema;
pub mod appeal;
pub mod audit;
pub mod case_json;
pub mod command_json;
pub mod json;
mod openapi;
mod reporter_action;
pub mod reports;
pub mod session;
pub mod staff;
mod status;
pub mod track;
pub mod track_feed;
pub mod tracked;
mod tracking_body;

use axum::Router;

use super::Web;

/// Its routes.
pub fn router() -> Router<Web> {
    Router::new()
        .merge(openapi::router())
        .merge(reports::router())
        .merge(status::router())
        .merge(track::router())
        .merge(appeal::router())
        .merge(track_feed::router())
}
