//! The whole process killed at random moments while it publishes every second: whatever a reader of the log saw at any
//! time is a beginning of what there is in the end.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sajam_ledger::{Checkpoint, VerifierKey};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::observed::{is_continued, newest};
use crate::support::{Data, Process, sajam, until, wait_for};

const KILLS: u64 = 10;

type Address = watch::Receiver<Option<String>>;

/// Files reports, and keeps every receipt that it was given.
async fn send(address: Address, stop: Arc<AtomicBool>) -> Vec<String> {
    let client = reqwest::Client::new();
    let mut receipts = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        let body = json!({
            "category": "public-health", "province": "IR-05", "institution": {"name": "درمانگاه"},
            "narrative": format!("گزارش {}: داروی تاریخ‌گذشته به بیماران داده می‌شود.", receipts.len()),
            "anonymity": "anonymous",
        });
        let url = address.borrow().clone();
        if let Some(url) = url
            && let Ok(answer) = client
                .post(format!("{url}/api/v1/reports"))
                .json(&body)
                .send()
                .await
            && answer.status() == 201
            && let Ok(answer) = answer.json::<Value>().await
        {
            receipts.push(answer["receipt"].as_str().unwrap().to_owned());
        }
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
    receipts
}

/// Reads the newest checkpoint all the time, and keeps each; it never gets smaller.
async fn poll(
    address: Address,
    key: VerifierKey,
    stop: Arc<AtomicBool>,
    seen: Arc<Mutex<Vec<Checkpoint>>>,
) {
    while !stop.load(Ordering::SeqCst) {
        let url = address.borrow().clone();
        if let Some(url) = url
            && let Some(checkpoint) = newest(&url, &key).await
        {
            let mut seen = seen.lock().unwrap();
            if seen.last() != Some(&checkpoint) {
                let last = seen.last().map_or(0, |last| last.size);
                assert!(checkpoint.size > last, "{} after {last}", checkpoint.size);
                seen.push(checkpoint);
            }
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_ever_seen_of_the_log_stands_after_ten_kills() {
    let data = Data::new();
    let options = ["--log-beat", "1", "--log-block", "16"];
    let mut server = Process::start(&data.path(), &options);
    let key = reqwest::get(format!("{}/ledger/key", server.url))
        .await
        .unwrap();
    let key = VerifierKey::parse(key.text().await.unwrap().trim()).unwrap();
    let (address, watched) = watch::channel(Some(server.url.clone()));
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sender = tokio::spawn(send(watched.clone(), stop.clone()));
    let poller = tokio::spawn(poll(watched, key.clone(), stop.clone(), seen.clone()));
    let mut random = 7_u64;
    for kill in 1..=KILLS {
        // Something new was seen since the last kill; then any moment of the beats that follow.
        let before = seen.lock().unwrap().len();
        until(&format!("something new before kill {kill}"), || async {
            assert!(!poller.is_finished(), "the reader stopped at a surprise");
            seen.lock().unwrap().len() > before
        })
        .await;
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        tokio::time::sleep(Duration::from_millis((random >> 33) % 1100)).await;
        address.send(None).unwrap();
        server.kill();
        server = Process::start(&data.path(), &options);
        address.send(Some(server.url.clone())).unwrap();
    }
    stop.store(true, Ordering::SeqCst);
    let receipts = sender.await.unwrap();
    poller.await.unwrap();
    assert!(receipts.len() as u64 >= KILLS, "{}", receipts.len());

    // The log as it is once everything promised is due.
    let start = newest(&server.url, &key).await.unwrap();
    let end = wait_for(|| async {
        let now = newest(&server.url, &key).await.unwrap();
        let beats = now.size.saturating_sub(start.size) / 16;
        (beats >= 3).then_some(now)
    })
    .await
    .expect("three more beats");
    let seen = seen.lock().unwrap().clone();
    assert!(seen.len() as u64 > KILLS);
    for old in &seen {
        is_continued(&server.url, old, &end).await;
    }
    let mut entries = Vec::new();
    for bundle in 0..end.size.div_ceil(256) {
        let width = (end.size - bundle * 256).min(256) as u16;
        let path = sajam_ledger::tree::entries_path(bundle, width);
        let bytes = reqwest::get(format!("{}/ledger/{path}", server.url))
            .await
            .unwrap();
        let bytes = bytes.bytes().await.unwrap();
        entries.extend(sajam_ledger::tree::entries_from_bytes(&bytes).unwrap());
    }
    for receipt in &receipts {
        let receipt = key.verify_receipt(receipt).unwrap();
        assert!(
            entries.contains(&receipt.event_hash),
            "a receipt's event is in the log"
        );
    }
    assert!(server.stop().success());
    let checked = sajam(&data.path(), &["ledger", "check"]);
    let said = [checked.stdout, checked.stderr].concat();
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&said)
    );
    println!(
        "{KILLS} kills, {} checkpoints seen, {} receipts",
        seen.len(),
        receipts.len()
    );
}
