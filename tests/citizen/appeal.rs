//! Appealing against the answer: once, and what comes of it.

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use sajam_aggregates::Role;
use sajam_ledger::Bundle;
use serde_json::{Value, json};

use super::*;

const GROUNDS: &str = "چراغ‌های کوچهٔ پشتی هنوز خاموش است.";

/// A report that was resolved, and its tracking page.
async fn answered(server: &TestServer, staff: &Staff) -> (String, String) {
    let (number, _) = filed(server).await;
    staff.takes(server, &number).await;
    staff.resolves(server, &number).await;
    let html = tracked(server, &number).await;
    (number, html)
}

/// The form that sends the appeal, from a tracking page.
async fn sure(server: &TestServer, html: &str, grounds: &str) -> Fields {
    let (status, html) =
        page(post(server, "/track/appeal", &hidden(html, "/track/appeal")).await).await;
    assert_eq!(status, StatusCode::OK);
    with(
        hidden(&html, "/track/appeal"),
        &[("confirm", "yes"), ("grounds", grounds)],
    )
}

async fn appealed(server: &TestServer, staff: &Staff) -> (String, Fields) {
    let (number, html) = answered(server, staff).await;
    let sure = sure(server, &html, GROUNDS).await;
    let (status, html) = page(post(server, "/track/appeal", &sure).await).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    (number, sure)
}

/// What the page says first: the status, and what holds of the answer.
fn card(html: &str) -> &str {
    let rest = html.split("<section class=\"card field\">").nth(1).unwrap();
    rest.split("</section>").next().unwrap()
}

#[tokio::test]
async fn an_appeal_is_explained_made_once_and_dismissed() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, html) = answered(&server, &staff).await;
    let (status, asked) =
        page(post(&server, "/track/appeal", &hidden(&html, "/track/appeal")).await).await;
    assert_eq!(status, StatusCode::OK);
    for told in [
        "فقط یک بار",
        "گزارش تأیید شد",
        "چراغ‌ها روشن شد.",
        "value=\"yes\"",
    ] {
        assert!(asked.contains(told), "{told}");
    }
    let kept = with(hidden(&asked, "/track/appeal"), &[("grounds", GROUNDS)]);
    let (_, back) = page(post(&server, "/track", &kept).await).await;
    assert_eq!(
        hidden(&back, "/track/appeal")["grounds"],
        GROUNDS,
        "«no» keeps the text"
    );

    let sure = with(kept, &[("confirm", "yes")]);
    let (status, html) = page(post(&server, "/track/appeal", &sure).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("اعتراض شما ثبت شد") && html.contains(GROUNDS));
    assert!(card(&html).contains("در انتظار تصمیم") && card(&html).contains("چراغ‌ها روشن شد."));
    for action in ["/track/appeal", "/track/withdrawal"] {
        assert!(!html.contains(&format!("action=\"{action}\"")), "{action}");
    }

    // Reloaded, and with another text.
    let (status, html) = page(post(&server, "/track/appeal", &sure).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("این اعتراض پیش‌تر رسیده بود"));
    let other = with(sure.clone(), &[("grounds", "دلیلی دیگر")]);
    let (status, html) = page(post(&server, "/track/appeal", &other).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(html.contains("فقط یک بار می‌توان اعتراض کرد") && html.contains("دلیلی دیگر"));
    let withdrawal = with(sure.clone(), &[("reason", "")]);
    let (_, html) = page(post(&server, "/track/withdrawal", &withdrawal).await).await;
    assert!(html.contains("اعتراضی در انتظار تصمیم است"));

    staff.dismisses(&server, &number).await;
    let html = tracked(&server, &number).await;
    for told in ["گزارش تأیید شد", "چراغ‌ها روشن شد.", "پذیرفته نشد", DECISION]
    {
        assert!(card(&html).contains(told), "{told}");
    }
    assert!(!html.contains("action=\"/track/appeal\""));
    let (status, _) = page(post(&server, "/track/appeal", &other).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(!html.contains(staff.supervisor.login.as_str()));
    assert!(!html.contains(staff.supervisor.id.as_str()));
}

#[tokio::test]
async fn an_accepted_appeal_takes_the_answer_back_until_there_is_another() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, sure) = appealed(&server, &staff).await;
    staff.reopens(&server, &number).await;
    let html = tracked(&server, &number).await;
    assert!(html.contains("رسیدگی از سر گرفته شد") && html.contains(DECISION));
    assert!(card(&html).contains("در حال رسیدگی") && !card(&html).contains("چراغ‌ها روشن شد."));
    assert!(html.contains("action=\"/track/withdrawal\""));
    staff.asks(&server, &number, "کدام کوچه؟").await;
    let html = tracked(&server, &number).await;
    let answer = with(hidden(&html, "/track/answers"), &[("message", "پشتی")]);
    let (status, _) = page(post(&server, "/track/answers", &answer).await).await;
    assert_eq!(status, StatusCode::OK);

    let again = case::Resolve {
        outcome: Outcome::PartlySubstantiated,
        explanation: Message::parse("کوچه هم روشن شد.").unwrap(),
        reasons: None,
    };
    staff.does(&server, &number, again).await;
    let html = tracked(&server, &number).await;
    assert!(card(&html).contains("کوچه هم روشن شد."));
    assert!(
        !card(&html).contains("چراغ‌ها روشن شد."),
        "the first answer is history"
    );
    assert!(html.contains("چراغ‌ها روشن شد."), "and stays there");
    assert!(!html.contains("action=\"/track/appeal\""));
    let (status, html) = page(
        post(
            &server,
            "/track/appeal",
            &with(sure, &[("grounds", "باز هم")]),
        )
        .await,
    )
    .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(html.contains("فقط یک بار") && html.contains("باز هم"));
}

#[tokio::test]
async fn wrong_grounds_are_refused_at_their_field_and_kept() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, html) = answered(&server, &staff).await;
    for grounds in ["", "الف\u{202e}ب", &"گ".repeat(5_001)] {
        let sure = sure(&server, &html, grounds).await;
        let (status, html) = page(post(&server, "/track/appeal", &sure).await).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(html.contains("id=\"f-grounds-error\""));
        assert_eq!(typed(&html, "grounds"), grounds);
    }
    let html = tracked(&server, &number).await;
    assert!(
        html.contains("action=\"/track/appeal\""),
        "nothing was recorded"
    );
}

#[tokio::test]
async fn there_is_nothing_to_appeal_against_before_the_answer_or_after_a_withdrawal() {
    let server = TestServer::start().await;
    let (number, html) = filed(&server).await;
    assert!(!html.contains("action=\"/track/appeal\""));
    let access = hidden(&html, "/track/withdrawal");
    for confirm in ["", "yes"] {
        let early = with(
            access.clone(),
            &[("grounds", GROUNDS), ("confirm", confirm)],
        );
        let (status, html) = page(post(&server, "/track/appeal", &early).await).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(html.contains("هنوز نتیجه‌ای اعلام نشده است") && html.contains(GROUNDS));
    }
    let sure = with(access, &[("confirm", "yes"), ("reason", "")]);
    let (status, _) = page(post(&server, "/track/withdrawal", &sure).await).await;
    assert_eq!(status, StatusCode::OK);
    let html = tracked(&server, &number).await;
    assert!(!html.contains("action=\"/track/appeal\""));
    let late = with(sure, &[("grounds", GROUNDS)]);
    let (status, _) = page(post(&server, "/track/appeal", &late).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_appeal_goes_on_after_the_number_was_needed_again() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, _) = answered(&server, &staff).await;
    let stale = fields(&[("access", "x"), ("confirm", "yes"), ("grounds", GROUNDS)]);
    let (status, html) = page(post(&server, "/track/appeal", &stale).await).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let number = with(hidden(&html, "/track"), &[("number", &number)]);
    let (status, html) = page(post(&server, "/track", &number).await).await;
    assert_eq!(status, StatusCode::OK);
    let (_, html) =
        page(post(&server, "/track/appeal", &hidden(&html, "/track/appeal")).await).await;
    assert_eq!(typed(&html, "grounds"), GROUNDS);
}

#[tokio::test]
async fn the_reporters_history_discloses_the_appeal_and_its_decision() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, _) = appealed(&server, &staff).await;
    staff.dismisses(&server, &number).await;
    let html = tracked(&server, &number).await;
    let file = post(&server, "/track/history", &hidden(&html, "/track/history")).await;
    let bundle: Value = file.json().await.unwrap();
    Bundle::parse(bundle.to_string().as_bytes()).unwrap();
    for name in ["Appealed", "AppealDismissed"] {
        let events = bundle["events"].as_array().unwrap();
        let event = events
            .iter()
            .find(|event| event["header"]["type"] == name)
            .unwrap_or_else(|| panic!("{name} is not in {bundle}"));
        assert!(
            event["payload"].is_object(),
            "{name} is the reporter's to see"
        );
        assert!(event["context"].is_null(), "who acted is not");
    }
}

#[tokio::test]
async fn an_appeal_by_program() {
    let server = TestServer::start_with(TestOptions {
        clock: Clock::set_to(Timestamp::constant(1_795_511_100, 0)),
        ..TestOptions::default()
    })
    .await;
    let staff = Staff::of(&server).await;
    let (number, _) = answered(&server, &staff).await;
    // The reporter comes back some hours later: an event is never told as earlier than the one before it.
    server
        .clock
        .set(server.clock.now() + SignedDuration::from_hours(5));
    let call = async |path: &str, body: Value| {
        let answer = server.post_json(path, &body).await;
        let status = answer.status();
        (status, answer.json::<Value>().await.unwrap())
    };
    let (_, state) = call("/api/v1/track", json!({"tracking_number": number})).await;
    assert_eq!(
        (&state["status"], &state["may_appeal"]),
        (&json!("resolved"), &json!(true))
    );
    let with = |grounds: &str, seen: &Value| json!({"tracking_number": number, "grounds": grounds, "seen": seen});
    let (status, problem) = call("/api/v1/track/appeal", with("", &state["revision"])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["errors"][0]["field"], "grounds");
    let (status, problem) = call("/api/v1/track/appeal", with(GROUNDS, &json!(1))).await;
    assert_eq!(
        (status, &problem["type"]),
        (StatusCode::CONFLICT, &json!("/problems/conflict"))
    );
    let (status, appealed) = call("/api/v1/track/appeal", with(GROUNDS, &state["revision"])).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(appealed["status"], "appealed");
    assert_eq!(appealed["may_appeal"], false);
    let last = appealed["timeline"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["event"], &last["message"]),
        (&json!("Appealed"), &json!(GROUNDS))
    );
    assert!(
        last["at"].as_str().unwrap().ends_with(":00:00.000Z"),
        "the hour only"
    );
    let (status, problem) = call("/api/v1/track/appeal", with(GROUNDS, &json!(null))).await;
    assert_eq!(
        (status, &problem["type"]),
        (StatusCode::CONFLICT, &json!("/problems/already-appealed"))
    );
    staff.dismisses(&server, &number).await;
    let (_, state) = call("/api/v1/track", json!({"tracking_number": number})).await;
    let last = state["timeline"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["event"], &last["message"]),
        (&json!("AppealDismissed"), &json!(DECISION))
    );
    assert_eq!(last["at"].as_str().unwrap().len(), 10, "the day only");
    assert!(!state.to_string().contains(Role::Supervisor.code()));
}
