//! The same by program.

use sajam_aggregates::Role;
use sajam_ledger::{Bundle, verify_bundle};
use serde_json::{Value, json};

use crate::support::people::{NARRATIVE, Scene};

struct Client<'a> {
    scene: &'a Scene,
    token: String,
}

impl<'a> Client<'a> {
    async fn new(scene: &'a Scene, role: Role) -> Self {
        let (login, password) = scene.credentials(role);
        let body = json!({"login": login, "password": password});
        let answer = scene.server.post_json("/api/v1/session", &body).await;
        assert_eq!(answer.status(), 200);
        let session: Value = answer.json().await.unwrap();
        assert_eq!(session["roles"], json!([role.code()]));
        assert!(session["expires_at"].as_str().unwrap().ends_with('Z'));
        let token = session["token"].as_str().unwrap().to_owned();
        Self { scene, token }
    }

    async fn send(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let server = &self.scene.server;
        let method = method.parse().unwrap();
        let mut request = server
            .client
            .request(method, server.at(&format!("/api/v1{path}")));
        request = request
            .bearer_auth(&self.token)
            .header("accept-language", "en");
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let is_problem = answer
            .headers()
            .get("content-type")
            .is_some_and(|kind| kind == "application/problem+json");
        assert_eq!(is_problem, status >= 400, "{status}");
        (status, answer.json().await.unwrap_or_default())
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.send("GET", path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.send("POST", path, Some(body)).await
    }
}

#[tokio::test]
async fn a_report_is_handled_by_program() {
    let scene = Scene::new().await;
    let id = scene.report().await;
    scene.server.settle().await;
    let intake = Client::new(&scene, Role::Intake).await;
    let (status, queue) = intake
        .get("/staff/queues/intake?sort=received&page=last")
        .await;
    assert_eq!(
        (status, &queue["total"], &queue["reports"][0]["id"]),
        (200, &json!(1), &json!(id.as_str()))
    );
    assert_eq!(
        (&queue["previous"], &queue["next"]),
        (&Value::Null, &Value::Null)
    );
    assert!(!queue.to_string().contains(NARRATIVE));
    let case = format!("/staff/reports/{id}");
    let (status, read) = intake.get(&case).await;
    assert_eq!(
        (status, &read["status"], &read["revision"]),
        (200, &json!("received"), &json!(1))
    );
    assert_eq!(read["events"][0]["texts"]["narrative"], NARRATIVE);
    assert_eq!(
        read["events"][1]["by"],
        json!({"kind": "staff", "login": "intake", "role": "intake"})
    );
    let triage = json!({"category": "omission", "province": "IR-23", "institution": "described",
        "institution_text": "شهرداری منطقهٔ ۳", "priority": "urgent", "seen": 1});
    let done = intake.post(&format!("{case}/triage"), triage.clone()).await;
    assert_eq!(done, (200, json!({"revision": 4, "status": "triaged"})));
    // A second one from the same page.
    let (status, problem) = intake.post(&format!("{case}/triage"), triage).await;
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("/problems/conflict"))
    );
    let assign = json!({"unit": "public-rights", "investigator": "investigator"});
    assert_eq!(intake.post(&format!("{case}/assign"), assign).await.0, 200);
    assert_eq!(intake.get(&case).await.0, 404);

    let investigator = Client::new(&scene, Role::Investigator).await;
    for (command, body, status) in [
        (
            "investigate",
            json!({"step": "interview", "note": "x"}),
            "investigating",
        ),
        (
            "ask-question",
            json!({"message": "چه؟"}),
            "awaiting-reporter",
        ),
        (
            "resolve",
            json!({"outcome": "referred", "explanation": "به مرجع دیگر"}),
            "resolved",
        ),
    ] {
        let done = investigator.post(&format!("{case}/{command}"), body).await;
        assert_eq!((done.0, &done.1["status"]), (200, &json!(status)));
    }
    let (status, problem) = investigator
        .post(&format!("{case}/ask-question"), json!({"message": "چه؟"}))
        .await;
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("/problems/already-resolved"))
    );

    let auditor = Client::new(&scene, Role::Auditor).await;
    let (status, bundle) = auditor.get(&format!("/audit/reports/{id}/history")).await;
    assert_eq!(status, 200);
    let bundle = Bundle::parse(bundle.to_string().as_bytes()).unwrap();
    verify_bundle(&bundle, &scene.server.secrets.log.verifier_key()).unwrap();
    assert_eq!(auditor.get(&case).await.0, 404);
    assert_eq!(
        investigator
            .get(&format!("/audit/reports/{id}/history"))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn what_is_wrong_is_told_field_by_field() {
    let scene = Scene::new().await;
    let id = scene.report().await;
    let intake = Client::new(&scene, Role::Intake).await;
    let path = format!("/staff/reports/{id}/triage");
    let (status, problem) = intake
        .post(&path, json!({"category": "x", "institution": "described"}))
        .await;
    assert_eq!(
        (status, &problem["type"]),
        (422, &json!("/problems/invalid"))
    );
    let errors: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            (
                error["field"].as_str().unwrap(),
                error["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        errors,
        [
            ("category", "unknown-code"),
            ("province", "missing"),
            ("institution_text", "missing"),
            ("priority", "missing"),
        ]
    );
    for body in [
        json!({"nonsense": 1}),
        json!({"category": 1}),
        json!([]),
        json!({"seen": -1}),
        json!("x"),
    ] {
        assert_eq!(intake.post(&path, body).await.0, 400);
    }
    assert_eq!(
        intake
            .post(&format!("/staff/reports/{id}/nonsense"), json!({}))
            .await
            .0,
        404
    );
    assert_eq!(intake.get("/staff/queues/mine").await.0, 404);
    assert_eq!(intake.get("/staff/queues/nonsense").await.0, 404);
    assert_eq!(
        intake.get(&format!("/staff/reports/{id}")).await.1["revision"],
        1
    );
}

#[tokio::test]
async fn a_token_is_needed_and_ends() {
    let scene = Scene::new().await;
    let wrong = json!({"login": "intake", "password": "wrong"});
    let answer = scene.server.post_json("/api/v1/session", &wrong).await;
    assert_eq!(answer.status(), 401);
    assert_eq!(
        answer.json::<Value>().await.unwrap()["type"],
        "/problems/sign-in-rejected"
    );
    let intake = Client::new(&scene, Role::Intake).await;
    assert_eq!(intake.get("/staff/queues/intake").await.0, 200);
    assert_eq!(intake.send("DELETE", "/session", None).await.0, 204);
    let (status, problem) = intake.get("/staff/queues/intake").await;
    assert_eq!(
        (status, &problem["type"]),
        (401, &json!("/problems/sign-in-needed"))
    );
    assert_eq!(intake.send("DELETE", "/session", None).await.0, 204);
}
