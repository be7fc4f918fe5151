//! The history is checked by itself, and what it finds is told to everybody without saying which report it is.

use sajam::directory::Directory;
use sajam::entropy::Entropy;
use sajam::jobs::{self, Daily, LedgerCheckSettings};
use sajam::server::Server;
use sajam::status::checks;
use sqlx::Executor;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::support::{TestServer, wait_for};

async fn as_owner(server: &TestServer, statement: &str) {
    let mut owner = server.test_database.owner().await;
    let statement = format!(
        "alter table events disable trigger all; {statement}; alter table events enable trigger all"
    );
    owner.execute(statement.as_str()).await.unwrap();
}

/// Everything the public can read about it, in both languages.
async fn everything(server: &TestServer) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for path in [
        "/status",
        "/en/status",
        "/feed.atom",
        "/en/feed.atom",
        "/feed.json",
        "/en/feed.json",
        "/api/v1/status",
    ] {
        all.push((path.to_owned(), page(server, path).await));
    }
    let metrics = sajam::metrics::text(&server.metrics_source())
        .await
        .unwrap();
    all.push(("metrics".to_owned(), metrics));
    all
}

fn of<'a>(all: &'a [(String, String)], path: &str) -> &'a str {
    &all.iter().find(|(name, _)| name == path).unwrap().1
}

async fn found_and_put_right(
    server: &TestServer,
    spoil: &str,
    repair: &str,
    finding: &str,
    day: i32,
) {
    let before = closed(server).await;
    as_owner(server, "create table kept as table events").await;
    as_owner(server, spoil).await;
    move_to(server, MORNING + day * DAY).await;
    until(server, "a difference is found", |status| {
        status["check"]["state"] == "differs" && status["log"]["state"] == "on_beat"
    })
    .await;
    let check = checks::newest(&server.pool).await.unwrap().unwrap();
    let told = check.finding.unwrap();
    assert!(told.contains(finding), "{told}");

    let all = everything(server).await;
    let date = if day == 1 {
        "25 November 2026"
    } else {
        "27 November 2026"
    };
    assert!(of(&all, "/en/status").contains(&format!("A discrepancy was found on {date}")));
    assert!(of(&all, "/en/status").contains("Part of the service is not working"));
    let jalali = if day == 1 {
        "۴ آذر ۱۴۰۵"
    } else {
        "۶ آذر ۱۴۰۵"
    };
    assert!(of(&all, "/status").contains(&format!("در {jalali} ناهمخوانی‌ای پیدا شد")));
    for path in ["/en/feed.atom", "/en/feed.json"] {
        let text = of(&all, path);
        assert!(
            text.contains("Incident: The check of the history found"),
            "{path}: {text}"
        );
    }
    for path in ["/feed.atom", "/feed.json"] {
        assert!(
            of(&all, path).contains("رخداد: در بازبینی تاریخچه"),
            "{path}"
        );
    }
    assert!(of(&all, "metrics").contains("sajam_ledger_check_holds 0"));
    assert!(of(&all, "metrics").contains("sajam_incidents_open{kind=\"ledger-check\"} 1"));
    let ids: Vec<String> = sqlx::query_scalar("select distinct aggregate_id from kept")
        .fetch_all(&mut server.test_database.owner().await)
        .await
        .unwrap();
    assert!(!ids.is_empty());
    for (path, text) in &all {
        let secrets = ids.iter().map(String::as_str);
        for secret in secrets.chain([told.as_str(), "position", "payload"]) {
            assert!(!text.contains(secret), "{path} tells {secret}");
        }
    }

    as_owner(server, repair).await;
    as_owner(
        server,
        "delete from events; insert into events select * from kept; drop table kept",
    )
    .await;
    move_to(server, MORNING + (day + 1) * DAY).await;
    // Everything: also that the log has made good the clock's leap.
    let status = until(server, "it holds again", |status| {
        status["check"]["state"] == "holds" && status["state"] == "works"
    })
    .await;
    assert_eq!(status["incidents"], serde_json::json!([]));
    let all = everything(server).await;
    assert!(of(&all, "/en/feed.atom").contains("Closed: The check of the history found"));
    assert!(
        of(&all, "/en/status").contains("The whole history has been checked again and is correct.")
    );
    assert!(of(&all, "/status").contains("کل تاریخچه دوباره بازبینی شد و درست است."));
    assert_eq!(closed(server).await, before + 1);
}

/// Closed incidents of the check.
async fn closed(server: &TestServer) -> i64 {
    sqlx::query_scalar(
        "select count(*) from incident_events where kind = 'ledger-check' and change = 'closed'",
    )
    .fetch_one(&server.pool)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_changed_history_is_told_and_a_restored_one_too() {
    let mut server = server().await;
    file_a_report(&server).await;
    server.settle().await;
    server.start_watching();
    until(&server, "the first check holds", |status| {
        status["check"]["state"] == "holds" && status["check"]["day"] == "2026-11-24"
    })
    .await;
    let changed = "update events set payload = replace(payload::text, 'labour', 'consumer')::json where event_type = 'Submitted'";
    found_and_put_right(
        &server,
        changed,
        "select 1",
        "its payload is not the one",
        1,
    )
    .await;
    // What cannot even be read must not switch the check off.
    let gone = "alter table events rename column context_salt to gone";
    let back = "alter table events rename column gone to context_salt";
    let finding = "cannot be read (SQLSTATE 42703)";
    found_and_put_right(&server, gone, back, finding, 3).await;
    server.stop().await;
}

#[tokio::test]
async fn of_two_servers_one_checks() {
    let server = server().await;
    file_a_report(&server).await;
    server.settle().await;
    let (database, secrets) = server.test_database.open().await;
    let second = Server::new(sajam::context::Context::new(
        &database,
        secrets,
        Directory::open(None).unwrap(),
        server.clock.clone(),
        Entropy::system(),
        server.beat,
    ));
    let settings = LedgerCheckSettings {
        daily: Daily::default(),
        settle: Duration::ZERO,
        poll: Duration::from_millis(5),
    };
    let stop = CancellationToken::new();
    let mut running = Vec::new();
    for app in [server.clone(), second] {
        let options = database.options().clone();
        running.push(tokio::spawn(jobs::check_daily(
            app,
            options,
            settings,
            stop.clone(),
        )));
    }
    for day in 0..6 {
        server.clock.set(MORNING + day * DAY);
        let made = wait_for(|| async {
            let count = "select count(*) from ledger_checks where started_ms >= $1";
            let made = sqlx::query_scalar::<_, i64>(count)
                .bind((MORNING + DAY * day).as_millisecond())
                .fetch_one(&server.pool)
                .await
                .unwrap();
            (made > 0).then_some(made)
        })
        .await;
        assert_eq!(made, Some(1), "day {day}");
        let all: i64 = sqlx::query_scalar("select count(*) from ledger_checks")
            .fetch_one(&server.pool)
            .await
            .unwrap();
        assert_eq!(all, i64::from(day) + 1);
    }
    stop.cancel();
    for job in running {
        job.await.unwrap();
    }
}

#[tokio::test]
async fn a_log_that_stands_still_is_told_and_so_is_a_clock_that_was_set_back() {
    let mut server = server().await;
    until(&server, "the first publication", |status| {
        status["log"]["state"] == "on_beat"
    })
    .await;
    server.start_watching();
    server.clock.set(MORNING - 2 * HOUR);
    until(&server, "an incident", |status| {
        status["incidents"][0]["kind"] == "log-late"
    })
    .await;
    let text = page(&server, "/en/status").await;
    assert!(text.contains("the server’s clock was set back"), "{text}");
    assert!(
        !text.contains("Last published: 24 November 2026, 05:00"),
        "a day to come"
    );
    assert!(
        page(&server, "/status")
            .await
            .contains("ساعت سامانه عقب رفته است")
    );
    move_to(&server, MORNING + HOUR).await;
    until(&server, "it is over", |status| {
        status["incidents"] == serde_json::json!([]) && status["log"]["state"] == "on_beat"
    })
    .await;
    move_to(&server, MORNING + 5 * DAY).await;
    until(&server, "the clock's leap is made good", |status| {
        let published = status["log"]["last_published"].as_str();
        published.is_some_and(|at| at.starts_with("2026-11-29")) && status["state"] == "works"
    })
    .await;
    let steps: Vec<(String, i64)> = sqlx::query_as(
        "select change, at_ms from incident_events where kind = 'log-late' order by number limit 2",
    )
    .fetch_all(&server.pool)
    .await
    .unwrap();
    assert_eq!(
        steps[0],
        ("opened".to_owned(), (MORNING - 2 * HOUR).as_millisecond())
    );
    assert_eq!(steps[1].0, "closed");
}
