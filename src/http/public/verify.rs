//! How to check a receipt or a history oneself.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;

use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::static_response::StaticResponse;
use crate::sequencer::PublishedCheckpoint;

#[derive(Template)]
#[template(path = "public/verify.html")]
struct Verify {
    frame: Frame,
    /// Every key the log has had, the present one first: what is older than a change was signed with an older one.
    keys: String,
    /// Looks for a receipt's event in the log.
    promise: String,
    /// Compares two checkpoints.
    grown: String,
    newest: Newest,
}

enum Newest {
    Is(PublishedCheckpoint),
    NotYet,
    /// The database is away; the rest of the page needs none.
    Away,
}

pub(super) async fn show(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    request: HeaderMap,
) -> Response {
    let newest = match web.server.checkpoints.newest().await {
        Ok(Some(checkpoint)) => Newest::Is(checkpoint),
        Ok(None) => Newest::NotYet,
        Err(_) => Newest::Away,
    };
    let log = match &web.setting.public_origin {
        Some(origin) => format!("{origin}/ledger"),
        None => "https://ADDRESS/ledger".to_owned(),
    };
    let keys = web.server.secrets.log.verifiers().each();
    let is_whole = !matches!(newest, Newest::Away);
    let rendered = Verify {
        frame: Frame::new(words, "/verify", words.t("public-verify-title")),
        keys: keys.map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        promise: format!(
            "sajam-verify receipt sajam-receipt.txt --log {log} --published-at \"$(date -u +%FT%TZ)\" --key-file log.pub"
        ),
        grown: format!(
            "sajam-verify checkpoints old-checkpoint new-checkpoint --tiles {log} --key-file log.pub"
        ),
        newest,
    }
    .render();
    match rendered {
        Ok(body) if is_whole => StaticResponse::page(body).compressed().answer(&request),
        rendered => {
            let mut response = page::html(rendered);
            response
                .headers_mut()
                .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
    }
}
