//! Texts that nobody can read, and keys that anybody can guess.

use serde_json::{Value, json};

use super::server;
use crate::support::TestServer;
use crate::support::people::NARRATIVE;

fn report() -> Value {
    json!({
        "category": "omission", "province": "IR-23", "institution": null,
        "narrative": NARRATIVE, "anonymity": "confidential",
    })
}

async fn file(server: &TestServer, body: &Value, key: Option<&str>) -> (u16, Value) {
    let mut request = server.client.post(server.at("/api/v1/reports")).json(body);
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn what_nobody_can_read_is_refused_with_a_word_why() {
    let server = server().await;
    let pile = format!("{NARRATIVE}{}", "\u{30d}\u{489}".repeat(2_000));
    for (field, text, code) in [
        ("narrative", "\u{3164}".repeat(40), "nothing-visible"),
        ("narrative", "\u{2800} ".repeat(40), "nothing-visible"),
        ("narrative", "\u{ad}\n".repeat(40), "nothing-visible"),
        (
            "narrative",
            "\u{e0061}\u{e007f}".repeat(40),
            "nothing-visible",
        ),
        (
            "narrative",
            format!("۱{}", "\u{3164}".repeat(40)),
            "too-short",
        ),
        ("narrative", pile, "piled-marks"),
        ("subject", "\u{2800}".to_owned(), "nothing-visible"),
        ("subject", "مدیر\nمدرسه".to_owned(), "line-break"),
        ("place", "تهران\u{2028}قم".to_owned(), "line-break"),
        ("contact", "0912\r\n0913".to_owned(), "line-break"),
    ] {
        let mut body = report();
        body[field] = json!(text);
        let (status, problem) = file(&server, &body, None).await;
        assert_eq!(status, 422, "{field}: {problem}");
        assert_eq!(problem["errors"][0]["field"], field);
        assert_eq!(problem["errors"][0]["code"], code, "{problem}");
        assert!(!problem["errors"][0]["detail"].as_str().unwrap().is_empty());
    }
    assert_eq!(file(&server, &report(), None).await.0, 201);
}

#[tokio::test]
async fn a_key_that_can_be_guessed_is_refused() {
    let server = server().await;
    for key in [
        "0123456789abcdef",
        "1111111111111111111111111111111111",
        "case-2026-0001",
        "passwordpasswordpassword",
    ] {
        let (status, problem) = file(&server, &report(), Some(key)).await;
        assert_eq!(status, 422, "{key}");
        assert_eq!(problem["errors"][0]["code"], "idempotency-key");
    }
    let key = "Vq3pD0mB7sXc1-ZkR9_yTw";
    let (status, filed) = file(&server, &report(), Some(key)).await;
    assert_eq!(status, 201);
    let (_, again) = file(&server, &report(), Some(key)).await;
    assert_eq!(again["tracking_number"], filed["tracking_number"]);
}
