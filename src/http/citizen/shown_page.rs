//! What a form of a reporter's is answered with is shown at an address of its own, for a quarter of an hour: Back and
//! reloading find the page and send nothing again.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::failure_log;
use crate::http::Web;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::{self, RequestLocale};
use crate::locale::Locale;
use crate::service::reporter::shown_page::{self, LARGEST};

const HTML: &str = "text/html; charset=utf-8";

/// Statuses of pages that are worth coming back to. What is told of a server that is in trouble is told at once.
const SHOWN: [StatusCode; 5] = [
    StatusCode::OK,
    StatusCode::UNAUTHORIZED,
    StatusCode::NOT_FOUND,
    StatusCode::CONFLICT,
    StatusCode::UNPROCESSABLE_ENTITY,
];

/// Keeps the page that answers a form and leads to it. Where it cannot be kept, it is the answer.
pub(super) async fn keep(State(web): State<Web>, request: Request, next: Next) -> Response {
    let is_post = request.method() == Method::POST;
    let locale: Option<Locale> = request.extensions().get().copied();
    let response = next.run(request).await;
    let is_page = response.headers().get(CONTENT_TYPE) == Some(&HeaderValue::from_static(HTML));
    if !(is_post && is_page && SHOWN.contains(&response.status())) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Fault::Internal.page(language::words(locale.as_ref()));
    };
    if body.len() <= LARGEST {
        let mut page = parts.status.as_u16().to_be_bytes().to_vec();
        page.extend_from_slice(&body);
        match shown_page::keep(&web.server, &page).await {
            Ok(token) => {
                let path = format!("/shown/{token}");
                return Redirect::to(&locale.unwrap_or_default().href(&path)).into_response();
            }
            Err(error) => failure_log::note("an answer was not kept", error.to_string()),
        }
    }
    Response::from_parts(parts, Body::from(body))
}

/// The page, as it was answered.
pub async fn get(
    State(web): State<Web>,
    Path(token): Path<String>,
    RequestLocale(words): RequestLocale,
) -> Response {
    let page = match shown_page::find(&web.server, &token).await {
        Ok(page) => page,
        Err(error) => {
            return match Fault::from(error) {
                Fault::NotFound => Fault::PageGone.page(words),
                fault => fault.page(words),
            };
        }
    };
    let status = page.split_first_chunk::<2>().and_then(|(status, body)| {
        let status = StatusCode::from_u16(u16::from_be_bytes(*status)).ok()?;
        Some((status, body.to_vec()))
    });
    let Some((status, body)) = status else {
        return Fault::Internal.page(words);
    };
    let kind = [
        (CONTENT_TYPE, HeaderValue::from_static(HTML)),
        (CONTENT_LENGTH, HeaderValue::from(body.len())),
    ];
    (status, kind, body).into_response()
}
