//! The public log through a verifier in another language that shares no code with ours (`tests/log/interop/client.py`,
//! Python's standard library): it accepts the real server over several beats, and refuses a copy with one bit changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{StatusCode, Uri};
use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::sequencer::Beat;
use sajam_ledger::tree::{LogPath, TILE_WIDTH, TilePlace};
use sajam_ledger::{Bundle, Checkpoint, LogProof, VerifierKey, WitnessKey};
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::{TestOptions, TestServer, witness};

const START: Timestamp = Timestamp::constant(1_800_000_000, 0);
const BEATS: usize = 5;

/// The log as files by path, as on the web.
type Files = BTreeMap<String, Vec<u8>>;

/// What a reporter was handed, in files.
struct Handed {
    folder: tempfile::TempDir,
    names: Vec<(&'static str, String)>,
}

impl Handed {
    fn put(&mut self, option: &'static str, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
        self.names.push((option, name.to_owned()));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn arguments(&self) -> Vec<String> {
        let paths = self.names.iter();
        paths
            .flat_map(|(option, name)| {
                [
                    (*option).to_owned(),
                    self.path(name).to_str().unwrap().to_owned(),
                ]
            })
            .collect()
    }
}

async fn client(url: &str, key: &str, arguments: &[String]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/log/interop/client.py");
    let mut python = tokio::process::Command::new("python3");
    python.arg("-B").arg(script).arg(url).arg(key.trim());
    python.args(arguments).output().await.unwrap()
}

async fn accepted(url: &str, key: &str, arguments: &[String]) -> String {
    let output = client(url, key, arguments).await;
    let text = String::from_utf8(output.stdout).unwrap();
    let wrong = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{wrong}");
    assert!(text.ends_with("all hold\n"), "{text}");
    text
}

/// Refused with one line that says what is wrong, not by a crash.
async fn refused(url: &str, key: &str, arguments: &[String], what: &str) {
    let output = client(url, key, arguments).await;
    let wrong = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        output.status.code(),
        Some(1),
        "{what}: accepted, or {wrong}"
    );
    assert!(
        wrong.starts_with("wrong: ") && wrong.lines().count() == 1,
        "{what}: {wrong}"
    );
}

async fn file_report(server: &TestServer, handed: &mut Handed, number: usize) -> String {
    let body = json!({
        "category": "public-health", "province": "IR-05", "institution": {"name": "درمانگاه شبانه‌روزی"},
        "narrative": format!("گزارش {number}: «داروی تاریخ‌گذشته»\n\"2\" \\ 🙂"), "anonymity": "anonymous",
    });
    let answer = server.post_json("/api/v1/reports", &body).await;
    assert_eq!(answer.status(), 201);
    let answer: serde_json::Value = answer.json().await.unwrap();
    let receipt = answer["receipt"].as_str().unwrap();
    handed.put("--receipt", &format!("receipt-{number}"), receipt);
    answer["tracking_number"].as_str().unwrap().to_owned()
}

async fn newest(server: &TestServer, key: &VerifierKey) -> (Checkpoint, String) {
    let answer = server.get("/ledger/checkpoint").await;
    assert_eq!(answer.status(), 200);
    let note = answer.text().await.unwrap();
    (key.verify_checkpoint(&note).unwrap(), note)
}

/// Everything that is published under the checkpoint.
async fn copy(server: &TestServer, checkpoint: &Checkpoint, note: &str) -> Files {
    let mut paths = Vec::new();
    for level in 0..8 {
        for tile in 0.. {
            let place = TilePlace { level, tile };
            let width = place.width(checkpoint.size);
            if width == 0 {
                break;
            }
            paths.push(LogPath::Tile(place, width).to_string());
            if level == 0 {
                paths.push(LogPath::Entries(tile, width).to_string());
            }
        }
    }
    let mut files = Files::from([("checkpoint".to_owned(), note.as_bytes().to_vec())]);
    for path in paths {
        let answer = server.get(&format!("/ledger/{path}")).await;
        assert_eq!(answer.status(), 200, "{path}");
        files.insert(path, answer.bytes().await.unwrap().to_vec());
    }
    files
}

/// Serves whatever files it holds at the moment.
async fn serve(files: Arc<Mutex<Files>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = move |uri: Uri| async move {
        let files = files.lock().unwrap();
        let file = files.get(uri.path().trim_start_matches('/'));
        file.cloned().ok_or(StatusCode::NOT_FOUND)
    };
    tokio::spawn(async move {
        axum::serve(listener, Router::new().fallback(answer))
            .await
            .unwrap();
    });
    url
}

async fn bundle_of(server: &TestServer, number: &str) -> String {
    let body = json!({ "tracking_number": number });
    let history = server.post_json("/api/v1/track/history", &body).await;
    assert_eq!(history.status(), 200);
    history.text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verifier_of_another_house_accepts_the_log_and_refuses_every_changed_copy() {
    let clock = Clock::set_to(START);
    let beat = Beat {
        every: SignedDuration::from_mins(10),
        block: 100,
    };
    let policy = witness::start([9; 32]).await;
    let witness = policy.witnesses()[0].key.to_string();
    let options = TestOptions {
        clock: clock.clone(),
        beat,
        policy: Some(policy),
        ..TestOptions::default()
    };
    let server = TestServer::start_with(options).await;
    server.accounts().await;
    let key_text = server.get("/ledger/key").await.text().await.unwrap();
    let key = VerifierKey::parse(key_text.trim()).unwrap();
    let url = server.at("/ledger");
    let mut handed = Handed {
        folder: tempfile::tempdir().unwrap(),
        names: Vec::new(),
    };

    // A report in each beat, a checkpoint kept from each.
    let (mut last, mut number) = (0, String::new());
    for round in 0..BEATS {
        number = file_report(&server, &mut handed, round).await;
        server.settle().await;
        server.publish().await;
        let (checkpoint, note) = newest(&server, &key).await;
        assert!(checkpoint.size > last);
        last = checkpoint.size;
        // The witness's word is for the newest checkpoint: an older one is kept with the log's own line alone.
        let own: Vec<&str> = note.lines().take(5).collect();
        handed.put(
            "--old",
            &format!("checkpoint-{round}"),
            own.join("\n") + "\n",
        );
    }
    let history = bundle_of(&server, &number).await;
    handed.put("--bundle", "history.json", &history);
    let bundle = Bundle::parse(history.as_bytes()).unwrap();
    assert!(bundle.events.iter().all(|event| event.log.is_some()));
    let mut arguments = handed.arguments();
    arguments.extend(["--witness".to_owned(), witness.clone()]);
    for index in [0, 1, 255, 256, last / 2, last - 1] {
        arguments.extend(["--index".to_owned(), index.min(last - 1).to_string()]);
    }
    let text = accepted(&url, &key_text, &arguments).await;
    assert!(
        text.starts_with(&format!("{last} entries, 6 proofs, {BEATS} older")),
        "{text}"
    );

    // The same as a copy, with the proof of one event as a text.
    let (checkpoint, note) = newest(&server, &key).await;
    assert!(
        checkpoint.size > TILE_WIDTH,
        "more than one tile: {}",
        checkpoint.size
    );
    let proof = LogProof::of(&bundle.events[0], &bundle.checkpoint).unwrap();
    handed.put("--proof", "event.tlog-proof", proof.to_text());
    let mut arguments = handed.arguments();
    arguments.extend(["--witness".to_owned(), witness.clone()]);
    let clean = copy(&server, &checkpoint, &note).await;
    let files = Arc::new(Mutex::new(clean.clone()));
    let url = serve(files.clone()).await;
    let text = accepted(&url, &key_text, &arguments).await;
    assert!(
        text.contains("1 witnesses, 5 receipts, 1 events, 1 texts"),
        "{text}"
    );

    // One bit changed in each file of the copy, in places that differ from file to file; a file missing.
    for (number, (path, bytes)) in clean.iter().enumerate() {
        let at = (bytes.len() * (1 + number % 3) / 4 + number) % bytes.len();
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (number % 7);
        files.lock().unwrap().insert(path.clone(), changed);
        let what = format!("bit {} of byte {at} of {path}", number % 7);
        refused(&url, &key_text, &arguments, &what).await;
        if number % 4 == 0 {
            files.lock().unwrap().remove(path);
            refused(&url, &key_text, &arguments, path).await;
        }
        files.lock().unwrap().insert(path.clone(), bytes.clone());
    }
    // The same in what was handed out.
    for (number, (_, name)) in handed.names.iter().enumerate() {
        let bytes = std::fs::read(handed.path(name)).unwrap();
        let at = (bytes.len() * (1 + number % 3) / 4 + number) % bytes.len();
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (number % 7);
        std::fs::write(handed.path(name), changed).unwrap();
        let what = format!("bit {} of byte {at} of {name}", number % 7);
        refused(&url, &key_text, &arguments, &what).await;
        std::fs::write(handed.path(name), bytes).unwrap();
    }
    // Another log's key, and a witness who did not sign.
    let other = WitnessKey::generate("witness.example/w2", [8; 32]).unwrap();
    let mut more = arguments.clone();
    more.extend(["--witness".to_owned(), other.verifier().to_string()]);
    refused(&url, &key_text, &more, "a witness who did not sign").await;
    let other = sajam_ledger::LogKey::generate(key.origin(), [1; 32]).unwrap();
    let other = other.verifier_key().to_string();
    refused(&url, &other, &arguments, "another key").await;
    accepted(&url, &key_text, &arguments).await;
    server.stop().await;
}
