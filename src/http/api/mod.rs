//! The same for programs: JSON under `/api/v1`, described by the OpenAPI document it serves.
//!
//! Each module has `operations()`, made of `routes!(handler)`: method and path stand only in the handler's
//! `#[utoipa::path]`, so that nothing is mounted that is not described, nor described that is not mounted.

mod openapi;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Web;

/// Every operation there is.
fn operations() -> OpenApiRouter<Web> {
    OpenApiRouter::with_openapi(openapi::frame()).routes(routes!(openapi::show))
}

/// Its routes.
pub fn router(_web: &Web) -> Router<Web> {
    let (router, _) = operations().split_for_parts();
    router
}
