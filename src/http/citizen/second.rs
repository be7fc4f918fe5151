//! Sending a form again with other words, after it was filed: the first report stands, and what is sent now would be another.

use askama::Template;
use axum::response::Response;
use sha2::{Digest, Sha256};

use super::form_token;
use crate::context::Context;
use crate::failure_log;
use crate::http::layout::Frame;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::page;
use crate::service::reporter::{FIELDS, shown_page};

#[derive(Template)]
#[template(path = "citizen/second.html")]
struct SecondReport<'a> {
    frame: Frame,
    /// Of the report that stands.
    token: &'a str,
    new_token: String,
    hidden: Vec<(&'static str, &'a str)>,
}

/// What a form was sent with.
fn digest(typed: &Form) -> [u8; 32] {
    let mut digest = Sha256::new();
    let values = FIELDS.iter().map(|field| typed.get(field.name));
    for value in values.chain([typed.words.locale().lang()]) {
        digest.update((value.len() as u64).to_be_bytes());
        digest.update(value.as_bytes());
    }
    digest.finalize().into()
}

/// Remembers that a form was filed, with the page that said so. A report is filed whether or not this succeeds.
pub(super) async fn remember(context: &Context, token: &str, typed: &Form, page: &str) {
    let mut known = digest(typed).to_vec();
    known.extend_from_slice(page.as_bytes());
    if let Err(error) = shown_page::keep_filed(context, token, &known).await {
        failure_log::note("an answer was not kept", error.to_string());
    }
}

/// The page that a form was answered with when it was filed, if that is not long ago.
pub(super) async fn filed(context: &Context, token: &str) -> Option<String> {
    let known = shown_page::find_filed(context, token).await.ok()?;
    String::from_utf8(known.get(32..)?.to_vec()).ok()
}

/// The question whether this is to be another report, where the form was filed with other words.
pub(super) async fn question(context: &Context, token: &str, typed: &Form) -> Option<Response> {
    let known = shown_page::find_filed(context, token).await.ok()?;
    if known.get(..32)? == digest(typed) {
        return None;
    }
    let words = typed.words;
    let page = SecondReport {
        frame: Frame::new(words, "/report", words.t("reporter-second-title"))
            .step()
            .one_language(),
        token,
        new_token: form_token::draw(context),
        hidden: FIELDS
            .iter()
            .map(|field| (field.name, typed.get(field.name)))
            .collect(),
    };
    Some(Fault::Conflict.dress(page::html(page.render())))
}
