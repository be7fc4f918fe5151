//! The tests' own browser: what it clicks on is hit wherever it stands, and what cannot be hit fails at once, with a
//! picture.

use std::panic::AssertUnwindSafe;
use std::path::Path;

use futures::FutureExt;

use crate::support::Browser;

/// A page of this content in a folder, and its address.
fn page(folder: &Path, name: &str, content: &str) -> String {
    let html = format!(
        "<!doctype html><meta charset=\"utf-8\"><title>{name}</title><body>{content}<footer>End</footer>"
    );
    let path = folder.join(format!("{name}.html"));
    std::fs::write(&path, html).unwrap();
    format!("file://{}", path.display())
}

/// What a helper said when it ended the test.
async fn failure(helper: impl Future<Output = ()>) -> String {
    let panic = AssertUnwindSafe(helper).catch_unwind().await.unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[tokio::test]
async fn a_link_with_three_pixels_in_the_window_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let browser = Browser::start(390).await;
    page(folder.path(), "next", "");
    let link =
        "<a href=\"next.html\" style=\"position: absolute; top: 897px; height: 44px\">Next</a>";
    browser.go(&page(folder.path(), "low", link)).await;
    browser.follow("a").await;
    let url = browser.driver.current_url().await.unwrap();
    assert!(url.path().ends_with("/next.html"), "{url}");
    browser.quit().await;
}

#[tokio::test]
async fn what_cannot_be_hit_fails_at_once_with_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let browser = Browser::start(390).await;
    for (style, why) in [
        (
            "",
            "it is covered by <div id=\"over\" style=\"position: fixed; inset: 0\"></div>",
        ),
        (
            "position: fixed; left: -50px; width: 40px",
            "is outside the window (390 x 900)",
        ),
        ("display: none", "it is not displayed"),
    ] {
        let content = format!(
            "<button style=\"{style}\">Send</button><div id=\"over\" style=\"position: fixed; inset: 0\"></div>"
        );
        browser.go(&page(folder.path(), "closed", &content)).await;
        let said = failure(browser.click("button")).await;
        assert!(
            said.starts_with("button cannot be clicked on: ") && said.contains(why),
            "{said}"
        );
        let picture = said.split(['(', ')']).nth_back(1).unwrap();
        assert!(
            picture.ends_with(
                "screenshots/failed-browser-pointing-what_cannot_be_hit_fails_at_once_with_a_picture.png"
            )
        );
        std::fs::remove_file(picture).unwrap();
    }
    browser.quit().await;
}

#[tokio::test]
async fn chromium_s_own_words_are_told() {
    let browser = Browser::start(390).await;
    let asked = async {
        browser
            .devtools("Page.nothing", serde_json::json!({}))
            .await;
    };
    let said = failure(asked).await;
    assert!(said.contains("'Page.nothing' wasn't found"), "{said}");
    browser.quit().await;
}
