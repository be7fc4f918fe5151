//! What is wrong is told in the reader's language, with everything typed kept and nothing written.

use sajam_aggregates::{ReportId, Role};

use crate::support::people::{Person, Scene};

async fn refused(person: &Person<'_>, id: &ReportId, note: &str, told: &str) {
    let before = person.case(id).await.revision();
    let fields = [("step", "interview"), ("note", note)];
    let answer = person.act(id, "investigate", &before, &fields).await;
    answer.is(422).has(told).has("value=\"interview\" checked");
    assert_eq!(
        person.case(id).await.revision(),
        before,
        "nothing was written"
    );
}

#[tokio::test]
async fn texts_that_cannot_be_taken_come_back_as_they_were() {
    let scene = Scene::new().await;
    let id = scene.assigned("public-rights", "investigator").await;
    let person = scene.a(Role::Investigator).await;
    refused(&person, &id, "", "یادداشت را بنویسید.").await;
    refused(&person, &id, "الف\0ب", "علامتی نادیدنی").await;
    refused(&person, &id, "الف\u{202e}ب", "جهت نوشته را").await;
    refused(&person, &id, "الف\u{fffd}ب", "ناخوانا").await;
    refused(&person, &id, &"گ".repeat(5001), "بلند است").await;
    let huge = "گ".repeat(5_000_000);
    let fields = [("step", "interview"), ("note", huge.as_str())];
    let answer = person.act(&id, "investigate", "4", &fields).await;
    answer.is(422);
    assert!(answer.body.contains(&huge), "10 MB come back whole");
}

#[tokio::test]
async fn a_half_written_text_goes_along_into_the_other_language() {
    let scene = Scene::new().await;
    let id = scene.assigned("public-rights", "investigator").await;
    let person = scene.a(Role::Investigator).await;
    let case = person.case(&id).await;
    let target = format!("/en/staff/reports/{id}/ask-question");
    case.has(&format!("formaction=\"{target}\""));
    let seen = case.revision();
    let half = [
        ("seen", seen.as_str()),
        ("stage", "edit"),
        ("message", "نیمه‌کاره"),
    ];
    let other = person.post(&target, &half).await;
    other
        .is(200)
        .has("<html lang=\"en\"")
        .has(">\nنیمه‌کاره</textarea>")
        .lacks("aria-invalid");
    // And back again: the page's own language button belongs to that form now.
    other.has(&format!(
        "form=\"form-ask-question\" formaction=\"/staff/reports/{id}/ask-question\""
    ));
}

#[tokio::test]
async fn codes_that_do_not_exist_are_told_at_their_fields() {
    let scene = Scene::new().await;
    let id = scene.report().await;
    let intake = scene.a(Role::Intake).await;
    let fields = [
        ("category", "nonsense"),
        ("province", "IR-99"),
        ("institution", "listed:nowhere"),
        ("priority", ""),
    ];
    let answer = intake.act(&id, "triage", "1", &fields).await;
    answer.is(422).has("اولویت را انتخاب کنید.");
    for field in ["category", "province", "institution", "priority"] {
        answer.has(&format!("href=\"#f-triage-{field}\""));
    }
    intake
        .act(&id, "assign", "1", &[("unit", "nowhere")])
        .await
        .is(422);
    intake.act(&id, "no-such-action", "1", &[]).await.is(404);
    intake.act(&id, "submit", "1", &[]).await.is(404);
    intake.act(&id, "acknowledge", "x", &[]).await.is(400);
}

#[tokio::test]
async fn another_sites_page_changes_nothing() {
    let scene = Scene::new().await;
    let id = scene.report().await;
    let intake = scene.a(Role::Intake).await;
    let path = scene.server.at(&format!("/staff/reports/{id}/acknowledge"));
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let request = scene
            .server
            .client
            .post(&path)
            .header("cookie", &intake.cookie);
        let answer = request
            .header(name, value)
            .form(&[("seen", "1")])
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 403);
    }
    assert_eq!(intake.case(&id).await.revision(), "1");
}
