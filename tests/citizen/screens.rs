//! Every page of the reporter's in a real Chromium without JavaScript, in both languages, on a telephone and on a wide
//! screen: for people to look at, and checked for what no eye forgives, a page wider than its screen.

use jiff::Timestamp;
use serde_json::json;

use super::*;
use crate::support::Browser;

struct Walk<'a> {
    browser: &'a Browser,
    /// `fa-390`.
    name: String,
}

impl Walk<'_> {
    /// The whole page as `target/screenshots/reporter-<name>-<page>.png`.
    async fn shot(&self, page: &str) {
        let name = format!("reporter-{}-{page}", self.name);
        self.browser.whole_page(&name).await;
    }

    /// Presses a button and waits for the page after it, which must have what is named.
    async fn press(&self, css: &str, then: &str) {
        self.browser.follow(css).await;
        self.browser.find(then).await;
    }
}

#[tokio::test]
async fn the_reporters_pages_in_a_browser() {
    let options = TestOptions {
        clock: Clock::set_to(Timestamp::constant(1_795_511_100, 0)),
        ..TestOptions::default()
    };
    let server = TestServer::start_with(options).await;
    let staff = Staff::of(&server).await;
    for width in [390, 1280] {
        let browser = Browser::start(width).await;
        for prefix in ["", "/en"] {
            let language = if prefix.is_empty() { "fa" } else { "en" };
            let walk = Walk {
                browser: &browser,
                name: format!("{language}-{width}"),
            };
            follow_a_report(&server, &staff, &walk, prefix).await;
        }
        browser.quit().await;
    }
}

async fn follow_a_report(server: &TestServer, staff: &Staff, walk: &Walk<'_>, prefix: &str) {
    let browser = walk.browser;
    let button = |path: &str| format!("form[action='{prefix}{path}'] button");
    browser.go(&server.at(&format!("{prefix}/report"))).await;
    walk.shot("01-form").await;
    browser.fill("narrative", "کوتاه").await;
    browser.fill("identity", "م. کریمی").await;
    walk.press("button[value='check'].button", ".error-summary")
        .await;
    walk.shot("02-form-refused").await;
    browser.fill("narrative", NARRATIVE).await;
    browser.fill("identity", "").await;
    browser.fill("place", "خیابان بهار").await;
    browser
        .fill("subject", "تلفن دفتر: 021-8888 1234، همراه ۰۹۱۲ ۳۴۵ ۶۷۸۹")
        .await;
    browser.choose("category", "omission").await;
    browser.choose("province", "IR-23").await;
    browser.choose("institution", "municipality").await;
    walk.press(
        "button[value='check'].button",
        "button[value='send'].button",
    )
    .await;
    walk.shot("03-review").await;
    assert!(browser.has("main .prose-pre bdi[dir='ltr']").await);
    assert_eq!(browser.out_of_order().await, [""; 0]);
    walk.press("button[value='send'].button", "#f-latin").await;
    let number = browser
        .find("#f-latin")
        .await
        .value()
        .await
        .unwrap()
        .unwrap();
    walk.shot("04-submitted").await;
    assert_eq!(browser.sheets().await, 1, "the number is kept on one sheet");
    browser.click(&button("/report/receipt")).await;
    let receipt = browser.downloaded("sajam-receipt.txt").await;
    let receipt = String::from_utf8(receipt).unwrap();
    let key = server.secrets.log.verifier_key();
    key.verify_receipt(&receipt).unwrap();

    browser.go(&server.at(&format!("{prefix}/track"))).await;
    walk.shot("05-number").await;
    browser.fill("number", "1234").await;
    walk.press(&button("/track"), ".error-summary").await;
    walk.shot("06-number-refused").await;
    browser.fill("number", &number).await;
    walk.press(&button("/track"), ".timeline").await;
    walk.shot("07-received").await;

    staff.takes(server, &number).await;
    staff.takes_a_step(server, &number).await;
    let question = "کدام خیابان؟ لطفاً از کجا تا کجا را هم بنویسید.";
    staff.asks(server, &number, question).await;
    server.settle().await;
    walk.press(&button("/track"), "#question").await;
    walk.shot("08-question").await;
    staff.takes_a_step(server, &number).await;
    browser
        .fill("message", "خیابان بهار، از چهارراه تا میدان.")
        .await;
    walk.press(&button("/track/answers"), ".notice-warning")
        .await;
    walk.shot("09-changed").await;
    walk.press(&button("/track/answers"), ".notice-success")
        .await;
    browser.click("details summary").await;
    walk.shot("10-answered").await;
    browser.click(&button("/track/history")).await;
    let bundle = browser.downloaded("sajam-history.json").await;
    sajam_ledger::Bundle::parse(&bundle).unwrap();
    walk.press(&button("/track/withdrawal"), ".confirm").await;
    walk.shot("11-withdraw").await;
    walk.press(&format!("button[formaction='{prefix}/track']"), ".timeline")
        .await;
    staff.resolves(server, &number).await;
    walk.press(&button("/track"), ".timeline-end").await;
    walk.shot("12-resolved").await;
    walk.press(&button("/track/appeal"), "[name='grounds']")
        .await;
    walk.press("button[name='confirm'].button", ".error-summary")
        .await;
    walk.shot("17-appeal-refused").await;
    let grounds = "چراغ‌های کوچهٔ پشتی هنوز خاموش است؛ دیشب خودم دیدم.";
    browser.fill("grounds", grounds).await;
    walk.press(&format!("button[formaction='{prefix}/track']"), ".timeline")
        .await;
    walk.press(&button("/track/appeal"), "[name='grounds']")
        .await;
    walk.shot("18-appeal").await;
    walk.press("button[name='confirm'].button", ".notice-success")
        .await;
    walk.shot("19-appealed").await;
    staff.dismisses(server, &number).await;
    walk.press(&button("/track"), ".timeline-end").await;
    walk.shot("20-dismissed").await;
    server.published().await;
    walk.press(&button("/track"), ".timeline-end").await;
    browser
        .click("details:has(select[name='event']) summary")
        .await;
    walk.shot("14-published").await;
    browser.choose("event", "1").await;
    browser.click(&button("/track/proof")).await;
    let proof = browser.downloaded("sajam-step.tlog-proof").await;
    let proof = sajam_ledger::LogProof::parse(&String::from_utf8(proof).unwrap()).unwrap();
    proof.verify(&key, None).unwrap();
    browser.click("#feed summary").await;
    walk.shot("17-feed-offer").await;
    walk.press(&button("/track/feed"), "main .notice-warning")
        .await;
    walk.shot("18-feed-address").await;
    walk.press(&button("/track"), "#feed").await;
    browser.click("#feed summary").await;
    walk.shot("19-feed-there").await;
    walk.press(&button("/track/feed/revocation"), ".notice-success")
        .await;
    walk.shot("20-feed-revoked").await;
    let print = json!({"media": "print"});
    browser.devtools("Emulation.setEmulatedMedia", print).await;
    walk.shot("15-printed").await;
    let screen = json!({"media": ""});
    browser.devtools("Emulation.setEmulatedMedia", screen).await;
    browser.go(&server.at(&format!("{prefix}/verify"))).await;
    walk.shot("16-verify").await;
    browser
        .go(&server.at(&format!("{prefix}/track/nothing")))
        .await;
    walk.shot("13-error").await;
}
