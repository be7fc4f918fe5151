//! A report as its reporter's programs are told of it, or why none is found.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use sajam_statistics::calendar;
use serde::Serialize;
use utoipa::ToSchema;

use super::json;
use crate::clock::to_at;
use crate::context::Context;
use crate::http::shared::fault::{Fault, FieldProblem};
use crate::http::view::lookup_message;
use crate::locale::Translator;
use crate::service::reporter::LookupError;
use crate::service::reporter::timeline::{Publication, Step, Timeline, When};
use crate::service::{CaseFile, OpenedText, ServiceError};

/// Where a report stands.
#[derive(Serialize, ToSchema)]
pub struct TrackedBody {
    /// A status' code.
    #[schema(example = "investigating")]
    status: &'static str,
    /// Changes with everything that happens to the report.
    revision: u64,
    /// The question that waits for an answer.
    open_question: Option<QuestionBody>,
    /// Whether an appeal can be made now: once, against the answer.
    may_appeal: bool,
    /// What happened, the first first.
    timeline: Vec<StepBody>,
    /// Whether the published log covers all of it.
    log: LogBody,
    /// Whether the report has a feed (`/api/v1/track/feed`).
    has_feed: bool,
}

/// A question that waits for an answer.
#[derive(Serialize, ToSchema)]
pub struct QuestionBody {
    /// Its place in the history.
    seq: u64,
    /// The question; `null` once it was erased.
    message: Option<String>,
}

/// One thing that happened.
#[derive(Serialize, ToSchema)]
pub struct StepBody {
    /// Its place in the history. Readings of the content count there and are not listed here.
    seq: u64,
    /// The event's name, as in the history.
    #[schema(example = "QuestionAsked")]
    event: &'static str,
    /// What the reporter did: the hour's beginning in UTC (`2026-11-24T09:00:00.000Z`). What staff did: the day in
    /// Tehran (`2026-11-24`).
    at: String,
    /// The question, the answer, the explanation, the grounds of an appeal; `null` where there is none or it was erased.
    message: Option<String>,
    /// What handling came to; `null` but with the answer.
    outcome: Option<&'static str>,
}

/// What the published log says of the report.
#[derive(Serialize, ToSchema)]
pub struct LogBody {
    /// The size of the newest checkpoint, if it covers every event in the timeline.
    covered_by: Option<u64>,
    /// The size of the first published checkpoint that did.
    covered_since: Option<u64>,
    /// Otherwise: when it will at the latest.
    published_by: Option<String>,
}

/// Why no report was found.
pub(super) fn not_found(words: Translator, error: LookupError) -> Response {
    let (fault, detail) = lookup_message::explain(words, &error);
    match error {
        LookupError::Service(error) => Fault::from(error).problem(words),
        LookupError::Number(_) => {
            let problem = FieldProblem {
                field: "tracking_number".to_owned(),
                code: fault.code().to_owned(),
                detail,
            };
            fault.problem_with(words, vec![problem])
        }
        LookupError::Unknown | LookupError::TooMany { .. } => fault.problem(words),
    }
}

/// The report as it is now.
pub(super) async fn state(context: &Context, words: Translator, case: &CaseFile) -> Response {
    match tracked(context, case).await {
        Ok(body) => json::answer(StatusCode::OK, &body),
        Err(error) => Fault::from(error).problem(words),
    }
}

async fn tracked(context: &Context, case: &CaseFile) -> Result<TrackedBody, ServiceError> {
    let timeline = Timeline::of(context, case).await?;
    let at = |at: Timestamp| to_at(at).map(|at| at.to_string()).ok();
    Ok(TrackedBody {
        has_feed: timeline.has_feed,
        status: timeline.status.code(),
        revision: timeline.revision,
        open_question: timeline.question().map(|step| QuestionBody {
            seq: step.sequence,
            message: message(step),
        }),
        may_appeal: timeline.appeal.is_ok(),
        timeline: timeline
            .steps
            .iter()
            .map(|step| StepBody {
                seq: step.sequence,
                event: step.event.name(),
                at: match step.when {
                    When::Hour(hour) => at(hour.start()).unwrap_or_default(),
                    When::Day(at) => calendar::tehran(at).date().to_string(),
                },
                message: message(step),
                outcome: step.outcome.map(|outcome| outcome.code()),
            })
            .collect(),
        log: match timeline.publication {
            Publication::Covered {
                since_size, size, ..
            } => LogBody {
                covered_by: Some(size),
                covered_since: Some(since_size),
                published_by: None,
            },
            Publication::Awaited { by } => LogBody {
                covered_by: None,
                covered_since: None,
                published_by: at(by),
            },
        },
    })
}

fn message(step: &Step) -> Option<String> {
    match &step.text {
        Some(OpenedText::Text(text)) => Some(text.as_str().to_owned()),
        Some(OpenedText::Erased) | None => None,
    }
}
