//! Nothing acknowledged is lost: submissions from many connections while the server is killed again and again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sajam_ledger::{Bundle, VerifierKey, verify_bundle, verify_receipt_against};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::support::{Data, Process, sajam};

const SUBMISSIONS: usize = 200;
const CONNECTIONS: usize = 20;
const KILLS: usize = 5;

struct Filed {
    key: String,
    body: Value,
    number: String,
    receipt: String,
}

/// One sender: files its share, each until it is answered with 201, by the same key when the answer was lost.
async fn send(
    mut url: watch::Receiver<Option<String>>,
    sender: usize,
    done: Arc<AtomicUsize>,
) -> Vec<Filed> {
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap();
    let mut filed = Vec::new();
    for number in 0..SUBMISSIONS / CONNECTIONS {
        let key = format!("crash-{sender:02}-{number:03}-8f14e45fceea167a5a36dedd");
        let body = json!({
            "category": "public-health", "province": "IR-05", "institution": {"name": "درمانگاه شبانه‌روزی"},
            "narrative": format!("گزارش {sender}/{number}: داروی تاریخ‌گذشته به بیماران داده می‌شود."), "anonymity": "anonymous",
        });
        loop {
            let address = url
                .wait_for(Option::is_some)
                .await
                .unwrap()
                .clone()
                .unwrap();
            let answer = client
                .post(format!("{address}/api/v1/reports"))
                .header("idempotency-key", &key)
                .json(&body)
                .send()
                .await;
            // A killed server answers nothing, one that is starting or losing its database 503: both are tried again.
            let Ok(answer) = answer else {
                tokio::time::sleep(Duration::from_millis(30)).await;
                continue;
            };
            if answer.status() == 503 {
                tokio::time::sleep(Duration::from_millis(30)).await;
                continue;
            }
            assert_eq!(answer.status(), 201);
            let Ok(answer) = answer.json::<Value>().await else {
                continue;
            };
            let text = |name: &str| answer[name].as_str().unwrap().to_owned();
            filed.push(Filed {
                key,
                body,
                number: text("tracking_number"),
                receipt: text("receipt"),
            });
            done.fetch_add(1, Ordering::SeqCst);
            break;
        }
    }
    filed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_number_answered_with_201_tracks_after_five_kills() {
    let data = Data::new();
    let beat = ["--log-beat", "1"];
    let mut server = Process::start(&data.path(), &beat);
    let (address, url) = watch::channel(Some(server.url.clone()));
    let done = Arc::new(AtomicUsize::new(0));
    let senders: Vec<_> = (0..CONNECTIONS)
        .map(|sender| tokio::spawn(send(url.clone(), sender, done.clone())))
        .collect();
    for kill in 1..=KILLS {
        while done.load(Ordering::SeqCst) < kill * SUBMISSIONS / (KILLS + 1) {
            assert!(
                senders
                    .iter()
                    .all(|sender| !sender.is_finished() || kill > 1),
                "a sender stopped at a surprise"
            );
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        address.send(None).unwrap();
        server.kill();
        server = Process::start(&data.path(), &beat);
        address.send(Some(server.url.clone())).unwrap();
    }
    let mut filed = Vec::new();
    for sender in senders {
        filed.extend(sender.await.unwrap());
    }
    assert_eq!(filed.len(), SUBMISSIONS);
    let numbers: std::collections::BTreeSet<&str> =
        filed.iter().map(|filed| filed.number.as_str()).collect();
    assert_eq!(numbers.len(), SUBMISSIONS, "each report its own number");

    let client = reqwest::Client::new();
    let key: VerifierKey = client
        .get(format!("{}/ledger/key", server.url))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    for report in &filed {
        let body = json!({ "tracking_number": report.number });
        let tracked = client
            .post(format!("{}/api/v1/track", server.url))
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(tracked.status(), 200);
        let history = client
            .post(format!("{}/api/v1/track/history", server.url))
            .json(&body)
            .send()
            .await
            .unwrap();
        let bundle = Bundle::parse(&history.bytes().await.unwrap()).unwrap();
        verify_bundle(&bundle, &key).unwrap();
        verify_receipt_against(&bundle, &key.verify_receipt(&report.receipt).unwrap()).unwrap();
        // Sent once more, it is the same report and the same receipt.
        let again = client
            .post(format!("{}/api/v1/reports", server.url))
            .header("idempotency-key", &report.key)
            .json(&report.body)
            .send()
            .await
            .unwrap();
        let again: Value = again.json().await.unwrap();
        assert_eq!(
            (again["tracking_number"].as_str(), again["receipt"].as_str()),
            (Some(&*report.number), Some(&*report.receipt))
        );
    }
    assert!(server.stop().success());
    let checked = sajam(&data.path(), &["projections", "check"]);
    assert!(
        checked.status.success(),
        "{}{}",
        String::from_utf8_lossy(&checked.stdout),
        String::from_utf8_lossy(&checked.stderr)
    );
}
