//! The whole loop in a real Chromium, in Persian, as three people, without JavaScript.

mod support;

use support::Browser;

#[tokio::test]
async fn smoke() {
    let b = Browser::start(390).await;
    b.go("data:text/html;charset=utf-8,<p>سلام</p>").await;
    assert!(b.text().await.contains("سلام"));
    b.quit().await;
}
