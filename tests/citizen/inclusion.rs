//! Since when the public log holds a report's steps, and the proof of each.

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use sajam::clock::Clock;
use sajam_ledger::{LogProof, event_hash};
use serde_json::{Value, json};

use super::*;
use crate::support::{found, sajam_verify, verified};

/// 3 Azar 1405, 12:35 in Tehran.
const NOW: Timestamp = Timestamp::constant(1_795_511_100, 0);
const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn server() -> TestServer {
    let server = TestServer::start_with(TestOptions {
        clock: Clock::set_to(NOW),
        ..TestOptions::default()
    })
    .await;
    // What is filed from now on waits for the next beat.
    server.published().await;
    server
}

/// Publishes what there is a day later; the checkpoint's size.
async fn published_next_day(server: &TestServer) -> u64 {
    server.settle().await;
    // In one move with the next beat: nothing is published on the way there.
    server.clock.set(server.clock.now() + DAY);
    server.publish().await;
    let newest = server.checkpoints.newest().await.unwrap();
    newest.unwrap().size
}

/// The part of the page that speaks of the log.
fn history(html: &str) -> &str {
    let rest = html
        .split("تاریخچه‌ای که پنهانی تغییر نمی‌کند")
        .nth(1)
        .unwrap();
    rest.split("action=\"/track\"").next().unwrap()
}

async fn proof(server: &TestServer, html: &str, event: &str) -> Response {
    let asked = with(hidden(html, "/track/proof"), &[("event", event)]);
    post(server, "/track/proof", &asked).await
}

#[tokio::test]
async fn the_page_says_since_which_checkpoint_the_log_holds_all_of_it() {
    let server = server().await;
    let staff = Staff::of(&server).await;
    let (number, html) = filed(&server).await;
    // Filed at 12:35: published by the second beat after the end of that hour, 13:30.
    assert!(history(&html).contains("هنوز در دفتر همگانی نیست؛ حداکثر تا ۳ آذر ۱۴۰۵، ساعت ۱۳:۵۰"));
    staff.takes(&server, &number).await;

    let first = published_next_day(&server).await;
    let words = |size: u64, day: &str| {
        let size = sajam::locale::Translator::of(sajam::locale::Locale::Fa).number(size);
        format!("از {day} در دفتر همگانی است، از زمانی که دفتر با {size} ورودی منتشر شد")
    };
    let since = words(first, "۴ آذر ۱۴۰۵");
    assert!(history(&tracked(&server, &number).await).contains(&since));

    // The first checkpoint stays the first; an hour is not told, a later one is not named.
    filed(&server).await;
    let second = published_next_day(&server).await;
    assert!(second > first);
    let html = tracked(&server, &number).await;
    assert!(history(&html).contains(&since));
    assert!(!history(&html).contains("ساعت"));

    // That staff read it shows nowhere, so it must not put the page back to waiting.
    staff.reads(&server, &number).await;
    assert!(history(&tracked(&server, &number).await).contains(&since));
    published_next_day(&server).await;
    assert!(history(&tracked(&server, &number).await).contains(&since));

    staff.takes_a_step(&server, &number).await;
    let html = tracked(&server, &number).await;
    assert!(history(&html).contains("هنوز در دفتر همگانی نیست"));
    let fourth = published_next_day(&server).await;
    let html = tracked(&server, &number).await;
    assert!(
        history(&html).contains(&words(fourth, "۷ آذر ۱۴۰۵")),
        "{}",
        history(&html)
    );
    assert!(html.contains("href=\"/verify\""));
}

#[tokio::test]
async fn the_proof_of_a_step_verifies_elsewhere_once_it_is_published() {
    let server = server().await;
    let staff = Staff::of(&server).await;
    let (number, html) = filed(&server).await;
    let (status, early) = page(proof(&server, &html, "1").await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(early.contains("حداکثر تا ۳ آذر ۱۴۰۵، ساعت ۱۳:۵۰ آمادهٔ دریافت است"));

    staff.takes(&server, &number).await;
    let html = tracked(&server, &number).await;
    for event in ["1", "2", "3", "4"] {
        assert!(
            html.contains(&format!("<option value=\"{event}\"")),
            "{event}"
        );
    }
    published_next_day(&server).await;
    let key = server.secrets.log.verifier_key();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("step.tlog-proof");
    for event in ["1", "4"] {
        let html = tracked(&server, &number).await;
        let answer = proof(&server, &html, event).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(
            answer.headers()["content-type"],
            "text/plain; charset=utf-8"
        );
        assert_eq!(
            answer.headers()["content-disposition"],
            "attachment; filename=\"sajam-step.tlog-proof\""
        );
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let text = answer.text().await.unwrap();
        std::fs::write(&file, &text).unwrap();
        let told = verified(&key, ["proof".as_ref(), file.as_os_str()]);
        let name = if event == "1" {
            "Submitted"
        } else {
            "Assigned"
        };
        assert!(told.contains(name), "{told}");
        let header = LogProof::parse(&text).unwrap().header.unwrap();
        assert!(header.contains(&format!("\"seq\":{event},")), "{header}");
        let stored: String = sqlx::query_scalar(
            "select encode(hash, 'hex') from events where aggregate_type = 'report' and sequence = $1",
        )
        .bind(event.parse::<i64>().unwrap())
        .fetch_one(&server.pool)
        .await
        .unwrap();
        assert_eq!(event_hash(&header).to_string(), stored);
        // Of one byte changed, nothing is left.
        std::fs::write(&file, text.replace("index ", "index 1")).unwrap();
        found(&key, ["proof".as_ref(), file.as_os_str()]);
    }
    let other = server_key_of_another();
    std::fs::write(
        &file,
        proof(&server, &html, "1").await.text().await.unwrap(),
    )
    .unwrap();
    let output = sajam_verify(&other, ["proof".as_ref(), file.as_os_str()]);
    assert_eq!(output.status.code(), Some(1));
}

/// The log of the examples in the docs.
fn server_key_of_another() -> sajam_ledger::VerifierKey {
    let key = include_str!("../../docs/examples/log.pub");
    sajam_ledger::VerifierKey::parse(key.trim()).unwrap()
}

#[tokio::test]
async fn a_proof_of_nothing_is_refused_on_the_page() {
    let server = server().await;
    let (_, html) = filed(&server).await;
    published_next_day(&server).await;
    for event in ["0", "2", "-1", "x", "", "99999999999999999999"] {
        let (status, html) = page(proof(&server, &html, event).await).await;
        // A day has passed: the page was open too long.
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{event}");
        assert!(html.contains("action=\"/track\""));
    }
    let (number, _) = filed(&server).await;
    let html = tracked(&server, &number).await;
    for event in ["0", "2", "-1", "x", "", "99999999999999999999"] {
        let (status, html) = page(proof(&server, &html, event).await).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{event}");
        assert!(html.contains("چنین گامی نیست"));
    }
    // The number is in no address, also not as a parameter.
    let answer = server.get("/track/proof?event=1").await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_same_by_program() {
    let server = server().await;
    let (number, _) = filed(&server).await;
    let ask = async |path: &str, more: Value| {
        let mut body = json!({"tracking_number": number});
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        server.post_json(path, &body).await
    };
    let answer = ask("/api/v1/track/proof", json!({"seq": 1})).await;
    assert_eq!(answer.status(), 409);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["type"], "/problems/not-published");
    let first = published_next_day(&server).await;
    filed(&server).await;
    let second = published_next_day(&server).await;
    let tracked: Value = ask("/api/v1/track", json!({})).await.json().await.unwrap();
    assert_eq!(
        tracked["log"],
        json!({"covered_by": second, "covered_since": first, "published_by": null})
    );
    let answer = ask("/api/v1/track/proof", json!({"seq": 1})).await;
    assert_eq!(answer.status(), 200);
    let proof = LogProof::parse(&answer.text().await.unwrap()).unwrap();
    let key = server.secrets.log.verifier_key();
    assert_eq!(proof.verify(&key, None).unwrap().1.size, second);
    for (seq, status) in [
        (json!(2), 404),
        (json!(0), 404),
        (json!(-1), 400),
        (json!("1"), 400),
    ] {
        assert_eq!(
            ask("/api/v1/track/proof", json!({"seq": seq}))
                .await
                .status(),
            status,
            "{seq}"
        );
    }
    let wrong = json!({"tracking_number": "0000 0000 0000 0000 0000", "seq": 1});
    assert_eq!(
        server
            .post_json("/api/v1/track/proof", &wrong)
            .await
            .status(),
        404
    );
}
