//! Appealing by program.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use sajam_aggregates::Message;
use serde::Deserialize;
use utoipa::{OpenApi, ToSchema};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::json::Json;
use super::track::{TrackedBody, not_found, state, wrong_text};
use crate::http::Web;
use crate::http::foundation::fault::{Fault, Problem};
use crate::http::foundation::source::Source;
use crate::service::{CaseFile, following, lookup, written};

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(appeal))]
pub struct Description;

/// Its route.
pub fn router() -> Router<Web> {
    Router::new().route("/api/v1/track/appeal", post(appeal))
}

/// An appeal against the answer.
#[derive(Deserialize, ToSchema, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct AppealBody {
    /// 20 digits: Latin, Persian or Arabic, with any spacing.
    tracking_number: String,
    /// Why the answer is not accepted.
    #[schema(min_length = 1, max_length = 5000)]
    grounds: String,
    /// The `revision` that was seen: the appeal is refused when something has happened since.
    #[serde(default)]
    seen: Option<u64>,
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
    Source(source): Source,
    Json { body, words }: Json<AppealBody>,
) -> Response {
    let grounds: Message = match written::text(&body.grounds) {
        Ok(grounds) => grounds,
        Err(fault) => {
            let label = words.t("reporter-label-grounds");
            return wrong_text(words, "grounds", &label, fault);
        }
    };
    let case = match lookup::find(&web.app, source, &body.tracking_number).await {
        Ok(case) => case,
        Err(error) => return not_found(words, error),
    };
    if let Err(error) = following::appeal(&web.app, &case.id, body.seen, &grounds).await {
        return Fault::from(error).problem(words);
    }
    match CaseFile::load(&web.app, &case.id).await {
        Ok(case) => state(&web.app, words, &case).await,
        Err(error) => Fault::from(error).problem(words),
    }
}
