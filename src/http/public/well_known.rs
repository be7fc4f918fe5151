//! What programs look for at a fixed address.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::SignedDuration;
use sajam_statistics::calendar::tehran;

use crate::clock::later;
use crate::http::Web;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::static_response::{CachePolicy, StaticResponse};

/// Until when the file holds.
const LASTS: SignedDuration = SignedDuration::from_hours(180 * 24);

/// Work pages are nothing to search; what is about one report says so itself.
const ROBOTS: &str = "User-agent: *\nDisallow: /staff/\nDisallow: /en/staff/\nDisallow: /audit\nDisallow: /en/audit\nDisallow: /following/\nDisallow: /en/following/\nDisallow: /api/\n";

pub(super) async fn robots(request: HeaderMap) -> Response {
    StaticResponse::text(CachePolicy::Minute, ROBOTS).answer(&request)
}

/// Where to report a weakness (RFC 9116). Without an address from the operator there is no file: a made-up one would
/// swallow the report.
pub(super) async fn security(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    request: HeaderMap,
) -> Response {
    let Some(contact) = &web.setting.security_contact else {
        return Fault::NotFound.page(words);
    };
    // By the day, so that the file stays the same for one.
    let expires = tehran(later(web.server.clock.now(), LASTS)).date();
    let mut text =
        format!("Contact: {contact}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: fa, en\n");
    if let Some(origin) = &web.setting.public_origin {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "Canonical: {origin}/.well-known/security.txt");
    }
    StaticResponse::text(CachePolicy::Minute, text).answer(&request)
}
