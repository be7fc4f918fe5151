//! The programming interface under `/api/v1`: JSON, and problem documents (RFC 9457) for what goes wrong.

use axum::Router;

use super::{Web, guarded};

pub mod audit;
mod body;
pub mod case_json;
pub mod command_json;
pub mod session;
pub mod staff;

/// Its routes.
pub fn router(web: &Web) -> Router<Web> {
    ["/api/v1/session", "/api/v1/staff", "/api/v1/audit"]
        .into_iter()
        .fold(Router::new(), |router, place| {
            router.merge(guarded::mount(web, place))
        })
}
