//! A reporter's own feed, at its secret address.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, REFERRER_POLICY};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::feed;
use crate::http::Web;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::locale::Translator;
use crate::service::reporter::feed_address::{self, FeedAddress};

/// How a feed can be written.
#[derive(Clone, Copy)]
enum Format {
    Atom,
    Json,
}

/// Feeds are as long as whole blocks of so many bytes: by its length, whoever watches the network would know when the
/// report has gone a step further.
const BLOCK: usize = 16 * 1024;

/// Both formats may end in white space.
fn padded(mut document: Vec<u8>) -> Vec<u8> {
    document.resize(document.len().next_multiple_of(BLOCK), b'\n');
    document
}

/// The feed. Whatever leads nowhere, for whichever reason, is answered alike.
pub async fn get(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    file: Result<Path<String>, Response>,
) -> Response {
    let file = file.map(|Path(file)| file).unwrap_or_default();
    let mut response = answer(&web, words, &file).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    );
    // Where the address is a secret, not even our own pages are told it.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

async fn answer(web: &Web, words: Translator, file: &str) -> Response {
    // An ending that is none makes an address that was never drawn.
    let (secret, format) = match file.rsplit_once('.') {
        Some((secret, "atom")) => (secret, Format::Atom),
        Some((secret, "json")) => (secret, Format::Json),
        _ => ("", Format::Atom),
    };
    let address = FeedAddress::typed(secret);
    let case = match feed_address::find(&web.server, &address).await {
        Ok(case) => case,
        Err(error) => return Fault::from(error).page(words),
    };
    let feed = feed::following(&web.server, words, &web.setting.origin(), &case, &address);
    let written = match format {
        Format::Atom => feed::atom(&feed).map_err(|error| error.to_string()),
        Format::Json => feed::json(&feed).map_err(|error| error.to_string()),
    };
    let kind = match format {
        Format::Atom => feed::ATOM,
        Format::Json => feed::JSON,
    };
    match written {
        Ok(document) => {
            let kind = HeaderValue::from_static(kind);
            ([(CONTENT_TYPE, kind)], padded(document)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a reporter's feed cannot be written");
            Fault::Internal.page(words)
        }
    }
}
