//! Two people at one case: the second is told what changed, and keeps what they wrote.

use sajam_aggregates::Role;

use crate::support::people::Scene;

#[tokio::test]
async fn the_second_is_told_what_changed_and_can_send_it_again() {
    let scene = Scene::new().await;
    let id = scene.assigned("public-rights", "investigator").await;
    let first = scene.a(Role::Investigator).await;
    let second = scene.a(Role::Supervisor).await;
    let seen = first.case(&id).await.revision();
    assert_eq!(second.case(&id).await.revision(), seen);
    let note = |text| [("step", "interview"), ("note", text)];
    first
        .act(&id, "investigate", &seen, &note("نخستین یادداشت"))
        .await
        .done();
    let late = second
        .act(&id, "investigate", &seen, &note("دومین یادداشت"))
        .await;
    late.is(409)
        .has("پرونده در این فاصله تغییر کرد")
        .has("گامی از رسیدگی برداشته شد");
    late.has("دومین یادداشت</textarea>").has("نخستین یادداشت");
    assert_ne!(late.revision(), seen);
    // Nothing of it was written; sent again from what it shows now, it is.
    assert_eq!(
        second.case(&id).await.body.matches("دومین یادداشت").count(),
        0
    );
    second
        .act(&id, "investigate", &late.revision(), &note("دومین یادداشت"))
        .await
        .done();
    second
        .case(&id)
        .await
        .has("نخستین یادداشت")
        .has("دومین یادداشت");
}

#[tokio::test]
async fn what_is_refused_by_now_keeps_its_text_too() {
    let scene = Scene::new().await;
    let id = scene.assigned("public-rights", "investigator").await;
    let person = scene.a(Role::Investigator).await;
    let seen = person.case(&id).await.revision();
    person
        .act(&id, "ask-question", &seen, &[("message", "پرسش یکم")])
        .await
        .done();
    let second = person
        .act(&id, "ask-question", &seen, &[("message", "پرسش دوم")])
        .await;
    second
        .is(409)
        .has("پرسش قبلی هنوز بی‌پاسخ است.")
        .has("پرسش دوم");
}

#[tokio::test]
async fn whoever_lost_the_case_meanwhile_is_told_and_keeps_their_text() {
    let scene = Scene::new().await;
    let id = scene.report().await;
    let intake = scene.a(Role::Intake).await;
    let late = scene.another("intake2", Role::Intake, &[]).await;
    late.case(&id).await.is(200);
    let never = scene.another("intake3", Role::Intake, &[]).await;
    intake.triage(&id, "1").await.done();
    intake
        .act(&id, "assign", "4", &[("unit", "public-rights")])
        .await
        .done();
    let fields = [
        ("category", "omission"),
        ("province", "IR-23"),
        ("institution", "described"),
        ("institution_text", "شهرداری منطقهٔ ۳"),
        ("priority", "high"),
    ];
    late.act(&id, "triage", "1", &fields)
        .await
        .is(409)
        .has("شهرداری منطقهٔ ۳");
    never.act(&id, "triage", "1", &fields).await.is(404);
}

#[tokio::test]
async fn a_colleague_who_only_reads_is_no_conflict() {
    let scene = Scene::new().await;
    let id = scene.report().await;
    let intake = scene.a(Role::Intake).await;
    let seen = intake.case(&id).await.revision();
    scene.a(Role::Supervisor).await.case(&id).await.is(200);
    intake.act(&id, "acknowledge", &seen, &[]).await.done();
}
