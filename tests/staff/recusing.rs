//! Stepping aside from a case: what everybody sees of it afterwards.

use sajam_aggregates::Role;

use crate::support::people::Scene;

const CONFLICT: &str = "رئیس اداره برادر همسر من است.";

#[tokio::test]
async fn whoever_steps_aside_loses_the_case_and_is_never_given_it_again() {
    let scene = Scene::new().await;
    let id = scene.assigned("public-rights", "investigator").await;
    let investigator = scene.a(Role::Investigator).await;
    let colleague = scene
        .another("colleague", Role::Investigator, &["public-rights"])
        .await;
    let seen = investigator.case(&id).await.revision();

    investigator
        .act(&id, "recuse", &seen, &[("conflict", "")])
        .await
        .is(422)
        .has("بنویسید چه پیوندی با پرونده دارید.");
    let review = investigator
        .act(&id, "recuse", &seen, &[("conflict", CONFLICT)])
        .await;
    review
        .is(200)
        .has(CONFLICT)
        .has("آنچه فقط در پرونده می‌ماند");
    review.lacks("آنچه گزارش‌دهنده می‌بیند");
    let sent = [("conflict", CONFLICT), ("stage", "send")];
    let done = investigator.act(&id, "recuse", &seen, &sent).await;
    assert_eq!(done.done().location, "/staff/queues/mine?done=recuse");
    investigator
        .get(&done.location)
        .await
        .is(200)
        .has("از پرونده کناره گرفتید");
    investigator.case(&id).await.is(404);

    scene.server.settle().await;
    let queue = "/staff/queues/unit";
    colleague.get(queue).await.is(200).has(id.as_str());
    let supervisor = scene.a(Role::Supervisor).await;
    let page = supervisor.case(&id).await;
    page.is(200).has(CONFLICT);
    let again = [("unit", "public-rights"), ("investigator", "investigator")];
    supervisor
        .act(&id, "assign", &page.revision(), &again)
        .await
        .is(409)
        .has("این کارشناس به دلیل تعارض منافع از این پرونده کناره گرفته است.");
    let page = colleague.case(&id).await;
    page.is(200).has(CONFLICT);
    let note = [("step", "site-visit"), ("note", "دریچه باز بود.")];
    colleague
        .act(&id, "investigate", &page.revision(), &note)
        .await
        .done();
}

#[tokio::test]
async fn the_reporter_is_told_that_somebody_stepped_aside_and_not_why_nor_who() {
    let scene = Scene::new().await;
    let (number, id) = scene
        .report_about(
            sajam_aggregates::Category::Omission,
            sajam::service::reporter::InstitutionAnswer::Unknown,
        )
        .await;
    scene.assign(&id, "public-rights", "investigator").await;
    let investigator = scene.a(Role::Investigator).await;
    let seen = investigator.case(&id).await.revision();
    let sent = [("conflict", CONFLICT), ("stage", "send")];
    investigator.act(&id, "recuse", &seen, &sent).await.done();
    let digits = number.digits();
    let page = scene
        .server
        .post_form("/track", &[("number", &*digits)])
        .await;
    let page = page.text().await.unwrap();
    assert!(page.contains("به دلیل تعارض منافع کنار رفت"), "{page}");
    for secret in [CONFLICT, "investigator", "برادر"] {
        assert!(!page.contains(secret), "{secret}");
    }
}
