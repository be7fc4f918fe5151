//! Where the log has witnesses, a table waits for their word: that the database is the newest, and what time it is.

use jiff::Timestamp;
use sajam::sequencer::Beat;
use sajam_ledger::{Policy, WitnessKey};

use super::*;

/// What the key says of the newest checkpoint, as stored from the witness's answer; `seconds` is the witness's clock.
async fn cosign(server: &TestServer, key: &WitnessKey, seconds: i64) {
    let (beat_ms, note): (i64, String) =
        sqlx::query_as("select beat_ms, note from checkpoints order by beat_ms desc limit 1")
            .fetch_one(&server.pool)
            .await
            .unwrap();
    let (text, _) = note.split_once("\n\n").unwrap();
    let line = key.cosign(&format!("{text}\n"), seconds.unsigned_abs());
    sqlx::query("insert into cosignatures (beat_ms, witness, line) values ($1, $2, $3)")
        .bind(beat_ms)
        .bind(key.verifier().to_string())
        .bind(line)
        .execute(&server.pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_table_waits_until_a_witness_has_cosigned_by_a_clock_that_agrees() {
    let key = WitnessKey::generate("witness.example/one", [3; 32]).unwrap();
    let other = WitnessKey::generate("witness.example/other", [4; 32]).unwrap();
    // It is asked by nobody: what it says is stored by the test.
    let policy = format!(
        "witness one {}\nwitness other {}\ngroup any any one other\nquorum any\n",
        key.verifier(),
        other.verifier()
    );
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    let server = TestServer::start_with(TestOptions {
        clock: sajam::clock::Clock::set_to(month("1405-07").start()),
        policy: Some(Arc::new(policy)),
        ..TestOptions::default()
    })
    .await;
    server.publish().await;
    file(&server, "1405-07", 5, Category::Bribery).await;
    server.settle().await;
    server.clock.set(due_at(month("1405-07")));
    let unwitnessed = publish(&server, "1405-07").await;
    assert!(
        matches!(unwitnessed, Err(PublishError::Unwitnessed)),
        "{unwitnessed:?}"
    );
    server.publish().await;
    let now = server.clock.now().as_second();
    // A stranger's word is none.
    let stranger = WitnessKey::generate("witness.example/stranger", [5; 32]).unwrap();
    cosign(&server, &stranger, now).await;
    let unwitnessed = publish(&server, "1405-07").await;
    assert!(
        matches!(unwitnessed, Err(PublishError::Unwitnessed)),
        "{unwitnessed:?}"
    );
    // By this one's clock the period is not over.
    cosign(&server, &key, now - 40 * 86_400).await;
    let ahead = publish(&server, "1405-07").await;
    assert!(matches!(ahead, Err(PublishError::ClockAhead)), "{ahead:?}");
    assert_eq!(rows(&server, "releases").await, 0);
    assert_eq!(rows(&server, "privacy_ledger").await, 0);
    // One witness whose clock is slow does not stop the log's others.
    cosign(&server, &other, now).await;
    // Long after the last word nothing is known again: an older copy would look like that.
    let beat = Beat::default().every;
    server
        .clock
        .set(Timestamp::from_second(now).unwrap() + beat * 4);
    let unwitnessed = publish(&server, "1405-07").await;
    assert!(
        matches!(unwitnessed, Err(PublishError::Unwitnessed)),
        "{unwitnessed:?}"
    );
    server
        .clock
        .set(Timestamp::from_second(now).unwrap() + beat);
    publish(&server, "1405-07").await.unwrap();
}
