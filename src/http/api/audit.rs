//! `/api/v1/audit/…`: histories for auditors.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::OpenApi;

use crate::http::Web;
use crate::http::shared::extract::{Path, Query};
use crate::http::shared::fault::{Fault, FieldProblem, Problem};
use crate::http::shared::language::RequestLocale;
use crate::http::shared::staff_roles::Auditor;
use crate::http::view::{bundle_file, export_file};
use crate::service::auditing::meant;

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(history, export))]
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
    auditor: Auditor,
    RequestLocale(words): RequestLocale,
    Path(id): Path<String>,
) -> Response {
    let Some(report) = meant(&format!("report/{id}")).into_iter().next() else {
        return Fault::NotFound.problem(words);
    };
    match bundle_file::bundle(&web.server, &auditor, &report).await {
        Ok(response) => response,
        Err(fault) => fault.problem(words),
    }
}

/// Which export, and where it begins.
#[derive(Deserialize)]
pub struct Part {
    size: Option<String>,
    from: Option<String>,
}

/// The whole log, every entry an event's header and who acted or a revealed cover, and no content
/// (`docs/history-format.md`, "The full export"). An answer that breaks off can be gone on with: `from` is the number of
/// its whole lines less one.
#[utoipa::path(
    get, path = "/api/v1/audit/export", operation_id = "export", tag = "Audit", security(("bearer" = [])),
    params(
        ("size" = Option<u64>, Query, description = "the size of a published checkpoint, by default the newest one's; to go on with a file, the size of its own"),
        ("from" = Option<u64>, Query, description = "the first index of the answer, which then has no first line; at the size, only the last line is left"),
    ),
    responses(
        (status = 200, description = "`sajam-export/v1`, JSON Lines, for `sajam-verify export`", content_type = "application/jsonl"),
        (status = 404, description = "No checkpoint of this size was published", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`from` is no index of this export", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn export(
    State(web): State<Web>,
    auditor: Auditor,
    RequestLocale(words): RequestLocale,
    Query(part): Query<Part>,
) -> Response {
    let export = match export_file::asked(&web.server, &auditor, part.size.as_deref()).await {
        Ok(export) => export,
        Err(fault) => return fault.problem(words),
    };
    let most = words.number(export.checkpoint().size);
    match export_file::file(export, part.from.as_deref()) {
        Ok(file) => file,
        Err(Fault::Invalid) => {
            let problem = FieldProblem {
                field: "from".to_owned(),
                code: "not-an-index".to_owned(),
                detail: words
                    .t1("audit-export-from-beyond", "most", &most)
                    .into_owned(),
            };
            Fault::Invalid.problem_with(words, vec![problem])
        }
        Err(fault) => fault.problem(words),
    }
}
