//! The page that asks for a number.

use askama::Template;
use axum::response::Response;

use super::tracking::Draft;
use crate::http::layout::{FormErrors, Frame};
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::page;
use crate::http::view::disruption::disruptions;
use crate::locale::Translator;
use crate::server::Server;

/// The page.
#[derive(Template)]
#[template(path = "citizen/number.html")]
pub(super) struct NumberForm<'a> {
    frame: Frame,
    /// What was typed as a number.
    number: &'a str,
    /// What was typed elsewhere and goes on once the number is there.
    draft: Draft<'a>,
    /// A fault that is not the number's.
    fault: Option<(String, String)>,
    errors: FormErrors,
}

/// A page was open too long: the number is needed again, and what was typed goes on with it.
pub(super) fn expired(server: &Server, typed: &Form) -> Response {
    faulted(
        server,
        typed.words,
        "",
        Draft::of(typed),
        Fault::AccessExpired,
    )
}

/// The page with a fault that is not the number's.
pub(super) fn faulted(
    server: &Server,
    words: Translator,
    number: &str,
    draft: Draft<'_>,
    fault: Fault,
) -> Response {
    let told = Some((fault.title(words), fault.advice(words)));
    fault.dress(page::html(
        form(server, words, number, draft, told, FormErrors::default()).render(),
    ))
}

/// The page with what was typed.
pub(super) fn form<'a>(
    server: &Server,
    words: Translator,
    number: &'a str,
    draft: Draft<'a>,
    fault: Option<(String, String)>,
    errors: FormErrors,
) -> NumberForm<'a> {
    NumberForm {
        frame: Frame::new(words, "/track", words.t("reporter-track-title"))
            .telling(disruptions(server, words))
            .language_by("number", "/track", ("step", "change"), ("", ""))
            .refused(fault.is_some())
            .with_errors(&errors),
        number,
        draft,
        fault,
        errors,
    }
}
