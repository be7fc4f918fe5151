//! `/api/v1/staff/…`: queues, cases and commands.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use sajam_aggregates::{Priority, ReportId, SealedField, StaffId};
use sajam_projections::queues;
use serde::Serialize;
use serde_json::Value;
use utoipa::{OpenApi, ToSchema};

use super::action_body::ActionBody;
use super::case_json::Case;
use super::command_json::CommandBody;
use super::json::{self, Json};
use crate::context::Context;
use crate::http::Web;
use crate::http::input::queue_query::{PER_PAGE, QueueKind, QueueQuery};
use crate::http::shared::case::open;
use crate::http::shared::extract::{Path, Query};
use crate::http::shared::fault::{Fault, FieldProblem};
use crate::http::shared::language::RequestLocale;
use crate::http::shared::session::Staff;
use crate::http::shared::staff_roles::CaseWorker;
use crate::http::view::field_message;
use crate::locale::Translator;
use crate::service::action::{Action, InputError};
use crate::service::case;
use crate::service::input::FieldError;
use crate::service::{CaseFile, OpenedText, ServiceError, accounts};

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(queue, case, command))]
pub struct Description;

/// One page of a queue.
#[derive(Serialize, ToSchema)]
pub struct QueuePage {
    /// The reports of this page.
    pub reports: Vec<QueuedReport>,
    /// The `before` of the page before this one; `null` on the first.
    pub previous: Option<String>,
    /// The `after` of the page after this one; `null` on the last.
    pub next: Option<String>,
    /// Reports in the whole queue.
    pub total: u64,
}

/// A report in a queue: nothing its reporter wrote.
#[derive(Serialize, ToSchema)]
pub struct QueuedReport {
    /// 32 hexadecimal digits.
    pub id: String,
    /// Where it stands.
    pub status: &'static str,
    /// What it is about.
    pub category: &'static str,
    /// Where (ISO 3166-2).
    pub province: &'static str,
    /// How soon it is to be handled; `null` before triage.
    pub priority: Option<&'static str>,
    /// The unit that has it.
    pub unit: Option<String>,
    /// The login of its investigator.
    pub investigator: Option<String>,
    /// The hour it was filed in (RFC 3339, UTC).
    pub received_at: String,
    /// When something last happened (RFC 3339, UTC).
    pub updated_at: String,
}

/// What a command came to.
#[derive(Serialize, ToSchema)]
pub struct Done {
    /// The report's revision now: the `seen` of the next command.
    pub revision: u64,
    /// Where it stands now.
    pub status: &'static str,
    /// The reporter's name, where it was given and was just opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// How to reach the reporter, where it was given and was just opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// One page of a queue, 25 reports a page.
#[utoipa::path(
    get, path = "/api/v1/staff/queues/{queue}", operation_id = "queue", tag = "Staff", security(("bearer" = [])),
    params(
        ("queue" = String, Path, description = "`intake`, `unit` or `mine`"),
        ("sort" = Option<String>, Query, description = "`received` (default), `updated`, `status`, `category`, `province`, `priority` or `unit`"),
        ("order" = Option<String>, Query, description = "`asc` (default) or `desc`"),
        ("after" = Option<String>, Query, description = "the `next` of a page with the same sort and order: gives the page after it"),
        ("before" = Option<String>, Query, description = "the `previous` of such a page: gives the page before it"),
        ("page" = Option<String>, Query, description = "`last` gives the last page; without any of these it is the first"),
    ),
    responses(
        (status = 200, description = "the page", body = QueuePage),
    )
)]
pub async fn queue(
    State(web): State<Web>,
    signed: CaseWorker,
    RequestLocale(words): RequestLocale,
    Path(queue): Path<String>,
    Query(asked): Query<QueueQuery>,
) -> Response {
    answer(
        words,
        read_queue(&web.server, &signed, &queue, &asked).await,
    )
}

async fn read_queue(
    context: &Context,
    signed: &CaseWorker,
    queue: &str,
    asked: &QueueQuery,
) -> Result<QueuePage, Fault> {
    let queue = QueueKind::parse(queue)
        .and_then(|kind| kind.of(&signed.session))
        .ok_or(Fault::NotFound)?;
    let found = queues::page(
        &context.pool,
        &queue,
        asked.sort(),
        &asked.cursor(),
        PER_PAGE,
    )
    .await
    .map_err(|error| Fault::from(ServiceError::from(error)))?;
    let logins = accounts::logins(context).await?;
    let login = |id: StaffId| logins.get(&id).cloned();
    let report = |case: queues::Case| QueuedReport {
        id: case.id.to_string(),
        status: case.status.code(),
        category: case.category.code(),
        province: case.province.code(),
        priority: case.priority.map(Priority::code),
        unit: case.unit.map(|unit| unit.to_string()),
        investigator: case.investigator.and_then(login),
        received_at: super::case_json::at(case.received),
        updated_at: super::case_json::at(case.updated),
    };
    Ok(QueuePage {
        reports: found.cases.into_iter().map(report).collect(),
        previous: found.previous.map(|key| key.to_string()),
        next: found.next.map(|key| key.to_string()),
        total: found.total,
    })
}

/// A report with its whole story and what may be done with it. Reading it is recorded.
#[utoipa::path(
    get, path = "/api/v1/staff/reports/{id}", operation_id = "case", tag = "Staff", security(("bearer" = [])),
    params(("id" = String, Path, description = "the report's id: 32 hexadecimal digits")),
    responses(
        (status = 200, description = "the report", body = Case),
    )
)]
pub async fn case(
    State(web): State<Web>,
    signed: CaseWorker,
    RequestLocale(words): RequestLocale,
    Path(id): Path<String>,
) -> Response {
    answer(words, read_case(&web.server, &signed, &id).await)
}

async fn read_case(context: &Context, signed: &CaseWorker, id: &str) -> Result<Case, Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let case = open(context, signed, &id).await?;
    let logins = accounts::logins(context).await?;
    Ok(Case::of(
        &case,
        case::verdicts(&signed.session, &case),
        &logins,
    )?)
}

/// Carries out a command. The body's fields depend on the command; `seen` is the revision it was decided on, and a
/// report that has changed since then refuses it.
#[utoipa::path(
    post, path = "/api/v1/staff/reports/{id}/{command}", operation_id = "command", tag = "Staff", security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "the report's id: 32 hexadecimal digits"),
        ("command" = String, Path, description = "`acknowledge`, `triage`, `assign`, `investigate`, `ask-question`, `resolve`, `reopen`, `dismiss-appeal`, `open-identity` or `recuse`"),
    ),
    request_body = CommandBody,
    responses(
        (status = 200, description = "done", body = Done),
    )
)]
pub async fn command(
    State(web): State<Web>,
    signed: CaseWorker,
    Path((id, command)): Path<(String, String)>,
    Json { body, words }: Json<Value>,
) -> Response {
    let (Ok(id), Some(action)) = (id.parse::<ReportId>(), case::find(&command)) else {
        return Fault::NotFound.problem(words);
    };
    match carry_out(&web.server, &signed, &id, action, body).await {
        Ok(done) => json::answer(StatusCode::OK, &done),
        Err(Refused::Fault(fault)) => fault.problem(words),
        Err(Refused::Fields(wrong)) => {
            let errors = wrong.into_iter().map(|wrong| FieldProblem {
                field: wrong.field.to_owned(),
                code: wrong.fault.code().to_owned(),
                detail: field_message::for_staff(words, wrong),
            });
            Fault::Invalid.problem_with(words, errors.collect())
        }
    }
}

/// Why a command was not carried out.
enum Refused {
    Fault(Fault),
    Fields(Vec<FieldError>),
}

impl<E: Into<Fault>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}

async fn carry_out(
    context: &Context,
    signed: &CaseWorker,
    id: &ReportId,
    action: &Action,
    body: Value,
) -> Result<Done, Refused> {
    let Staff { session, request } = &**signed;
    let case = CaseFile::load(context, id).await?;
    // What somebody may not read is not there for them, whatever they send.
    if !case::may_open(session, &case) {
        return Err(Fault::NotFound.into());
    }
    let body = ActionBody::read(action, &[], body)?;
    let command = match action.read(context, &body).await {
        Ok(command) => command,
        Err(InputError::Fields(wrong)) => return Err(Refused::Fields(wrong)),
        Err(InputError::Service(error)) => return Err(error.into()),
    };
    case::execute(context, session, case, body.seen, command.as_ref(), request).await?;
    let case = CaseFile::load(context, id).await?;
    let identity = case::opened_identity(session, &case)?;
    let opened = |wanted: SealedField| {
        let (_, text) = identity.iter().find(|(field, _)| *field == wanted)?;
        match text {
            OpenedText::Text(text) => Some(text.to_string()),
            OpenedText::Erased => None,
        }
    };
    Ok(Done {
        revision: case.report.revision(),
        status: case.report.status().map_or("", |status| status.code()),
        identity: opened(SealedField::SubmittedIdentity),
        contact: opened(SealedField::SubmittedContact),
    })
}

fn answer<T: Serialize>(words: Translator, result: Result<T, Fault>) -> Response {
    match result {
        Ok(found) => json::answer(StatusCode::OK, &found),
        Err(fault) => fault.problem(words),
    }
}
