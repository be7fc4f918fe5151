//! What was asked could not be done just now: everything typed is here, to be sent again with one press.

use askama::Template;
use axum::response::Response;

use crate::http::layout::Frame;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::page;

#[derive(Template)]
#[template(path = "citizen/retry.html")]
struct RetryPage<'a> {
    frame: Frame,
    advice: String,
    /// Where it is sent.
    path: &'static str,
    typed: &'a Form,
}

pub(super) fn page(path: &'static str, typed: &Form, fault: Fault) -> Response {
    let words = typed.words;
    let page = RetryPage {
        frame: Frame::new(words, "/track", fault.title(words))
            .step()
            .one_language(),
        advice: fault.advice(words),
        path,
        typed,
    };
    fault.dress(page::html(page.render()))
}
