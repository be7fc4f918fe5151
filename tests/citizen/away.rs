//! The database goes away in the middle of it: everything typed stays, and one press later it is done.

use reqwest::StatusCode;
use sqlx::{Connection, Executor, PgConnection};

use super::*;
use crate::support::wait_for;

/// Lets nobody in, or again.
async fn open(server: &TestServer, is_open: bool) {
    let name = &server.test_database.name;
    let options = server.test_database.options("owner").database("postgres");
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    connection
        .execute(format!("alter database {name} allow_connections {is_open}").as_str())
        .await
        .unwrap();
    if !is_open {
        sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1")
            .bind(name)
            .execute(&mut connection)
            .await
            .unwrap();
    }
}

/// A page that says so, with what it says when to come back.
async fn away(response: Response) -> String {
    assert!(response.headers().contains_key("retry-after"));
    let (status, html) = page(response).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(html.contains("سامانه همین حالا در دسترس نیست"));
    html
}

/// Until the pools have connections again.
async fn retried(server: &TestServer, path: &str, fields: &Fields) -> String {
    let answer = wait_for(|| async {
        let answer = page(post(server, path, fields).await).await;
        Some(answer).filter(|(status, _)| *status != StatusCode::SERVICE_UNAVAILABLE)
    })
    .await;
    let (status, html) = answer.expect("the server comes back with its database");
    assert_eq!(status, StatusCode::OK, "{html}");
    html
}

#[tokio::test]
async fn a_report_is_kept_on_its_page_and_filed_once() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    let sent = with(filled(), &[("token", &token), ("step", "send")]);
    open(&server, false).await;
    assert_eq!(server.get("/report").await.status(), StatusCode::OK);
    let html = away(post(&server, "/report", &sent).await).await;
    let kept = with(hidden(&html, "/report"), &[("step", "send")]);
    assert_eq!(kept["narrative"], NARRATIVE);
    assert_eq!(kept["token"], token);
    open(&server, true).await;
    let html = retried(&server, "/report", &kept).await;
    tracked(&server, &number(&html)).await;
    assert_eq!(reports(&server).await, 1);
}

#[tokio::test]
async fn a_number_and_an_answer_are_kept() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    staff.takes(&server, &number).await;
    staff.asks(&server, &number, "کدام خیابان؟").await;
    let html = tracked(&server, &number).await;
    let answer = with(
        hidden(&html, "/track/answers"),
        &[("message", "خیابان بهار")],
    );
    let sure = with(
        hidden(&html, "/track/withdrawal"),
        &[("confirm", "yes"), ("reason", "دلیل")],
    );

    open(&server, false).await;
    let html = away(post(&server, "/track", &fields(&[("number", &number)])).await).await;
    assert_eq!(typed(&html, "number"), number);
    let html = away(post(&server, "/track/withdrawal", &sure).await).await;
    assert_eq!(typed(&html, "reason"), "دلیل");
    assert_eq!(hidden(&html, "/track/withdrawal")["confirm"], "yes");
    away(post(&server, "/track/history", &answer).await).await;
    let html = away(post(&server, "/track/answers", &answer).await).await;
    assert_eq!(typed(&html, "message"), "خیابان بهار");
    let kept = with(
        hidden(&html, "/track/answers"),
        &[("message", &typed(&html, "message"))],
    );
    open(&server, true).await;
    let html = retried(&server, "/track/answers", &kept).await;
    assert!(html.contains("پاسخ شما رسید"));
}

#[tokio::test]
async fn an_appeal_is_kept_and_made_once() {
    let server = TestServer::start().await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    staff.takes(&server, &number).await;
    staff.resolves(&server, &number).await;
    let html = tracked(&server, &number).await;
    let grounds = "چراغ‌ها هنوز خاموش است.\nخودم دیدم.";
    let sure = with(
        hidden(&html, "/track/appeal"),
        &[("confirm", "yes"), ("grounds", grounds)],
    );
    open(&server, false).await;
    let html = away(post(&server, "/track/appeal", &sure).await).await;
    assert_eq!(typed(&html, "grounds"), grounds);
    let kept = with(
        hidden(&html, "/track/appeal"),
        &[("grounds", &typed(&html, "grounds"))],
    );
    assert_eq!(kept["confirm"], "yes");
    open(&server, true).await;
    let html = retried(&server, "/track/appeal", &kept).await;
    assert!(html.contains("اعتراض شما ثبت شد"));
    let (status, html) = page(post(&server, "/track/appeal", &sure).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("این اعتراض پیش‌تر رسیده بود"));
}
