//! What a reporter typed is still there after Back, and what is wrong with it is the first thing they meet.

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::support::Browser;

/// A narrow screen, as high as the first telephones'.
const SHORT_SCREEN: u32 = 568;

async fn typed_in(browser: &Browser, css: &str) -> String {
    let field = browser.find(css).await;
    field.prop("value").await.unwrap().unwrap_or_default()
}

async fn typed(browser: &Browser, name: &str) -> String {
    typed_in(browser, &format!("[name='{name}']:not([type='hidden'])")).await
}

/// Whether all of an element stands in the first so many pixels of the window.
async fn is_within(browser: &Browser, css: &str, height: u32) -> bool {
    let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
        return box.top >= 0 && box.bottom <= arguments[1];";
    let answer = browser
        .driver
        .execute(script, vec![css.into(), height.into()])
        .await
        .unwrap();
    answer.convert().unwrap()
}

#[tokio::test]
async fn back_finds_every_word_where_it_was() {
    let server = TestServer::start().await;
    let browser = Browser::start(390).await;
    let fields = [
        ("narrative", NARRATIVE),
        ("subject", "مدیر ناحیه"),
        ("place", "خیابان بهار"),
        ("occurred", "هفتهٔ پیش"),
        ("contact", "0912 000 0000"),
    ];
    for is_refused in [true, false] {
        browser.go(&server.at("/report")).await;
        for (name, text) in fields {
            browser.fill(name, text).await;
        }
        if !is_refused {
            browser.fill("contact", "").await;
            browser.choose("category", "omission").await;
            browser.choose("province", "IR-23").await;
            browser.choose("institution", "municipality").await;
            browser.choose("anonymity", "anonymous").await;
        }
        browser.follow("button[value='check'].button").await;
        assert_eq!(browser.has(".error-summary").await, is_refused);
        browser.driver.back().await.unwrap();
        browser
            .find("[name='narrative']:not([type='hidden'])")
            .await;
        for (name, text) in fields {
            let is_emptied = !is_refused && name == "contact";
            let expected = if is_emptied { "" } else { text };
            assert_eq!(typed(&browser, name).await, expected, "{name}");
        }
    }
    browser.quit().await;
}

#[tokio::test]
async fn the_summary_of_what_is_wrong_is_met_first_and_leads_to_field_and_label() {
    let server = TestServer::start().await;
    let browser = Browser::start(320).await;
    browser.go(&server.at("/report")).await;
    browser.fill("narrative", "کوتاه").await;
    browser.follow("button[value='check'].button").await;
    browser.find(".error-summary").await;
    assert!(is_within(&browser, ".error-summary h2", SHORT_SCREEN).await);
    let focused = browser.driver.active_element().await.unwrap();
    assert_eq!(
        focused.class_name().await.unwrap().as_deref(),
        Some("error-summary")
    );
    let title = browser.driver.title().await.unwrap();
    assert!(title.starts_with("خطا:"), "{title}");
    for field in ["category", "narrative"] {
        browser
            .click(&format!(".error-summary a[href='#f-{field}']"))
            .await;
        let message = format!("#f-{field}-error");
        assert!(is_within(&browser, &message, SHORT_SCREEN).await, "{field}");
        let label = format!("fieldset:has({message}) legend, label[for='f-{field}'].label");
        assert!(is_within(&browser, &label, SHORT_SCREEN).await, "{field}");
        let focused = browser.driver.active_element().await.unwrap();
        let id = focused.id().await.unwrap().unwrap_or_default();
        assert_eq!(id, format!("f-{field}"));
    }
    browser.quit().await;
}

#[tokio::test]
async fn back_meets_every_page_again_and_sends_nothing() {
    let server = TestServer::start().await;
    let browser = Browser::start(390).await;
    browser.go(&server.at("/report")).await;
    browser.fill("narrative", NARRATIVE).await;
    browser.choose("category", "omission").await;
    browser.choose("province", "IR-23").await;
    browser.choose("institution", "municipality").await;
    browser.choose("anonymity", "anonymous").await;
    browser.follow("button[value='check'].button").await;
    browser.follow("button[value='send'].button").await;
    browser.find("#f-latin").await;
    browser.driver.back().await.unwrap();
    browser.find("button[value='send'].button").await;
    assert!(browser.text().await.contains(NARRATIVE));
    browser.driver.back().await.unwrap();
    browser.find("textarea[name='narrative']").await;
    assert_eq!(typed(&browser, "narrative").await, NARRATIVE);
    browser.driver.forward().await.unwrap();
    browser.driver.forward().await.unwrap();
    browser.find("#f-latin").await;
    browser.driver.refresh().await.unwrap();
    let number = typed_in(&browser, "#f-latin").await;
    assert_eq!(reports(&server).await, 1);

    // Following it, and a form on its page that is refused.
    browser.go(&server.at("/track")).await;
    browser.fill("number", &number).await;
    let field = browser.find("[name='number']").await;
    field.send_keys(thirtyfour::Key::Enter).await.unwrap();
    browser.find("form[action='/track/withdrawal']").await;
    browser
        .follow("form[action='/track/withdrawal'] .button")
        .await;
    browser.find("#withdrawal").await;
    browser.driver.back().await.unwrap();
    browser.find("form[action='/track/withdrawal']").await;
    browser.quit().await;
}

#[tokio::test]
async fn changing_the_language_takes_what_was_typed_along() {
    let server = TestServer::start().await;
    let browser = Browser::start(390).await;
    browser.go(&server.at("/report")).await;
    browser.fill("narrative", NARRATIVE).await;
    browser.choose("category", "omission").await;
    browser.follow("button.language").await;
    browser
        .find("html[lang='en'] textarea[name='narrative']")
        .await;
    assert_eq!(typed(&browser, "narrative").await, NARRATIVE);
    assert!(browser.has("input[value='omission']:checked").await);
    browser.choose("province", "IR-23").await;
    browser.choose("institution", "municipality").await;
    browser.choose("anonymity", "anonymous").await;
    browser.follow("button[value='check'].button").await;
    browser
        .find("html[lang='en'] button[value='send'].button")
        .await;
    browser.follow("button.language").await;
    browser
        .find("html[lang='fa'] button[value='send'].button")
        .await;
    browser.follow("button[value='send'].button").await;
    let number = typed_in(&browser, "#f-latin").await;
    assert!(!browser.has(".language").await, "the number is there once");

    browser.go(&server.at("/track")).await;
    browser.fill("number", &number).await;
    browser.follow("button.language").await;
    browser.find("html[lang='en'] #number").await;
    assert_eq!(typed(&browser, "number").await, number);
    browser.follow("#number .button").await;
    browser
        .find("html[lang='en'] form[action='/en/track/withdrawal']")
        .await;
    browser
        .follow("form[action='/en/track/withdrawal'] .button")
        .await;
    browser.fill("reason", "مشکل حل شد").await;
    browser.follow("button.language").await;
    browser.find("html[lang='fa'] #withdrawal").await;
    assert_eq!(typed(&browser, "reason").await, "مشکل حل شد");
    browser.quit().await;
}

#[tokio::test]
async fn a_page_that_answered_a_form_is_gone_after_a_while_and_was_never_readable_in_the_database()
{
    let start = Timestamp::constant(1_795_511_100, 0);
    let clock = Clock::set_to(start);
    let options = TestOptions {
        clock: clock.clone(),
        ..TestOptions::default()
    };
    let server = TestServer::start_with(options).await;
    let posted = server.client.post(server.at("/report"));
    let posted = posted
        .form(&with(filled(), &[("step", "check")]))
        .send()
        .await
        .unwrap();
    assert_eq!(posted.status(), StatusCode::SEE_OTHER);
    let address = posted.headers()["location"].to_str().unwrap().to_owned();
    let (status, html) = page(server.get(&address).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains(NARRATIVE));

    let token = address.rsplit('/').next().unwrap();
    let rows: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as("select name_hash, sealed from shown_pages")
        .fetch_all(&server.pool)
        .await
        .unwrap();
    let [(name, sealed)] = &rows[..] else {
        panic!("one page is kept")
    };
    assert_ne!(name.as_slice(), token.as_bytes());
    assert_eq!(sealed.len() % 4096, 40, "padded, with nonce and tag");
    let marks = [NARRATIVE.as_bytes(), b"<html", token.as_bytes()];
    for mark in marks {
        assert!(!sealed.windows(mark.len()).any(|window| window == mark));
    }
    for other in ["0".repeat(48), token[..47].to_owned(), "x".to_owned()] {
        let (status, _) = page(server.get(&format!("/shown/{other}")).await).await;
        assert_eq!(status, StatusCode::GONE);
    }

    clock.set(start + SignedDuration::from_mins(15) - SignedDuration::from_millis(1));
    let (status, _) = page(server.get(&address).await).await;
    assert_eq!(status, StatusCode::OK);
    clock.set(start + SignedDuration::from_mins(20));
    let (status, html) = page(server.get(&address).await).await;
    assert_eq!(status, StatusCode::GONE);
    assert!(html.contains("این صفحه دیگر نشان داده نمی‌شود"));
    reporter::shown_page::delete_expired(&server).await.unwrap();
    let left: i64 = sqlx::query_scalar("select count(*) from shown_pages")
        .fetch_one(&server.pool)
        .await
        .unwrap();
    assert_eq!(left, 0);
}
