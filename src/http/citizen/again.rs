//! What was asked could not be done just now: everything typed is here, to be sent again with one press.

use askama::Template;
use axum::response::Response;

use crate::http::foundation::fault::Fault;
use crate::http::foundation::form::Form;
use crate::http::foundation::page;
use crate::http::layout::Frame;

#[derive(Template)]
#[template(path = "citizen/again.html")]
struct Again<'a> {
    frame: Frame,
    advice: String,
    /// Where it is sent.
    path: &'static str,
    typed: &'a Form,
}

pub(super) fn page(path: &'static str, typed: &Form, fault: Fault) -> Response {
    let words = typed.words;
    let page = Again {
        frame: Frame::new(words, "/track", fault.title(words)).noindex(),
        advice: fault.advice(words),
        path,
        typed,
    };
    fault.dress(page::html(page.render()))
}
