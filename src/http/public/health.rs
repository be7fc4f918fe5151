//! For whoever keeps the server running: is it alive, and can it work.

use std::time::Duration;

use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::http::Web;

/// Shorter than what load balancers wait.
const LONGEST: Duration = Duration::from_secs(2);

/// The process answers. It needs no database: restarting it would bring none back.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// Requests can be worked on, and new ones are welcome.
pub(super) async fn ready(State(web): State<Web>) -> Response {
    if web.server.leaving.is_cancelled() {
        return not_ready("the server is stopping\n");
    }
    if web.server.write_probe.fails() {
        return not_ready("the database takes nothing: its disk may be full\n");
    }
    let asked = sqlx::query("select 1").execute(&web.server.pool);
    match tokio::time::timeout(LONGEST, asked).await {
        Ok(Ok(_)) => "ready\n".into_response(),
        _ => not_ready("the database is away\n"),
    }
}

fn not_ready(why: &'static str) -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(RETRY_AFTER, HeaderValue::from_static("5"))],
        why,
    )
        .into_response()
}
