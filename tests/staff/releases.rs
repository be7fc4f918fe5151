//! The publisher's pages: what is due without a true count, publishing after confirmation, and what is said to be wrong.

use jiff::SignedDuration;
use sajam::clock::Clock;
use sajam::service::releases::due_at;
use sajam_aggregates::Role;
use sajam_statistics::calendar::Period;

use crate::support::people::{Person, Scene};
use crate::support::{Browser, TestOptions};

const TABLE: &str = "/staff/releases/month-category-1405-07";

fn mehr() -> Period {
    "1405-07".parse().unwrap()
}

/// One report of Mehr 1405, at the first moment that month can be published.
async fn scene() -> Scene {
    let clock = Clock::set_to(mehr().start() + SignedDuration::from_hours(24));
    let scene = Scene::with(TestOptions {
        clock,
        ..TestOptions::default()
    })
    .await;
    scene.report().await;
    scene.server.settle().await;
    scene.server.clock.set(due_at(mehr()));
    scene
}

async fn send(
    person: &Person<'_>,
    fields: &[(&str, &str)],
    stage: &str,
) -> crate::support::people::Answer {
    let fields: Vec<_> = fields.iter().copied().chain([("stage", stage)]).collect();
    person.post(TABLE, &fields).await
}

#[tokio::test]
async fn a_table_is_previewed_without_counts_published_after_confirmation_and_then_found_wrong() {
    let scene = scene().await;
    let publisher = scene.a(Role::Publisher).await;
    publisher
        .get("/staff/releases")
        .await
        .is(200)
        .has("month-category-1405-07");

    let preview = publisher.get(TABLE).await;
    preview
        .is(200)
        .has("<bdi dir=\"ltr\">±&nbsp;۱۲</bdi>")
        .has("value=\"publish\"");
    // The preview of the same table in a house without that report is the same.
    let empty = self::scene().await;
    let other = empty.a(Role::Publisher).await.get(TABLE).await;
    assert_eq!(other.is(200).body, preview.body);

    let publish = [("action", "publish")];
    send(&publisher, &publish, "")
        .await
        .is(200)
        .has("value=\"send\"");
    assert_eq!(
        scene
            .server
            .get("/statistics/month-category-1405-07")
            .await
            .status(),
        404
    );
    send(&publisher, &publish, "send").await.done();
    assert_eq!(
        scene
            .server
            .get("/statistics/month-category-1405-07")
            .await
            .status(),
        200
    );
    send(&publisher, &publish, "send")
        .await
        .is(409)
        .has("پیش‌تر منتشر شده است");

    let missing = [
        ("action", "withdraw"),
        ("reason_fa", "یک ماه دو بار شمرده شد."),
    ];
    send(&publisher, &missing, "")
        .await
        .is(422)
        .has("یک ماه دو بار شمرده شد.");
    let wrong = [
        ("action", "replace"),
        ("reason_fa", "یک ماه دو بار شمرده شد."),
        ("reason_en", "A month was counted twice."),
    ];
    send(&publisher, &wrong, "")
        .await
        .is(200)
        .has("A month was counted twice.");
    send(&publisher, &wrong, "edit")
        .await
        .is(200)
        .has("A month was counted twice.");
    send(&publisher, &wrong, "send").await.done();
    assert_eq!(
        scene
            .server
            .get("/statistics/month-category-1405-07-r2")
            .await
            .status(),
        200
    );
    send(&publisher, &wrong, "send")
        .await
        .is(409)
        .has("پیش‌تر اصلاح شده است");
    publisher
        .get("/staff/releases")
        .await
        .is(200)
        .has("برای اصلاح مانده است: ۰ هزارم");
}

#[tokio::test]
async fn what_is_not_due_or_not_a_table_is_not_published() {
    let scene = scene().await;
    let publisher = scene.a(Role::Publisher).await;
    let path = "/staff/releases/month-category-1405-08";
    publisher.get(path).await.is(200).lacks("value=\"publish\"");
    let answer = publisher
        .post(path, &[("action", "publish"), ("stage", "send")])
        .await;
    answer.is(409).has("موعدش نرسیده است");
    for path in [
        "/staff/releases/nonsense-1405",
        "/staff/releases/month-category-1405-07-r2",
    ] {
        publisher.get(path).await.is(404);
        publisher
            .post(path, &[("action", "publish"), ("stage", "send")])
            .await
            .is(404);
    }
}

#[tokio::test]
async fn the_publishers_pages_in_a_browser() {
    let scene = scene().await;
    let (login, password) = scene.credentials(Role::Publisher).clone();
    for (width, language) in [(360, ""), (1280, ""), (1280, "/en")] {
        let browser = Browser::start(width).await;
        browser
            .go(&scene.server.at(&format!("{language}/staff/login")))
            .await;
        browser.fill("login", &login).await;
        browser.fill("password", &password).await;
        browser.follow("main button").await;
        for (name, path) in [
            ("list", "/staff/releases"),
            ("due", TABLE),
            ("waits", "/staff/releases/quarter-appeal-1405-q3"),
        ] {
            browser
                .go(&scene.server.at(&format!("{language}{path}")))
                .await;
            browser
                .whole_page(&format!(
                    "releases-{name}-{width}{}",
                    language.replace('/', "-")
                ))
                .await;
        }
        browser.quit().await;
    }
}
