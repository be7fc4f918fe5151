//! The files pages are made of: stylesheet, fonts, drawings. Each is in the program and has an address that carries its
//! hash, so it can be kept forever and never be stale. They are served by `public/asset_files.rs`.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

#[cfg(test)]
mod tests;

/// A file of the program.
pub(super) struct Asset {
    /// Its name without a hash, as the stylesheet and the source tree know it.
    plain: &'static str,
    /// Where it is served: `/assets/<name>.<hash8>.<ext>`.
    pub(super) path: String,
    pub(super) content_type: &'static str,
    pub(super) body: Vec<u8>,
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

/// Every file.
pub(super) fn all() -> &'static [Asset] {
    &ASSETS
}
