//! Keeping a copy.

use std::collections::BTreeMap;
use std::path::Path;

use sajam_ledger::{LogKey, WitnessKey, with_signature};
use tempfile::TempDir;

use crate::log::{checkpoint, entries, key, log_key, publish};
use crate::run::{Ran, fails, holds, mirror, run, verifier};
use crate::server::{Server, response};

fn copy(server: &Server, folder: &Path) -> Ran {
    let (folder, key) = (folder.to_str().unwrap(), key().to_string());
    mirror(&["copy", &server.url, folder, "--key", &key])
}

/// Every file below the folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                found.insert(name.to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found.remove(".lock");
    found
}

#[test]
fn a_copy_is_the_log_and_grows_with_it() {
    let (server, copied) = (Server::start(), TempDir::new().unwrap());
    let log = entries(66_300, 0);
    for size in [0, 1, 255, 256, 300, 513, 66_048, 66_049, 66_300] {
        // A log that drops what is partial when it publishes more.
        std::fs::remove_dir_all(server.folder.path()).unwrap();
        publish(server.folder.path(), &log[..size]);
        let ran = copy(&server, copied.path());
        holds(&ran);
        assert!(
            ran.out.contains(&format!("entries    {size}, ")),
            "{}",
            ran.out
        );
        let (there, here) = (files(server.folder.path()), files(copied.path()));
        for (path, bytes) in &there {
            assert_eq!(here.get(path), Some(bytes), "{size}: {path}");
        }
        assert!(!copied.path().join(".incoming").exists());
    }
    // No partial file of what is whole now.
    assert!(!copied.path().join("tile/entries/001.p").exists());
    let asked = server.take_asked();
    let whole = asked
        .iter()
        .filter(|path| !path.contains(".p/") && *path != "checkpoint");
    let mut times = BTreeMap::<&str, usize>::new();
    whole.for_each(|path| *times.entry(path).or_default() += 1);
    assert!(times.values().all(|times| *times == 1), "{times:?}");
    assert_eq!(times.len(), 258 + 258 + 1);
    // With nothing new only the checkpoint is asked for.
    holds(&copy(&server, copied.path()));
    assert_eq!(server.take_asked(), ["checkpoint"]);
}

#[test]
fn an_interrupted_copy_goes_on() {
    let (server, copied) = (Server::start(), TempDir::new().unwrap());
    publish(server.folder.path(), &entries(40_000, 0));
    // The log goes away in the middle, without an answer.
    let mut left = 150;
    server.answer(move |_| {
        left -= 1;
        (left < 0).then(Vec::new)
    });
    let folder = copied.path().to_str().unwrap();
    let key = key().to_string();
    let ran = mirror(&["copy", &server.url, folder, "--key", &key, "--retries", "0"]);
    assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{}", ran.err);
    assert!(!copied.path().join("checkpoint").exists());
    let before = server.take_asked().len();
    server.answer_from_folder();
    holds(&copy(&server, copied.path()));
    let after = server.take_asked().len();
    let all = files(server.folder.path()).len();
    assert!(
        before >= 150 && after <= all - 150 + 10,
        "{before} and {after} for {all}"
    );
    let mut here = files(copied.path());
    here.retain(|path, _| !path.starts_with('.'));
    assert_eq!(here, files(server.folder.path()));
}

#[test]
fn a_log_that_falters_is_asked_again() {
    let (server, copied) = (Server::start(), TempDir::new().unwrap());
    publish(server.folder.path(), &entries(600, 0));
    let mut asked = 0;
    server.answer(move |_| {
        asked += 1;
        match asked % 4 {
            1 => Some(response("503 Service Unavailable", b"")),
            2 => Some(Vec::new()),
            _ => None,
        }
    });
    let (folder, key) = (copied.path().to_str().unwrap(), key().to_string());
    let ran = mirror(&[
        "copy",
        &server.url,
        folder,
        "--key",
        &key,
        "--connections",
        "1",
    ]);
    holds(&ran);
}

#[test]
fn a_rewritten_log_does_not_replace_the_copy() {
    // The entry 300 is changed: before, at and beyond the edge of the copy.
    for (had, has) in [
        (700, 900),
        (301, 302),
        (700, 66_000),
        (700, 700),
        (900, 700),
        (513, 514),
    ] {
        let (server, copied) = (Server::start(), TempDir::new().unwrap());
        publish(server.folder.path(), &entries(had, 0));
        holds(&copy(&server, copied.path()));
        let good = files(copied.path());
        std::fs::remove_dir_all(server.folder.path()).unwrap();
        publish(server.folder.path(), &entries(has, 1));
        for _ in 0..2 {
            fails(
                &copy(&server, copied.path()),
                1,
                "the log was rewritten: its first ",
            );
        }
        let mut now = files(copied.path());
        now.retain(|path, _| !path.starts_with("evidence/"));
        assert_eq!(now, good, "{had} to {has}");
        // What is kept convinces somebody else.
        let kept: Vec<_> = std::fs::read_dir(copied.path().join("evidence"))
            .unwrap()
            .collect();
        assert_eq!(kept.len(), 1);
        let kept = kept[0].as_ref().unwrap().path();
        let [old, new] = ["old-checkpoint", "checkpoint"].map(|name| kept.join(name));
        let key = key().to_string();
        let ran = run(
            verifier(),
            &[
                "checkpoints",
                old.to_str().unwrap(),
                new.to_str().unwrap(),
                "--tiles",
                kept.to_str().unwrap(),
                "--key",
                &key,
            ],
            "",
        );
        fails(&ran, 1, "the log was rewritten: its first ");
        // And the honest log is followed again, if it comes back.
        std::fs::remove_dir_all(server.folder.path()).unwrap();
        publish(server.folder.path(), &entries(1000, 0));
        holds(&copy(&server, copied.path()));
    }
}

#[test]
fn a_stale_checkpoint_is_no_rewrite() {
    let (server, copied) = (Server::start(), TempDir::new().unwrap());
    publish(server.folder.path(), &entries(700, 0));
    holds(&copy(&server, copied.path()));
    let kept = files(copied.path());
    for size in [0, 1, 256, 300, 699] {
        let stale = checkpoint(&entries(size, 0));
        std::fs::write(server.folder.path().join("checkpoint"), stale).unwrap();
        let ran = copy(&server, copied.path());
        holds(&ran);
        assert!(ran.out.contains("entries    700, 0 more"), "{}", ran.out);
        assert_eq!(files(copied.path()), kept);
    }
}

#[test]
fn what_does_not_fit_the_checkpoint_is_refused() {
    for (path, line) in [
        (
            "tile/0/001",
            "tile/0/001: it is not the tile of the log's entries",
        ),
        ("tile/0/002.p/188", "tile/0/002.p/188: it is not the tile"),
        ("tile/1/000.p/2", "tile/1/000.p/2: it is not the tile"),
        ("tile/entries/001", "tile/0/001: it is not the tile"),
    ] {
        let (server, copied) = (Server::start(), TempDir::new().unwrap());
        publish(server.folder.path(), &entries(700, 0));
        let file = server.folder.path().join(path);
        let good = std::fs::read(&file).unwrap();
        let mut bytes = good.clone();
        bytes[40] ^= 1;
        std::fs::write(&file, &bytes).unwrap();
        fails(&copy(&server, copied.path()), 1, line);
        assert!(!copied.path().join("checkpoint").exists());
        assert!(!copied.path().join("tile").exists());
        // Mended, it is fetched again although it is here.
        std::fs::write(&file, &good).unwrap();
        holds(&copy(&server, copied.path()));
        assert_eq!(std::fs::read(copied.path().join(path)).unwrap(), good);
    }
    // Tiles and entries that fit each other and not the checkpoint.
    let (server, copied) = (Server::start(), TempDir::new().unwrap());
    publish(server.folder.path(), &entries(700, 1));
    let other = checkpoint(&entries(700, 0));
    std::fs::write(server.folder.path().join("checkpoint"), other).unwrap();
    fails(
        &copy(&server, copied.path()),
        1,
        "the log's 700 entries do not have its checkpoint's root",
    );
    publish(server.folder.path(), &entries(700, 0));
    holds(&copy(&server, copied.path()));
}

#[test]
fn a_damaged_copy_is_mended() {
    for path in [
        "tile/1/000.p/2",
        "tile/0/002.p/188",
        "tile/entries/002.p/188",
    ] {
        let (server, copied) = (Server::start(), TempDir::new().unwrap());
        publish(server.folder.path(), &entries(700, 0));
        holds(&copy(&server, copied.path()));
        let file = copied.path().join(path);
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[40] ^= 1;
        std::fs::write(&file, &bytes).unwrap();
        publish(server.folder.path(), &entries(800, 0));
        holds(&copy(&server, copied.path()));
        let (there, here) = (files(server.folder.path()), files(copied.path()));
        let whole = there
            .keys()
            .filter(|path| !path.contains(".p/") || path.ends_with("32"));
        for path in whole {
            assert_eq!(here.get(path), there.get(path), "{path}");
        }
    }
}

#[test]
fn whose_log_it_is() {
    let (server, copied) = (Server::start(), TempDir::new().unwrap());
    publish(server.folder.path(), &entries(300, 0));
    let folder = copied.path().to_str().unwrap();
    let stranger = LogKey::generate("log.example.org", [8; 32])
        .unwrap()
        .verifier_key()
        .to_string();
    fails(
        &mirror(&["copy", &server.url, folder, "--key", &stranger]),
        1,
        "the checkpoint: it is not signed by the key",
    );
    let mine = copied.path().join("log.pub");
    std::fs::write(&mine, format!("{}\n", key())).unwrap();
    let mine = mine.to_str().unwrap();
    // A log that changed its key: either will do.
    holds(&mirror(&[
        "copy",
        &server.url,
        folder,
        "--key",
        &stranger,
        "--key-file",
        mine,
    ]));
    holds(&mirror(&["copy", &server.url, folder, "--key", mine]));
    let ran = mirror(&["copy", &server.url, folder, "--json"]);
    holds(&ran);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&json["checkpoint"]["size"], &json["signed_by"]),
        (&300.into(), &serde_json::Value::Null)
    );
    assert!(
        mirror(&["copy", &server.url, folder])
            .out
            .contains("signed by  not checked: no --key given")
    );
    let other = LogKey::generate("other.example", [7; 32]).unwrap();
    let note = other.sign_checkpoint(300, crate::log::tree(&entries(300, 0)).1);
    std::fs::write(server.folder.path().join("checkpoint"), note).unwrap();
    fails(
        &mirror(&["copy", &server.url, folder]),
        2,
        "the folder holds the log \"log.example.org\"",
    );
}

#[test]
fn cosignatures_that_come_later_are_taken_over() {
    let (server, copied) = (Server::start(), TempDir::new().unwrap());
    let log = entries(300, 0);
    publish(server.folder.path(), &log);
    holds(&copy(&server, copied.path()));
    let note = checkpoint(&log);
    let text = log_key()
        .verifier_key()
        .verify_checkpoint(&note)
        .unwrap()
        .text();
    let witness = WitnessKey::generate("witness.example", [3; 32]).unwrap();
    let cosigned = with_signature(&note, &witness.cosign(&text, 7)).unwrap();
    for served in [&cosigned, &note] {
        std::fs::write(server.folder.path().join("checkpoint"), served).unwrap();
        holds(&copy(&server, copied.path()));
        assert_eq!(
            std::fs::read_to_string(copied.path().join("checkpoint")).unwrap(),
            cosigned
        );
    }
}

#[test]
fn two_at_once_do_not_share_a_folder() {
    let (server, copied) = (Server::start(), TempDir::new().unwrap());
    publish(server.folder.path(), &entries(300, 0));
    let lock = std::fs::File::create(copied.path().join(".lock")).unwrap();
    lock.lock().unwrap();
    fails(
        &copy(&server, copied.path()),
        2,
        "another sajam-mirror is at work here",
    );
    drop(lock);
    holds(&copy(&server, copied.path()));
}
