//! Appealing by program.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use serde_json::Value;
use utoipa::OpenApi;

use super::json::Json;
use super::reporter_action::{self, AppealBody};
use super::tracked::TrackedBody;
use crate::http::Web;
use crate::http::shared::client_address::ClientAddress;
use crate::http::shared::fault::Problem;
use crate::service::reporter::APPEAL;

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(appeal))]
pub struct Description;

/// Its route.
pub fn router() -> Router<Web> {
    Router::new().route("/api/v1/track/appeal", post(appeal))
}

/// Appeals against the answer. This can be done once; somebody else than whoever gave the answer decides.
#[utoipa::path(
    post,
    path = "/api/v1/track/appeal",
    tag = "track",
    request_body = AppealBody,
    responses(
        (status = 200, description = "The report with the appeal", body = TrackedBody),
        (status = 404, description = "No report has this number", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "There is no answer, an appeal was made before, or something has happened since", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is no tracking number, or the grounds are not taken", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn appeal(
    State(web): State<Web>,
    ClientAddress(source): ClientAddress,
    Json { body, words }: Json<Value>,
) -> Response {
    reporter_action::act(&web.server, words, source, &APPEAL, body).await
}
