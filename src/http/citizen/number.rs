//! The way to a report: its number.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::number_page::{faulted, form};
use super::reporter_form::ReporterForm;
use super::tracking::{self, Draft};
use crate::http::Web;
use crate::http::layout::FormErrors;
use crate::http::shared::client_address::ClientAddress;
use crate::http::shared::form::Form;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::tracked_report::TrackedReport;
use crate::http::view::lookup_message::explain;
use crate::server::Server;
use crate::service::CaseFile;
use crate::service::reporter::LookupError;

/// An empty form.
pub async fn get(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    request: HeaderMap,
) -> Response {
    let server = &web.server;
    let empty = form(
        server,
        words,
        "",
        Draft::default(),
        None,
        FormErrors::default(),
    );
    page::empty_form(empty.render(), &request)
}

/// Opens the tracking page: by number, or from another page of the same report.
pub async fn post(
    State(web): State<Web>,
    ClientAddress(source): ClientAddress,
    typed: Form,
) -> Response {
    if typed.get("number").trim().is_empty() && typed.has("access") {
        return match ReporterForm::of(&web.server, typed) {
            Ok(form) => reopen(&web.server, &form).await,
            Err(refused) => *refused,
        };
    }
    let server = &web.server;
    let words = typed.words;
    let draft = Draft::of(&typed);
    let number = typed.get("number");
    // The language was changed.
    if typed.get("step") == "change" {
        return page::html(
            form(server, words, number, draft, None, FormErrors::default()).render(),
        );
    }
    match TrackedReport::find(&web.server, source, number).await {
        Ok(TrackedReport(case)) => tracking::page(&web.server, words, &case, None, draft)
            .await
            .unwrap_or_else(|error| faulted(server, words, number, draft, error.into())),
        Err(LookupError::Service(error)) => faulted(server, words, number, draft, error.into()),
        Err(error) => {
            let (fault, message) = explain(words, &error);
            let mut errors = FormErrors::default();
            errors.add("number", message);
            fault.dress(page::html(
                form(server, words, number, draft, None, errors).render(),
            ))
        }
    }
}

/// Back from another page of the same report.
async fn reopen(server: &Server, form: &ReporterForm) -> Response {
    let words = form.typed.words;
    let draft = Draft::of(&form.typed);
    let opened = match CaseFile::load(server, &form.id).await {
        Ok(case) => tracking::page(server, words, &case, None, draft).await,
        Err(error) => Err(error),
    };
    opened.unwrap_or_else(|error| faulted(server, words, "", draft, error.into()))
}
