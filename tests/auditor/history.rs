//! What auditors see: every header and what is wrong with it, and nothing that anybody wrote.

use jiff::Timestamp;
use sajam::clock::Clock;
use sajam_aggregates::{ReportId, Role};
use sajam_ledger::{Bundle, verify_bundle};
use sqlx::Executor;

use crate::support::TestOptions;
use crate::support::people::{CONTACT, NARRATIVE, SUBJECT, Scene};

async fn handled(scene: &Scene) -> ReportId {
    let id = scene.assigned("public-rights", "investigator").await;
    let person = scene.a(Role::Investigator).await;
    person.case(&id).await.is(200);
    person
        .act(&id, "ask-question", "4", &[("message", "پرسشی محرمانه")])
        .await
        .done();
    scene.server.settle().await;
    id
}

/// As whoever owns the database, past the trigger that refuses it.
pub(crate) async fn tamper(scene: &Scene, table: &str, statement: &str) {
    let mut owner = scene.server.test_database.owner().await;
    let off = format!("alter table {table} disable trigger user");
    let on = format!("alter table {table} enable trigger user");
    for statement in [off.as_str(), statement, on.as_str()] {
        owner.execute(statement).await.unwrap();
    }
}

#[tokio::test]
async fn an_auditor_sees_who_acted_and_never_what_was_written() {
    let scene = Scene::new().await;
    let id = handled(&scene).await;
    let auditor = scene.a(Role::Auditor).await;
    let log = auditor.get("/audit").await;
    log.is(200)
        .has("QuestionAsked")
        .has(&format!("/audit/reports/{id}"));
    let page = auditor.get(&format!("/audit/reports/{id}")).await;
    page.is(200)
        .has("زنجیره سالم است")
        .has("کارشناس رسیدگی (investigator)");
    for event in [
        "Submitted",
        "Acknowledged",
        "Triaged",
        "Assigned",
        "Opened",
        "QuestionAsked",
    ] {
        page.has(event);
    }
    let history = auditor.get(&format!("/audit/reports/{id}/history")).await;
    history.is(200);
    let disposition = history.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment") && disposition.contains(id.as_str()));
    let bundle = Bundle::parse(history.body.as_bytes()).unwrap();
    let verdict = verify_bundle(&bundle, &scene.server.secrets.log.verifier_key()).unwrap();
    assert_eq!((verdict.events, verdict.contexts), (6, 6));
    assert_eq!(verdict.payloads, 4, "all but what was filed and asked");
    for answer in [&log, &page, &history] {
        for word in [NARRATIVE, SUBJECT, CONTACT, "پرسشی محرمانه"] {
            answer.lacks(word);
        }
    }
    // Nor the ciphertext.
    let sealed: String = sqlx::query_scalar(
        "select payload ->> 'narrative' from events where aggregate_id = $1 and sequence = 1",
    )
    .bind(id.as_str())
    .fetch_one(&scene.server.pool)
    .await
    .unwrap();
    history.lacks(&sealed[..40]);
    page.lacks(&sealed[..40]);
}

#[tokio::test]
async fn streams_are_found_by_id_and_by_name() {
    let scene = Scene::new().await;
    let id = handled(&scene).await;
    let auditor = scene.a(Role::Auditor).await;
    let find = async |text: &str| auditor.get(&format!("/audit?find={text}")).await;
    let report = format!("/audit/reports/{id}");
    assert_eq!(find(id.as_str()).await.is(303).location, report);
    assert_eq!(
        find(&format!("+{}+", id.as_str().to_uppercase()))
            .await
            .is(303)
            .location,
        report
    );
    assert_eq!(find(&format!("report/{id}")).await.is(303).location, report);
    let staff: String = sqlx::query_scalar("select staff_id from accounts where login = 'intake'")
        .fetch_one(&scene.server.pool)
        .await
        .unwrap();
    for text in [staff.clone(), format!("staff/{staff}")] {
        assert_eq!(
            find(&text).await.is(303).location,
            format!("/audit/staff/{staff}")
        );
    }
    auditor
        .get(&format!("/audit/staff/{staff}"))
        .await
        .is(200)
        .has("RoleGranted")
        .has("زنجیره سالم است");
    find("0f8fad5bd9cb469fa16570867728950e")
        .await
        .is(404)
        .has("زنجیره‌ای با این شناسه نیست.");
    find("%00%E2%80%AE").await.is(422);
    for nothing in [
        "/audit/reports/0f8fad5bd9cb469fa16570867728950e",
        "/audit/reports/x",
        "/audit/x/y",
    ] {
        auditor.get(nothing).await.is(404);
    }
}

#[tokio::test]
async fn the_log_is_paged_by_position() {
    let scene = Scene::new().await;
    for _ in 0..30 {
        scene.report().await;
    }
    scene.server.settle().await;
    let auditor = scene.a(Role::Auditor).await;
    let first = auditor.get("/audit").await;
    let next = first
        .is(200)
        .body
        .split("rel=\"next\" href=\"")
        .nth(1)
        .unwrap();
    let next = next.split('"').next().unwrap();
    let second = auditor.get(next).await;
    let links = |body: &str| -> Vec<String> {
        body.split("href=\"/audit/reports/")
            .skip(1)
            .map(|rest| rest[..32].to_owned())
            .collect()
    };
    assert_eq!(links(&first.body).len(), 25);
    assert!(
        links(&second.body)
            .iter()
            .all(|id| !links(&first.body).contains(id))
    );
    auditor.get("/audit?before=x").await.is(200);
}

#[tokio::test]
async fn whatever_is_altered_is_told_with_its_event() {
    let scene = Scene::new().await;
    let auditor = scene.a(Role::Auditor).await;
    let of =
        |id: &ReportId, rest: &str| format!("update events set {rest} where aggregate_id = '{id}'");
    for (change, event, told) in [
        (
            "payload = replace(payload::text, 'high', 'low')::json",
            "(Triaged)",
            "محتوا تغییر کرده است",
        ),
        (
            "metadata = '{\"actor\":{\"kind\":\"system\"},\"request\":\"\"}'::json",
            "(Triaged)",
            "انجام‌دهنده",
        ),
        (
            "header = replace(header, 'Triaged', 'Triagex')",
            "(Triaged)",
            "درهم‌سازی آن با سرآیندش نمی‌خواند",
        ),
        ("header = 'nothing'", "(Triaged)", "سرآیند آن خوانا نیست"),
        ("event_type = 'Assigned'", "(Assigned)", "نوع دیگری"),
        ("payload = '{}'::json", "(Triaged)", "محتوا تغییر کرده است"),
    ] {
        let id = handled(&scene).await;
        auditor
            .get(&format!("/audit/reports/{id}"))
            .await
            .has("زنجیره سالم است");
        tamper(
            &scene,
            "events",
            &format!("{} and sequence = 3", of(&id, change)),
        )
        .await;
        let page = auditor.get(&format!("/audit/reports/{id}")).await;
        page.is(200)
            .has("این تاریخچه دست خورده است")
            .lacks("زنجیره سالم است");
        page.has(&format!("<b>رویداد ۳ {event}</b>")).has(told);
        for sound in ["رویداد ۱ (", "رویداد ۲ (", "رویداد ۵ ("] {
            page.lacks(&format!("<b>{sound}"));
        }
    }
    // A whole event rewritten with a hash of its own is not the log's.
    let id = handled(&scene).await;
    let rehashed = "header = replace(header, '\"v\":1', '\"v\": 1'),
        hash = sha256(convert_to(E'sajam-history/v1/event\\n' || replace(header, '\"v\":1', '\"v\": 1'), 'UTF8'))";
    tamper(
        &scene,
        "events",
        &format!("{} and sequence = 6", of(&id, rehashed)),
    )
    .await;
    let page = auditor.get(&format!("/audit/reports/{id}")).await;
    page.has("<b>رویداد ۶ (QuestionAsked)</b>")
        .has("دفتر درهم‌سازی دیگری برای آن دارد");
    // Cut off or deleted whole, the log still has it.
    let id = handled(&scene).await;
    let delete = |rest: &str| format!("delete from events where aggregate_id = '{id}'{rest}");
    tamper(&scene, "events", &delete(" and sequence = 6")).await;
    let page = auditor.get(&format!("/audit/reports/{id}")).await;
    page.has("این تاریخچه دست خورده است")
        .has("رویداد ۶ در دفتر");
    tamper(&scene, "events", &delete("")).await;
    auditor
        .get(&format!("/audit/reports/{id}"))
        .await
        .is(200)
        .has("رویداد ۱ در دفتر");
    auditor
        .get("/audit")
        .await
        .is(200)
        .has("رویداد از پایگاه داده پاک شده است");
}

#[tokio::test]
async fn what_is_published_is_proved() {
    let now = Timestamp::constant(1_795_511_100, 0);
    let options = TestOptions {
        clock: Clock::set_to(now),
        ..TestOptions::default()
    };
    let scene = Scene::with(options).await;
    let id = handled(&scene).await;
    scene.server.published().await;
    let auditor = scene.a(Role::Auditor).await;
    let page = auditor.get(&format!("/audit/reports/{id}")).await;
    page.has("۶ از ۶ رویداد با تازه‌ترین وضعیت دفتر اثبات شد")
        .has("زنجیره سالم است");
    tamper(
        &scene,
        "log_tiles",
        "update log_tiles set hashes = decode(repeat('00', octet_length(hashes)), 'hex')",
    )
    .await;
    let page = auditor.get(&format!("/audit/reports/{id}")).await;
    page.is(200)
        .has("هیچ اثباتی آن را به تازه‌ترین وضعیت دفتر نمی‌رساند.");
}
