//! A fault that leaves what somebody typed on the page, to be sent again or copied: their session ended, the database
//! was away, the page it belongs to is no longer theirs.

use askama::Template;
use axum::response::Response;
use zeroize::Zeroizing;

use super::fault::Fault;
use super::form::Form;
use super::page;
use crate::http::layout::Frame;
use crate::locale::Translator;

#[derive(Template)]
#[template(path = "resubmit.html")]
struct ResubmitPage {
    frame: Frame,
    advice: String,
    /// Where to send it again; empty when that makes no sense.
    action: String,
    needs_sign_in: bool,
    /// Codes and the like: sent along, not shown.
    hidden: Vec<(String, Zeroizing<String>)>,
    texts: Vec<(String, Zeroizing<String>)>,
}

/// The fault as a page that keeps the form, which can be sent again to `action`, a path without language.
pub fn page(fault: Fault, words: Translator, action: &str, form: &Form) -> Response {
    respond(fault, words, &words.locale().href(action), form)
}

/// The fault as a page that keeps the form's text for copying only.
pub fn page_to_copy(fault: Fault, words: Translator, form: &Form) -> Response {
    respond(fault, words, "", form)
}

fn respond(fault: Fault, words: Translator, action: &str, form: &Form) -> Response {
    let (texts, hidden) = form
        .pairs()
        // Neither is a text, and a password does not belong on a page.
        .filter(|(name, _)| !SECRET.contains(name))
        .map(|(name, value)| (name.to_owned(), Zeroizing::new(value.to_owned())))
        .partition(|(_, value)| is_prose(value));
    let frame = Frame::new(words, "/staff", fault.title(words))
        .step()
        .one_language();
    let body = ResubmitPage {
        frame,
        advice: if fault == Fault::SignInNeeded {
            words.t("staff-kept-signed-out").into_owned()
        } else {
            fault.advice(words)
        },
        action: action.to_owned(),
        needs_sign_in: fault == Fault::SignInNeeded,
        hidden,
        texts,
    };
    fault.dress(page::html(body.render()))
}

/// Fields that are never shown again, nor sent along.
const SECRET: [&str; 4] = ["password", "new_password", "new_password_again", "token"];

/// What a person wrote, as against a code from a list.
fn is_prose(value: &str) -> bool {
    value.contains(|char: char| char.is_whitespace() || !char.is_ascii())
}
