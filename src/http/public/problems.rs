//! What a problem's type leads to: each kind of error the API answers with, explained.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::http::layout::Frame;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::static_response::StaticResponse;
use crate::http::view::problems;

#[derive(Template)]
#[template(path = "public/problem.html")]
struct Problem {
    frame: Frame,
    code: &'static str,
    status: u16,
    advice: String,
    is_refusal: bool,
}

pub(super) async fn show(
    RequestLocale(words): RequestLocale,
    Path(code): Path<String>,
    request: HeaderMap,
) -> Response {
    let Some(fault) = problems::all().find(|fault| fault.code() == code) else {
        return Fault::NotFound.page(words);
    };
    let rendered = Problem {
        frame: Frame::new(
            words,
            format!("/problems/{}", fault.code()),
            fault.title(words),
        ),
        code: fault.code(),
        status: fault.status().as_u16(),
        advice: fault.advice(words),
        is_refusal: matches!(fault, Fault::Refused(_)),
    }
    .render();
    match rendered {
        Ok(body) => StaticResponse::page(body).answer(&request),
        Err(error) => page::html(Err(error)).into_response(),
    }
}
