//! The reporter takes the history along, to verify it anywhere.

use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::{Audience, ReportId};

use super::attachment::{self, attachment};
use super::{number, retry_page};
use crate::context::Context;
use crate::http::Web;
use crate::http::shared::form::Form;
use crate::http::shared::report_token;
use crate::service::history_bundle::bundle;
use crate::service::{CaseFile, ServiceError};

/// The bundle as a file.
pub async fn post(State(web): State<Web>, typed: Form) -> Response {
    let Some(id) = report_token::check(&web.server, typed.get("access")) else {
        return number::expired(&typed);
    };
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
