//! When what is due, whatever the clock does.

use jiff::SignedDuration;

use super::*;

#[tokio::test]
async fn open_months_months_before_the_first_report_and_periods_of_other_families_are_refused() {
    let server = server_with(1).await;
    server
        .clock
        .set(due_at(month("1405-07")) - SignedDuration::from_millis(1));
    assert!(due_of_family(&server).await.is_empty());
    let early = publish(&server, "1405-07").await.unwrap_err();
    assert_eq!(
        early.to_string(),
        "1405-07 can be published from 2026-10-30T09:00:00 in Tehran on"
    );
    let before = publish(&server, "1405-06").await;
    assert!(
        matches!(before, Err(PublishError::BeforeFirst(_))),
        "{before:?}"
    );
    server.clock.set(due_at(month("1405-09")));
    let other = releases::publish(
        &server,
        &server.catalogue,
        FamilyId::QuarterOutcome,
        month("1405-07"),
        &By::System,
    )
    .await;
    assert!(matches!(other, Err(PublishError::Refused(_))), "{other:?}");
    let reporter = releases::publish(
        &server,
        &server.catalogue,
        FAMILY,
        month("1405-07"),
        &By::Reporter,
    )
    .await;
    assert!(
        matches!(reporter, Err(PublishError::Announcement(_))),
        "{reporter:?}"
    );
    assert!(release_set(&server).await.releases.is_empty());
    let due: Vec<String> = due_of_family(&server)
        .await
        .iter()
        .map(|due| due.period.to_string())
        .collect();
    assert_eq!(
        due,
        ["1405-07", "1405-08", "1405-09"],
        "months without a report are published too"
    );
}

#[tokio::test]
async fn a_clock_set_back_publishes_nothing_again_and_counts_nothing_twice() {
    let server = server_with(20).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    let release = find(&server, id).await.unwrap();
    // Into the month that is out: what is filed now belongs to it, and is in no release.
    file(&server, "1405-07", 5, Category::Bribery).await;
    server.settle().await;
    assert!(due_of_family(&server).await.is_empty());
    let open = publish(&server, "1405-07").await;
    assert!(
        matches!(open, Err(PublishError::NotClosed { .. })),
        "{open:?}"
    );
    server.clock.set(due_at(month("1405-07")));
    let again = publish(&server, "1405-07").await;
    assert!(
        matches!(again, Err(PublishError::AlreadyPublished(_))),
        "{again:?}"
    );
    assert_eq!(find(&server, id).await, Some(release));
}

#[tokio::test]
async fn what_is_due_is_published_at_nine_by_itself_and_by_one_of_two_servers() {
    let server = server_with(20).await;
    // The log is published up to then: a clock that is far ahead of it would not be believed.
    server
        .clock
        .set(due_at(month("1405-07")) - server.beat.every * 3);
    server.publish().await;
    server
        .clock
        .set(due_at(month("1405-07")) - SignedDuration::from_millis(1));
    let stop = tokio_util::sync::CancellationToken::new();
    let poll = std::time::Duration::from_millis(20);
    let mut jobs = tokio::task::JoinSet::new();
    for _ in 0..2 {
        jobs.spawn(sajam::jobs::publish_due(server.clone(), poll, stop.clone()));
    }
    let is_out = async |period: &str| {
        let id = ReleaseId::first(FAMILY, month(period));
        find(&server, id).await.is_some()
    };
    // Weeks were due before: they show that the job has looked.
    while rows(&server, "releases").await < 3 {
        tokio::time::sleep(poll).await;
    }
    assert!(!is_out("1405-07").await);
    server.clock.set(due_at(month("1405-07")));
    while !is_out("1405-07").await {
        tokio::time::sleep(poll).await;
    }
    stop.cancel();
    while jobs.join_next().await.is_some() {}
    let events: i64 =
        sqlx::query_scalar("select count(*) from events where aggregate_type = 'release'")
            .fetch_one(&server.pool)
            .await
            .unwrap();
    assert_eq!(events, rows(&server, "releases").await);
    assert_eq!(events, rows(&server, "privacy_ledger").await);
}

#[tokio::test]
async fn a_house_without_a_report_publishes_the_same_tables_as_one_with_a_report() {
    let clock = || sajam::clock::Clock::set_to(month("1405-07").start());
    let house = async |in_month: &str, reports: usize| {
        let server = TestServer::start_with(TestOptions {
            clock: clock(),
            ..TestOptions::default()
        })
        .await;
        server.publish().await;
        file(&server, in_month, reports, Category::Bribery).await;
        server.settle().await;
        server.clock.set(due_at(month("1405-08")));
        releases::plan(&server).await.unwrap()
    };
    let none = house("1405-07", 0).await;
    assert!(!none.is_empty());
    assert_eq!(none, house("1405-07", 1).await);
    // Also when the clock was wrong as it came in: long before the log began.
    assert_eq!(none, house("1405-02", 1).await);
}
