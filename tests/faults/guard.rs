//! The file outside the database that remembers what was published cannot be written, or read: nothing is published until
//! it can, and then everything goes on.

use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::monitor;
use sajam::sequencer::Beat;

use super::observed::{is_continued, newest};
use crate::support::{TestOptions, TestServer, filings, until};

const BEAT: Beat = Beat {
    every: SignedDuration::from_mins(10),
    block: 40,
};

#[tokio::test]
async fn what_cannot_be_remembered_is_not_published() {
    let server = TestServer::start_with(TestOptions {
        clock: Clock::set_to(Timestamp::constant(1_800_000_000, 0)),
        beat: BEAT,
        ..TestOptions::default()
    })
    .await;
    server.publish().await;
    let key = server.secrets.log.verifier_key();
    let file = server.secrets.published_file();
    let draft = file.with_extension(format!("new-{}", std::process::id()));
    let aside = file.with_extension("aside");
    let mut events = 0;
    for is_draft in [true, false] {
        let before = newest(&server.url, &key).await.unwrap();
        let remembered = std::fs::read_to_string(&file).unwrap();
        // A folder in its place: the one cannot be written, the other not even read.
        let blocked = if is_draft { &draft } else { &file };
        if !is_draft {
            std::fs::rename(&file, &aside).unwrap();
        }
        std::fs::create_dir(blocked).unwrap();
        events += filings::file(&server, 2).await.len() as u64;
        server.settle().await;
        let beat = BEAT.at(server.clock.now()) + BEAT.every;
        server.clock.set(beat);
        until("it is told that nothing is published", || async {
            server.publication.halted().is_some()
        })
        .await;
        server
            .clock
            .set(beat + BEAT.every - SignedDuration::from_millis(1));
        let still = newest(&server.url, &key).await.unwrap();
        assert_eq!(still, before, "nothing was let out");
        let out: i64 = sqlx::query_scalar("select count(*) from publications where beat_ms >= $1")
            .bind(beat.as_millisecond())
            .fetch_one(&server.pool)
            .await
            .unwrap();
        assert_eq!(out, 0);
        std::fs::remove_dir(blocked).unwrap();
        if !is_draft {
            std::fs::rename(&aside, &file).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&file).unwrap(), remembered);

        server.publish().await;
        // The row is there a moment before the server says so.
        until("it is told that the log is published", || async {
            server.publication.halted().is_none()
        })
        .await;
        let after = newest(&server.url, &key).await.unwrap();
        assert!(after.size > before.size);
        is_continued(&server.url, &before, &after).await;
        let mut owner = server.test_database.owner().await;
        let verdict = monitor::check(&mut owner, &key, &mut |_, _| {})
            .await
            .unwrap();
        assert_eq!((verdict.events, verdict.queued), (events, 0));
    }
    server.stop().await;
}
