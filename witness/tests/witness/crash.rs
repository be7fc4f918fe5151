//! Restarts, and power cuts at the worst moment.

use std::path::{Path, PathBuf};
use std::thread;

use tempfile::TempDir;

use crate::plain::{LOG, PlainLog, check_cosignature, post, try_post};
use crate::program::{Running, init};

/// The only log's latest checkpoint on the disk.
fn stored(state: &Path) -> Option<String> {
    let mut logs = std::fs::read_dir(state.join("logs")).unwrap();
    let files = logs.by_ref().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_none()).collect();
    assert!(files.len() <= 1);
    std::fs::read_to_string(files.pop()?).ok()
}

fn latest_size(witness: &Running) -> u64 {
    let answer = post(witness.address, &LOG.request(0, 1));
    assert_eq!(
        (answer.status, answer.media_type.as_str()),
        (409, "text/x.tlog.size")
    );
    answer.body.trim_end().parse().unwrap()
}

#[test]
fn a_restart_forgets_nothing() {
    let folder = TempDir::new().unwrap();
    init(folder.path());
    let fork = PlainLog { history: 1, ..LOG };
    for (old, size) in [(0, 9), (9, 20), (20, 20), (20, 50)] {
        let witness = Running::start(folder.path());
        assert_eq!(post(witness.address, &LOG.request(old, size)).status, 200);
        if size % 20 == 0 {
            witness.stop();
        } else {
            witness.kill();
        }
        let witness = Running::start(folder.path());
        assert_eq!(latest_size(&witness), size);
        assert_eq!(
            post(witness.address, &fork.request(size, size + 1)).status,
            422
        );
    }
}

#[test]
fn killed_between_the_disk_and_the_answer() {
    let folder = TempDir::new().unwrap();
    let key = init(folder.path());
    let mut size = 0;
    for round in 0..12 {
        let witness = Running::start(folder.path());
        let address = witness.address;
        let next = size + 1 + round;
        let body = LOG.request(size, next);
        let asked = thread::spawn(move || try_post(address, body.as_bytes()));
        // Every second time at any moment, otherwise as soon as the record is on the disk.
        let line = format!("\n{next}\n");
        let durable = || stored(folder.path()).is_some_and(|note| note.contains(&line));
        while round % 2 == 0 && !durable() && !asked.is_finished() {
            thread::yield_now();
        }
        witness.kill();
        let answered = asked.join().unwrap().filter(|answer| answer.status == 200);
        let witness = Running::start(folder.path());
        let kept = if size == 0 && stored(folder.path()).is_none() {
            0
        } else {
            latest_size(&witness)
        };
        assert!(kept == next || kept == size && round % 2 == 1, "{kept}");
        if let Some(answer) = answered {
            check_cosignature(&answer.body, &key, &LOG.text(next));
            assert_eq!(kept, next, "it cosigned what it then forgot");
        }
        // The log asks again and gets what it missed.
        assert_eq!(post(witness.address, &LOG.request(kept, next)).status, 200);
        size = next;
    }
}
