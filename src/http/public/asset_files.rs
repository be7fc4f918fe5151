//! The files pages are made of, to be kept forever; anything else under `/assets/`, an outdated hash too, is not found.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::http::assets;
use crate::http::shared::extract::Path;
use crate::http::shared::static_response::{CachePolicy, StaticResponse};

/// Each file's address and its answer, compressed once; fonts are so by their format.
static FILES: LazyLock<Vec<(&str, StaticResponse)>> = LazyLock::new(|| {
    let answer = |asset: &'static assets::Asset| {
        let kind = HeaderValue::from_static(asset.content_type);
        let body = asset.body.as_slice();
        let response = StaticResponse::new(kind, CachePolicy::Forever, body);
        if asset.content_type == "font/woff2" {
            response
        } else {
            response.compressed()
        }
    };
    let files = assets::all().iter();
    files
        .map(|asset| (asset.path.as_str(), answer(asset)))
        .collect()
});

pub(super) async fn show(Path(file): Path<String>, request: HeaderMap) -> Response {
    let found = FILES
        .iter()
        .find(|(path, _)| path.strip_prefix("/assets/") == Some(&file));
    match found {
        Some((_, response)) => response.answer(&request),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, header};
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn ask(path: &str, headers: &[(header::HeaderName, &str)]) -> Response {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        Router::<()>::new()
            .route("/assets/{file}", get(show))
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    async fn body(response: Response) -> Vec<u8> {
        axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .into()
    }

    #[tokio::test]
    async fn every_file_is_served_to_be_kept_forever() {
        for asset in assets::all() {
            let response = ask(&asset.path, &[]).await;
            assert_eq!(response.status(), StatusCode::OK);
            assert_eq!(response.headers()[header::CONTENT_TYPE], asset.content_type);
            assert_ne!(asset.content_type, "application/octet-stream");
            assert_eq!(
                response.headers()[header::CACHE_CONTROL],
                "public, max-age=31536000, immutable"
            );
            assert!(response.headers().contains_key(header::ETAG));
            assert_eq!(body(response).await, asset.body);
        }
    }

    #[tokio::test]
    async fn texts_go_out_compressed_and_fonts_as_they_are() {
        for asset in assets::all() {
            let gzip = [(header::ACCEPT_ENCODING, "gzip, deflate, br")];
            let response = ask(&asset.path, &gzip).await;
            let is_gzip = response.headers().contains_key(header::CONTENT_ENCODING);
            assert_eq!(
                is_gzip,
                asset.content_type != "font/woff2",
                "{}",
                asset.path
            );
            let sent = body(response).await;
            assert!(sent.len() <= asset.body.len());
            if asset.path.starts_with("/assets/sajam.") {
                assert!(sent.len() < 7_000, "{} bytes of style", sent.len());
            }
        }
    }

    #[tokio::test]
    async fn a_file_already_known_is_not_sent_again() {
        let path = &assets::all()[0].path;
        let etag = ask(path, &[]).await.headers()[header::ETAG].clone();
        for tags in ["*".to_owned(), format!("\"x\", {}", etag.to_str().unwrap())] {
            let response = ask(path, &[(header::IF_NONE_MATCH, &tags)]).await;
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        }
        let other = ask(path, &[(header::IF_NONE_MATCH, "\"x\"")]).await;
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn another_hash_is_not_found() {
        for path in [
            "/assets/sajam.00000000.css",
            "/assets/sajam.css",
            "/assets/nothing",
        ] {
            assert_eq!(
                ask(path, &[]).await.status(),
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    }
}
