//! Files to keep: a receipt, a number, a history.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

pub(super) const PLAIN: &str = "text/plain; charset=utf-8";
pub(super) const JSON: &str = "application/json";

/// An answer that browsers save under the name in `disposition` and never show as a page.
pub(super) fn attachment(disposition: &'static str, kind: &'static str, body: String) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
    ];
    (headers, body).into_response()
}
