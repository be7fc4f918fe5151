//! Refusing requests that another site makes in a visitor's name.

use axum::extract::Request;
use axum::http::header::{COOKIE, HOST, ORIGIN, REFERER};
use axum::http::{HeaderMap, Method};

/// Whether a request is another site's. Reading passes. A change must come from our own pages: by `Sec-Fetch-Site` where
/// the browser sends it, else by `Origin`, else by `Referer`. A client that sends none of them passes only without a
/// cookie: there is then nothing of the visitor's that another site could use.
pub(in crate::http) fn is_cross_site(request: &Request, public_origin: Option<&str>) -> bool {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    !reads && !is_ours(request.headers(), public_origin)
}

fn is_ours(headers: &HeaderMap, public_origin: Option<&str>) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(HOST).unwrap_or_default();
    let is_our_origin = |origin: &str| match public_origin {
        Some(ours) => origin == ours,
        None => origin
            .strip_prefix("https://")
            .or_else(|| origin.strip_prefix("http://"))
            .is_some_and(|found| found == host),
    };
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    if headers.contains_key(ORIGIN) {
        return text(ORIGIN).is_some_and(is_our_origin);
    }
    if let Some(referer) = text(REFERER) {
        let end = referer
            .match_indices('/')
            .nth(2)
            .map_or(referer.len(), |(at, _)| at);
        return is_our_origin(&referer[..end]);
    }
    !headers.contains_key(COOKIE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &str)], public: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_ours(&headers, public)
    }

    #[test]
    fn browsers_are_believed_about_where_a_post_comes_from() {
        assert!(ours(&[("sec-fetch-site", "same-origin")], None));
        for site in ["cross-site", "same-site", ""] {
            assert!(
                !ours(
                    &[
                        ("sec-fetch-site", site),
                        ("origin", "http://h:1"),
                        ("host", "h:1")
                    ],
                    None
                ),
                "{site}"
            );
        }
        assert!(ours(&[("origin", "http://h:1"), ("host", "h:1")], None));
        for origin in ["http://evil", "null", "http://h:1.evil", "h:1"] {
            assert!(
                !ours(&[("origin", origin), ("host", "h:1")], None),
                "{origin}"
            );
        }
        assert!(ours(
            &[("origin", "https://sajam.example")],
            Some("https://sajam.example")
        ));
        assert!(!ours(
            &[("origin", "http://h:1"), ("host", "h:1")],
            Some("https://sajam.example")
        ));
    }

    #[test]
    fn old_phones_and_command_lines() {
        assert!(ours(
            &[
                ("referer", "http://h:1/report?x=1"),
                ("host", "h:1"),
                ("cookie", "a=b")
            ],
            None
        ));
        assert!(!ours(
            &[("referer", "http://evil/http://h:1/"), ("host", "h:1")],
            None
        ));
        assert!(ours(&[], None));
        assert!(!ours(&[("cookie", "a=b")], None));
    }
}
