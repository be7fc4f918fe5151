//! A reporter's own feed, by program.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::json;
use super::track::TrackBody;
use super::tracking_body::Tracked;
use crate::http::Web;
use crate::http::shared::fault::{Fault, Problem};
use crate::http::shared::site_address::origin;
use crate::http::view::feed_address::address_of;
use crate::service::reporter::feed_address;

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(make, revoke))]
pub struct Description;

/// Its routes.
pub fn router() -> Router<Web> {
    Router::new()
        .route("/api/v1/track/feed", post(make))
        .route("/api/v1/track/feed/revocation", post(revoke))
}

/// The addresses of a report's feed, in the language of `Accept-Language`. Whoever has one can follow the report.
#[derive(Serialize, ToSchema)]
pub struct FeedBody<'a> {
    /// As Atom.
    #[schema(example = "https://sajam.example.ir/following/Zx0…9Q.atom")]
    atom: &'a str,
    /// As JSON Feed 1.1.
    #[schema(example = "https://sajam.example.ir/following/Zx0…9Q.json")]
    json: &'a str,
}

/// What came of revoking.
#[derive(Serialize, ToSchema)]
pub struct RevokedBody {
    /// Whether there was an address.
    revoked: bool,
}

/// Makes a secret address at which a feed says what happens to the report, and nothing that was written. It is shown this
/// once; the one before it leads nowhere from then on.
#[utoipa::path(
    post,
    path = "/api/v1/track/feed",
    operation_id = "make_feed",
    tag = "track",
    request_body = TrackBody,
    responses(
        (status = 201, description = "The address", body = FeedBody),
        (status = 404, description = "No report has this number", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is no tracking number", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many unknown numbers", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn make(
    State(web): State<Web>,
    headers: HeaderMap,
    Tracked { case, words, .. }: Tracked<TrackBody>,
) -> Response {
    match feed_address::make(&web.server, &case.id).await {
        Ok(address) => {
            let origin = origin(&web.setting, &headers);
            let atom = address_of(&origin, words, &address, "atom");
            let json = address_of(&origin, words, &address, "json");
            let body = FeedBody {
                atom: &atom,
                json: &json,
            };
            json::answer(StatusCode::CREATED, &body)
        }
        Err(error) => Fault::from(error).problem(words),
    }
}

/// Revokes the address of the report's feed.
#[utoipa::path(
    post,
    path = "/api/v1/track/feed/revocation",
    operation_id = "revoke_feed",
    tag = "track",
    request_body = TrackBody,
    responses(
        (status = 200, description = "It leads nowhere now", body = RevokedBody),
        (status = 404, description = "No report has this number", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is no tracking number", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many unknown numbers", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn revoke(
    State(web): State<Web>,
    Tracked { case, words, .. }: Tracked<TrackBody>,
) -> Response {
    match feed_address::revoke(&web.server, &case.id).await {
        Ok(revoked) => json::answer(StatusCode::OK, &RevokedBody { revoked }),
        Err(error) => Fault::from(error).problem(words),
    }
}
