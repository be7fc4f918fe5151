//! Appealing by program.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use utoipa::OpenApi;

use super::reporter_action::{self, AppealBody};
use super::tracked::TrackedBody;
use super::tracking_body::Tracked;
use crate::http::Web;
use crate::http::shared::fault::Problem;

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
pub async fn appeal(State(web): State<Web>, tracked: Tracked<AppealBody>) -> Response {
    reporter_action::act(&web.server, tracked).await
}
