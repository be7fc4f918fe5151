//! `/api/v1/audit/…`: histories for auditors.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::http::Web;
use crate::http::auditor::stream;
use crate::http::foundation::fault::{Fault, Problem};
use crate::http::foundation::language::Reader;
use crate::service::auditing::meant;

/// The auditor's bundle of a report: every header and who acted, and no content (`docs/history-format.md`).
#[utoipa::path(
    get, path = "/api/v1/audit/reports/{id}/history", tag = "audit", security(("session" = [])),
    params(("id" = String, Path, description = "the report's id: 32 hexadecimal digits")),
    responses(
        (status = 200, description = "the bundle, for `sajam-verify`", body = serde_json::Value),
        (status = 401, description = "no session", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "no such report, or not an auditor", body = Problem, content_type = "application/problem+json"),
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
