//! Somebody who watches everything that is public, all the time, over 200 beats cannot tell the beats in which 1 to 40
//! reports were filed from those in which nothing happened.
//!
//! Time is compressed: a beat of ten minutes passes in a third of a second, so reports come a thousand times as dense as
//! they would. The observer therefore looks after each few of them when the house is quiet again: what is tested is that
//! nothing stays behind that shows. That requests under way at one moment wait for the same processors is another matter
//! (docs/threat-model.md).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use sajam::clock::Clock;
use sajam::entropy::Entropy;
use sajam::sequencer::Beat;

use crate::support::{TestOptions, TestServer, filings};

const START: Timestamp = Timestamp::constant(1_800_000_000, 0);
const BEATS: usize = 200;
/// How often the observer looks in a beat.
const LOOKS: i32 = 5;
/// How long the house is left to itself before each look.
const QUIET: Duration = Duration::from_millis(80);
/// More than a processor's caches hold, in bytes.
const CACHES: usize = 48 << 20;
const MOST_REPORTS: u64 = 40;
/// Standard deviations of the rank-sum statistic. Chance alone reaches it for one feature in 150 000.
const SUSPICIOUS: f64 = 4.5;

/// What one beat looked like: each feature by name.
type Seen = BTreeMap<String, f64>;

struct Observer<'a> {
    server: &'a TestServer,
    client: reqwest::Client,
    size: u64,
}

impl Observer<'_> {
    /// Everything public, once.
    async fn look(&mut self, seen: &mut Seen) {
        // Whoever watches all the time is awake, and so are the connection and the threads that answer it.
        self.get("/nowhere", &mut Seen::new()).await;
        let newest = self.get("/ledger/checkpoint", seen).await;
        let size: u64 = newest.lines().nth(1).unwrap().parse().unwrap();
        if size != self.size {
            seen.insert("growth".to_owned(), (size - self.size) as f64);
            self.size = size;
        }
        let (bundle, width) = ((size - 1) / 256, (size - 1) % 256 + 1);
        let partial = if width == 256 {
            String::new()
        } else {
            format!(".p/{width}")
        };
        for path in [
            format!("/ledger/tile/0/{}{partial}", number(bundle)),
            format!("/ledger/tile/entries/{}{partial}", number(bundle)),
            format!("/ledger/tile/0/{}.p/1", number(size / 256 + 1)),
        ] {
            self.get(&path, seen).await;
        }
        for path in PAGES {
            self.get(path, seen).await;
        }
    }

    async fn get(&self, path: &str, seen: &mut Seen) -> String {
        let kind = match path {
            tile if tile.starts_with("/ledger/tile/entries") => "/ledger/tile/entries",
            tile if tile.starts_with("/ledger/tile") && tile.ends_with(".p/1") => "beyond",
            tile if tile.starts_with("/ledger/tile") => "/ledger/tile",
            other => other,
        };
        let started = Instant::now();
        let answer = self.client.get(self.server.at(path)).send().await.unwrap();
        let status = answer.status().as_u16();
        let headers: usize = answer
            .headers()
            .iter()
            .filter(|(name, _)| *name != "date" && *name != "etag")
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        let body = answer.bytes().await.unwrap();
        let took = started.elapsed().as_secs_f64();
        *seen.entry(format!("{kind} time")).or_default() += took;
        let slowest = seen.entry(format!("{kind} slowest")).or_default();
        *slowest = slowest.max(took);
        *seen.entry(format!("{kind} status")).or_default() += f64::from(status);
        *seen.entry(format!("{kind} headers")).or_default() += headers as f64;
        if !kind.starts_with("/ledger/tile") {
            // A tile's size follows from the checkpoint's.
            *seen.entry(format!("{kind} size")).or_default() += body.len() as f64;
        }
        String::from_utf8_lossy(&body).into_owned()
    }
}

/// What is public beside the log's tiles.
const PAGES: [&str; 12] = [
    "/",
    "/verify",
    "/statistics",
    "/methodology",
    "/ledger/key",
    "/ledger/keys",
    "/status",
    "/feed.atom",
    "/feed.json",
    "/api/v1/status",
    "/healthz",
    "/readyz",
];

/// Takes every processor through more memory than its caches hold. Server and observer are one process here, which also
/// files the reports: without this the first answers after it come some microseconds later for that alone.
async fn empty_caches(memory: &Arc<Vec<u8>>) {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let walks = (0..processors).map(|_| {
        let memory = memory.clone();
        tokio::task::spawn_blocking(move || {
            std::hint::black_box(
                memory
                    .iter()
                    .step_by(64)
                    .map(|byte| u64::from(*byte))
                    .sum::<u64>(),
            )
        })
    });
    for walk in walks.collect::<Vec<_>>() {
        walk.await.unwrap();
    }
}

fn draw(sides: u64) -> u64 {
    u64::from_le_bytes(Entropy::system().bytes()) % sides
}

fn number(mut number: u64) -> String {
    let mut path = format!("{:03}", number % 1000);
    while number >= 1000 {
        number /= 1000;
        path = format!("x{:03}/{path}", number % 1000);
    }
    path
}

/// How far the ranks of the busy beats are from what chance would give, in standard deviations (Mann–Whitney, ties averaged).
fn rank_sum(idle: &[f64], busy: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = idle.iter().map(|value| (*value, false)).collect();
    all.extend(busy.iter().map(|value| (*value, true)));
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (m, n) = (idle.len() as f64, busy.len() as f64);
    let (mut ranks, mut ties, mut from) = (0.0, 0.0, 0);
    while from < all.len() {
        let to = from
            + all[from..]
                .iter()
                .take_while(|one| one.0 == all[from].0)
                .count();
        let rank = (from + 1 + to) as f64 / 2.0;
        ranks += rank * all[from..to].iter().filter(|one| one.1).count() as f64;
        let tied = (to - from) as f64;
        ties += tied.powi(3) - tied;
        from = to;
    }
    let total = m + n;
    let deviation = (m * n / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)))).sqrt();
    let mean = n * (total + 1.0) / 2.0;
    if deviation == 0.0 {
        0.0
    } else {
        (ranks - mean) / deviation
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn idle_and_busy_beats_look_alike() {
    let clock = Clock::set_to(START);
    let beat = Beat::default();
    let server = TestServer::start_with(TestOptions {
        clock: clock.clone(),
        beat,
        ..TestOptions::default()
    })
    .await;
    server.publish().await;
    let mut observer = Observer {
        server: &server,
        client: reqwest::Client::new(),
        size: 0,
    };
    observer.look(&mut Seen::new()).await;

    let memory = Arc::new(vec![1_u8; CACHES]);
    let mut beats: Vec<(u64, Seen)> = Vec::new();
    for _ in 0..BEATS {
        let filed = if draw(2) == 0 {
            0
        } else {
            1 + draw(MOST_REPORTS)
        };
        // At which looks they come in.
        let mut comes = [0; LOOKS as usize];
        for _ in 0..filed {
            comes[draw(LOOKS as u64) as usize] += 1;
        }
        let mut seen = Seen::new();
        let begins = clock.now();
        for look in 0..LOOKS {
            clock.set(begins + (beat.every - beat.step() * 2) * look / LOOKS);
            filings::file(&server, comes[look as usize]).await;
            // As long in every beat: an observer that has just slept finds colder caches, its own ones too.
            tokio::time::sleep(QUIET).await;
            server.settle().await;
            empty_caches(&memory).await;
            observer.look(&mut seen).await;
        }
        // What was filed in this beat is published at the beginning of the next.
        server.publish().await;
        observer.look(&mut seen).await;
        // What only the house knows: the control that shows that the statistic works.
        seen.insert("control".to_owned(), filed as f64);
        beats.push((filed, seen));
    }
    let reports: u64 = beats.iter().map(|(filed, _)| filed).sum();
    assert!(reports > 1000, "{reports} reports were filed");

    let mut found = Vec::new();
    let names: Vec<String> = beats[0].1.keys().cloned().collect();
    for name in &names {
        let of = |is_busy: bool| -> Vec<f64> {
            let beats = beats.iter().filter(|(filed, _)| (*filed > 0) == is_busy);
            beats.map(|(_, seen)| seen[name]).collect()
        };
        let z = rank_sum(&of(false), &of(true));
        eprintln!("{z:8.2}  {name}");
        if z.abs() > SUSPICIOUS {
            found.push(name.as_str());
        }
    }
    assert_eq!(found, ["control"]);
}
