//! Each write of sequencing, integration and publication fails once in each way.

use jiff::{SignedDuration, Timestamp};
use sajam::clock::{Clock, from_ms};
use sajam::monitor;
use sajam::sequencer::Beat;
use sajam_ledger::Checkpoint;
use sqlx::PgConnection;

use super::observed::{is_continued, newest};
use super::triggers::{Fault, Installation, Moment};
use crate::support::{TestOptions, TestServer, filings, wait_for, witness};

const START: Timestamp = Timestamp::constant(1_800_000_000, 0);
const BEAT: Beat = Beat {
    every: SignedDuration::from_mins(10),
    block: 40,
};
/// Reports filed around each fault.
const REPORTS: usize = 2;

/// Every statement that writes on the way from the queue to a public, cosigned checkpoint, and which of its rows fail.
const WRITES: [(&str, &str, &[u32]); 8] = [
    ("log_queue", "delete", &[1, 2]),
    ("log_entries", "insert", &[1, 2, 17]),
    ("log_tiles", "insert", &[1]),
    ("log_tiles", "update", &[1, 2]),
    ("log_head", "update", &[1, 2]),
    ("checkpoints", "insert", &[1]),
    ("publications", "insert", &[1]),
    ("cosignatures", "insert", &[1]),
];

fn places() -> Vec<Installation> {
    let mut places = Vec::new();
    for (table, write, rows) in WRITES {
        let moments = [Moment::Before, Moment::After, Moment::Commit];
        for (number, moment) in moments.into_iter().enumerate() {
            for (other, fault) in [Fault::Error, Fault::Cut].into_iter().enumerate() {
                let row = rows[(number + other) % rows.len()];
                places.push(Installation {
                    table,
                    write,
                    moment,
                    fault,
                    row,
                });
            }
        }
    }
    places
}

/// One server that suffers its share of the faults.
struct Sufferer {
    server: TestServer,
    owner: PgConnection,
    filed: usize,
    let_out: Vec<Checkpoint>,
}

impl Sufferer {
    async fn start() -> Self {
        let server = TestServer::start_with(TestOptions {
            clock: Clock::set_to(START),
            beat: BEAT,
            policy: Some(witness::start([6; 32]).await),
            ..TestOptions::default()
        })
        .await;
        let owner = server.test_database.owner().await;
        let mut sufferer = Self {
            server,
            owner,
            filed: 0,
            let_out: Vec::new(),
        };
        sufferer.beat().await;
        sufferer
    }

    async fn file(&mut self) {
        self.filed += filings::file(&self.server, REPORTS).await.len();
    }

    /// The next beat, until its checkpoint is out and cosigned; it continues every one before it.
    async fn beat(&mut self) {
        let server = &self.server;
        let beat = BEAT.at(server.clock.now()) + BEAT.every;
        server.clock.set(beat);
        let public: Option<i64> = wait_for(|| async {
            sqlx::query_scalar(
                "select public_ms from publications join cosignatures using (beat_ms) where beat_ms = $1",
            )
            .bind(beat.as_millisecond())
            .fetch_optional(&server.pool)
            .await
            .unwrap()
        })
        .await;
        let public = from_ms(public.expect("the beat is out"));
        server.clock.set(public.max(beat));
        let key = server.secrets.log.verifier_key();
        let now = newest(&server.url, &key).await.unwrap();
        if let Some(last) = self.let_out.last() {
            assert!(now.size > last.size);
            is_continued(&server.url, last, &now).await;
        }
        self.let_out.push(now);
    }

    async fn suffer(&mut self, place: &Installation) {
        place.set(&mut self.owner).await;
        // A new tile comes only with every 256 entries.
        for _ in 0..12 {
            self.file().await;
            self.beat().await;
            if place.has_happened(&mut self.owner).await {
                break;
            }
        }
        let happened = place.has_happened(&mut self.owner).await;
        assert!(happened, "the fault was never reached: {place:?}");
        place.lift(&mut self.owner).await;
        self.server.settle().await;
        let key = self.server.secrets.log.verifier_key();
        let verdict = monitor::check(&mut self.owner, &key, &mut |_, _| {}).await;
        let verdict = verdict.unwrap_or_else(|found| panic!("{place:?}: {found}"));
        assert_eq!(
            verdict.events, self.filed as u64,
            "{place:?}: no report is lost"
        );
        assert_eq!(verdict.queued, 0);
    }

    async fn end(self) {
        let newest = self.let_out.last().unwrap();
        for old in &self.let_out {
            is_continued(&self.server.url, old, newest).await;
        }
        self.server.stop().await;
    }
}

async fn suffer_share(share: usize, of: usize) -> usize {
    let mut sufferer = Sufferer::start().await;
    let places = places();
    let mut faults = 0;
    for place in places.iter().skip(share).step_by(of) {
        sufferer.suffer(place).await;
        faults += 1;
    }
    // And one beat without a fault.
    sufferer.file().await;
    sufferer.beat().await;
    sufferer.end().await;
    faults
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_failed_write_loses_or_contradicts_anything() {
    let lanes = [0, 1, 2, 3, 4, 5].map(|lane| tokio::spawn(suffer_share(lane, 6)));
    let mut faults = 0;
    for lane in lanes {
        faults += lane.await.unwrap();
    }
    assert_eq!(faults, 48);
    println!("{faults} faults suffered");
}
