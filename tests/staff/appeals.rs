//! Deciding on appeals: who sees them, who may decide, and what is recorded.

use sajam::service::reporter;
use sajam_aggregates::{Message, ReportId, Role};
use serde_json::{Value, json};

use crate::support::people::{Person, Scene};

const GROUNDS: &str = "دریچه هنوز باز است.";
const DECISION: &str = "از محل دوباره بازدید می‌کنیم.";

/// A report that `resolver` closed and its reporter appealed about.
async fn appealed(scene: &Scene, resolver: &Person<'_>) -> ReportId {
    let id = scene.assigned("public-rights", "investigator").await;
    let seen = resolver.case(&id).await.revision();
    let answer = [
        ("outcome", "not-substantiated"),
        ("explanation", "چیزی ندیدیم."),
        ("reasons", ""),
        ("stage", "send"),
    ];
    resolver.act(&id, "resolve", &seen, &answer).await.done();
    let grounds = Message::parse(GROUNDS).unwrap();
    reporter::execute(&scene.server, &id, None, &reporter::Appeal { grounds })
        .await
        .unwrap();
    id
}

async fn status(scene: &Scene, id: &ReportId) -> &'static str {
    let report: sajam_aggregates::Report = scene.server.store.load(id.as_str()).await.unwrap();
    report.status().unwrap().code()
}

fn staged(stage: &str) -> [(&str, &str); 2] {
    [("explanation", DECISION), ("stage", stage)]
}

#[tokio::test]
async fn a_waiting_appeal_is_in_the_queue_of_those_who_can_decide_it() {
    let scene = Scene::new().await;
    let investigator = scene.a(Role::Investigator).await;
    let id = appealed(&scene, &investigator).await;
    scene.server.settle().await;
    let boss = scene
        .another("boss", Role::Supervisor, &["public-rights"])
        .await;
    let elsewhere = scene
        .another("elsewhere", Role::Supervisor, &["economic-crimes"])
        .await;
    let every = scene.a(Role::Supervisor).await;
    let unit = "/staff/queues/unit";
    for person in [&boss, &every] {
        let page = person.get(unit).await;
        page.is(200)
            .has(id.as_str())
            .has("در انتظار تصمیم دربارهٔ اعتراض");
        page.lacks(GROUNDS);
        person.get("/staff").await.is(200).has("۱ پرونده");
    }
    elsewhere.get(unit).await.is(200).lacks(id.as_str());
    investigator.get(unit).await.is(200).lacks(id.as_str());
    investigator
        .get("/staff/queues/mine")
        .await
        .is(200)
        .lacks(id.as_str());
    boss.act(
        &id,
        "reopen",
        &boss.case(&id).await.revision(),
        &staged("send"),
    )
    .await
    .done();
    scene.server.settle().await;
    investigator
        .get("/staff/queues/mine")
        .await
        .is(200)
        .has(id.as_str());
    assert_eq!(status(&scene, &id).await, "investigating");
}

#[tokio::test]
async fn a_decision_is_shown_once_more_before_it_is_sent() {
    let scene = Scene::new().await;
    let investigator = scene.a(Role::Investigator).await;
    let supervisor = scene.a(Role::Supervisor).await;
    for (action, title, done, after) in [
        (
            "reopen",
            "پذیرش اعتراض",
            "اعتراض پذیرفته شد",
            "investigating",
        ),
        ("dismiss-appeal", "رد اعتراض", "اعتراض رد شد", "resolved"),
    ] {
        let id = appealed(&scene, &investigator).await;
        let page = supervisor.case(&id).await;
        page.is(200)
            .has(GROUNDS)
            .has("گزارش‌دهنده به نتیجه اعتراض کرد");
        page.has("id=\"do-reopen\"").has("id=\"do-dismiss-appeal\"");
        page.has("اعتراضی در انتظار تصمیم است");
        let seen = page.revision();
        let empty = [("explanation", " ")];
        supervisor
            .act(&id, action, &seen, &empty)
            .await
            .is(422)
            .has("برای گزارش‌دهنده توضیح بنویسید");
        let sent = [("explanation", DECISION)];
        let review = supervisor.act(&id, action, &seen, &sent).await;
        review
            .is(200)
            .has(title)
            .has(DECISION)
            .has("value=\"send\"");
        assert_eq!(status(&scene, &id).await, "appealed", "nothing is sent yet");
        supervisor
            .act(&id, action, &seen, &staged("edit"))
            .await
            .is(200)
            .has(&format!("{DECISION}</textarea>"));
        let answer = supervisor.act(&id, action, &seen, &staged("send")).await;
        supervisor
            .get(&answer.done().location)
            .await
            .is(200)
            .has(done)
            .has(DECISION);
        assert_eq!(status(&scene, &id).await, after);
        // Sent again, from the same page.
        let again = supervisor.act(&id, action, &seen, &staged("send")).await;
        again
            .is(409)
            .has("اعتراضی در انتظار تصمیم نیست")
            .has(DECISION);
    }
}

#[tokio::test]
async fn nobody_decides_about_an_answer_of_their_own() {
    let scene = Scene::new().await;
    let boss = scene
        .another("boss", Role::Supervisor, &["public-rights"])
        .await;
    let id = appealed(&scene, &boss).await;
    let page = boss.case(&id).await;
    page.is(200).has(GROUNDS).has("سرپرست دیگری باید");
    page.lacks("id=\"do-reopen\"")
        .lacks("id=\"do-dismiss-appeal\"");
    for action in ["reopen", "dismiss-appeal"] {
        for stage in ["", "send"] {
            let refused = boss.act(&id, action, "6", &staged(stage)).await;
            refused.is(409).has("سرپرست دیگری باید").has(DECISION);
        }
    }
    assert_eq!(status(&scene, &id).await, "appealed");
    let other = scene.a(Role::Supervisor).await;
    let seen = other.case(&id).await.revision();
    other
        .act(&id, "dismiss-appeal", &seen, &staged("send"))
        .await
        .done();
    assert_eq!(status(&scene, &id).await, "resolved");
}

#[tokio::test]
async fn nobody_else_decides_and_to_strangers_it_is_not_there() {
    let scene = Scene::new().await;
    let investigator = scene.a(Role::Investigator).await;
    let id = appealed(&scene, &investigator).await;
    let page = investigator.case(&id).await;
    page.is(200).has(GROUNDS).lacks("id=\"do-reopen\"");
    let nothing: ReportId = "0f8fad5bd9cb469fa16570867728950e".parse().unwrap();
    let elsewhere = scene
        .another("elsewhere", Role::Supervisor, &["economic-crimes"])
        .await;
    let (auditor, publisher) = (scene.a(Role::Auditor).await, scene.a(Role::Publisher).await);
    for action in ["reopen", "dismiss-appeal"] {
        investigator
            .act(&id, action, "6", &staged("send"))
            .await
            .is(409)
            .has("این کار بر عهدهٔ نقش دیگری است");
        for person in [&elsewhere, &auditor, &publisher] {
            let there = person.act(&id, action, "6", &staged("send")).await;
            let not = person.act(&nothing, action, "6", &staged("send")).await;
            assert_eq!((there.status, &there.body), (404, &not.body));
        }
    }
    assert_eq!(status(&scene, &id).await, "appealed");
}

#[tokio::test]
async fn while_an_appeal_waits_nothing_else_is_done() {
    let scene = Scene::new().await;
    let investigator = scene.a(Role::Investigator).await;
    let supervisor = scene.a(Role::Supervisor).await;
    let id = appealed(&scene, &investigator).await;
    let note = [("step", "interview"), ("note", "یادداشت")];
    for person in [&investigator, &supervisor] {
        let refused = person.act(&id, "investigate", "6", &note).await;
        refused
            .is(409)
            .has("اعتراضی در انتظار تصمیم است")
            .has("یادداشت");
    }
    let assign = [("unit", "economic-crimes"), ("investigator", "")];
    supervisor.act(&id, "assign", "6", &assign).await.is(409);
}

#[tokio::test]
async fn reading_the_grounds_is_recorded_and_an_auditor_reads_none_of_it() {
    let scene = Scene::new().await;
    let investigator = scene.a(Role::Investigator).await;
    let supervisor = scene.a(Role::Supervisor).await;
    let id = appealed(&scene, &investigator).await;
    let readings = async || -> i64 {
        sqlx::query_scalar(
            "select count(*) from events where aggregate_id = $1 and event_type = 'Opened'",
        )
        .bind(id.as_str())
        .fetch_one(&scene.server.pool)
        .await
        .unwrap()
    };
    let before = readings().await;
    investigator.case(&id).await.is(200);
    assert_eq!(readings().await, before + 1, "the grounds were new to them");
    investigator.case(&id).await.is(200);
    assert_eq!(readings().await, before + 1);
    let seen = supervisor.case(&id).await.revision();
    supervisor
        .act(&id, "dismiss-appeal", &seen, &staged("send"))
        .await
        .done();
    let auditor = scene.a(Role::Auditor).await;
    let page = auditor.get(&format!("/audit/reports/{id}")).await;
    page.is(200)
        .has("Appealed")
        .has("AppealDismissed")
        .has("supervisor")
        .lacks(GROUNDS)
        .lacks(DECISION);
    let history = auditor
        .get(&format!("/api/v1/audit/reports/{id}/history"))
        .await;
    let bundle: Value = serde_json::from_str(&history.is(200).body).unwrap();
    for event in bundle["events"].as_array().unwrap() {
        let name = event["header"]["type"].as_str().unwrap();
        if matches!(name, "Appealed" | "AppealDismissed") {
            assert!(event["payload"].is_null(), "{name}");
            assert!(event["context"].is_object(), "{name}");
        }
    }
}

#[tokio::test]
async fn appeals_are_counted_by_decision() {
    let scene = Scene::new().await;
    let investigator = scene.a(Role::Investigator).await;
    let supervisor = scene.a(Role::Supervisor).await;
    let mut expected = Vec::new();
    for (action, code) in [
        (Some("reopen"), Some("reopened")),
        (Some("dismiss-appeal"), Some("dismissed")),
        (None, None),
    ] {
        let id = appealed(&scene, &investigator).await;
        if let Some(action) = action {
            let seen = supervisor.case(&id).await.revision();
            supervisor
                .act(&id, action, &seen, &staged("send"))
                .await
                .done();
        }
        expected.push((id.to_string(), code.map(str::to_owned), code.is_some()));
    }
    expected.sort();
    scene.server.settle().await;
    let counted: Vec<(String, Option<String>, bool)> = sqlx::query_as(
        "select report_id, appeal, appeal_ms is not null from statistics_reports order by 1",
    )
    .fetch_all(&scene.server.pool)
    .await
    .unwrap();
    assert_eq!(counted, expected);
}

#[tokio::test]
async fn appeals_are_decided_by_program() {
    let scene = Scene::new().await;
    let investigator = scene.a(Role::Investigator).await;
    let server = &scene.server;
    let token = async |role: Role| {
        let (login, password) = scene.credentials(role);
        let body = json!({"login": login, "password": password});
        let session: Value = server
            .post_json("/api/v1/session", &body)
            .await
            .json()
            .await
            .unwrap();
        session["token"].as_str().unwrap().to_owned()
    };
    let (supervisor, handler) = (
        token(Role::Supervisor).await,
        token(Role::Investigator).await,
    );
    let send = async |token: &str, id: &ReportId, command: &str, body: &Value| {
        let path = format!("/api/v1/staff/reports/{id}/{command}");
        let request = server.client.post(server.at(&path)).bearer_auth(token);
        let answer = request.json(body).send().await.unwrap();
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap(),
        )
    };
    for (command, status) in [("reopen", "investigating"), ("dismiss-appeal", "resolved")] {
        let id = appealed(&scene, &investigator).await;
        let read = server
            .client
            .get(server.at(&format!("/api/v1/staff/reports/{id}")));
        let case: Value = read
            .bearer_auth(&supervisor)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(case["status"], "appealed");
        let events = case["events"].as_array().unwrap();
        let appeal = events
            .iter()
            .find(|event| event["type"] == "Appealed")
            .unwrap();
        assert_eq!(appeal["texts"]["grounds"], GROUNDS);
        let may = |command: &str| {
            let actions = case["actions"].as_array().unwrap();
            let action = actions
                .iter()
                .find(|one| one["command"] == command)
                .unwrap();
            action["refusal"].clone()
        };
        assert_eq!(
            (may(command), may("investigate")),
            (Value::Null, json!("appeal-open"))
        );
        let body = json!({"explanation": DECISION, "seen": case["revision"]});
        let (refused, problem) = send(&handler, &id, command, &body).await;
        assert_eq!(
            (refused, &problem["type"]),
            (409, &json!("/problems/wrong-role"))
        );
        let (wrong, problem) = send(&supervisor, &id, command, &json!({})).await;
        assert_eq!(
            (wrong, &problem["errors"][0]["field"]),
            (422, &json!("explanation"))
        );
        let (done, answer) = send(&supervisor, &id, command, &body).await;
        assert_eq!((done, &answer["status"]), (200, &json!(status)));
    }
}
