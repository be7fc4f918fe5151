//! The reporter's API.

use reqwest::StatusCode;
use reqwest::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use serde_json::{Value, json};

use super::*;

const KEY: &str = "4d1f0c3b-7a52-4a0e-9c55-1f2f8a9be001";

fn report() -> Value {
    json!({
        "category": "omission",
        "province": "IR-23",
        "institution": {"code": "municipality"},
        "narrative": NARRATIVE,
        "anonymity": "anonymous",
    })
}

fn with_field(field: &str, value: Value) -> Value {
    let mut report = report();
    report[field] = value;
    report
}

async fn told(response: Response) -> (StatusCode, Value) {
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert!(!response.headers().contains_key("set-cookie"));
    let status = response.status();
    let kind = response.headers()[CONTENT_TYPE]
        .to_str()
        .unwrap()
        .to_owned();
    let body: Value = response.json().await.unwrap();
    if status.is_success() {
        assert_eq!(kind, "application/json");
    } else {
        assert_eq!(kind, "application/problem+json");
        assert_eq!(body["status"], status.as_u16());
    }
    (status, body)
}

async fn file(server: &TestServer, body: &Value, key: Option<&str>) -> (StatusCode, Value) {
    let mut request = server.client.post(server.at("/api/v1/reports")).json(body);
    if let Some(key) = key {
        request = request.header("Idempotency-Key", key);
    }
    told(request.send().await.unwrap()).await
}

async fn call(server: &TestServer, path: &str, body: Value) -> (StatusCode, Value) {
    told(server.post_json(path, &body).await).await
}

#[tokio::test]
async fn a_report_is_filed_asked_about_answered_and_followed() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (status, filed) = file(&server, &report(), None).await;
    assert_eq!(status, StatusCode::CREATED);
    let number = filed["tracking_number"].as_str().unwrap();
    let key = server.secrets.log.verifier_key();
    key.verify_receipt(filed["receipt"].as_str().unwrap())
        .unwrap();

    let asked = json!({"tracking_number": number});
    let (status, state) = call(&server, "/api/v1/track", asked.clone()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(state["status"], "received");
    assert_eq!(state["timeline"][0]["event"], "Submitted");
    assert!(
        state["timeline"][0]["at"]
            .as_str()
            .unwrap()
            .ends_with(":00:00.000Z")
    );
    assert_eq!(state["open_question"], Value::Null);

    staff.takes(&server, number).await;
    staff.asks(&server, number, "کدام خیابان؟").await;
    let (_, state) = call(&server, "/api/v1/track", asked.clone()).await;
    assert_eq!(state["status"], "awaiting-reporter");
    assert_eq!(state["open_question"]["message"], "کدام خیابان؟");
    assert_eq!(state["timeline"][1]["at"].as_str().unwrap().len(), 10);
    assert!(!state.to_string().contains(staff.investigator.id.as_str()));

    let stale = json!({"tracking_number": number, "message": "بهار", "seen": 1});
    let (status, problem) = call(&server, "/api/v1/track/answers", stale).await;
    assert_eq!(
        (status, &problem["type"]),
        (StatusCode::CONFLICT, &json!("/problems/conflict"))
    );
    let answer = json!({"tracking_number": number, "message": "بهار", "seen": state["revision"]});
    let (status, state) = call(&server, "/api/v1/track/answers", answer.clone()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(state["status"], "investigating");
    assert_eq!(
        state["timeline"].as_array().unwrap().last().unwrap()["message"],
        "بهار"
    );
    let (status, problem) = call(&server, "/api/v1/track/answers", answer).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(problem["type"], "/problems/no-open-question");

    let (status, bundle) = call(&server, "/api/v1/track/history", asked).await;
    assert_eq!(status, StatusCode::OK);
    sajam_ledger::Bundle::parse(bundle.to_string().as_bytes()).unwrap();
}

#[tokio::test]
async fn a_key_makes_resending_safe_and_tells_a_guesser_nothing() {
    let server = TestServer::start().await;
    let (_, first) = file(&server, &report(), Some(KEY)).await;
    let (status, again) = file(&server, &report(), Some(KEY)).await;
    assert_eq!((status, &again), (StatusCode::CREATED, &first));
    assert_eq!(reports(&server).await, 1);

    let other = with_field(
        "narrative",
        json!("چیزی دیگر که کس دیگری با همین کلید می‌فرستد"),
    );
    let (status, guessed) = file(&server, &other, Some(KEY)).await;
    assert_eq!(
        status,
        StatusCode::CREATED,
        "as with a key that nobody used"
    );
    assert_ne!(guessed["tracking_number"], first["tracking_number"]);
    let (_, keyless) = file(&server, &report(), None).await;
    assert_ne!(keyless["tracking_number"], first["tracking_number"]);

    for wrong in ["short", "has a space in its middle", &"k".repeat(256)] {
        let (status, problem) = file(&server, &report(), Some(wrong)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(problem["errors"][0]["field"], "Idempotency-Key");
    }
    assert_eq!(reports(&server).await, 3);
}

#[tokio::test]
async fn everything_wrong_is_told_field_by_field_in_the_readers_language() {
    let server = TestServer::start().await;
    let body = json!({
        "category": "gossip",
        "province": "IR-99",
        "institution": {"name": ""},
        "narrative": "a\u{0}b",
        "subject": "a\u{202e}b",
        "place": "x".repeat(301),
        "anonymity": "named",
        "language": "de",
    });
    let request = server.client.post(server.at("/api/v1/reports")).json(&body);
    let response = request.header(ACCEPT_LANGUAGE, "en").send().await.unwrap();
    let (status, problem) = told(response).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["type"], "/problems/invalid");
    let errors = problem["errors"].as_array().unwrap();
    let pairs: Vec<(&str, &str)> = errors
        .iter()
        .map(|error| {
            (
                error["field"].as_str().unwrap(),
                error["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        pairs,
        [
            ("category", "unknown-code"),
            ("province", "unknown-code"),
            ("institution.name", "missing"),
            ("narrative", "control-character"),
            ("subject", "bidi-control"),
            ("place", "too-long"),
            ("language", "unknown-code"),
            ("identity", "identity-missing"),
        ]
    );
    assert!(errors[5]["detail"].as_str().unwrap().contains("301"));
    assert_eq!(reports(&server).await, 0);
}

#[tokio::test]
async fn institutions_are_listed_named_or_unknown() {
    let server = TestServer::start().await;
    for institution in [
        json!({"code": "police"}),
        json!({"name": "دهیاری"}),
        Value::Null,
    ] {
        let (status, _) = file(&server, &with_field("institution", institution), None).await;
        assert_eq!(status, StatusCode::CREATED);
    }
    for institution in [
        json!("police"),
        json!({}),
        json!({"code": "police", "name": "x"}),
        json!({"id": "police"}),
    ] {
        let (status, _) = file(&server, &with_field("institution", institution), None).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn json_of_another_shape_is_refused() {
    let server = TestServer::start().await;
    let post = |path: &str, kind: &str, body: Vec<u8>| {
        let request = server
            .client
            .post(server.at(path))
            .header(CONTENT_TYPE, kind);
        request.body(body).send()
    };
    let good = serde_json::to_vec(&report()).unwrap();
    let unknown = serde_json::to_vec(&with_field("tracking", json!(1))).unwrap();
    let mut twice = br#"{"category":"omission","#.to_vec();
    twice.extend_from_slice(&good[1..]);
    for (kind, body) in [
        ("application/json", b"".to_vec()),
        ("application/json", b"{".to_vec()),
        ("application/json", b"[]".to_vec()),
        ("application/json", b"{\"category\":\"\xff\"}".to_vec()),
        ("application/json", br#"{"category":"\ud800"}"#.to_vec()),
        ("application/json", br#"{"category":1}"#.to_vec()),
        ("application/json", unknown),
        ("application/json", twice),
        ("text/plain", good.clone()),
        ("application/x-www-form-urlencoded", good),
    ] {
        for path in ["/api/v1/reports", "/api/v1/track", "/api/v1/track/answers"] {
            let response = post(path, kind, body.clone()).await.unwrap();
            let (status, problem) = told(response).await;
            assert_eq!(status, StatusCode::BAD_REQUEST);
            assert_eq!(problem["type"], "/problems/malformed");
        }
    }
    assert_eq!(reports(&server).await, 0);
}

#[tokio::test]
async fn too_much_json_is_told_so() {
    let server = TestServer::start().await;
    let huge = with_field("narrative", json!("گ".repeat(5 * 1024 * 1024)));
    let (status, problem) = file(&server, &huge, None).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(problem["type"], "/problems/too-large");
}

#[tokio::test]
async fn numbers_that_lead_nowhere() {
    let server = TestServer::start().await;
    for (number, expected, code) in [
        ("", StatusCode::UNPROCESSABLE_ENTITY, "mistyped-number"),
        ("1234", StatusCode::UNPROCESSABLE_ENTITY, "mistyped-number"),
        (
            "0000 0000 0000 0000 0001",
            StatusCode::UNPROCESSABLE_ENTITY,
            "mistyped-number",
        ),
        (
            "0000 0000 0000 0000 0000",
            StatusCode::NOT_FOUND,
            "unknown-number",
        ),
    ] {
        for path in ["/api/v1/track", "/api/v1/track/history"] {
            let (status, problem) = call(&server, path, json!({"tracking_number": number})).await;
            assert_eq!(
                (status, &problem["type"]),
                (expected, &json!(format!("/problems/{code}")))
            );
            assert!(!problem.to_string().contains("0000"), "{problem}");
        }
        let body = json!({"tracking_number": number, "message": "x"});
        let (status, _) = call(&server, "/api/v1/track/answers", body).await;
        assert_eq!(status, expected);
    }
    let body = json!({"tracking_number": "0000 0000 0000 0000 0000", "message": "\u{202e}"});
    let (status, problem) = call(&server, "/api/v1/track/answers", body).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["errors"][0]["code"], "bidi-control");
}
