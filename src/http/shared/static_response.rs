//! Answers that are the same for everybody: made once or seldom, kept by browsers and caches, and never sent again to
//! whoever has them.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use flate2::Compression;
use sha2::{Digest, Sha256};

use super::compression::{gzip, takes_gzip};
use super::security_headers;
use crate::locale::{Locale, Translator};

/// How long a copy may be used without asking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// A page: what it says may change with the next version or release.
    Minute,
    /// What changes on a beat of minutes.
    Seconds,
    /// Never changes under its address.
    Forever,
}

impl CachePolicy {
    const fn header(self) -> &'static str {
        match self {
            Self::Minute => "public, max-age=60",
            Self::Seconds => "public, max-age=10",
            Self::Forever => "public, max-age=31536000, immutable",
        }
    }
}

/// An answer with all its headers but those of TLS, in the forms it may go out in.
#[derive(Clone, Debug)]
pub struct StaticResponse {
    plain: Form,
    /// Present when it is smaller and worth it.
    gzip: Option<Form>,
}

/// The bytes as they go out, and their headers with a tag of their own (RFC 9110, 8.8.3).
#[derive(Clone, Debug)]
struct Form {
    body: Bytes,
    tag: HeaderValue,
    headers: HeaderMap,
}

impl Form {
    fn new(body: Bytes, mut headers: HeaderMap) -> Self {
        let tag = format!("\"{}\"", hex::encode(Sha256::digest(&body)));
        let tag = HeaderValue::try_from(tag).expect("hexadecimal in quotes is a header value");
        headers.insert(ETAG, tag.clone());
        Self { body, tag, headers }
    }
}

impl StaticResponse {
    /// These bytes; the tag is their SHA-256.
    pub fn new(kind: HeaderValue, keep: CachePolicy, body: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, kind);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep.header()));
        // Every answer's: here they are made once.
        security_headers::secure(&mut headers);
        Self {
            plain: Form::new(body.into(), headers),
            gzip: None,
        }
    }

    /// Compressed now, once, for everybody whose browser says that it can read it. Only for what is the same for
    /// everybody: the length of a compressed secret tells of it.
    #[must_use]
    pub fn compressed(mut self) -> Self {
        self.gzip = gzip(&self.plain.body, Compression::best()).map(|body| {
            let varies = HeaderValue::from_static("accept-encoding");
            self.plain.headers.insert(VARY, varies);
            let mut headers = self.plain.headers.clone();
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            Form::new(body, headers)
        });
        self
    }

    /// A page.
    pub fn page(body: String) -> Self {
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        Self::new(kind, CachePolicy::Minute, body)
    }

    /// Plain text.
    pub fn text(keep: CachePolicy, body: impl Into<Bytes>) -> Self {
        let kind = HeaderValue::from_static("text/plain; charset=utf-8");
        Self::new(kind, keep, body)
    }

    /// Pages of other sites may read it too: figures and keys are there to be used and checked anywhere.
    #[must_use]
    pub fn for_other_sites(mut self) -> Self {
        let forms = [Some(&mut self.plain), self.gzip.as_mut()];
        for Form { headers, .. } in forms.into_iter().flatten() {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            headers.insert(
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("cross-origin"),
            );
        }
        self
    }

    /// The answer, or 304 to whoever has it (RFC 9110, 13.1.2).
    pub fn answer(&self, request: &HeaderMap) -> Response {
        let gzip = self.gzip.as_ref().filter(|_| takes_gzip(request));
        let form = gzip.unwrap_or(&self.plain);
        let has_it = request
            .get_all(IF_NONE_MATCH)
            .iter()
            .any(|tags| names(tags, &form.tag));
        let mut response = if has_it {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else {
            Response::new(Body::from(form.body.clone()))
        };
        *response.headers_mut() = form.headers.clone();
        response
    }
}

fn names(if_none_match: &HeaderValue, tag: &HeaderValue) -> bool {
    if_none_match.to_str().is_ok_and(|tags| {
        tags.split(',')
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|known| known == "*" || known == tag)
    })
}

/// A page of texts alone, in each language.
pub struct StaticPages([StaticResponse; 2]);

impl StaticPages {
    /// Renders it in every language.
    ///
    /// # Panics
    /// When the template fails: its texts are part of the program, so that it fails in the tests or never.
    pub fn render(page: impl Fn(Translator) -> Result<String, askama::Error>) -> Self {
        Self(Locale::ALL.map(|locale| {
            StaticResponse::page(
                page(Translator::of(locale)).expect("a page of texts alone renders"),
            )
            .compressed()
        }))
    }

    /// The page in a language.
    pub fn of(&self, locale: Locale) -> &StaticResponse {
        let [fa, en] = &self.0;
        match locale {
            Locale::Fa => fa,
            Locale::En => en,
        }
    }

    /// The page in the request's language.
    pub fn answer(&self, request: &Request) -> Response {
        let locale = request.extensions().get().copied().unwrap_or_default();
        self.of(locale).answer(request.headers())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header::ACCEPT_ENCODING;

    use super::*;

    #[test]
    fn whoever_has_it_is_sent_headers_alone() {
        let response = StaticResponse::text(CachePolicy::Minute, "text");
        let answer = |tags: &str| {
            let mut request = HeaderMap::new();
            request.insert(IF_NONE_MATCH, tags.parse().unwrap());
            response.answer(&request)
        };
        let tag = response.plain.tag.to_str().unwrap().to_owned();
        for tags in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            "*".to_owned(),
        ] {
            let response = answer(&tags);
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{tags}");
            assert_eq!(response.headers()[ETAG], tag);
            assert_eq!(response.headers()[CACHE_CONTROL], "public, max-age=60");
        }
        assert_eq!(answer("\"x\"").status(), StatusCode::OK);
        assert_eq!(answer(tag.trim_matches('"')).status(), StatusCode::OK);
    }

    #[test]
    fn a_browser_that_reads_gzip_is_sent_it_under_a_tag_of_its_own() {
        let page = StaticResponse::text(CachePolicy::Minute, "text ".repeat(100)).compressed();
        let answer = |encodings: &'static str| {
            let mut request = HeaderMap::new();
            request.insert(ACCEPT_ENCODING, HeaderValue::from_static(encodings));
            page.answer(&request)
        };
        for (encodings, is_gzip) in [
            ("gzip", true),
            ("br, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip;q=0.0, br", false),
            ("br", false),
            ("", false),
        ] {
            let response = answer(encodings);
            let headers = response.headers();
            assert_eq!(
                headers.contains_key(CONTENT_ENCODING),
                is_gzip,
                "{encodings}"
            );
            assert_eq!(headers[VARY], "accept-encoding");
            assert_eq!(headers[ETAG] == page.plain.tag, !is_gzip, "{encodings}");
        }
        let small = StaticResponse::text(CachePolicy::Minute, "text").compressed();
        assert!(small.gzip.is_none());
    }
}
