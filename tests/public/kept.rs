//! A page handed out from memory, before any route is looked at, is what the routes give.

use jiff::Timestamp;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, DATE, ETAG, HeaderMap, IF_NONE_MATCH};
use reqwest::{Method, StatusCode};
use sajam::http::SiteSettings;
use sajam::metrics::RouteFamily;
use sajam::service::releases;
use sajam_aggregates::By;

use crate::support::TestServer;
use crate::support::months::{FAMILY, month, server_at};

const PATHS: [&str; 10] = [
    "/",
    "/how-it-works",
    "/methodology",
    "/glossary",
    "/statistics",
    "/statistics/month-category-1405-07",
    "/statistics/month-category-1405-07/month-category.csv",
    "/statistics/tables/month-category",
    "/statistics/categories/bribery",
    "/statistics/provinces/IR-23",
];

async fn published(is_secure: bool) -> TestServer {
    let setting = SiteSettings {
        is_secure,
        ..SiteSettings::default()
    };
    let server = server_at(setting, 40).await;
    releases::publish(
        &server,
        &server.catalogue,
        FAMILY,
        month("1405-07"),
        &By::System,
    )
    .await
    .unwrap();
    server
}

/// All of an answer but its time.
async fn ask(
    server: &TestServer,
    method: Method,
    path: &str,
    headers: &HeaderMap,
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let request = server.client.request(method, server.at(path));
    let answer = request.headers(headers.clone()).send().await.unwrap();
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    headers.remove(DATE);
    (status, headers, answer.bytes().await.unwrap().to_vec())
}

#[tokio::test]
async fn what_memory_gives_is_what_the_routes_give() {
    for is_secure in [false, true] {
        let server = published(is_secure).await;
        let mut gzip = HeaderMap::new();
        gzip.insert(ACCEPT_ENCODING, "gzip".parse().unwrap());
        for path in PATHS.iter().flat_map(|path| {
            let english = format!("/en{path}");
            [(*path).to_owned(), english.trim_end_matches('/').to_owned()]
        }) {
            for wishes in [HeaderMap::new(), gzip.clone()] {
                // A query takes the routes, and makes the page where it is not made yet.
                let routed = ask(&server, Method::GET, &format!("{path}?q"), &wishes).await;
                let kept = ask(&server, Method::GET, &path, &wishes).await;
                assert_eq!(kept, routed, "{path}");
                assert_eq!(kept.0, StatusCode::OK, "{path}");
                let headers = &kept.1;
                assert_eq!(
                    headers.contains_key("strict-transport-security"),
                    is_secure,
                    "{path}"
                );
                assert_eq!(
                    headers.contains_key(CONTENT_ENCODING),
                    !wishes.is_empty(),
                    "{path}"
                );
                let mut has_it = wishes.clone();
                has_it.insert(IF_NONE_MATCH, headers[ETAG].clone());
                let routed = ask(&server, Method::GET, &format!("{path}?q"), &has_it).await;
                let kept = ask(&server, Method::GET, &path, &has_it).await;
                assert_eq!(kept, routed, "{path}");
                assert_eq!(kept.0, StatusCode::NOT_MODIFIED, "{path}");
                assert!(kept.2.is_empty(), "{path}");
            }
            let (status, _, body) = ask(&server, Method::HEAD, &path, &gzip).await;
            assert_eq!((status, body.len()), (StatusCode::OK, 0), "{path}");
            let (status, ..) = ask(&server, Method::DELETE, &path, &gzip).await;
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        }
    }
}

#[tokio::test]
async fn pages_from_memory_are_counted() {
    let server = published(false).await;
    let counted = |second| {
        let told = server.counts.told(Timestamp::constant(second, 0));
        let public = told
            .iter()
            .find(|told| told.family == RouteFamily::Public && told.class == "2xx");
        public.unwrap().count
    };
    assert_eq!(counted(0), 0);
    for _ in 0..64 {
        assert_eq!(server.get("/statistics").await.status(), 200);
    }
    assert_eq!(counted(1), 64);
}
