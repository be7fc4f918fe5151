//! When something of the log leaves the house, and when nothing may: never before its time, and never against what was
//! published before.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::sequencer::Beat;
use sajam_ledger::{Policy, WitnessKey};
use sqlx::{Connection, Executor, PgConnection};

use crate::support::{TestDatabase, TestOptions, TestServer, filings, until, witness};

const START: Timestamp = Timestamp::constant(1_800_000_000, 0);
const BEAT: Beat = Beat {
    every: SignedDuration::from_mins(10),
    block: 64,
};

fn options(clock: &Clock) -> TestOptions {
    TestOptions {
        clock: clock.clone(),
        beat: BEAT,
        ..TestOptions::default()
    }
}

async fn signed(server: &TestServer) -> i64 {
    let beat: Option<i64> = sqlx::query_scalar("select max(beat_ms) from checkpoints")
        .fetch_one(&server.pool)
        .await
        .unwrap();
    beat.unwrap_or(0)
}

async fn size(server: &TestServer) -> u64 {
    let note = server.get("/ledger/checkpoint").await.text().await.unwrap();
    note.lines().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn nothing_is_public_before_its_step() {
    let clock = Clock::set_to(START);
    let server = TestServer::start_with(options(&clock)).await;
    until("the first checkpoint", || async {
        server.get("/ledger/checkpoint").await.status() == 200
    })
    .await;
    let first = size(&server).await;
    filings::file(&server, 3).await;
    server.settle().await;

    let beat = START + BEAT.every;
    clock.set(beat);
    until("the next checkpoint is ready", || async {
        let ready: Option<i64> = sqlx::query_scalar("select max(beat_ms) from publications")
            .fetch_one(&server.pool)
            .await
            .unwrap();
        ready == Some(beat.as_millisecond())
    })
    .await;
    let (next, note): (i64, String) =
        sqlx::query_as("select size, note from checkpoints where beat_ms = $1")
            .bind(beat.as_millisecond())
            .fetch_one(&server.pool)
            .await
            .unwrap();
    let next = next.unsigned_abs();
    assert!(next > first);
    let tiles = [
        format!("/ledger/tile/0/000.p/{}", next % 256),
        format!("/ledger/tile/entries/000.p/{}", next % 256),
    ];
    let millisecond = SignedDuration::from_millis(1);
    for now in [beat, beat + millisecond, beat + BEAT.step() - millisecond] {
        clock.set(now);
        assert_eq!(size(&server).await, first, "{now}");
        if first < next && next < 256 {
            for tile in &tiles {
                assert_eq!(server.get(tile).await.status(), 404, "{tile} {now}");
            }
        }
    }
    clock.set(beat + BEAT.step());
    let shown = server.get("/ledger/checkpoint").await.text().await.unwrap();
    assert_eq!(shown, note);
    if next < 256 {
        for tile in &tiles {
            assert_eq!(server.get(tile).await.status(), 200, "{tile}");
        }
    }
}

/// A copy of the database as it is now, as a backup would have it. No server may be connected.
async fn copy(database: &TestDatabase) -> String {
    let name = format!("{}_old", database.name);
    let mut connection =
        PgConnection::connect_with(&database.options("owner").database("postgres"))
            .await
            .unwrap();
    connection
        .execute(format!("create database {name} template {}", database.name).as_str())
        .await
        .unwrap();
    // As if it had always been there: what is looked at here must hold without the hold of a copy that is known as one.
    let mut older = PgConnection::connect_with(&database.options("owner").database(&name))
        .await
        .unwrap();
    older
        .execute("delete from installation where name = 'copy'")
        .await
        .unwrap();
    older.close().await.unwrap();
    name
}

#[tokio::test]
async fn a_restored_older_database_publishes_nothing_and_still_takes_reports() {
    let clock = Clock::set_to(START);
    let server = TestServer::start_with(options(&clock)).await;
    filings::file(&server, 2).await;
    server.publish().await;
    let database = server.stop().await;
    let older = copy(&database).await;

    let server = TestServer::start_on(database, options(&clock)).await;
    filings::file(&server, 2).await;
    server.publish().await;
    server.publish().await;
    let published = size(&server).await;
    let mut database = server.stop().await;

    let newer = std::mem::replace(&mut database.name, older);
    let mut server = TestServer::start_on(database, options(&clock)).await;
    server.start_watching();
    let before = signed(&server).await;
    filings::file(&server, 2).await;
    for beat in 1..=3 {
        clock.set(clock.now() + BEAT.every);
        until("it is told", || async {
            server.publication.halted().is_some()
        })
        .await;
        assert_eq!(signed(&server).await, before, "beat {beat}");
    }
    let told = || async {
        let status = server.get("/api/v1/status").await.text().await.unwrap();
        status.contains("log-halted")
    };
    until("everybody is told", told).await;
    let halted = server.publication.halted().unwrap();
    assert!(
        halted.contains("refusing to publish") && halted.contains(&published.to_string()),
        "{halted}"
    );
    assert!(
        size(&server).await < published,
        "what it had published before stands"
    );
    // Reports wait without a position, so that the log can still be taken up where it was published.
    let (waiting, beyond): (i64, i64) = sqlx::query_as(
        "select (select count(*) from log_queue),
                (select count(*) from log_entries where position >= (select max(size) from checkpoints))",
    )
    .fetch_one(&server.pool)
    .await
    .unwrap();
    assert_eq!((waiting, beyond), (2, 0));
    let mut database = server.stop().await;

    // The newest copy goes on as if nothing had been.
    database.name = newer;
    let server = TestServer::start_on(database, options(&clock)).await;
    server.publish().await;
    assert!(size(&server).await > published);
    assert_eq!(server.publication.halted(), None);
}

#[tokio::test]
async fn what_was_published_must_be_readable_or_nothing_more_is() {
    let clock = Clock::set_to(START);
    let server = TestServer::start_with(options(&clock)).await;
    server.publish().await;
    let file = server.secrets.published_file();
    let note = std::fs::read_to_string(&file).unwrap();
    for damaged in [
        "",
        "x",
        &note.replace("\n\n", "\nx\n\n"),
        &note[..note.len() - 9],
    ] {
        let before = signed(&server).await;
        std::fs::write(&file, damaged).unwrap();
        clock.set(clock.now() + BEAT.every);
        until("it is told", || async {
            server.publication.halted().is_some()
        })
        .await;
        assert_eq!(signed(&server).await, before, "{damaged:?}");
        std::fs::write(&file, &note).unwrap();
        server.publish().await;
        until("it goes on", || async {
            server.publication.halted().is_none()
        })
        .await;
    }
}

#[tokio::test]
async fn a_quorum_that_is_missing_is_an_incident_until_it_is_back() {
    let clock = Clock::set_to(START);
    let policy = witness::start([9; 32]).await;
    let there = policy.witnesses()[0].key.to_string();
    let away = WitnessKey::generate("witness.example/away", [8; 32]).unwrap();
    let url = policy.witnesses()[0].url.clone().unwrap();
    // Nobody listens on the second address.
    let text = format!(
        "witness there {there} {url}\nwitness away {} http://127.0.0.1:9\ngroup both all there away\nquorum both\n",
        away.verifier()
    );
    let strict = Arc::new(Policy::parse(text.as_bytes()).unwrap());
    let with = |policy: &Arc<Policy>| TestOptions {
        policy: Some(policy.clone()),
        ..options(&clock)
    };
    let mut server = TestServer::start_with(with(&strict)).await;
    server.start_watching();
    server.publish().await;
    server.publish().await;
    let told = async |server: &TestServer| {
        let status = server.get("/api/v1/status").await.text().await.unwrap();
        status.contains("\"witnesses\"")
    };
    until("it is told", || told(&server)).await;
    // What there is, is there: what came in after the checkpoint was let out shows from the next step on.
    clock.set(clock.now() + BEAT.step());
    until("the other's line", || async {
        let note = server.get("/ledger/checkpoint").await.text().await.unwrap();
        clock.set(clock.now() + BEAT.step());
        note.contains("— witness.example/any ")
    })
    .await;

    let mut server = TestServer::start_on(server.stop().await, with(&policy)).await;
    server.start_watching();
    server.publish().await;
    until("it is over", || async {
        let open: bool = sqlx::query_scalar(
            "select (select count(*) from incident_events where change = 'opened') > (select count(*) from incident_events where change = 'closed')",
        )
        .fetch_one(&server.pool)
        .await
        .unwrap();
        !open
    })
    .await;
}

#[tokio::test]
async fn a_witness_that_hangs_holds_nothing_back() {
    let clock = Clock::set_to(START);
    // It takes connections and says nothing.
    let hanging = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let key = WitnessKey::generate("witness.example/mute", [7; 32]).unwrap();
    let text = format!(
        "witness mute {} http://{}\nquorum mute\n",
        key.verifier(),
        hanging.local_addr().unwrap()
    );
    let policy = Some(Arc::new(Policy::parse(text.as_bytes()).unwrap()));
    let server = TestServer::start_with(TestOptions {
        policy,
        ..options(&clock)
    })
    .await;
    until("the first beat is signed", || async {
        signed(&server).await > 0
    })
    .await;
    // Two thirds of a step are for the witnesses, and not more.
    clock.set(START + BEAT.step() * 2 / 3);
    until("the first beat is out", || async {
        server.get("/ledger/checkpoint").await.status() == 200
    })
    .await;
    let first = size(&server).await;
    clock.set(START + BEAT.every);
    until("the next beat is signed", || async {
        signed(&server).await == (START + BEAT.every).as_millisecond()
    })
    .await;
    clock.set(START + BEAT.every + BEAT.step() * 2 / 3);
    let public = || async {
        let public: Option<i64> = sqlx::query_scalar("select max(public_ms) from publications")
            .fetch_one(&server.pool)
            .await
            .unwrap();
        public == Some((START + BEAT.every + BEAT.step()).as_millisecond())
    };
    until("it is to be let out on time", public).await;
    clock.set(START + BEAT.every + BEAT.step());
    assert!(size(&server).await > first);
    drop(hanging);
}

#[tokio::test]
async fn a_clock_that_was_wrong_neither_silences_the_log_nor_makes_it_shrink() {
    let clock = Clock::set_to(START);
    let server = TestServer::start_with(options(&clock)).await;
    server.publish().await;
    let before = size(&server).await;
    // Ten years ahead for one beat.
    clock.set(START + SignedDuration::from_secs(315_576_000));
    server.publish().await;
    let ahead = size(&server).await;
    assert!(ahead > before);
    clock.set(START + 2 * BEAT.every);
    let server = TestServer::start_on(server.stop().await, options(&clock)).await;
    assert!(size(&server).await >= ahead, "what was let out stays");
    for _ in 0..2 {
        let now = size(&server).await;
        clock.set(clock.now() + BEAT.every);
        until("the next beat", || async {
            clock.set(clock.now() + BEAT.step() / 100);
            size(&server).await > now
        })
        .await;
    }
    // A little back: the newest checkpoint stays, also for a server that has just started.
    let now = size(&server).await;
    clock.set(clock.now() - 2 * BEAT.every);
    let server = TestServer::start_on(server.stop().await, options(&clock)).await;
    assert!(size(&server).await >= now);
}
