//! The pages in a real Chromium, both languages, narrow and wide, for somebody to look at; and no page is wider than
//! its screen.

use sajam::entropy::Entropy;
use sajam::status::{Change, IncidentId, Kind};
use sajam_aggregates::Role;

use super::*;
use crate::support::Browser;

#[tokio::test]
async fn the_status_in_a_browser() {
    let mut server = server().await;
    let accounts = server.accounts().await;
    let incidents = server.incidents.clone();
    let over = IncidentId::draw(Entropy::system());
    server.clock.set(MORNING - 40 * DAY);
    let opened = said(
        "کندی صفحه‌ها",
        "از ساعت ۴ صفحه‌ها کند باز می‌شوند. تا ساعت ۸ دوباره خبر می‌دهیم.",
        Some("Since four in the morning pages open slowly. We will write again by eight."),
    );
    incidents
        .open(&over, Kind::Disruption, &opened, "test")
        .await
        .unwrap();
    let closed = said(
        "",
        "دیسکی عوض شد و صفحه‌ها دوباره تند باز می‌شوند.",
        Some("A disk was replaced."),
    );
    incidents
        .add(&over, None, Change::Closed, &closed, "test")
        .await
        .unwrap();
    move_to(&server, MORNING + HOUR).await;
    let open = IncidentId::draw(Entropy::system());
    let opened = said(
        "به‌روزرسانی پایگاه داده",
        "جمعه از ساعت ۲ تا ۳ بامداد ثبت گزارش ممکن نیست.",
        None,
    );
    incidents
        .open(&open, Kind::Maintenance, &opened, "test")
        .await
        .unwrap();
    server.start_watching();
    until(&server, "a check", |status| {
        status["check"]["state"] == "holds" && status["state"] == "works"
    })
    .await;
    for width in [390, 1280] {
        let browser = Browser::start(width).await;
        for (prefix, language) in [("", "fa"), ("/en", "en")] {
            let name = |page: &str| format!("status-{language}-{width}-{page}");
            browser.go(&server.at(&format!("{prefix}/status"))).await;
            browser.whole_page(&name("works")).await;
            // The browser keeps what it has under the address for ten seconds.
            incidents.set(Kind::LedgerCheck, true).await.unwrap();
            browser
                .go(&server.at(&format!("{prefix}/status?again")))
                .await;
            browser.whole_page(&name("trouble")).await;
            incidents.set(Kind::LedgerCheck, false).await.unwrap();
            browser
                .go(&server.at(&format!("{prefix}/status/incidents/{over}")))
                .await;
            browser.whole_page(&name("incident")).await;

            let (login, password) = &accounts[&Role::Administrator];
            browser
                .go(&server.at(&format!("{prefix}/staff/login")))
                .await;
            if browser.has("#f-login").await {
                browser.fill("login", login).await;
                browser.fill("password", password).await;
                browser.follow("main form button").await;
            }
            browser.whole_page(&name("staff")).await;
            browser
                .go(&server.at(&format!("{prefix}/staff/incidents")))
                .await;
            browser.choose("kind", "disruption").await;
            browser.fill("title_fa", "ثبت گزارش ممکن نیست").await;
            browser
                .fill("text_fa", "از ساعت ۱۰ نمی‌توان گزارش داد.")
                .await;
            browser.fill("title_en", "Filing is not possible").await;
            browser.follow("main form button[type='submit']").await;
            browser.whole_page(&name("refused")).await;
            browser
                .fill("text_en", "Since ten reports cannot be filed.")
                .await;
            browser.follow("main form button[type='submit']").await;
            browser.whole_page(&name("confirm")).await;
            browser.follow("button[value='send']").await;
            browser.whole_page(&name("list")).await;
            browser.follow("article a.button").await;
            browser.choose("change", "closed").await;
            browser.fill("text_fa", "درست شد.").await;
            browser.whole_page(&name("one")).await;
            browser.follow("main form button[type='submit']").await;
            browser.follow("button[value='send']").await;
            let said = browser.text().await;
            assert!(
                said.contains(if prefix.is_empty() {
                    "رخداد بسته شد"
                } else {
                    "The incident has been closed"
                }),
                "{said}"
            );
            browser
                .go(&server.at(&format!("{prefix}/audit/checks")))
                .await;
            browser.whole_page(&name("checks")).await;
        }
        browser.quit().await;
    }
    server.stop().await;
}

#[tokio::test]
async fn a_disruption_is_told_where_people_begin_until_it_is_over() {
    let server = server().await;
    let text = |fa: &str| Bilingual {
        fa: fa.to_owned(),
        en: None,
    };
    let said = Said {
        title: Some(text("ثبت گزارش کند است")),
        text: text("در حال رسیدگی هستیم."),
    };
    let pages = ["/", "/report", "/track", "/en", "/en/report", "/en/track"];
    let is_told = async |path: &str| {
        let page = server.get(path).await.text().await.unwrap();
        page.contains("ثبت گزارش کند است")
    };
    for path in pages {
        assert!(!is_told(path).await, "{path}");
    }
    let id = IncidentId::draw(server.entropy);
    let incidents = &server.incidents;
    incidents
        .open(&id, Kind::Disruption, &said, "test")
        .await
        .unwrap();
    for path in pages {
        assert!(is_told(path).await, "{path}");
    }
    let tracked = server.post_form("/track", &[("number", "1")]).await;
    assert!(tracked.text().await.unwrap().contains("ثبت گزارش کند است"));
    let end = Said {
        title: None,
        text: text("برطرف شد."),
    };
    incidents
        .add(&id, None, Change::Closed, &end, "test")
        .await
        .unwrap();
    for path in pages {
        assert!(!is_told(path).await, "{path}");
    }
}
