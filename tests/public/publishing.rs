//! Publishing on a real PostgreSQL: closed months only, noise once, nothing public before its event.

use sajam::service::releases::{self, PublishError, closes_ms, reading};
use sajam_aggregates::{By, Category, ReleaseId};
use sqlx::Executor;

use crate::reports::{FAMILY, file, file_now, month, server_with};
use crate::support::TestServer;

async fn publish(server: &TestServer, text: &str) -> Result<String, PublishError> {
    let release = releases::publish(&server.app, FAMILY, month(text), &By::System).await?;
    Ok(release.id().to_string())
}

async fn rows(server: &TestServer, table: &str) -> i64 {
    sqlx::query_scalar(&format!("select count(*) from {table}"))
        .fetch_one(&server.app.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_closed_month_is_published_once_and_its_files_are_vouched_for_by_the_history() {
    let server = server_with(40).await;
    assert_eq!(
        releases::plan(&server.app).await.unwrap(),
        [releases::Due {
            month: month("1405-07"),
            drawn: false
        }]
    );
    let id = publish(&server, "1405-07").await.unwrap();
    assert_eq!(id, "month-category-1405-07");
    assert!(releases::plan(&server.app).await.unwrap().is_empty());

    let listed = reading::list(&server.app).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].cells().len(), Category::ALL.len());
    assert_eq!(listed[0].metadata().data_until.to_string(), "2026-10-22");
    assert_eq!(listed[0].metadata().published_on.to_string(), "2026-10-30");
    let id: ReleaseId = id.parse().unwrap();
    for digest in listed[0].files() {
        let name = digest.name().parse().unwrap();
        let file = reading::file(&server.app, &id, &name).await.unwrap();
        assert!(digest.matches(&file.bytes));
        assert_eq!(file.sha256.as_str(), hex::encode(digest.sha256()));
    }

    let again = publish(&server, "1405-07").await;
    assert!(
        matches!(again, Err(PublishError::AlreadyPublished(_))),
        "{again:?}"
    );
    assert_eq!(rows(&server, "releases").await, 1);
}

#[tokio::test]
async fn open_months_months_before_the_first_report_and_other_families_are_refused() {
    let server = server_with(1).await;
    server.clock.set(closes_ms(month("1405-07")) - 1);
    assert!(releases::plan(&server.app).await.unwrap().is_empty());
    let early = publish(&server, "1405-07").await.unwrap_err();
    assert_eq!(
        early.to_string(),
        "1405-07 can be published from 2026-10-30 on"
    );
    let before = publish(&server, "1405-06").await;
    assert!(
        matches!(before, Err(PublishError::BeforeFirst(_))),
        "{before:?}"
    );
    server.clock.set(closes_ms(month("1405-09")));
    for family in sajam::disclosure::family::FAMILIES {
        if family.id != FAMILY {
            let refused =
                releases::publish(&server.app, family.id, month("1405-07"), &By::System).await;
            assert!(refused.is_err(), "{}", family.id);
        }
    }
    let reporter = releases::publish(&server.app, FAMILY, month("1405-07"), &By::Reporter).await;
    assert!(
        matches!(reporter, Err(PublishError::Service(_))),
        "{reporter:?}"
    );
    assert!(reading::list(&server.app).await.unwrap().is_empty());
    let due: Vec<String> = releases::plan(&server.app)
        .await
        .unwrap()
        .iter()
        .map(|due| due.month.to_string())
        .collect();
    assert_eq!(
        due,
        ["1405-07", "1405-08", "1405-09"],
        "months without a report are published too"
    );
}

#[tokio::test]
async fn nothing_is_counted_while_the_statistics_are_behind_the_log() {
    let server = server_with(3).await;
    // Another server follows the projection, and does not get on.
    let mut other = server.test_database.as_server().await;
    other
        .execute(
            "begin; select from projection_positions where projection = 'statistics' for update",
        )
        .await
        .unwrap();
    file_now(&server).await;
    while rows(&server, "log_queue").await > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let behind = publish(&server, "1405-07").await;
    assert!(
        matches!(behind, Err(PublishError::Behind { position, size }) if position < size),
        "{behind:?}"
    );
    other.execute("rollback").await.unwrap();
    publish(&server, "1405-07").await.unwrap();
}

#[tokio::test]
async fn nothing_is_counted_while_events_of_the_month_have_no_place_in_the_log() {
    let server = server_with(3).await;
    let mut other = server.test_database.as_server().await;
    other
        .execute("begin; select from log_head for update")
        .await
        .unwrap();
    file(&server, "1405-07", 1, Category::Bribery).await;
    server.clock.set(closes_ms(month("1405-07")));
    let waiting = publish(&server, "1405-07").await;
    assert!(
        matches!(waiting, Err(PublishError::Waiting(_))),
        "{waiting:?}"
    );
    other.execute("rollback").await.unwrap();
    server.settle().await;
    publish(&server, "1405-07").await.unwrap();
}

#[tokio::test]
async fn a_crash_between_the_draw_and_its_event_neither_shows_nor_redraws_it() {
    let server = server_with(25).await;
    let draw = releases::draw(&server.app, FAMILY, month("1405-07"))
        .await
        .unwrap();
    let id: ReleaseId = draw.id().to_string().parse().unwrap();

    // As after a crash: the figures are stored, and nobody sees any of it.
    assert!(reading::list(&server.app).await.unwrap().is_empty());
    assert!(reading::find(&server.app, &id).await.is_err());
    for file in draw.files() {
        let address = format!("/statistics/{id}/{}", file.name());
        assert_eq!(server.get(&address).await.status(), 404, "{address}");
    }
    assert_eq!(server.get(&format!("/statistics/{id}")).await.status(), 404);
    let page = server.get("/statistics").await.text().await.unwrap();
    assert!(!page.contains("month-category-1405-07"));
    assert!(releases::plan(&server.app).await.unwrap()[0].drawn);

    // More reports and other days do not change what was drawn.
    file(&server, "1405-07", 30, Category::Bribery).await;
    server.settle().await;
    server.clock.set(closes_ms(month("1405-08")));
    let published = releases::publish(&server.app, FAMILY, month("1405-07"), &By::System)
        .await
        .unwrap();
    assert_eq!(published, draw);
    assert_eq!(reading::find(&server.app, &id).await.unwrap(), draw);
}

#[tokio::test]
async fn two_publishers_at_once_draw_once() {
    let server = server_with(10).await;
    let both = futures::future::join_all((0..8).map(|_| publish(&server, "1405-07"))).await;
    assert!(both.iter().any(Result::is_ok), "{both:?}");
    for one in both {
        assert!(
            matches!(one, Ok(_) | Err(PublishError::AlreadyPublished(_))),
            "{one:?}"
        );
    }
    assert_eq!(rows(&server, "releases").await, 1);
    let events: i64 =
        sqlx::query_scalar("select count(*) from events where aggregate_type = 'release'")
            .fetch_one(&server.app.pool)
            .await
            .unwrap();
    assert_eq!(events, 1);
}

#[tokio::test]
async fn an_altered_file_is_not_served() {
    let server = server_with(5).await;
    publish(&server, "1405-07").await.unwrap();
    let address = "/statistics/month-category-1405-07/month-category.csv";
    assert_eq!(server.get(address).await.status(), 200);
    let mut owner = server.test_database.owner().await;
    owner
        .execute("alter table release_files disable trigger release_files_append_only; update release_files set bytes = bytes || '\\x20'")
        .await
        .unwrap();
    assert_eq!(server.get(address).await.status(), 500);
}
