//! Who a reporter is: opened in a step of its own, with a reason, recorded each time.

use sajam::service::reporter::InstitutionAnswer;
use sajam_aggregates::{Category, Role};
use serde_json::{Value, json};

use crate::support::people::{CONTACT, Scene};

const REASON: &str = "برای قرار بازدید از محل باید با او تماس بگیریم.";

#[tokio::test]
async fn only_who_handles_it_opens_it_and_every_time_is_in_the_history() {
    let scene = Scene::new().await;
    let (number, id) = scene
        .report_about(Category::Omission, InstitutionAnswer::Unknown)
        .await;
    let intake = scene.a(Role::Intake).await;
    let seen = intake.case(&id).await.lacks(CONTACT).revision();
    intake
        .act(&id, "open-identity", &seen, &[("opening_reason", REASON)])
        .await
        .is(409)
        .lacks(CONTACT);
    intake.triage(&id, &seen).await.done();
    let seen = intake.case(&id).await.revision();
    let to = [("unit", "public-rights"), ("investigator", "investigator")];
    intake.act(&id, "assign", &seen, &to).await.done();

    let investigator = scene.a(Role::Investigator).await;
    let page = investigator.case(&id).await;
    page.is(200).lacks(CONTACT);
    let seen = page.revision();
    let told = investigator.act(&id, "open-identity", &seen, &[]).await;
    told.is(422)
        .lacks(CONTACT)
        .has("بنویسید نام یا راه تماس برای چه لازم است.");
    for _ in 0..2 {
        let seen = investigator.case(&id).await.lacks(CONTACT).revision();
        let opened = investigator
            .act(&id, "open-identity", &seen, &[("opening_reason", REASON)])
            .await;
        opened.is(200).has(CONTACT).has(REASON);
        // The page that was shown once is not shown again by sending it again.
        let again = investigator
            .act(&id, "open-identity", &seen, &[("opening_reason", REASON)])
            .await;
        again.is(409).lacks(CONTACT);
    }
    let openings = |text: &str, what: &str| text.matches(what).count();
    let page = investigator.case(&id).await;
    assert_eq!(openings(&page.body, "نام و راه تماس گزارش‌دهنده باز شد"), 2);

    // By program: the same, in the answer alone.
    let seen: u64 = page.revision().parse().unwrap();
    let path = format!("/api/v1/staff/reports/{id}/open-identity");
    let body = json!({"seen": seen, "opening_reason": REASON});
    let answer = scene
        .server
        .client
        .post(scene.server.at(&path))
        .header("cookie", &investigator.cookie)
        .header("sec-fetch-site", "same-origin")
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let done: Value = answer.json().await.unwrap();
    assert_eq!(done["contact"], CONTACT);
    let case = investigator
        .get(&format!("/api/v1/staff/reports/{id}"))
        .await;
    case.is(200).lacks(CONTACT);

    // The reporter is told that it happened, and neither by whom nor why.
    let digits = number.digits();
    let fields = [("number", digits.as_str())];
    let tracking = scene.server.post_form("/track", &fields).await;
    let tracking = tracking.text().await.unwrap();
    let told = "کسی که به گزارش رسیدگی می‌کند نام یا راه تماس شما را دید";
    // Among the steps, and among those whose proof can be asked for.
    assert_eq!(openings(&tracking, told), 2 * 3);
    assert!(!tracking.contains(REASON) && !tracking.contains(CONTACT));

    // Auditors see each time and who it was.
    let auditor = scene.a(Role::Auditor).await;
    let history = auditor.get(&format!("/audit/reports/{id}")).await;
    history.is(200).lacks(REASON).lacks(CONTACT);
    assert!(openings(&history.body, "IdentityOpened") >= 3);
}
