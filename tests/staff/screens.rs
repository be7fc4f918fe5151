//! The pages on which appeals are decided, in a real Chromium, in both languages, on a telephone and on a wide screen: for
//! people to look at, and checked for what no eye forgives, a page wider than its screen.

use jiff::Timestamp;
use sajam::service::reporter;
use sajam_aggregates::{Message, Role};

use crate::support::people::Scene;
use crate::support::{Browser, TestOptions};

#[tokio::test]
async fn the_decision_on_an_appeal_in_a_browser() {
    let scene = Scene::with(TestOptions {
        clock: sajam::clock::Clock::set_to(Timestamp::constant(1_795_511_100, 0)),
        ..TestOptions::default()
    })
    .await;
    let server = &scene.server;
    let boss = scene
        .another("boss", Role::Supervisor, &["public-rights"])
        .await;
    for width in [360_u32, 1280] {
        let browser = Browser::start(width).await;
        for prefix in ["", "/en"] {
            let id = scene.assigned("public-rights", "investigator").await;
            let seen = boss.case(&id).await.revision();
            let answer = [
                ("outcome", "not-substantiated"),
                ("explanation", "از محل بازدید شد و دریچه بسته بود."),
                ("reasons", ""),
                ("stage", "send"),
            ];
            boss.act(&id, "resolve", &seen, &answer).await.done();
            let grounds =
                Message::parse("دریچه هنوز باز است.\nعکس آن را دیروز گرفته‌ام و می‌توانم نشان بدهم.");
            reporter::execute(
                server,
                &id,
                None,
                &reporter::Appeal {
                    grounds: grounds.unwrap(),
                },
            )
            .await
            .unwrap();
            server.settle().await;

            let language = if prefix.is_empty() { "fa" } else { "en" };
            let shot = async |page: &str| {
                let name = format!("appeal-{language}-{width}-{page}");
                browser.whole_page(&name).await;
            };
            let (login, password) = scene.credentials(Role::Supervisor);
            browser
                .go(&server.at(&format!("{prefix}/staff/login")))
                .await;
            if browser.has("[name='password']").await {
                browser.fill("login", login).await;
                browser.fill("password", password).await;
                browser.follow("main form button[type='submit']").await;
            }
            let queue = format!("{prefix}/staff/queues/unit");
            browser.go(&server.at(&queue)).await;
            shot("1-queue").await;
            assert_eq!(browser.columns_off_the_paper().await, [""; 0]);
            let case = server.at(&format!("{prefix}/staff/reports/{id}"));
            browser.go(&case).await;
            shot("2-case").await;
            let empty = [("explanation", " ")];
            browser.send("dismiss-appeal", &empty).await;
            shot("3-refused").await;
            browser.go(&case).await;
            let why = [("explanation", "از محل دوباره بازدید می‌کنیم.")];
            browser.send("reopen", &why).await;
            shot("4-confirm").await;
            browser
                .follow("form[action$='/reopen'] button[value='send']")
                .await;
            shot("5-reopened").await;
        }
        browser.quit().await;
    }
}

#[tokio::test]
async fn stepping_aside_in_a_browser() {
    let scene = Scene::new().await;
    let server = &scene.server;
    for width in [360_u32, 1280] {
        let browser = Browser::start(width).await;
        for prefix in ["", "/en"] {
            let id = scene.assigned("public-rights", "investigator").await;
            let language = if prefix.is_empty() { "fa" } else { "en" };
            let shot = async |page: &str| {
                let name = format!("recusal-{language}-{width}-{page}");
                browser.whole_page(&name).await;
            };
            let (login, password) = scene.credentials(Role::Investigator);
            browser
                .go(&server.at(&format!("{prefix}/staff/login")))
                .await;
            if browser.has("[name='password']").await {
                browser.fill("login", login).await;
                browser.fill("password", password).await;
                browser.follow("main form button[type='submit']").await;
            }
            let case = server.at(&format!("{prefix}/staff/reports/{id}"));
            browser.go(&case).await;
            let why = [("conflict", "رئیس اداره برادر همسر من است.")];
            browser.send("recuse", &why).await;
            shot("1-confirm").await;
            browser
                .follow("form[action$='/recuse'] button[value='send']")
                .await;
            shot("2-queue").await;
            browser.go(&case).await;
            shot("3-no-longer-theirs").await;
        }
        browser.quit().await;
    }
}
