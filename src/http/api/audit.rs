//! `/api/v1/audit/…`: histories for auditors.

use axum::extract::{Path, State};
use axum::response::Response;
use utoipa::OpenApi;

use crate::http::Web;
use crate::http::auditor::stream;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::language::Reader;
use crate::service::auditing::meant;

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(history))]
pub struct Description;

/// The auditor's bundle of a report: every header and who acted, and no content (`docs/history-format.md`).
#[utoipa::path(
    get, path = "/api/v1/audit/reports/{id}/history", operation_id = "audit", tag = "Audit", security(("bearer" = [])),
    params(("id" = String, Path, description = "the report's id: 32 hexadecimal digits")),
    responses(
        (status = 200, description = "the bundle, for `sajam-verify`", body = serde_json::Value),
    )
)]
pub async fn history(
    State(web): State<Web>,
    Reader(words): Reader,
    Path(id): Path<String>,
) -> Response {
    let Some(report) = meant(&format!("report/{id}")).into_iter().next() else {
        return Fault::NotFound.problem(words);
    };
    match stream::bundle(&web.app, &report).await {
        Ok(response) => response,
        Err(fault) => fault.problem(words),
    }
}
