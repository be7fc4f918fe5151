//! Following, answering, withdrawing, taking the history along.

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use sajam::clock::Clock;
use sajam_ledger::Bundle;

use super::*;

const QUESTION: &str = "کدام خیابان؟";
const ANSWER: &str = "خیابان بهار، از چهارراه تا میدان.";

#[tokio::test]
async fn the_whole_way_from_filing_to_the_answer() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, html) = filed(&server).await;
    assert!(html.contains("گزارش شما ثبت شد") && html.contains(NARRATIVE));

    staff.takes(&server, &number).await;
    staff.reads(&server, &number).await;
    staff.takes_a_step(&server, &number).await;
    staff.asks(&server, &number, QUESTION).await;
    let html = tracked(&server, &number).await;
    assert!(html.contains(QUESTION) && html.contains("یک گام دیگر در رسیدگی به گزارشتان برداشتیم"));
    assert!(
        !html.contains("خوانده شد"),
        "when staff read is theirs and the auditor's to know"
    );

    let answer = with(hidden(&html, "/track/answers"), &[("message", ANSWER)]);
    let (status, html) = page(post(&server, "/track/answers", &answer).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("پاسخ شما رسید") && html.contains(ANSWER));
    assert!(!html.contains("action=\"/track/answers\""));

    // Reloaded.
    let (status, html) = page(post(&server, "/track/answers", &answer).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("این پاسخ پیش‌تر رسیده بود"));

    staff.resolves(&server, &number).await;
    let html = tracked(&server, &number).await;
    assert!(html.contains("گزارش تأیید شد") && html.contains("چراغ‌ها روشن شد."));
    assert!(!html.contains("گزارش‌دهنده نمی‌بیند"));
    assert!(!html.contains("action=\"/track/withdrawal\""));
    for name in [&staff.intake.login, &staff.investigator.login] {
        assert!(!html.contains(name.as_str()), "staff are not named");
    }
    assert!(!html.contains(staff.investigator.id.as_str()));

    let (_, html) = page(post(&server, "/track/answers", &answer).await).await;
    assert!(
        html.contains("این پاسخ پیش‌تر رسیده بود"),
        "also after it was closed"
    );
    let late = with(answer, &[("message", "پاسخی دیگر")]);
    let (status, html) = page(post(&server, "/track/answers", &late).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(html.contains("رسیدگی به این گزارش پایان یافته است") && html.contains("پاسخی دیگر"));
}

#[tokio::test]
async fn what_changed_in_the_meantime_is_told_and_the_text_kept() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    staff.takes(&server, &number).await;
    staff.asks(&server, &number, QUESTION).await;
    let html = tracked(&server, &number).await;
    staff.takes_a_step(&server, &number).await;

    let answer = with(hidden(&html, "/track/answers"), &[("message", ANSWER)]);
    let (status, html) = page(post(&server, "/track/answers", &answer).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let notice = html.split("<h1>").next().unwrap();
    assert!(
        notice.contains("تغییر کرده است")
            && notice.contains("یک گام دیگر در رسیدگی به گزارشتان برداشتیم")
    );
    assert_eq!(typed(&html, "message"), ANSWER);

    let answer = with(hidden(&html, "/track/answers"), &[("message", ANSWER)]);
    let (status, _) = page(post(&server, "/track/answers", &answer).await).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_answer_is_refused_at_its_field() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    staff.takes(&server, &number).await;
    staff.asks(&server, &number, QUESTION).await;
    let html = tracked(&server, &number).await;
    for message in ["", "الف\u{202e}ب", &"گ".repeat(5_001)] {
        let answer = with(hidden(&html, "/track/answers"), &[("message", message)]);
        let (status, html) = page(post(&server, "/track/answers", &answer).await).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(html.contains("id=\"f-message-error\""));
        assert_eq!(typed(&html, "message"), message);
    }
}

#[tokio::test]
async fn withdrawing_is_asked_about_and_done_once() {
    let server = TestServer::start().await;
    let (number, html) = filed(&server).await;
    let asked = hidden(&html, "/track/withdrawal");
    let (status, html) = page(post(&server, "/track/withdrawal", &asked).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("name=\"confirm\" value=\"yes\""));
    assert!(
        tracked(&server, &number)
            .await
            .contains("گزارشتان ثبت شده است")
    );

    let sure = with(
        hidden(&html, "/track/withdrawal"),
        &[("confirm", "yes"), ("reason", "مشکل حل شد")],
    );
    let (status, html) = page(post(&server, "/track/withdrawal", &sure).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("انصراف شما ثبت شد") && html.contains("مشکل حل شد"));
    for again in [sure, asked] {
        let (status, html) = page(post(&server, "/track/withdrawal", &again).await).await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains("پیش‌تر از این گزارش انصراف داده‌اید"));
    }
}

#[tokio::test]
async fn withdrawing_after_a_change_asks_again() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, html) = filed(&server).await;
    staff.takes(&server, &number).await;
    let sure = with(
        hidden(&html, "/track/withdrawal"),
        &[("confirm", "yes"), ("reason", "دلیل")],
    );
    let (status, html) = page(post(&server, "/track/withdrawal", &sure).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(html.contains("گزارشتان به دست ما رسید"));
    assert_eq!(typed(&html, "reason"), "دلیل");
    let sure = with(hidden(&html, "/track/withdrawal"), &[("confirm", "yes")]);
    let (status, _) = page(post(&server, "/track/withdrawal", &sure).await).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn the_history_is_a_bundle_that_verifies_and_names_no_staff() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    staff.takes(&server, &number).await;
    let html = tracked(&server, &number).await;
    let file = post(&server, "/track/history", &hidden(&html, "/track/history")).await;
    assert_eq!(file.headers()["content-type"], "application/json");
    assert_eq!(
        file.headers()["content-disposition"],
        "attachment; filename=\"sajam-history.json\""
    );
    assert_eq!(file.headers()["cache-control"], "no-store");
    let json = file.text().await.unwrap();
    Bundle::parse(json.as_bytes()).unwrap();
    assert!(!json.contains(staff.intake.id.as_str()) && json.contains("Assigned"));
}

#[tokio::test]
async fn a_page_open_too_long_asks_for_the_number_and_keeps_the_text() {
    let clock = Clock::set_to(Timestamp::constant(1_795_511_100, 0));
    let server = TestServer::start_with(TestOptions {
        clock: clock.clone(),
        ..TestOptions::default()
    })
    .await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    staff.takes(&server, &number).await;
    staff.asks(&server, &number, QUESTION).await;
    let html = tracked(&server, &number).await;
    let answer = with(hidden(&html, "/track/answers"), &[("message", ANSWER)]);

    clock.set(clock.now() + SignedDuration::from_millis(3_600_001));
    let (status, html) = page(post(&server, "/track/answers", &answer).await).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let kept = hidden(&html, "/track");
    assert_eq!(kept["message"], ANSWER);
    // A mistyped number loses nothing either.
    let (_, html) = page(post(&server, "/track", &with(kept, &[("number", "12")])).await).await;
    let kept = with(hidden(&html, "/track"), &[("number", &number)]);
    let (status, html) = page(post(&server, "/track", &kept).await).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(typed(&html, "message"), ANSWER);

    for path in ["/track/withdrawal", "/track/history", "/track"] {
        let (status, _) = page(post(&server, path, &answer).await).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn times_say_the_hour_of_the_reporter_and_the_day_of_staff() {
    // 12:35 in Tehran.
    let clock = Clock::set_to(Timestamp::constant(1_795_511_100, 0));
    let server = TestServer::start_with(TestOptions {
        clock,
        ..TestOptions::default()
    })
    .await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    staff.takes(&server, &number).await;
    let html = tracked(&server, &number).await;
    let timeline = html.split("<ol class=\"timeline\"").nth(1).unwrap();
    let timeline = timeline.split("</ol>").next().unwrap();
    assert!(timeline.contains("حدود ساعت ۱۳"));
    assert_eq!(timeline.matches("ساعت").count(), 1);
    assert!(!html.contains("۱۲:۳۵"));
}
