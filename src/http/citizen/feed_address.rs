//! The reporter asks for a feed of the report, or ends it. The address is shown once, on the page that answers.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sajam_aggregates::ReportId;
use zeroize::Zeroizing;

use super::reporter_form::ReporterForm;
use super::retry_page;
use super::tracking::{self, Draft, Notice};
use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::shared::form::Form;
use crate::http::shared::site_address::origin;
use crate::http::shared::{page, report_token};
use crate::http::view::feed_address::address_of;
use crate::service::reporter::feed_address::{self};
use crate::service::{CaseFile, ServiceError};

#[derive(Template)]
#[template(path = "citizen/feed_address.html")]
struct Shown<'a> {
    frame: Frame,
    atom: Zeroizing<String>,
    json: Zeroizing<String>,
    access: String,
    seen: &'a str,
}

/// Makes an address and shows it.
pub async fn make(
    State(web): State<Web>,
    headers: HeaderMap,
    ReporterForm { id, typed }: ReporterForm,
) -> Response {
    let address = match feed_address::make(&web.server, &id).await {
        Ok(address) => address,
        Err(error) => return retry_page::page("/track/feed", &typed, error.into()),
    };
    let words = typed.words;
    let origin = origin(&web.setting, &headers);
    let shown = Shown {
        frame: Frame::new(words, "/track", words.t("feed-address-title"))
            .noindex()
            .one_language(),
        atom: address_of(&origin, words, &address, "atom"),
        json: address_of(&origin, words, &address, "json"),
        access: report_token::issue(&web.server, &id),
        seen: typed.get("seen"),
    };
    page::html(shown.render())
}

/// Revokes the address and shows the report.
pub async fn revoke(State(web): State<Web>, ReporterForm { id, typed }: ReporterForm) -> Response {
    let revoked = revoked(&web, &id, &typed).await;
    revoked.unwrap_or_else(|error| retry_page::page("/track/feed/revocation", &typed, error.into()))
}

async fn revoked(web: &Web, id: &ReportId, typed: &Form) -> Result<Response, ServiceError> {
    let words = typed.words;
    // Sent again, or pressed on an old page: there is none either way, and that is what was asked for.
    feed_address::revoke(&web.server, id).await?;
    let notice = Notice::new(
        "success",
        words.t("feed-revoked-title"),
        words.t("feed-revoked-text"),
    );
    let case = CaseFile::load(&web.server, id).await?;
    tracking::page(&web.server, words, &case, Some(notice), Draft::of(typed)).await
}
