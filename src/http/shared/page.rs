//! Turning a rendered template into an answer.

use axum::body::Body;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;

use super::compression::{gzip, takes_gzip};

/// A rendered page; a template that fails to render is a fault of ours and says so plainly.
pub fn html(rendered: Result<String, askama::Error>) -> Response {
    match rendered {
        Ok(body) => {
            #[cfg(debug_assertions)]
            super::page_check::check(&body);
            html_response(body)
        }
        Err(error) => {
            tracing::error!(%error, "a page does not render");
            (StatusCode::INTERNAL_SERVER_ERROR, "500").into_response()
        }
    }
}

/// A form before anybody typed, compressed for whoever can read it. Not for a form that comes back with what was typed in
/// it: see `compression`.
pub fn empty_form(rendered: Result<String, askama::Error>, request: &HeaderMap) -> Response {
    let compressed = rendered
        .as_ref()
        .ok()
        .filter(|_| takes_gzip(request))
        .and_then(|body| gzip(body.as_bytes(), Compression::default()));
    let mut response = html(rendered);
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(compressed) = compressed {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        *response.body_mut() = Body::from(compressed);
    }
    response
}

fn html_response(body: String) -> Response {
    (
        [(
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        )],
        body,
    )
        .into_response()
}

/// A page with another status than 200.
pub fn html_with(status: StatusCode, rendered: Result<String, askama::Error>) -> Response {
    let mut response = html(rendered);
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}
