//! The folder: what must stop a witness from starting, and what it keeps.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use crate::plain::{LOG, PlainLog, post, request};
use crate::program::{Running, init, run};

fn serve(state: &Path) -> Output {
    run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--state",
        state.to_str().unwrap(),
        "--log",
        &LOG.vkey(),
    ])
}

#[track_caller]
fn refuses(ran: &Output, line: &str) {
    let error = String::from_utf8_lossy(&ran.stderr);
    assert!(error.contains(line), "{error}");
    assert_eq!(ran.status.code(), Some(2));
}

fn only_file(folder: &Path) -> PathBuf {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

#[test]
fn the_key_is_made_once_and_is_nobody_else_s() {
    let folder = TempDir::new().unwrap();
    let state = folder.path().join("witness");
    let key = init(&state);
    let file = state.join("key");
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let place = state.to_str().unwrap();
    refuses(
        &run(&["init", "again.example", "--state", place]),
        "there is a witness in this folder already",
    );
    let printed = run(&["key", "--state", place]);
    assert_eq!(String::from_utf8(printed.stdout).unwrap().trim(), key);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    refuses(&serve(&state), "others than its owner can read the key");
    let empty = folder.path().to_str().unwrap();
    refuses(
        &run(&["key", "--state", empty]),
        "there is no witness in this folder",
    );
    refuses(&serve(folder.path()), "there is no witness in this folder");
    refuses(&run(&["init", "two words", "--state", empty]), "space");
}

#[test]
fn a_witness_that_forgot_does_not_start() {
    let folder = TempDir::new().unwrap();
    init(folder.path());
    // The key alone, in a fresh folder.
    let bare = TempDir::new().unwrap();
    fs::copy(folder.path().join("key"), bare.path().join("key")).unwrap();
    refuses(
        &serve(bare.path()),
        "it is missing although the key is there",
    );
    let witness = Running::start(folder.path());
    assert_eq!(post(witness.address, &LOG.request(0, 9)).status, 200);
    witness.stop();
    let file = only_file(&folder.path().join("logs"));
    let note = fs::read_to_string(&file).unwrap();
    let cases: [(&str, Option<String>); 5] = [
        ("it is missing although the key is there", None),
        (
            "it is not the checkpoint that this witness cosigned",
            Some(String::new()),
        ),
        (
            "it is not the checkpoint that this witness cosigned",
            Some(note[..note.len() - 9].to_owned()),
        ),
        // Changed, and one that the log signed and this witness never did.
        (
            "its cosignature is not that of the witness",
            Some(note.replacen("\n9\n", "\n8\n", 1)),
        ),
        ("this witness has not cosigned it", Some(LOG.checkpoint(8))),
    ];
    for (line, contents) in cases {
        match contents {
            None => fs::remove_file(&file).unwrap(),
            Some(contents) => fs::write(&file, contents).unwrap(),
        }
        refuses(&serve(folder.path()), line);
    }
    fs::write(&file, &note).unwrap();
    let marker = folder.path().join("cosigned");
    let origins = fs::read(&marker).unwrap();
    fs::remove_file(&marker).unwrap();
    refuses(
        &serve(folder.path()),
        "it is missing although the key is there",
    );
    // Without the key no new one is made where something was cosigned.
    fs::write(&marker, origins).unwrap();
    let key = fs::read(folder.path().join("key")).unwrap();
    fs::remove_file(folder.path().join("key")).unwrap();
    let place = folder.path().to_str().unwrap();
    refuses(
        &run(&["init", "witness.example/1", "--state", place]),
        "missing although this witness has cosigned",
    );
    fs::write(folder.path().join("key"), key).unwrap();
    fs::set_permissions(folder.path().join("key"), fs::Permissions::from_mode(0o600)).unwrap();
    let witness = Running::start(folder.path());
    assert_eq!(post(witness.address, &LOG.request(9, 10)).status, 200);
}

#[test]
fn two_processes_do_not_share_a_state() {
    let folder = TempDir::new().unwrap();
    init(folder.path());
    let witness = Running::start(folder.path());
    refuses(
        &serve(folder.path()),
        "another sajam-witness uses this folder",
    );
    witness.kill();
    Running::start(folder.path()).stop();
}

#[test]
fn logs_come_from_keys_files_and_policies() {
    let folder = TempDir::new().unwrap();
    let state = folder.path().join("state");
    init(&state);
    let place = state.to_str().unwrap();
    let ask = |more: &[&str]| {
        run(&[
            &["serve", "--listen", "256.0.0.1:0", "--state", place][..],
            more,
        ]
        .concat())
    };
    assert!(!ask(&[]).status.success());
    let ask = |more: &[&str]| {
        run(&[
            &["serve", "--listen", "127.0.0.1:0", "--state", place][..],
            more,
        ]
        .concat())
    };
    refuses(&ask(&["--log", "nonsense"]), "--log nonsense: ");
    let policy = folder.path().join("policy");
    let path = policy.to_str().unwrap();
    fs::write(&policy, "quorum none\n").unwrap();
    refuses(&ask(&["--policy", path]), "the policy lists no log");
    fs::write(&policy, "quorum none").unwrap();
    refuses(&ask(&["--policy", path]), "line 1: ");
}

#[test]
fn refused_checkpoints_are_kept_within_bounds() {
    let folder = TempDir::new().unwrap();
    init(folder.path());
    let witness = Running::start(folder.path());
    assert_eq!(post(witness.address, &LOG.request(0, 9)).status, 200);
    let fork = PlainLog { history: 1, ..LOG };
    assert_eq!(
        post(witness.address, &request(9, &[], &fork.checkpoint(9))).status,
        409
    );
    // Also when the request says nothing of what it knows, and only once.
    assert_eq!(
        post(witness.address, &request(0, &[], &fork.checkpoint(9))).status,
        409
    );
    let evidence = only_file(&folder.path().join("evidence"));
    let kept = only_file(&evidence);
    assert!(
        kept.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("fork-9-")
    );
    let read = |name: &str| fs::read_to_string(kept.join(name)).unwrap();
    assert_eq!(read("checkpoint"), fork.checkpoint(9));
    assert!(read("cosigned-checkpoint").starts_with(&LOG.checkpoint(9)));
    assert!(read("cosigned-checkpoint").contains("\n— witness.example/1 "));
    for size in 10..90 {
        let wrong = request(9, &[[1; 32]], &LOG.checkpoint(size));
        assert_eq!(post(witness.address, &wrong).status, 422);
    }
    let names = fs::read_dir(&evidence)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = names
        .map(|name| name.to_str().unwrap().to_owned())
        .collect();
    assert_eq!(names.len(), 65);
    // The newest are there, with what was sent, and the fork has not been pushed out.
    assert!(names.iter().any(|name| name.starts_with("unproved-89-")));
    assert!(!names.iter().any(|name| name.starts_with("unproved-10-")));
    assert!(kept.exists());
    let last = names
        .iter()
        .find(|name| name.starts_with("unproved-89-"))
        .unwrap();
    let sent = fs::read_to_string(evidence.join(last).join("request")).unwrap();
    assert_eq!(sent, request(9, &[[1; 32]], &LOG.checkpoint(89)));
}
