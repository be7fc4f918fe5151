//! The reader's language: from the path for pages, from `Accept-Language` for the API.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::Uri;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;

use crate::locale::{Locale, Translator};

/// Takes `/en` off the path and notes the language.
pub(in crate::http) fn take_from_path<B>(mut request: Request<B>) -> Request<B> {
    let (mut locale, rest) = Locale::from_path(request.uri().path());
    if rest.starts_with("/api/") {
        locale = request
            .headers()
            .get(ACCEPT_LANGUAGE)
            .and_then(|header| header.to_str().ok())
            .map_or(Locale::Fa, preferred);
    }
    // Most requests have no prefix and keep their address as it is.
    if rest.len() != request.uri().path().len() {
        let path_and_query = match request.uri().query() {
            Some(query) => format!("{rest}?{query}"),
            None => rest.to_owned(),
        };
        let mut parts = request.uri().clone().into_parts();
        if let Ok(path_and_query) = path_and_query.parse() {
            parts.path_and_query = Some(path_and_query);
            if let Ok(uri) = Uri::from_parts(parts) {
                *request.uri_mut() = uri;
            }
        }
    }
    request.extensions_mut().insert(locale);
    request
}

/// The first language of the header that there is. Weights are not read: clients list by preference.
fn preferred(header: &str) -> Locale {
    header
        .split(',')
        .filter_map(|part| part.split([';', '-']).next()?.trim().parse().ok())
        .next()
        .unwrap_or(Locale::Fa)
}

/// The reader's words, as an extractor.
#[derive(Clone, Copy)]
pub struct RequestLocale(pub Translator);

impl<S: Sync> FromRequestParts<S> for RequestLocale {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(words(parts.extensions.get::<Locale>())))
    }
}

/// The words of a noted language; Persian when none was.
pub(in crate::http) fn words(locale: Option<&Locale>) -> Translator {
    Translator::of(locale.copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(path: &str, accept: &str) -> (String, Locale) {
        let request = Request::builder()
            .uri(path)
            .header(ACCEPT_LANGUAGE, accept)
            .body(())
            .unwrap();
        let request = take_from_path(request);
        (
            request.uri().to_string(),
            request.extensions().get::<Locale>().copied().unwrap(),
        )
    }

    #[test]
    fn the_prefix_is_taken_off_and_the_query_kept() {
        assert_eq!(taken("/en", "fa"), ("/".to_owned(), Locale::En));
        assert_eq!(
            taken("/en/statistics?page=2", "fa"),
            ("/statistics?page=2".to_owned(), Locale::En)
        );
        assert_eq!(
            taken("/statistics", "en"),
            ("/statistics".to_owned(), Locale::Fa)
        );
        assert_eq!(taken("/entrance", ""), ("/entrance".to_owned(), Locale::Fa));
    }

    #[test]
    fn the_api_reads_accept_language() {
        assert_eq!(taken("/api/v1/reports", "en-GB,fa;q=0.5").1, Locale::En);
        assert_eq!(taken("/api/v1/reports", "de, fa").1, Locale::Fa);
        assert_eq!(taken("/api/v1/reports", "*").1, Locale::Fa);
    }
}
