//! Somebody with the database and the log's key makes all of it anew and signs it. The monitor has nothing to compare
//! with and cannot see that. Whoever kept an older checkpoint, a receipt or a bundle can, with `sajam-verify`; and the
//! server itself refuses to go on publishing.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use sajam_ledger::tree::{LogPath, TilePlace, entries_to_bytes};
use sajam_ledger::{Bundle, EventHash, verify_bundle};
use serde_json::json;
use sqlx::Executor;

use super::rewrites::{Extent, Wish, rewritten};
use super::rows::Database;
use super::{check, filled, options};
use crate::support::{TestServer, filings, program, wait_for};

fn verify(arguments: &[&str]) -> Output {
    Command::new(program("sajam-verify"))
        .args(arguments)
        .output()
        .unwrap()
}

fn fails_with(output: &Output, words: &str) {
    let wrong = String::from_utf8_lossy(&output.stderr);
    let said = format!("{}{wrong}", String::from_utf8_lossy(&output.stdout));
    assert!(!output.status.success(), "{said}");
    assert!(said.contains(words), "{said}");
}

/// The log as stored, laid out as on the web.
fn lay_out(database: &Database, folder: &Path) {
    let entries: Vec<EventHash> = database
        .entries
        .rows
        .iter()
        .map(|row| EventHash::from_bytes(row.values[1].bytes().try_into().unwrap()))
        .collect();
    let write = |path: LogPath, bytes: &[u8]| {
        let file = folder.join(path.to_string());
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    };
    for (number, bundle) in entries.chunks(256).enumerate() {
        let path = LogPath::Entries(number as u64, bundle.len() as u16);
        write(path, &entries_to_bytes(bundle));
    }
    for row in &database.tiles.rows {
        let place = TilePlace {
            level: row.values[0].number() as u8,
            tile: row.values[1].number().unsigned_abs(),
        };
        let bytes = row.values[2].bytes();
        write(LogPath::Tile(place, (bytes.len() / 32) as u16), bytes);
    }
    let newest = database.checkpoints.rows.last().unwrap();
    std::fs::write(folder.join("checkpoint"), newest.values[3].text()).unwrap();
}

async fn history(server: &TestServer, number: &str) -> String {
    let body = json!({ "tracking_number": number });
    let answer = server.post_json("/api/v1/track/history", &body).await;
    assert_eq!(answer.status(), 200);
    answer.text().await.unwrap()
}

#[tokio::test]
async fn a_rewrite_signed_with_the_log_s_key_is_seen_by_what_people_kept() {
    let server = filled().await;
    // What people have: a reporter their receipt and bundle, somebody the checkpoint of that time.
    let filed = filings::file(&server, 1).await.remove(0);
    server.settle().await;
    server.publish().await;
    let number = filed.tracking_number.grouped().to_string();
    let kept = history(&server, &number).await;
    let checkpoint = server.get("/ledger/checkpoint").await.text().await.unwrap();
    server.publish().await;
    let id = sajam::service::reporter::report_id(&server, &filed.tracking_number);
    let keys = server.secrets.log.clone();
    let key = keys.verifier_key();
    let clock = server.clock.clone();
    let test_database = server.stop().await;

    let mut owner = test_database.owner().await;
    let database = Database::read(&mut owner).await;
    let events = &database.events;
    let event = events
        .rows
        .iter()
        .position(|row| row.values[1].text() == id.as_str());
    let sign = |size, root| keys.sign_checkpoint(size, root);
    let sql = rewritten(
        &database,
        event.unwrap(),
        Wish::Payload,
        Extent::Notes,
        [5; 32],
        &sign,
    );
    owner
        .execute("set session_replication_role = replica")
        .await
        .unwrap();
    owner.execute(sql.as_str()).await.unwrap();
    check(&mut owner, &key)
        .await
        .expect("all of it fits together again");

    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    std::fs::create_dir(&log).unwrap();
    lay_out(&Database::read(&mut owner).await, &log);
    let paths: BTreeMap<&str, String> = [
        ("receipt", &*filed.receipt),
        ("kept", &kept),
        ("checkpoint", &checkpoint),
    ]
    .into_iter()
    .map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        (name, path.to_str().unwrap().to_owned())
    })
    .collect();
    let (key_text, log) = (key.to_string(), log.to_str().unwrap());
    let newest = format!("{log}/checkpoint");
    let by_checkpoint = verify(&[
        "checkpoints",
        &paths["checkpoint"],
        &newest,
        "--tiles",
        log,
        "--key",
        &key_text,
    ]);
    fails_with(&by_checkpoint, "the log was rewritten");
    let by_receipt = verify(&[
        "receipt",
        &paths["receipt"],
        "--log",
        log,
        "--key",
        &key_text,
        "--published-at",
        "2099-01-01T00:00:00Z",
    ]);
    fails_with(&by_receipt, "proof of misconduct");

    // The bundle that is handed out now holds for itself, and contradicts the receipt and the bundle of before.
    let server = TestServer::start_on(test_database, options(&clock)).await;
    let now = history(&server, &number).await;
    let [before, after] = [&kept, &now].map(|text| Bundle::parse(text.as_bytes()).unwrap());
    for bundle in [&before, &after] {
        verify_bundle(bundle, &key).unwrap();
    }
    assert_ne!(before.events[0].hash, after.events[0].hash);
    let path = folder.path().join("now");
    std::fs::write(&path, &now).unwrap();
    let by_receipt = verify(&[
        "receipt",
        &paths["receipt"],
        "--bundle",
        path.to_str().unwrap(),
        "--key",
        &key_text,
    ]);
    fails_with(&by_receipt, "hashes differ");
    let by_bundle = folder.path().join("of-the-bundle");
    std::fs::write(&by_bundle, &before.checkpoint).unwrap();
    let by_bundle = verify(&[
        "checkpoints",
        by_bundle.to_str().unwrap(),
        &newest,
        "--tiles",
        log,
        "--key",
        &key_text,
    ]);
    fails_with(&by_bundle, "the log was rewritten");

    // What was published is remembered outside the database: nothing more is signed.
    clock.set(clock.now() + server.beat.every);
    let halted = wait_for(|| async { server.publication.halted() }).await;
    let halted = halted.expect("publishing is refused");
    assert!(halted.contains("refusing to publish"), "{halted}");
    server.stop().await;
}
