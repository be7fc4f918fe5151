//! Which answers go out compressed, and how.
//!
//! The length of what is compressed tells how much of it is alike. Whoever can make somebody's browser ask again and again
//! for a page with a text of their choice in it, and sees the lengths that come back, reads a secret of the same page letter
//! by letter (BREACH, CVE-2013-3587), TLS or not. So two kinds of pages are compressed and no others: what is the same for
//! everybody ([`StaticResponse::compressed`](super::static_response::StaticResponse::compressed)), and an empty form, which
//! holds nothing of the request and no secret but a token that is another in each answer
//! ([`page::empty_form`](super::page::empty_form)). What shows typed text, a report, a session's name or a reporter's access
//! goes out as it is.

use std::io::Write;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;
use flate2::Compression;
use flate2::write::GzEncoder;

/// None where compressing gains nothing.
pub(super) fn gzip(body: &[u8], level: Compression) -> Option<Bytes> {
    // Neither a file name nor a time goes into the header: the same bytes give the same bytes.
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(body).ok()?;
    let compressed = encoder.finish().ok()?;
    (compressed.len() < body.len()).then(|| compressed.into())
}

/// Whether the browser names gzip, and not to refuse it (RFC 9110, 12.5.3).
pub(super) fn takes_gzip(request: &HeaderMap) -> bool {
    request
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let is_gzip = parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let is_refused = weight.is_some_and(|weight| weight.parse() == Ok(0.0_f32));
            is_gzip && !is_refused
        })
}
