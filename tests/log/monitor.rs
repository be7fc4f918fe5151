//! The monitor names what somebody with all rights on the database changed.

use jiff::SignedDuration;
use sajam::monitor::{self, MonitorError, Verdict};
use sajam::sequencer::Beat;
use sajam::service::reporter::{self, Filing, InstitutionAnswer};
use sajam_aggregates::{Anonymity, Category, Channel, Language, Narrative, Province};
use sqlx::{Executor, PgConnection};

use crate::support::{TestOptions, TestServer, until};

async fn filled() -> TestServer {
    let options = TestOptions {
        beat: Beat {
            every: SignedDuration::from_secs(1),
            block: 64,
        },
        ..TestOptions::default()
    };
    let server = TestServer::start_with(options).await;
    for number in 0..12 {
        let filing = Filing {
            category: Category::Labour,
            province: Province::ALL[number],
            institution: InstitutionAnswer::Unknown,
            narrative: Narrative::parse("حقوق کارگران چهار ماه است پرداخت نشده است").unwrap(),
            subject: None,
            place: None,
            occurred: None,
            anonymity: Anonymity::Anonymous,
            identity: None,
            contact: None,
            channel: Channel::Web,
            language: Language::Persian,
        };
        let filed = reporter::file(&server, &filing, None).await.unwrap();
        let id = reporter::report_id(&server, &filed.tracking_number);
        reporter::execute(&server, &id, None, &reporter::Withdraw { reason: None })
            .await
            .unwrap();
    }
    server.settle().await;
    // One more beat, so that a checkpoint covers the events.
    let covered = || async {
        let (size, last): (Option<i64>, Option<i64>) =
            sqlx::query_as("select (select max(size) from checkpoints), (select max(position) from log_entries where cover is null)").fetch_one(&server.pool).await.unwrap();
        size > last
    };
    until("a checkpoint covers the events", covered).await;
    server
}

async fn check(
    server: &TestServer,
    connection: &mut PgConnection,
) -> Result<Verdict, MonitorError> {
    monitor::check(
        connection,
        &server.secrets.log.verifier_key(),
        &mut |_, _| {},
    )
    .await
}

/// Changes nobody can see in the database itself, each with the words the monitor must use.
const CHANGES: &[(&str, &str)] = &[
    (
        "update events set payload = replace(payload::text, 'labour', 'consumer')::json where event_type = 'Submitted' and aggregate_id = (select min(aggregate_id) from events)",
        "its payload is not the one",
    ),
    (
        "update events set metadata = '{\"actor\":{\"kind\":\"system\"}}' where event_type = 'Withdrawn' and aggregate_id = (select min(aggregate_id) from events)",
        "its context is not the one",
    ),
    (
        "update events set header = replace(header, 'Withdrawn', 'Resolvedx') where event_type = 'Withdrawn' and aggregate_id = (select max(aggregate_id) from events)",
        "its hash does not match its header",
    ),
    (
        "update events set event_type = 'Resolved' where event_type = 'Withdrawn' and aggregate_id = (select max(aggregate_id) from events)",
        "another stream, sequence, type or version",
    ),
    (
        "update events set hash = sha256(convert_to(E'sajam-history/v1/event\\n' || replace(header, '\"seq\":2', '\"seq\":3'), 'UTF8')), header = replace(header, '\"seq\":2', '\"seq\":3') where sequence = 2 and aggregate_id = (select max(aggregate_id) from events)",
        "another hash",
    ),
    (
        "delete from events where sequence = 2 and aggregate_id = (select max(aggregate_id) from events)",
        "is not in the event store",
    ),
    (
        "delete from events where sequence = 2 and aggregate_id = (select max(aggregate_id) from events); update log_entries set lost = true, aggregate_type = null, aggregate_id = null, sequence = null where sequence = 2 and aggregate_id = (select max(aggregate_id) from events)",
        "it was deleted",
    ),
    (
        "delete from log_entries where position = (select max(position) from log_entries where cover is null)",
        "the log goes on with",
    ),
    (
        "delete from log_entries where position >= 10",
        "covers more entries|head says|tile",
    ),
    (
        "update log_entries set cover = sha256('x') where position = (select min(position) from log_entries where cover is not null)",
        "not the hash of its secret",
    ),
    (
        "update log_tiles set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where level = 0 and tile = 0",
        "tile 0 of level 0",
    ),
    (
        "delete from log_tiles where level = 0 and tile = 0",
        "tile 0 of level 0",
    ),
    (
        "update checkpoints set root = sha256('x')",
        "is not what its note says",
    ),
    (
        "update checkpoints set note = replace(note, E'\\n\\n', E'x\\n\\n')",
        "not signed by the log's key",
    ),
    ("update log_head set size = size + 1", "the log's head says"),
    (
        "delete from log_entries where position >= (select min(size) from checkpoints); delete from checkpoints where size > (select min(size) from checkpoints); update log_head set size = (select min(size) from checkpoints)",
        "neither in the log nor in its queue|tile",
    ),
];

#[tokio::test]
async fn every_change_is_named_and_a_clean_database_is_clean() {
    let server = filled().await;
    let test_database = server.test_database.options("owner");
    let mut reader = server.test_database.owner().await;
    let clean = check(&server, &mut reader).await.unwrap();
    assert_eq!(clean.events, 24);
    assert_eq!(clean.queued, 0);
    assert!(clean.checkpoints >= 1 && clean.entries >= 64);
    let key = server.secrets.log.verifier_key();
    server.stop().await;

    for (change, words) in CHANGES {
        let mut connection = <PgConnection as sqlx::Connection>::connect_with(&test_database)
            .await
            .unwrap();
        for table in ["events", "log_entries", "checkpoints"] {
            connection
                .execute(format!("alter table {table} disable trigger all").as_str())
                .await
                .unwrap();
        }
        // Kept in copies, so that each change is made to a clean database.
        for table in [
            "events",
            "log_entries",
            "log_tiles",
            "checkpoints",
            "log_head",
        ] {
            connection
                .execute(format!("create table kept_{table} as table {table}").as_str())
                .await
                .unwrap();
        }
        connection
            .execute(*change)
            .await
            .unwrap_or_else(|error| panic!("{change}: {error}"));
        let found = monitor::check(&mut connection, &key, &mut |_, _| {})
            .await
            .map_err(|error| error.to_string());
        let found = found.expect_err(change);
        assert!(
            words.split('|').any(|words| found.contains(words)),
            "{change}\n→ {found}"
        );
        for table in [
            "events",
            "log_entries",
            "log_tiles",
            "checkpoints",
            "log_head",
        ] {
            connection.execute(format!("delete from {table}; insert into {table} select * from kept_{table}; drop table kept_{table}").as_str()).await.unwrap();
        }
        monitor::check(&mut connection, &key, &mut |_, _| {})
            .await
            .unwrap();
    }
}
