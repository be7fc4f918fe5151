//! Following a report by program: the number is always in the body.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use sajam_aggregates::Audience;
use sajam_ledger::At;
use sajam_statistics::calendar;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{OpenApi, ToSchema};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::json::{self, Json};
use super::reporter_action::{self, AnswerBody};
use crate::context::Context;
use crate::http::Web;
use crate::http::shared::client_address::ClientAddress;
use crate::http::shared::fault::{Fault, FieldProblem, Problem};
use crate::http::view::lookup_message;
use crate::locale::Translator;
use crate::service::history_bundle::{EventProof, bundle, event_proof};
use crate::service::reporter::timeline::{Publication, Step, Timeline, When};
use crate::service::reporter::{self, ANSWER, LookupError};
use crate::service::{CaseFile, OpenedText, ServiceError};

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(track, history, proof, answer))]
pub struct Description;

/// Its routes.
pub fn router() -> Router<Web> {
    Router::new()
        .route("/api/v1/track", post(track))
        .route("/api/v1/track/history", post(history))
        .route("/api/v1/track/proof", post(proof))
        .route("/api/v1/track/answers", post(answer))
}

/// Which report.
#[derive(Deserialize, ToSchema, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct TrackBody {
    /// 20 digits: Latin, Persian or Arabic, with any spacing.
    #[schema(example = "4829 1730 5562 9081 3347")]
    pub(super) tracking_number: String,
}

/// Which event of which report.
#[derive(Deserialize, ToSchema, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ProofBody {
    /// 20 digits: Latin, Persian or Arabic, with any spacing.
    tracking_number: String,
    /// The event's place in the history, from 1.
    #[schema(minimum = 1)]
    seq: u64,
}

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

/// Where a report stands and what happened to it.
#[utoipa::path(
    post,
    path = "/api/v1/track",
    tag = "track",
    request_body = TrackBody,
    responses(
        (status = 200, description = "The report", body = TrackedBody),
        (status = 404, description = "No report has this number", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is no tracking number", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many unknown numbers", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn track(
    State(web): State<Web>,
    ClientAddress(source): ClientAddress,
    Json { body, words }: Json<TrackBody>,
) -> Response {
    let case = match reporter::find(&web.server, source, &body.tracking_number).await {
        Ok(case) => case,
        Err(error) => return not_found(words, error),
    };
    state(&web.server, words, &case).await
}

/// The report's verifiable history.
#[utoipa::path(
    post,
    path = "/api/v1/track/history",
    tag = "track",
    request_body = TrackBody,
    responses(
        (status = 200, description = "The bundle, for `sajam-verify`"),
        (status = 404, description = "No report has this number", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is no tracking number", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn history(
    State(web): State<Web>,
    ClientAddress(source): ClientAddress,
    Json { body, words }: Json<TrackBody>,
) -> Response {
    let case = match reporter::find(&web.server, source, &body.tracking_number).await {
        Ok(case) => case,
        Err(error) => return not_found(words, error),
    };
    match bundle(&web.server, &case, Audience::Reporter).await {
        Ok(bundle) => json::document(StatusCode::OK, bundle.to_json()),
        Err(error) => Fault::from(error).problem(words),
    }
}

/// The proof that the published log holds one event, as C2SP tlog-proof has it.
#[utoipa::path(
    post,
    path = "/api/v1/track/proof",
    tag = "track",
    request_body = ProofBody,
    responses(
        (status = 200, description = "The proof, for `sajam-verify proof` and other tools", content_type = "text/plain"),
        (status = 404, description = "No report has this number, or it has no such event", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The event is not published yet", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is no tracking number", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn proof(
    State(web): State<Web>,
    ClientAddress(source): ClientAddress,
    Json { body, words }: Json<ProofBody>,
) -> Response {
    let case = match reporter::find(&web.server, source, &body.tracking_number).await {
        Ok(case) => case,
        Err(error) => return not_found(words, error),
    };
    match event_proof(&web.server, &case, body.seq).await {
        Ok(EventProof::Proved(proof)) => proof.to_text().into_response(),
        Ok(EventProof::Awaited { .. }) => Fault::NotPublished.problem(words),
        Err(error) => Fault::from(error).problem(words),
    }
}

/// Answers the open question.
#[utoipa::path(
    post,
    path = "/api/v1/track/answers",
    tag = "track",
    request_body = AnswerBody,
    responses(
        (status = 200, description = "The report with the answer", body = TrackedBody),
        (status = 404, description = "No report has this number", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "No question is open, or something has happened since", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is no tracking number, or the message is not taken", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn answer(
    State(web): State<Web>,
    ClientAddress(source): ClientAddress,
    Json { body, words }: Json<Value>,
) -> Response {
    reporter_action::act(&web.server, words, source, &ANSWER, body).await
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
    let at = |at_ms| At::from_unix_millis(at_ms).map(|at| at.to_string()).ok();
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
                event: step.event,
                at: match step.when {
                    When::Hour(at_ms) => at(at_ms).unwrap_or_default(),
                    When::Day(at_ms) => calendar::tehran(at_ms).date().to_string(),
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
            Publication::Awaited { by_ms } => LogBody {
                covered_by: None,
                covered_since: None,
                published_by: at(by_ms),
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
