//! Turning a rendered template into an answer.

use axum::http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

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
