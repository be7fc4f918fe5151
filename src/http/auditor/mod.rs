//! What auditors see: the log, and every stream's headers with what checking them found. Never what a person wrote.

use axum::Router;

use super::{Web, access_table};

pub mod checks;
pub mod export;
pub mod log;
pub mod stream;

/// Its routes.
pub fn router(web: &Web) -> Router<Web> {
    access_table::mount(web, "/audit")
}
