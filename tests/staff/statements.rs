//! How often one act of staff asks the database, and how often it reads the case: what it costs must not creep up.

use sajam::clock::Clock;
use sajam_aggregates::Role;

use crate::support::people::Scene;
use crate::support::{TestDatabase, TestOptions, TestServer};

/// How often a stream was folded, a report's events were read, and its key. The server's own look for new releases, every
/// second, is nobody's act.
fn reads(statements: &[String]) -> (usize, usize, usize) {
    let count = |table: &str| {
        statements
            .iter()
            .map(|statement| statement.to_lowercase())
            .filter(|statement| !statement.contains("insert into") && statement.contains(table))
            .filter(|statement| !statement.contains("aggregate_type = 'release'"))
            .count()
    };
    (
        count("from event_streams"),
        count("from events "),
        count("from data_keys"),
    )
}

#[tokio::test]
async fn an_act_reads_its_case_once_before_and_once_after() {
    let database = TestDatabase::create().await;
    database.log_statements().await;
    let scene = Scene::of(TestServer::start_on(database, TestOptions::default()).await).await;
    let database = &scene.server.test_database;
    let id = scene.assigned("public-rights", "investigator").await;
    let investigator = scene.a(Role::Investigator).await;
    let seen = investigator.case(&id).await.revision();
    scene.server.settle().await;

    database.logged_statements().await;
    let note = [("step", "site-visit"), ("note", "دریچه باز بود.")];
    investigator
        .act(&id, "investigate", &seen, &note)
        .await
        .done();
    let sent = database.logged_statements().await;
    // The one stream that is folded is the account of whoever acts.
    assert_eq!(reads(&sent), (1, 2, 2), "{sent:#?}");

    // The first look after a change is recorded, and the page shows that it was.
    investigator.case(&id).await.is(200);
    database.logged_statements().await;
    investigator.case(&id).await.is(200);
    let sent = database.logged_statements().await;
    assert_eq!(reads(&sent), (1, 1, 1), "{sent:#?}");
}

#[tokio::test]
async fn a_long_stream_takes_an_auditor_no_more_statements_than_a_short_one() {
    let database = TestDatabase::create().await;
    database.log_statements().await;
    let options = TestOptions {
        clock: Clock::set_to(Clock::system().now()),
        ..TestOptions::default()
    };
    let scene = Scene::of(TestServer::start_on(database, options).await).await;
    let database = &scene.server.test_database;
    let short = scene.report().await;
    let long = scene.assigned("public-rights", "investigator").await;
    let investigator = scene.a(Role::Investigator).await;
    for _ in 0..10 {
        let seen = investigator.case(&long).await.revision();
        let note = [("step", "site-visit"), ("note", "دریچه باز بود.")];
        investigator
            .act(&long, "investigate", &seen, &note)
            .await
            .done();
    }
    scene.server.settle().await;
    scene.server.publish().await;
    let auditor = scene.a(Role::Auditor).await;
    let mut asked = Vec::new();
    for (id, place) in [
        (&short, ""),
        (&long, ""),
        (&short, "/history"),
        (&long, "/history"),
    ] {
        database.logged_statements().await;
        let path = format!("/audit/reports/{id}{place}");
        auditor.get(&path).await.is(200);
        let sent = database.logged_statements().await;
        // The server's own looks at its log and its releases are none of these.
        let of_stream = |statement: &&String| {
            [
                "from events e left join lateral",
                "from log_entries l left join lateral",
                "from log_tiles join unnest",
            ]
            .iter()
            .any(|part| statement.contains(part))
        };
        asked.push(sent.iter().filter(of_stream).count());
    }
    assert_eq!(asked, [3, 3, 2, 2], "events, what is missing, and tiles");
}
