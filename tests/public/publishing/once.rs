//! A table is counted when the log is whole, noised once, and public with its event.

use super::*;

#[tokio::test]
async fn a_closed_month_is_published_once_and_its_files_are_vouched_for_by_the_history() {
    let server = server_with(40).await;
    assert_eq!(
        due_of_family(&server).await,
        [releases::Due {
            family: FAMILY,
            period: month("1405-07"),
            drawn: false
        }]
    );
    let id = publish(&server, "1405-07").await.unwrap();
    assert_eq!(id, "month-category-1405-07");
    assert!(due_of_family(&server).await.is_empty());

    let release_set = release_set(&server).await;
    assert_eq!(release_set.releases.len(), 1);
    let listed = &release_set.releases[0].release;
    assert_eq!(listed.cells().len(), Category::ALL.len());
    assert_eq!(listed.metadata().data_until.to_string(), "2026-10-22");
    assert_eq!(listed.metadata().published_on.to_string(), "2026-10-30");
    let id: ReleaseId = id.parse().unwrap();
    for digest in listed.files() {
        assert!(digest.matches(&bytes_of(&release_set, id, digest.name())));
    }

    let again = publish(&server, "1405-07").await;
    assert!(
        matches!(again, Err(PublishError::AlreadyPublished(_))),
        "{again:?}"
    );
    assert_eq!(rows(&server, "releases").await, 1);
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
        matches!(behind, Err(PublishError::Behind { position, size }) if position.is_under(size)),
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
    server.clock.set(due_at(month("1405-07")));
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
    let draw = releases::draw(&server, ReleaseId::first(FAMILY, month("1405-07")))
        .await
        .unwrap();
    let id: ReleaseId = draw.id().to_string().parse().unwrap();

    // As after a crash: the figures are stored, and nobody sees any of it.
    assert!(release_set(&server).await.releases.is_empty());
    assert!(find(&server, id).await.is_none());
    for file in draw.files() {
        let address = format!("/statistics/{id}/{}", file.name());
        assert_eq!(server.get(&address).await.status(), 404, "{address}");
    }
    assert_eq!(server.get(&format!("/statistics/{id}")).await.status(), 404);
    let page = server.get("/statistics").await.text().await.unwrap();
    assert!(!page.contains("month-category-1405-07"));
    assert!(due_of_family(&server).await[0].drawn);

    // More reports and other days do not change what was drawn.
    file(&server, "1405-07", 30, Category::Bribery).await;
    server.settle().await;
    server.clock.set(due_at(month("1405-08")));
    let published = releases::publish(
        &server,
        &server.catalogue,
        FAMILY,
        month("1405-07"),
        &By::System,
    )
    .await
    .unwrap();
    assert_eq!(published, draw);
    assert_eq!(find(&server, id).await.unwrap(), draw);
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
            .fetch_one(&server.pool)
            .await
            .unwrap();
    assert_eq!(events, 1);
}
