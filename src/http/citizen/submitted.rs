//! After filing: the number, shown once, and the receipt; both to take along.

use std::borrow::Cow;

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sajam_aggregates::TrackingNumber;
use zeroize::Zeroizing;

use super::attachment::{self, attachment};
use super::filing_steps::steps;
use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::site_address::origin;
use crate::locale::Translator;
use crate::service::reporter::Filed;

#[derive(Template)]
#[template(path = "citizen/submitted.html")]
struct Submitted<'a> {
    frame: Frame,
    steps: [Cow<'static, str>; 3],
    /// In the reader's digits.
    number: Zeroizing<String>,
    /// In Latin digits.
    latin: Zeroizing<String>,
    receipt: &'a str,
    /// Where the number is used, for the sheet of paper it is printed on.
    address: String,
}

pub(super) fn render(
    words: Translator,
    site: &str,
    filed: &Filed,
) -> Result<String, askama::Error> {
    let latin = filed.tracking_number.grouped();
    let page = Submitted {
        frame: Frame::new(words, "/report", words.t("reporter-submitted-title"))
            .step()
            .one_language(),
        steps: steps(words),
        number: words.digits(&latin).into(),
        latin,
        receipt: &filed.receipt,
        address: format!("{site}{}", words.locale().href("/track")),
    };
    page.render()
}

/// The receipt as a file, if it is one of ours: nothing else that a form holds is served as a file.
pub async fn receipt(State(web): State<Web>, form: Form) -> Response {
    // A form's line ends are CR LF; a note's are LF.
    let receipt = form.get("receipt").replace("\r\n", "\n");
    let key = web.server.secrets.log.verifier_key();
    if key.verify_receipt(&receipt).is_err() {
        return Fault::Malformed.page(form.words);
    }
    attachment(
        "attachment; filename=\"sajam-receipt.txt\"",
        attachment::PLAIN,
        receipt,
    )
}

/// The number as a file, with the address where it is used.
pub async fn number(State(web): State<Web>, headers: HeaderMap, form: Form) -> Response {
    let words = form.words;
    let Ok(number) = TrackingNumber::parse(form.get("number")) else {
        return Fault::MistypedNumber.page(words);
    };
    let address = format!(
        "{}{}",
        origin(&web.setting, &headers),
        words.locale().href("/track")
    );
    let text = words.args(
        "reporter-number-file",
        &[("number", number.grouped().as_str()), ("address", &address)],
    );
    attachment(
        "attachment; filename=\"sajam-number.txt\"",
        attachment::PLAIN,
        format!("{text}\n"),
    )
}
