//! Sequencer and projections on a real PostgreSQL: one order without gaps, one leader, rebuilds that change nothing.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::sequencer::Beat;
use sajam::service::reporter::{self, Filing, InstitutionAnswer};
use sajam_aggregates::{Anonymity, Category, Channel, Language, Narrative, Province};
use sajam_ledger::tree::{TilePlace, Tiles, TreeEdge};
use sqlx::Executor;

use crate::support::{TestOptions, TestServer, until};

fn filing(number: usize) -> Filing {
    Filing {
        category: Category::ALL[number % Category::ALL.len()],
        province: Province::ALL[number % Province::ALL.len()],
        institution: InstitutionAnswer::Unknown,
        narrative: Narrative::parse(&format!("گزارش شمارهٔ {number} که برای آزمون نوشته شده است"))
            .unwrap(),
        subject: None,
        place: None,
        occurred: None,
        anonymity: Anonymity::Anonymous,
        identity: None,
        contact: None,
        channel: Channel::Api,
        language: Language::English,
    }
}

async fn fill(server: &TestServer, reports: usize) {
    let filed = futures::future::join_all((0..reports).map(|number| async move {
        let filed = reporter::file(server, &filing(number), None).await.unwrap();
        if number % 3 == 0 {
            let id = reporter::report_id(server, &filed.tracking_number);
            reporter::execute(server, &id, None, &reporter::Withdraw { reason: None })
                .await
                .unwrap();
        }
    }));
    filed.await;
}

async fn positions(server: &TestServer) -> Vec<(i64, Option<String>, Option<i64>, Vec<u8>)> {
    sqlx::query_as(
        "select position, aggregate_id, sequence, hash from log_entries order by position",
    )
    .fetch_all(&server.pool)
    .await
    .unwrap()
}

#[tokio::test]
async fn the_log_has_every_event_once_without_gaps_and_in_each_streams_order() {
    let server = TestServer::start().await;
    fill(&server, 120).await;
    server.settle().await;
    let log = positions(&server).await;
    assert!(
        log.iter()
            .zip(0..)
            .all(|(entry, position)| entry.0 == position)
    );
    let in_log: BTreeSet<_> = log
        .iter()
        .filter_map(|(_, id, sequence, hash)| Some((id.clone()?, (*sequence)?, hash.clone())))
        .collect();
    let events: Vec<(String, i64, Vec<u8>)> =
        sqlx::query_as("select aggregate_id, sequence, hash from events")
            .fetch_all(&server.pool)
            .await
            .unwrap();
    assert_eq!(in_log, events.into_iter().collect());
    let mut last = std::collections::BTreeMap::new();
    for (_, id, sequence, _) in &log {
        if let (Some(id), Some(sequence)) = (id, sequence) {
            assert_eq!(*sequence, last.insert(id, *sequence).unwrap_or(0) + 1);
        }
    }
}

#[tokio::test]
async fn tiles_and_checkpoint_are_those_of_the_logs_entries() {
    let server = TestServer::start_with(TestOptions {
        beat: Beat {
            every: SignedDuration::from_secs(1),
            block: 64,
        },
        ..TestOptions::default()
    })
    .await;
    fill(&server, 150).await;
    server.settle().await;
    let (size, root): (i64, Vec<u8>) =
        sqlx::query_as("select size, root from checkpoints order by beat_ms desc limit 1")
            .fetch_one(&server.pool)
            .await
            .unwrap();
    assert_eq!(size % 64, 0);
    let mut tree = TreeEdge::new(0, Tiles::new()).unwrap();
    for (position, _, _, hash) in positions(&server).await {
        tree.push(&sajam_ledger::EventHash::from_bytes(
            hash.try_into().unwrap(),
        ));
        if position + 1 == size {
            assert_eq!(tree.root().unwrap().to_vec(), root);
        }
    }
    let stored: Vec<(i16, i64, Vec<u8>)> =
        sqlx::query_as("select level, tile, hashes from log_tiles")
            .fetch_all(&server.pool)
            .await
            .unwrap();
    let stored: Tiles = stored
        .into_iter()
        .map(|(level, tile, hashes)| {
            (
                TilePlace {
                    level: level as u8,
                    tile: tile as u64,
                },
                hashes,
            )
        })
        .collect();
    let expected = tree.take_changed();
    assert!(stored.iter().all(|(place, hashes)| {
        expected
            .get(place)
            .is_some_and(|tile| tile.starts_with(hashes))
    }));
}

#[tokio::test]
async fn publication_follows_the_clock_never_twice_and_never_back() {
    let start = Timestamp::constant(1_800_000_000, 0);
    let clock = Clock::set_to(start);
    let beat = Beat {
        every: SignedDuration::from_mins(10),
        block: 8,
    };
    let server = TestServer::start_with(TestOptions {
        clock: clock.clone(),
        beat,
        ..TestOptions::default()
    })
    .await;
    let published = || async {
        let beats: Vec<(i64, i64)> =
            sqlx::query_as("select beat_ms, size from checkpoints order by beat_ms")
                .fetch_all(&server.pool)
                .await
                .unwrap();
        beats
    };
    server.settle().await;
    until("the first beat", || async { published().await.len() == 1 }).await;
    clock.set(start - SignedDuration::from_secs(700));
    fill(&server, 3).await;
    server.settle().await;
    assert_eq!(
        published().await.len(),
        1,
        "a clock set back publishes nothing"
    );
    clock.set(start + SignedDuration::from_secs(1300));
    fill(&server, 1).await;
    until("the second beat", || async { published().await.len() == 2 }).await;
    let beats = published().await;
    assert!(
        beats
            .iter()
            .all(|(at, size)| at % 600_000 == 0 && size % 8 == 0)
    );
    assert!(beats[1].1 > beats[0].1, "an idle beat would grow as well");
}

/// Every index and constraint there is, with its definition.
async fn indexes(owner: &mut sqlx::PgConnection) -> Vec<(String, String)> {
    sqlx::query_as(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
             where indrelid::regclass::text not like 'pg_%' and indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
         union all select conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
         order by 1, 2",
    )
    .fetch_all(owner)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_rebuild_gives_what_the_live_projection_has_and_a_check_sees_any_difference() {
    let server = TestServer::start().await;
    fill(&server, 60).await;
    server.settle().await;
    let mut owner = server.test_database.owner().await;
    let named = indexes(&mut owner).await;
    for projection in sajam_projections::all() {
        let same = sajam_projections::check(&mut owner, projection, &mut |_, _| {})
            .await
            .unwrap();
        assert_eq!(same, [], "{}", projection.name());
    }
    owner.execute("update queue_cases set category = 'other' where report_id = (select min(report_id) from queue_cases where category <> 'other')").await.unwrap();
    owner
        .execute("update queue_counts set cases = cases + 1")
        .await
        .unwrap();
    owner
        .execute(
            "insert into staff_members (staff_id, login, is_suspended) values ('x', 'x', false)",
        )
        .await
        .unwrap();
    owner.execute("delete from statistics_reports where report_id = (select min(report_id) from statistics_reports)").await.unwrap();
    for (projection, rows) in sajam_projections::all().into_iter().zip([4, 1, 1]) {
        let difference = sajam_projections::check(&mut owner, projection, &mut |_, _| {})
            .await
            .unwrap();
        assert_eq!(
            difference
                .iter()
                .map(|difference| difference.rows)
                .sum::<i64>(),
            rows
        );
        sajam_projections::rebuild(&mut owner, projection, Some("server"), &mut |_, _| {})
            .await
            .unwrap();
        let same = sajam_projections::check(&mut owner, projection, &mut |_, _| {})
            .await
            .unwrap();
        assert_eq!(same, [], "{}", projection.name());
    }
    assert_eq!(
        indexes(&mut owner).await,
        named,
        "later migrations know them by name"
    );
    // The swapped tables are the server's to go on with.
    fill(&server, 5).await;
    server.settle().await;
    let (cases, reports): (i64, i64) = sqlx::query_as(
        "select (select count(*) from queue_cases), (select count(*) from statistics_reports)",
    )
    .fetch_one(&server.pool)
    .await
    .unwrap();
    assert_eq!((cases, reports), (65, 65));
}

#[tokio::test]
async fn a_second_server_takes_over_when_the_leader_goes() {
    let first = TestServer::start().await;
    fill(&first, 5).await;
    first.settle().await;
    let (database, secrets) = first.test_database.open().await;
    let directory = sajam::directory::Directory::open(None).unwrap();
    let entropy = sajam::entropy::Entropy::system();
    let second = sajam::server::Server::new(sajam::context::Context::new(
        &database,
        secrets,
        directory,
        Clock::system(),
        entropy,
        Beat::default(),
    ));
    let stop = tokio_util::sync::CancellationToken::new();
    let _jobs = sajam::jobs::start(&second, &database, Clock::system(), &stop);
    // Filed through the server that does not lead: the leader hears of it.
    reporter::file(&second, &filing(1), None).await.unwrap();
    first.settle().await;
    first.stop().await;
    reporter::file(&second, &filing(2), None).await.unwrap();
    until("another server leads", || async {
        let waiting: i64 = sqlx::query_scalar("select count(*) from log_queue")
            .fetch_one(&second.pool)
            .await
            .unwrap();
        waiting == 0
    })
    .await;
    let log: Vec<i64> = sqlx::query_scalar("select position from log_entries order by position")
        .fetch_all(&second.pool)
        .await
        .unwrap();
    assert!(
        log.iter()
            .zip(0..)
            .all(|(found, expected)| *found == expected)
    );
}
