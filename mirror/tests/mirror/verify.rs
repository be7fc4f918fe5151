//! `sajam-verify` with an address: it runs `sajam-mirror` and trusts nothing that comes.

use sajam_ledger::{At, EventHash, Receipt};
use tempfile::TempDir;

use crate::log::{checkpoint, entries, key, log_key, publish};
use crate::run::{Ran, fails, holds, run, verifier};
use crate::server::{Server, response};

const BY: &str = "2026-11-24T22:00:00.000Z";

fn receipt(event_hash: EventHash) -> String {
    log_key().sign_receipt(&Receipt {
        event_hash,
        at: At::parse("2026-11-23T22:00:00.000Z").unwrap(),
        published_by: At::parse(BY).unwrap(),
    })
}

fn file(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn checkpoints_against_tiles_at_an_address() {
    let (server, folder) = (Server::start(), TempDir::new().unwrap());
    let log = entries(70_000, 0);
    publish(server.folder.path(), &log);
    let new = file(&folder, "new", &checkpoint(&log));
    let key = key().to_string();
    let ask = |old: &str| -> Ran {
        run(
            verifier(),
            &[
                "checkpoints",
                old,
                &new,
                "--tiles",
                &server.url,
                "--key",
                &key,
            ],
            "",
        )
    };
    for size in [0, 1, 300, 65_536, 69_999, 70_000] {
        let old = file(&folder, "old", &checkpoint(&log[..size]));
        let ran = ask(&old);
        holds(&ran);
        assert!(
            ran.out.starts_with("OK: the log only grew\n"),
            "{}",
            ran.out
        );
    }
    let rewritten = file(&folder, "old", &checkpoint(&entries(600, 1)));
    fails(
        &ask(&rewritten),
        1,
        "the log was rewritten: its first 600 entries",
    );
    server.answer(|path| {
        path.starts_with("tile/1/")
            .then(|| response("200 OK", &[7; 8192][..17 * 32]))
    });
    let old = file(&folder, "old", &checkpoint(&log[..300]));
    assert_eq!(ask(&old).code, 1);
    server.answer(|_| Some(response("404 Not Found", b"")));
    fails(&ask(&old), 2, "the log does not have it");
}

#[test]
fn a_receipt_against_the_log_at_an_address() {
    let (server, folder) = (Server::start(), TempDir::new().unwrap());
    let log = entries(700, 0);
    publish(server.folder.path(), &log);
    let key = key().to_string();
    let ask = |receipt: &str, more: &[&str]| {
        let receipt = file(&folder, "receipt", receipt);
        run(
            verifier(),
            &[
                &["receipt", &receipt, "--key", &key, "--log", &server.url][..],
                more,
            ]
            .concat(),
            "",
        )
    };
    let ran = ask(&receipt(log[299]), &["--json"]);
    holds(&ran);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["log"]["index"], 299);
    // Which one was looked for cannot be told from what was asked for.
    let mut asked = server.take_asked();
    asked.sort_unstable();
    assert_eq!(
        asked,
        [
            "checkpoint",
            "tile/entries/000",
            "tile/entries/001",
            "tile/entries/002.p/188"
        ]
    );
    let lost = receipt(EventHash::from_bytes([9; 32]));
    fails(
        &ask(&lost, &["--published-at", "2026-11-25T00:00:00Z"]),
        1,
        "proof of misconduct",
    );
    fails(
        &ask(&lost, &["--published-at", "2026-11-24T00:00:00Z"]),
        3,
        "not yet due",
    );
    // A server that hides the entry convicts nobody.
    let hidden = sajam_ledger::tree::entries_to_bytes(&entries(700, 1)[256..512]);
    server.answer(move |path| (path == "tile/entries/001").then(|| response("200 OK", &hidden)));
    fails(
        &ask(&lost, &["--published-at", "2026-11-25T00:00:00Z"]),
        1,
        "do not have the checkpoint's root",
    );
    server.answer(|_| Some(response("404 Not Found", b"")));
    fails(&ask(&lost, &[]), 2, "checkpoint: there is none");
    server.answer(|_| Some(response("200 OK", b"\xff")));
    fails(
        &ask(&lost, &[]),
        1,
        "the checkpoint: it is not a signed note",
    );
}

#[test]
fn without_the_other_program_it_says_what_to_do() {
    let (server, folder) = (Server::start(), TempDir::new().unwrap());
    publish(server.folder.path(), &entries(300, 0));
    let alone = folder.path().join("sajam-verify");
    std::fs::copy(verifier(), &alone).unwrap();
    let receipt = file(&folder, "receipt", &receipt(EventHash::ZERO));
    let ran = std::process::Command::new(&alone)
        .args([
            "receipt",
            &receipt,
            "--key",
            &key().to_string(),
            "--log",
            &server.url,
        ])
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let line = String::from_utf8(ran.stderr).unwrap();
    assert_eq!((ran.status.code(), line.lines().count()), (Some(2), 1));
    assert!(
        line.contains("the program sajam-mirror must lie beside this one"),
        "{line}"
    );
    assert!(server.take_asked().is_empty());
}
