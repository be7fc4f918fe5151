//! Pages.

use axum::Router;

use super::Web;

/// Its routes.
pub fn router(_web: &Web) -> Router<Web> {
    Router::new()
}
