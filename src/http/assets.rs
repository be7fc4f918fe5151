//! The files pages are made of: stylesheet, fonts, drawings. Each is in the program and is served under a name that
//! carries its hash, so it can be kept forever and never be stale.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use sha2::{Digest, Sha256};

#[cfg(test)]
mod tests;

/// A file of the program.
struct Asset {
    /// Its name without a hash, as the stylesheet and the source tree know it.
    plain: &'static str,
    /// Where it is served: `/assets/<name>.<hash8>.<ext>`.
    path: String,
    etag: HeaderValue,
    content_type: &'static str,
    body: Vec<u8>,
}

/// The stylesheet, and all it links to, with the links rewritten to hashed names. The stylesheet comes last: it can
/// only be hashed once they are known.
static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut assets = vec![
        asset(
            "vazirmatn-regular.woff2",
            include_bytes!("../../assets/fonts/vazirmatn-regular.woff2"),
        ),
        asset(
            "vazirmatn-bold.woff2",
            include_bytes!("../../assets/fonts/vazirmatn-bold.woff2"),
        ),
        asset("favicon.svg", include_bytes!("../../assets/favicon.svg")),
        asset("girih.svg", include_bytes!("../../assets/girih.svg")),
        asset("logo.svg", include_bytes!("../../assets/logo.svg")),
        asset("staff.css", include_bytes!("../../assets/staff.css")),
        asset("charts.css", include_bytes!("../../assets/charts.css")),
    ];
    let mut css = include_str!("../../assets/sajam.css").to_owned();
    for asset in &assets {
        css = css.replace(
            &format!("url(\"{}\")", asset.plain),
            &format!("url(\"{}\")", asset.path),
        );
    }
    assets.push(asset("sajam.css", css.as_bytes()));
    assets
});

fn asset(plain: &'static str, body: &[u8]) -> Asset {
    let mut hash = hex::encode(Sha256::digest(body));
    hash.truncate(8);
    let (name, extension) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let content_type = match extension {
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
    Asset {
        plain,
        path: format!("/assets/{name}.{hash}.{extension}"),
        etag: HeaderValue::from_str(&format!("\"{hash}\"")).expect("hexadecimal in quotes"),
        content_type,
        body: body.to_owned(),
    }
}

/// The address of the stylesheet.
#[must_use]
pub fn css_path() -> &'static str {
    path("sajam.css")
}

/// The address of what staff pages have beside the stylesheet.
#[must_use]
pub fn staff_css_path() -> &'static str {
    path("staff.css")
}

/// The address of what pages with charts have beside the stylesheet.
#[must_use]
pub fn charts_css_path() -> &'static str {
    path("charts.css")
}

/// The address of the browser tab's icon.
#[must_use]
pub fn favicon_path() -> &'static str {
    path("favicon.svg")
}

/// The address of the system's emblem.
#[must_use]
pub fn logo_path() -> &'static str {
    path("logo.svg")
}

/// The address of the font every Persian page needs, to be fetched before the stylesheet asks for it.
#[must_use]
pub fn font_path() -> &'static str {
    path("vazirmatn-regular.woff2")
}

fn path(plain: &str) -> &'static str {
    ASSETS
        .iter()
        .find(|asset| asset.plain == plain)
        .map_or("", |asset| &asset.path)
}

/// Every file with its address, to write a page and all it needs to a folder.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    ASSETS
        .iter()
        .map(|asset| (asset.path.as_str(), asset.body.as_slice()))
}

/// Serves every file; anything else under `/assets/`, an outdated hash too, is not found.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(file))
}

async fn file(Path(file): Path<String>, request: HeaderMap) -> Response {
    let Some(asset) = ASSETS
        .iter()
        .find(|asset| asset.path.strip_prefix("/assets/") == Some(&file))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(asset.content_type),
        ),
        (header::ETAG, asset.etag.clone()),
    ];
    let known = request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .any(|known| matches(known, &asset.etag));
    if known {
        (StatusCode::NOT_MODIFIED, headers).into_response()
    } else {
        (headers, asset.body.as_slice()).into_response()
    }
}

/// Whether an `If-None-Match` names the tag (RFC 9110, 13.1.2: weak comparison).
fn matches(if_none_match: &HeaderValue, etag: &HeaderValue) -> bool {
    if_none_match.to_str().is_ok_and(|tags| {
        tags.split(',')
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|tag| tag == "*" || tag == etag)
    })
}
