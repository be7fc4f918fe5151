//! The database is away: the status page says so instead of failing.

use reqwest::header::{CACHE_CONTROL, ETAG};
use sqlx::{Connection, Executor, PgConnection};

use super::*;
use crate::support::TestServer;

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

#[tokio::test]
async fn the_truth_is_told_without_a_database() {
    let mut server = server().await;
    server.start_watching();
    until(&server, "everything works", |status| {
        status["state"] == "works" && status["check"]["state"] == "holds"
    })
    .await;
    let feeds = ["/feed.atom", "/feed.json", "/en/feed.atom", "/en/feed.json"];
    let mut before = Vec::new();
    for path in feeds {
        before.push(server.get(path).await.headers()[ETAG].clone());
    }
    let whole = server.get("/status").await;
    assert_eq!(whole.headers()[CACHE_CONTROL], "public, max-age=10");

    open(&server, false).await;
    for (path, words) in [
        ("/status", "اکنون نمی‌توان گزارش داد یا پیگیری کرد"),
        (
            "/en/status",
            "You cannot make or track reports at the moment",
        ),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()[CACHE_CONTROL], "no-store");
        assert!(answer.text().await.unwrap().contains(words), "{path}");
    }
    let answer = server.get("/api/v1/status").await;
    assert_eq!(answer.headers()[CACHE_CONTROL], "no-store");
    let status: Value = answer.json().await.unwrap();
    assert_eq!(status["state"], "away");
    assert_eq!(status["log"], Value::Null);
    for (path, tag) in feeds.into_iter().zip(before) {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), 200, "{path} is in memory");
        assert_eq!(answer.headers()[ETAG], tag);
    }
    let metrics = sajam::metrics::text(&server.metrics_source())
        .await
        .unwrap();
    assert!(metrics.contains("sajam_database_up 0"), "{metrics}");
    assert!(!metrics.contains("sajam_log_late_beats"), "{metrics}");

    open(&server, true).await;
    until(&server, "it is back", |status| status["state"] == "works").await;
}

#[tokio::test]
async fn a_database_that_takes_nothing_is_told_apart() {
    let server = server().await;
    until(&server, "everything works", |status| {
        status["log"]["state"] == "on_beat"
    })
    .await;
    let mut owner = server.test_database.owner().await;
    let name = &server.test_database.name;
    owner
        .execute(format!("alter database {name} set default_transaction_read_only = on").as_str())
        .await
        .unwrap();
    sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()")
        .bind(name)
        .execute(&mut owner)
        .await
        .unwrap();
    let status = until(&server, "it is read-only", |status| {
        status["reports"] == "read_only"
    })
    .await;
    assert_eq!(status["state"], "trouble");
    let text = page(&server, "/en/status").await;
    assert!(text.contains("we cannot accept new ones at the moment."));
}

#[tokio::test]
async fn a_full_disk_is_told_before_a_report_is_refused() {
    let server = server().await;
    until(&server, "everything works", |status| {
        status["log"]["state"] == "on_beat"
    })
    .await;
    let number = crate::support::filings::file(&server, 1).await[0]
        .tracking_number
        .grouped()
        .to_string();
    let mut owner = server.test_database.owner().await;
    // What PostgreSQL says when a file cannot grow.
    owner
        .execute(
            "create function disk_full() returns trigger language plpgsql as
             $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
             create trigger disk_full before insert on write_probes execute function disk_full();
             create trigger disk_full before insert on events execute function disk_full()",
        )
        .await
        .unwrap();
    server.write_probe.probe(&server.pool).await;
    assert_eq!(server.get("/readyz").await.status(), 503);
    let metrics = sajam::metrics::text(&server.metrics_source())
        .await
        .unwrap();
    assert!(metrics.contains("sajam_database_writable 0"), "{metrics}");
    until(&server, "it is told", |status| status["state"] == "trouble").await;
    let page = server.get("/en/status").await.text().await.unwrap();
    assert!(
        page.contains("You can track reports, but we cannot accept"),
        "{page}"
    );
    let body = serde_json::json!({ "tracking_number": number });
    let tracked = server.post_json("/api/v1/track", &body).await;
    assert_eq!(tracked.status(), 200, "what is there can be read");

    owner
        .execute("drop trigger disk_full on events; drop trigger disk_full on write_probes")
        .await
        .unwrap();
    server.write_probe.probe(&server.pool).await;
    assert_eq!(server.get("/readyz").await.status(), 200);
}
