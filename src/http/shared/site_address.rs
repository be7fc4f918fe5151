//! The site's own address.

use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::uri::Authority;

use super::site_settings::SiteSettings;

/// The address people use, or else the one this reader has just used.
pub(in crate::http) fn origin(setting: &SiteSettings, headers: &HeaderMap) -> String {
    if let Some(origin) = &setting.public_origin {
        return origin.clone();
    }
    let host: Option<Authority> = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok()?.parse().ok());
    host.map_or_else(String::new, |host| format!("http://{host}"))
}
