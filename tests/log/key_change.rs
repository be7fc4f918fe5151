//! A log changes its key: both keys sign for a while, the old one names the new, and what either signed can be checked.

use std::path::Path;
use std::process::Output;

use crate::support::{Data, Process, program, sajam, wait_for};

const BEAT: [&str; 4] = ["--log-beat", "1", "--log-block", "8"];

async fn text(server: &Process, path: &str) -> String {
    let answer = reqwest::get(format!("{}{path}", server.url)).await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

/// The newest checkpoint, once it is not `before`.
async fn next_checkpoint(server: &Process, before: &str) -> String {
    let other = wait_for(|| async {
        let answer = reqwest::get(format!("{}/ledger/checkpoint", server.url))
            .await
            .unwrap();
        if answer.status() != 200 {
            return None;
        }
        let note = answer.text().await.unwrap();
        (note != before).then_some(note)
    })
    .await;
    other.expect("another checkpoint")
}

async fn file(server: &Process) -> String {
    let answer = server.file().await;
    answer["receipt"].as_str().unwrap().to_owned()
}

fn verify(folder: &Path, arguments: &[&str]) -> Output {
    std::process::Command::new(program("sajam-verify"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn holds(folder: &Path, arguments: &[&str]) {
    let output = verify(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
}

fn fails(folder: &Path, arguments: &[&str]) {
    let output = verify(folder, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
}

#[tokio::test]
async fn whoever_has_the_old_key_can_go_on() {
    let data = Data::new();
    let folder = tempfile::tempdir().unwrap();
    let save = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();

    let server = Process::start(&data.path(), &BEAT);
    save("old.pub", &text(&server, "/ledger/key").await);
    save("old-receipt", &file(&server).await);
    let first = next_checkpoint(&server, "").await;
    let first = next_checkpoint(&server, &first).await;
    save("first", &first);
    assert!(server.stop().success());

    let refused = sajam(&data.path(), &["ledger", "rotate-key"]);
    assert!(!refused.status.success(), "nobody was there to say yes");
    let rotated = sajam(&data.path(), &["ledger", "rotate-key", "--yes"]);
    assert!(rotated.status.success(), "{rotated:?}");

    let server = Process::start(&data.path(), &BEAT);
    save("new.pub", &text(&server, "/ledger/key").await);
    save("all.pub", &text(&server, "/ledger/keys").await);
    save("change", &text(&server, "/ledger/key-changes/1").await);
    for missing in ["0", "2", "01", "x"] {
        let path = format!("{}/ledger/key-changes/{missing}", server.url);
        assert_eq!(reqwest::get(path).await.unwrap().status(), 404);
    }
    save("new-receipt", &file(&server).await);
    let second = next_checkpoint(&server, &first).await;
    save("second", &second);
    assert_eq!(
        second.lines().filter(|line| line.starts_with('—')).count(),
        2
    );

    let folder = folder.path();
    holds(folder, &["key-change", "change", "--key-file", "old.pub"]);
    fails(folder, &["key-change", "change", "--key-file", "new.pub"]);
    holds(folder, &["receipt", "old-receipt", "--key-file", "old.pub"]);
    fails(folder, &["receipt", "old-receipt", "--key-file", "new.pub"]);
    holds(folder, &["receipt", "new-receipt", "--key-file", "new.pub"]);
    for receipt in ["old-receipt", "new-receipt"] {
        holds(folder, &["receipt", receipt, "--key-file", "all.pub"]);
    }
    let tiles = format!("{}/ledger", server.url);
    let grew = |key| {
        [
            "checkpoints",
            "first",
            "second",
            "--tiles",
            &tiles,
            "--key-file",
            key,
        ]
    };
    holds(folder, &grew("old.pub"));
    holds(folder, &grew("all.pub"));
    fails(folder, &grew("new.pub"));

    // A rule is that one change is finished before the next.
    let again = sajam(&data.path(), &["ledger", "rotate-key", "--yes"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("retire it first"));
    assert!(server.stop().success());
    assert!(sajam(&data.path(), &["ledger", "check"]).status.success());
    assert!(
        sajam(&data.path(), &["ledger", "retire-key", "--yes"])
            .status
            .success()
    );

    let server = Process::start(&data.path(), &BEAT);
    let third = next_checkpoint(&server, &second).await;
    let third = next_checkpoint(&server, &third).await;
    std::fs::write(folder.join("third"), &third).unwrap();
    let tiles = format!("{}/ledger", server.url);
    let grew = |key| {
        [
            "checkpoints",
            "second",
            "third",
            "--tiles",
            &tiles,
            "--key-file",
            key,
        ]
    };
    fails(folder, &grew("old.pub"));
    holds(folder, &grew("new.pub"));
    holds(folder, &["receipt", "old-receipt", "--key-file", "all.pub"]);
    assert!(server.stop().success());
    assert!(sajam(&data.path(), &["ledger", "check"]).status.success());
}
