//! A report's way through the pages of staff.

use sajam::service::reporter;
use sajam::service::reporter::InstitutionAnswer;
use sajam_aggregates::{Category, Message, Role};

use crate::support::people::{CONTACT, NARRATIVE, SUBJECT, Scene};

#[tokio::test]
async fn a_report_is_handled_from_its_arrival_to_its_answer() {
    let scene = Scene::new().await;
    let (number, id) = scene
        .report_about(Category::Omission, InstitutionAnswer::Unknown)
        .await;
    let intake = scene.a(Role::Intake).await;
    let page = intake.case(&id).await;
    page.is(200).has(NARRATIVE).has(SUBJECT);
    // How to reach the reporter is for those who handle it, in a step of its own.
    page.lacks(CONTACT).has("گفته شده و مهروموم است");
    page.has("نوشته‌های گزارش خوانده شد").has("پذیرش (intake)");
    let seen = page.revision();
    assert_eq!(seen, "1", "reading is no change");
    let done = intake.act(&id, "acknowledge", &seen, &[]).await;
    assert_eq!(
        done.done().location,
        format!("/staff/reports/{id}?done=acknowledge")
    );
    intake
        .get(&done.location)
        .await
        .is(200)
        .has("وصول گزارش اعلام شد.");
    let seen = intake.case(&id).await.revision();
    intake.triage(&id, &seen).await.done();
    let seen = intake.case(&id).await.revision();
    let fields = [("unit", "public-rights"), ("investigator", "investigator")];
    let done = intake.act(&id, "assign", &seen, &fields).await;
    assert_eq!(
        done.done().location,
        "/staff/queues/intake?done=assign",
        "the case is not intake's any more"
    );
    intake
        .get(&done.location)
        .await
        .is(200)
        .has("پرونده به واحد سپرده شد.");

    let investigator = scene.a(Role::Investigator).await;
    let seen = investigator.case(&id).await.revision();
    investigator
        .act(&id, "ask-question", &seen, &[("message", "شمارهٔ درخواست؟")])
        .await
        .done();
    let page = investigator.case(&id).await;
    page.has("شمارهٔ درخواست؟").has("پرسش قبلی هنوز بی‌پاسخ است.");
    let answer = Message::parse("۱۲۳ و ۴۵۶").unwrap();
    reporter::execute(
        &scene.server,
        &id,
        None,
        &reporter::Answer { message: answer },
    )
    .await
    .unwrap();
    let page = investigator.case(&id).await;
    page.has("۱۲۳ و ۴۵۶");
    let note = [("step", "site-visit"), ("note", "دریچه باز بود.")];
    investigator
        .act(&id, "investigate", &page.revision(), &note)
        .await
        .done();

    let seen = investigator.case(&id).await.revision();
    let answer = [
        ("outcome", "substantiated"),
        ("explanation", "دریچه ترمیم شد."),
        ("reasons", ""),
    ];
    let review = investigator.act(&id, "resolve", &seen, &answer).await;
    review
        .is(200)
        .has("دریچه ترمیم شد.")
        .has("گزارش تأیید شد")
        .has("value=\"send\"");
    investigator.case(&id).await.lacks("دریچه ترمیم شد.");
    let staged = |stage| {
        answer
            .into_iter()
            .chain([("stage", stage)])
            .collect::<Vec<_>>()
    };
    let edit = investigator
        .act(&id, "resolve", &seen, &staged("edit"))
        .await;
    edit.is(200).has("دریچه ترمیم شد.</textarea>");
    investigator
        .act(&id, "resolve", &seen, &staged("send"))
        .await
        .done();
    let page = investigator.case(&id).await;
    page.is(200)
        .has("دریچه ترمیم شد.")
        .has("رسیدگی به این گزارش پایان یافته است.")
        .lacks("name=\"seen\"");
    let case = reporter::track(&scene.server, &number).await.unwrap();
    assert_eq!(
        case.report.status().map(|status| status.code()),
        Some("resolved")
    );
}

#[tokio::test]
async fn a_unit_of_the_accused_is_shown_with_the_reason_and_refused() {
    let scene = Scene::new().await;
    let courts = InstitutionAnswer::Listed("courts".parse().unwrap());
    let (_, id) = scene.report_about(Category::Misconduct, courts).await;
    let intake = scene.a(Role::Intake).await;
    intake.triage(&id, "1").await.done();
    let page = intake.case(&id).await;
    page.has("<option value=\"judges-discipline\" disabled>")
        .has("زیرمجموعهٔ نهاد موضوع گزارش است");
    let refused = intake
        .act(
            &id,
            "assign",
            &page.revision(),
            &[("unit", "judges-discipline")],
        )
        .await;
    refused.is(409).has("این واحد زیرمجموعهٔ همان نهادی است");
    assert_eq!(
        intake.case(&id).await.revision(),
        page.revision(),
        "nothing was written"
    );
}

#[tokio::test]
async fn nobody_is_given_a_case_of_a_unit_they_do_not_work_for() {
    let scene = Scene::new().await;
    let id = scene.report().await;
    let intake = scene.a(Role::Intake).await;
    intake.triage(&id, "1").await.done();
    scene
        .another("crimes", Role::Investigator, &["economic-crimes"])
        .await;
    for login in ["crimes", "auditor", "nobody", "نام"] {
        let fields = [("unit", "public-rights"), ("investigator", login)];
        let answer = intake.act(&id, "assign", "3", &fields).await;
        answer
            .is(422)
            .has("این کارشناس در واحد انتخاب‌شده کار نمی‌کند");
        answer.has("<option value=\"public-rights\" selected>");
    }
    let fields = [("unit", "economic-crimes"), ("investigator", "crimes")];
    intake.act(&id, "assign", "3", &fields).await.done();
}

#[tokio::test]
async fn erased_texts_are_shown_as_erased() {
    let scene = Scene::new().await;
    let id = scene.assigned("public-rights", "investigator").await;
    let mut owner = scene.server.test_database.owner().await;
    sqlx::query("delete from data_keys where report_id = $1")
        .bind(id.as_str())
        .execute(&mut owner)
        .await
        .unwrap();
    let person = scene.a(Role::Investigator).await;
    let page = person.case(&id).await;
    page.is(200).has("این متن پاک شده است").lacks(NARRATIVE);
}
