//! What a reporter typed is still there after Back, and what is wrong with it is the first thing they meet.

use super::*;
use crate::support::Browser;

/// A narrow screen, as high as the first telephones'.
const SHORT_SCREEN: u32 = 568;

async fn typed(browser: &Browser, name: &str) -> String {
    let field = browser.find(&format!("[name='{name}']")).await;
    field.prop("value").await.unwrap().unwrap_or_default()
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
        browser.follow("button[value='check']").await;
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
    browser.follow("button[value='check']").await;
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
