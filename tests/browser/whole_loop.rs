//! The whole loop in a real Chromium, in Persian, as three people, without JavaScript: somebody reports, staff handle
//! it, the reporter answers and reads the outcome, an auditor checks, and `sajam-verify` confirms what was downloaded.
//! Pictures of every step are left in `target/screenshots`.

use std::process::Command;

use sajam_aggregates::{Role, TrackingNumber};

use crate::support::{Browser, TestServer, program};

const NARRATIVE: &str = "سه ماه است که دریچهٔ فاضلاب روبه‌روی مدرسه باز مانده و با وجود چند بار مراجعه، کسی رسیدگی نکرده است.";
const QUESTION: &str = "آیا شمارهٔ درخواست‌های پیشین را دارید؟";
const ANSWER: &str = "بله، دو شماره دارم و عکس هر دو را نگه داشته‌ام.";
const EXPLANATION: &str = "گزارش شما درست بود؛ دریچه ترمیم و به مسئول ناحیه تذکر داده شد.";
const NOTE: &str = "از محل بازدید شد و دریچه بدون حفاظ بود.";

fn has(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "«{wanted}» is not in:\n{text}");
}

async fn sign_in(browser: &Browser, server: &TestServer, login: &str, password: &str) {
    browser.go(&server.at("/staff/login")).await;
    browser.fill("login", login).await;
    browser.fill("password", password).await;
    browser.follow("main form button").await;
}

async fn sign_out(browser: &Browser) {
    browser.follow("form.account button").await;
}

fn verify(arguments: &[&str]) -> std::process::Output {
    Command::new(program("sajam-verify"))
        .args(arguments)
        .output()
        .unwrap()
}

#[tokio::test]
async fn a_report_from_its_filing_to_its_audit() {
    let server = TestServer::start().await;
    let accounts = server.accounts().await;
    let reporter = Browser::start(500).await;

    // Somebody files a report on a phone.
    reporter.go(&server.at("/")).await;
    reporter.whole_page("01-home-phone").await;
    reporter.follow("main a[href='/report']").await;
    reporter.choose("category", "omission").await;
    reporter.choose("province", "IR-23").await;
    reporter.choose("institution", "municipality").await;
    reporter.fill("narrative", "کوتاه").await;
    reporter.choose("anonymity", "anonymous").await;
    reporter.follow("button[value='check'].button").await;
    reporter.whole_page("02-refused-form").await;
    assert_eq!(
        reporter
            .find("[name='narrative']")
            .await
            .value()
            .await
            .unwrap()
            .as_deref(),
        Some("کوتاه")
    );
    reporter.fill("narrative", NARRATIVE).await;
    reporter.fill("subject", "مسئول خدمات شهری ناحیه").await;
    reporter.whole_page("03-form").await;
    reporter.follow("button[value='check'].button").await;
    has(&reporter.text().await, NARRATIVE);
    reporter.whole_page("04-check-before-sending").await;
    reporter.follow("button[value='send'].button").await;
    reporter.whole_page("05-submitted").await;
    let shown = reporter
        .find(".tracking-number")
        .await
        .text()
        .await
        .unwrap();
    let number = shown
        .lines()
        .find_map(|line| TrackingNumber::parse(line).ok())
        .expect("a tracking number is shown");
    let number = number.digits().to_string();
    let address = reporter.driver.current_url().await.unwrap();
    assert!(!address.as_str().contains(&number));
    assert!(
        reporter.driver.get_all_cookies().await.unwrap().is_empty(),
        "reporters get no cookies"
    );
    reporter
        .click("form[action$='/report/receipt'] button")
        .await;
    let receipt = reporter.downloaded("sajam-receipt.txt").await;

    // Intake acknowledges, triages and assigns it.
    let staff = Browser::start(1280).await;
    let of = |role: Role| accounts[&role].clone();
    let (login, password) = of(Role::Intake);
    server.settle().await;
    sign_in(&staff, &server, &login, &password).await;
    staff.whole_page("06-intake-queue").await;
    staff.follow("main table tbody a").await;
    has(&staff.text().await, NARRATIVE);
    staff.whole_page("07-case").await;
    staff.send("acknowledge", &[]).await;
    staff.send("triage", &[("priority", "high")]).await;
    staff.send("assign", &[("unit", "public-rights")]).await;
    staff.whole_page("08-assigned").await;
    sign_out(&staff).await;

    // The investigator asks; the reporter, with Persian digits, answers.
    let (login, password) = of(Role::Investigator);
    server.settle().await;
    sign_in(&staff, &server, &login, &password).await;
    staff.go(&server.at("/staff/queues/unit")).await;
    staff.follow("main table tbody a").await;
    let case = staff.driver.current_url().await.unwrap().to_string();
    staff.send("ask-question", &[("message", QUESTION)]).await;
    reporter.go(&server.at("/track")).await;
    let persian: String = number
        .chars()
        .map(|digit| char::from_u32(u32::from(digit) - 0x30 + 0x6f0).unwrap())
        .collect();
    reporter.fill("number", &persian).await;
    reporter.whole_page("09-track").await;
    reporter.follow("main form button[type='submit']").await;
    has(&reporter.text().await, QUESTION);
    reporter.whole_page("10-question").await;
    reporter.send("track/answers", &[("message", ANSWER)]).await;
    has(&reporter.text().await, ANSWER);
    reporter.whole_page("11-answered").await;

    // The investigator notes a step and resolves it, which is asked for twice.
    staff.go(&case).await;
    has(&staff.text().await, ANSWER);
    let step = [("step", "site-visit"), ("note", NOTE)];
    staff.send("investigate", &step).await;
    let resolution = [("outcome", "substantiated"), ("explanation", EXPLANATION)];
    staff.send("resolve", &resolution).await;
    has(&staff.text().await, EXPLANATION);
    staff.whole_page("12-confirm-resolution").await;
    staff
        .follow("form[action$='/resolve'] button[type='submit']")
        .await;
    staff.whole_page("13-resolved-case").await;
    sign_out(&staff).await;

    // The reporter reads the outcome and downloads the history.
    reporter.go(&server.at("/track")).await;
    reporter.fill("number", &number).await;
    reporter.follow("main form button[type='submit']").await;
    let page = reporter.text().await;
    has(&page, EXPLANATION);
    assert!(
        !page.contains(NOTE),
        "the file's notes are not the reporter's"
    );
    reporter.whole_page("14-outcome").await;
    server.settle().await;
    reporter
        .click("form[action$='/track/history'] button")
        .await;
    let history = reporter.downloaded("sajam-history.json").await;

    // An auditor finds it by id, sees who acted and not a word of what was written.
    let id = case
        .split('?')
        .next()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let (login, password) = of(Role::Auditor);
    sign_in(&staff, &server, &login, &password).await;
    staff.whole_page("15-audit").await;
    staff.go(&server.at(&format!("/audit/reports/{id}"))).await;
    let page = staff.text().await;
    for word in [NARRATIVE, QUESTION, ANSWER, EXPLANATION, NOTE] {
        assert!(!page.contains(word));
    }
    has(&page, "Resolved");
    staff.whole_page("16-audited-history").await;

    // What was downloaded holds, and one changed byte is told with its event.
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let key = server.get("/ledger/key").await.bytes().await.unwrap();
    let (key, receipt) = (file("log.pub", &key), file("receipt.txt", &receipt));
    let bundle = file("history.json", &history);
    let confirmed = verify(&["bundle", &bundle, "--key-file", &key, "--receipt", &receipt]);
    assert!(
        confirmed.status.success(),
        "{}",
        String::from_utf8_lossy(&confirmed.stderr)
    );
    let broken = String::from_utf8(history)
        .unwrap()
        .replacen("\"Triaged\"", "\"Triagee\"", 1);
    let broken = file("broken.json", broken.as_bytes());
    let refused = verify(&["bundle", &broken, "--key-file", &key]);
    assert_eq!(refused.status.code(), Some(1));
    has(
        &String::from_utf8(refused.stderr).unwrap(),
        "event 4 (Triagee)",
    );

    reporter.quit().await;
    staff.quit().await;
}
