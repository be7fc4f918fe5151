//! The API's document describes what is mounted.

use std::collections::BTreeSet;

use reqwest::Method;
use reqwest::header::ALLOW;
use serde_json::Value;

use crate::support::TestServer;

#[tokio::test]
async fn whatever_the_document_describes_is_mounted_and_nothing_else_under_its_path() {
    let server = TestServer::start().await;
    let answer = server.get("/api/v1/openapi.json").await;
    assert_eq!(answer.headers()["content-type"], "application/json");
    let document: Value = answer.json().await.unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        let described: BTreeSet<String> = item
            .as_object()
            .unwrap()
            .keys()
            .filter(|key| *key != "parameters")
            .map(|method| method.to_uppercase())
            .collect();
        // No operation is a QUERY: the answer lists what the path has.
        let path = path.replace(['{', '}'], "");
        let answer = server
            .client
            .request(Method::from_bytes(b"QUERY").unwrap(), server.at(&path))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 405, "{path}");
        let allowed: BTreeSet<String> = answer.headers()[ALLOW]
            .to_str()
            .unwrap()
            .split(',')
            .map(str::to_owned)
            .filter(|method| method != "HEAD")
            .collect();
        assert_eq!(allowed, described, "{path}");
    }
    let other = server.get("/api/v1/nonesuch").await;
    assert_eq!(other.status(), 404);
    assert_eq!(other.headers()["content-type"], "application/problem+json");
}
