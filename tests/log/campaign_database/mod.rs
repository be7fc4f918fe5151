//! A campaign over the database: thousands of changes by somebody with all rights on it, each in a transaction that is
//! rolled back, and each named by the monitor. Seeded, so that it is the same campaign every time; it prints what it did.
//!
//! What the schema itself refuses (a hash of 31 bytes, a second row with one key) is counted apart.

mod changes;
mod numbers;
mod resigned;
mod rewrites;
mod rows;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::monitor::{self, MonitorError, Verdict};
use sajam::sequencer::Beat;
use sajam::service::reporter;
use sajam_ledger::VerifierKey;
use sqlx::{Connection, Executor, PgConnection};

use crate::support::{TestDatabase, TestOptions, TestServer, filings};
use changes::Change;
use numbers::Numbers;
use rows::Database;

/// How many the campaign must have at least.
const AT_LEAST: usize = 3000;
/// Connections, each with a copy of the database.
const LANES: usize = 2;

/// What became of one kind of change to one table.
#[derive(Default)]
struct Count {
    named: usize,
    refused: usize,
}

fn options(clock: &Clock) -> TestOptions {
    TestOptions {
        clock: clock.clone(),
        beat: Beat {
            every: SignedDuration::from_mins(10),
            block: 32,
        },
        ..TestOptions::default()
    }
}

/// Reports that were filed and withdrawn, over several beats, in a log of more than one tile.
async fn filled() -> TestServer {
    let clock = Clock::set_to(Timestamp::constant(1_800_000_000, 0));
    let server = TestServer::start_with(options(&clock)).await;
    for beat in 0.. {
        for filed in filings::file(&server, 3).await {
            let id = reporter::report_id(&server, &filed.tracking_number);
            reporter::execute(&server, &id, None, &reporter::Withdraw { reason: None })
                .await
                .unwrap();
        }
        server.settle().await;
        server.publish().await;
        let size: i64 = sqlx::query_scalar("select size from log_head")
            .fetch_one(&server.pool)
            .await
            .unwrap();
        if size > 300 && beat >= 3 {
            return server;
        }
    }
    unreachable!("the log grows with every beat")
}

async fn check(connection: &mut PgConnection, key: &VerifierKey) -> Result<Verdict, MonitorError> {
    monitor::check(connection, key, &mut |_, _| {}).await
}

async fn copy_of(database: &TestDatabase, lane: usize) -> PgConnection {
    let options = database.options("owner");
    let name = format!("{}_{lane}", database.name);
    let mut connection = PgConnection::connect_with(&options.clone().database("postgres"))
        .await
        .unwrap();
    connection
        .execute(format!("create database {name} template {}", database.name).as_str())
        .await
        .unwrap();
    PgConnection::connect_with(&options.database(&name))
        .await
        .unwrap()
}

/// Makes one change, asks the monitor, takes it back. `None` when the schema refuses the change.
async fn named(
    connection: &mut PgConnection,
    key: &VerifierKey,
    change: &Change,
) -> Option<Result<Verdict, MonitorError>> {
    // Triggers are no obstacle for an owner.
    connection
        .execute(
            "begin isolation level repeatable read; set local session_replication_role = replica",
        )
        .await
        .unwrap();
    let found = match connection.execute(change.sql.as_str()).await {
        Ok(_) => Some(monitor::check_snapshot(connection, key, &mut |_, _| {}).await),
        Err(sqlx::Error::Database(refusal)) => {
            let code = refusal.code().unwrap_or_default().into_owned();
            // Integrity constraint violations, and values that are none of their type.
            assert!(
                code.starts_with("23") || code.starts_with("22"),
                "{}: {refusal}",
                change.sql
            );
            None
        }
        Err(error) => panic!("{}: {error}", change.sql),
    };
    connection.execute("rollback").await.unwrap();
    found
}

async fn lane(
    mut connection: PgConnection,
    key: VerifierKey,
    changes: Vec<Change>,
) -> (BTreeMap<(&'static str, &'static str), Count>, Vec<String>) {
    let (mut counts, mut unseen) = (BTreeMap::<_, Count>::new(), Vec::new());
    let clean = check(&mut connection, &key).await.unwrap();
    for change in changes {
        let count = counts.entry((change.table, change.kind)).or_default();
        match named(&mut connection, &key, &change).await {
            None => count.refused += 1,
            Some(Err(MonitorError::Finding(_))) => count.named += 1,
            Some(other) => unseen.push(format!(
                "{} {}: {other:?}\n    {:.300}",
                change.table, change.kind, change.sql
            )),
        }
    }
    let after = check(&mut connection, &key).await.unwrap();
    assert_eq!(after, clean, "every change was taken back");
    (counts, unseen)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_change_to_the_database_is_named() {
    let server = filled().await;
    let key = server.secrets.log.verifier_key();
    let log_keys = server.secrets.log.clone();
    let test_database = server.stop().await;
    let mut owner = test_database.owner().await;
    let clean = check(&mut owner, &key).await.unwrap();
    assert!(clean.events >= 24 && clean.entries > 256 && clean.checkpoints >= 4);
    let database = Database::read(&mut owner).await;
    owner.close().await.unwrap();

    let mut numbers = Numbers(1);
    let mut all = changes::to_events(&database, &mut numbers);
    all.extend(changes::to_log(&database, &mut numbers));
    all.extend(rewrites::without_the_key(
        &database,
        &log_keys,
        &mut numbers,
    ));
    let mut lanes = Vec::new();
    for number in 0..LANES {
        let share = all.iter().skip(number).step_by(LANES).cloned().collect();
        let connection = copy_of(&test_database, number).await;
        lanes.push(tokio::spawn(lane(connection, key.clone(), share)));
    }
    let (mut counts, mut unseen) = (BTreeMap::<_, Count>::new(), Vec::new());
    for lane in lanes {
        let (more, not_seen) = lane.await.unwrap();
        unseen.extend(not_seen);
        for (kind, count) in more {
            let sum = counts.entry(kind).or_default();
            sum.named += count.named;
            sum.refused += count.refused;
        }
    }
    for ((table, kind), count) in &counts {
        let Count { named, refused } = count;
        println!("{table:<12} {kind:<44} {named:>5} named {refused:>5} refused by the schema");
    }
    let named: usize = counts.values().map(|count| count.named).sum();
    let refused: usize = counts.values().map(|count| count.refused).sum();
    println!("{named} changes, all named; {refused} more refused by the schema");
    assert!(
        unseen.is_empty(),
        "{} not named:\n{}",
        unseen.len(),
        unseen.join("\n")
    );
    assert!(named >= AT_LEAST, "{named}");
}
