//! The reporter takes along the proof that the public log holds one step: C2SP tlog-proof.

use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::ReportId;

use super::attachment::{self, attachment};
use super::reporter_form::ReporterForm;
use super::retry_page;
use super::tracking::{self, Draft, Notice};
use crate::http::Web;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::server::Server;
use crate::service::history_bundle::{EventProof, event_proof};
use crate::service::{CaseFile, ServiceError};

/// The proof as a file; or the tracking page, which says when there will be one.
pub async fn post(State(web): State<Web>, ReporterForm { id, typed }: ReporterForm) -> Response {
    match proof(&web.server, &id, &typed).await {
        Ok(response) => response,
        Err(error) => retry_page::page("/track/proof", &typed, error.into()),
    }
}

async fn proof(server: &Server, id: &ReportId, typed: &Form) -> Result<Response, ServiceError> {
    let words = typed.words;
    let case = CaseFile::load(server, id).await?;
    let found = match typed.get("event").parse() {
        Ok(event) => event_proof(server, &case, event).await,
        Err(_) => Err(ServiceError::NotFound),
    };
    let (fault, text) = match found {
        Ok(EventProof::Proved(proof)) => {
            return Ok(attachment(
                "attachment; filename=\"sajam-step.tlog-proof\"",
                attachment::PLAIN,
                proof.to_text(),
            ));
        }
        Ok(EventProof::Awaited { by }) => {
            let time = words.datetime(by);
            let text = words.t1("reporter-proof-awaited", "time", &time);
            (Fault::NotPublished, text)
        }
        Err(ServiceError::NotFound) => (Fault::Invalid, words.t("reporter-proof-which")),
        Err(error) => return Err(error),
    };
    let title = match fault {
        Fault::NotPublished => fault.title(words).into(),
        _ => words.t("reporter-proof-none"),
    };
    let notice = Notice::new("info", title, text);
    let page = tracking::page(server, words, &case, Some(notice), Draft::of(typed)).await?;
    Ok(fault.dress(page))
}
