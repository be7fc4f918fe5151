//! Pages.

use axum::Router;

use super::Web;

/// Its routes.
pub fn router() -> Router<Web> {
    Router::new()
}
