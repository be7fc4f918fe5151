//! The pages that explain, in a real Chromium, in both languages, on a telephone and on a wide screen: for people to look
//! at, and checked for what no eye forgives, a page wider than its screen.

use crate::support::{Browser, TestServer};

const PAGES: [&str; 4] = ["methodology", "glossary", "verify", "how-it-works"];

#[tokio::test]
async fn the_pages_that_explain_in_a_browser() {
    let server = TestServer::start().await;
    for width in [360, 1280] {
        let browser = Browser::start(width).await;
        for page in PAGES {
            for (prefix, language) in [("", "fa"), ("/en", "en")] {
                browser.go(&server.at(&format!("{prefix}/{page}"))).await;
                browser
                    .whole_page(&format!("explained-{page}-{language}-{width}"))
                    .await;
            }
        }
        browser.quit().await;
    }
}
