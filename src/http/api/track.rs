//! Following a report by program: the number is always in the body.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use sajam_aggregates::Audience;
use serde::Deserialize;
use utoipa::{OpenApi, ToSchema};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::json;
use super::reporter_action::{self, AnswerBody};
use super::tracked::{TrackedBody, state};
use super::tracking_body::{Tracked, TrackingBody};
use crate::http::Web;
use crate::http::shared::fault::{Fault, Problem};
use crate::service::history_bundle::{EventProof, bundle, event_proof};

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
    #[schema(
        example = "4829 1730 5562 9081 3340",
        min_length = 20,
        max_length = 200
    )]
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

impl TrackingBody for TrackBody {
    fn tracking_number(&self) -> &str {
        &self.tracking_number
    }
}

impl TrackingBody for ProofBody {
    fn tracking_number(&self) -> &str {
        &self.tracking_number
    }
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
    Tracked { case, words, .. }: Tracked<TrackBody>,
) -> Response {
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
    Tracked { case, words, .. }: Tracked<TrackBody>,
) -> Response {
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
    Tracked { case, body, words }: Tracked<ProofBody>,
) -> Response {
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
pub async fn answer(State(web): State<Web>, tracked: Tracked<AnswerBody>) -> Response {
    reporter_action::act(&web.server, tracked).await
}
