//! The reporter takes the history along, to verify it anywhere.

use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::{Audience, ReportId};

use super::attachment::{self, attachment};
use super::reporter_form::ReporterForm;
use super::retry_page;
use crate::context::Context;
use crate::http::Web;
use crate::service::history_bundle::bundle;
use crate::service::{CaseFile, ServiceError};

/// The bundle as a file.
pub async fn post(State(web): State<Web>, ReporterForm { id, typed }: ReporterForm) -> Response {
    match history(&web.server, &id).await {
        Ok(json) => attachment(
            "attachment; filename=\"sajam-history.json\"",
            attachment::JSON,
            json,
        ),
        Err(error) => retry_page::page("/track/history", &typed, error.into()),
    }
}

async fn history(context: &Context, id: &ReportId) -> Result<String, ServiceError> {
    let case = CaseFile::load(context, id).await?;
    Ok(bundle(context, &case, Audience::Reporter).await?.to_json())
}
