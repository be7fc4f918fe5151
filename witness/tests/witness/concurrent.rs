//! Many at once never roll a log back.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use sajam_ledger::witness::{Refusal, WitnessedLogs};
use sajam_ledger::{VerifierKey, WitnessKey};
use sajam_witness::{Answer, Clock, State, Witness, init};
use tempfile::TempDir;

use crate::plain::{LOG, PlainLog, check_cosignature};

fn witness(folder: &TempDir, clock: Clock) -> Witness {
    if !folder.path().join("key").exists() {
        let key = WitnessKey::generate("witness.example/1", [3; 32]).unwrap();
        init(folder.path(), &key).unwrap();
    }
    let (state, key) = State::open(folder.path()).unwrap();
    let logs = WitnessedLogs::new([VerifierKey::parse(&LOG.vkey()).unwrap()]);
    Witness::new(state, key, logs, clock).unwrap()
}

/// Numbers that look random (SplitMix64).
fn mixed(seed: u64) -> u64 {
    let z = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[test]
fn what_is_cosigned_is_one_growing_history() {
    for seed in 0..4 {
        let folder = TempDir::new().unwrap();
        let ticks = Arc::new(AtomicU64::new(1_700_000_000));
        let clock: Clock = Arc::new(move || ticks.fetch_add(1, Ordering::SeqCst));
        let witness = witness(&folder, clock);
        let key = witness.verifier().to_string();
        // Each cosigned step: the time in the cosignature, the sizes, the history.
        let steps = Mutex::new(Vec::new());
        let known = AtomicU64::new(0);
        thread::scope(|scope| {
            for worker in 0..6_u64 {
                let (witness, steps, known, key) = (&witness, &steps, &known, &key);
                scope.spawn(move || {
                    // Half of them are of the house that rewrote its log.
                    let log = PlainLog {
                        history: (worker % 2) as u8,
                        ..LOG
                    };
                    for round in 0..25 {
                        let old = known.load(Ordering::SeqCst);
                        let size = old + mixed(seed << 32 | worker << 16 | round) % 4;
                        match witness.add_checkpoint(log.request(old, size).as_bytes()) {
                            Answer::Cosigned(line) => {
                                let time = check_cosignature(&line, key, &log.text(size));
                                steps.lock().unwrap().push((time, old, size, log.history));
                                known.fetch_max(size, Ordering::SeqCst);
                            }
                            Answer::Refused(Refusal::OldSize { latest, .. }) => {
                                known.fetch_max(latest, Ordering::SeqCst);
                            }
                            Answer::Refused(_) => {}
                            Answer::Failed => panic!("the disk failed"),
                        }
                    }
                });
            }
        });
        let mut steps = steps.into_inner().unwrap();
        // The clock gives each decision a time of its own, in the order in which they were made.
        steps.sort_unstable();
        let mut size = 0;
        for (time, old, new, _) in &steps {
            assert_eq!(*old, size, "at {time} a step went back or skipped one");
            size = *new;
        }
        let beyond = |(_, _, size, history): &&(u64, u64, u64, u8)| {
            (*size > 5).then_some(*history).is_some()
        };
        let mut histories: Vec<u8> = steps.iter().filter(beyond).map(|step| step.3).collect();
        histories.dedup();
        assert_eq!(histories.len(), 1, "both histories were cosigned");
        assert_eq!(
            witness.latest()[0].1.as_ref().unwrap().checkpoint.size(),
            size
        );
        assert!(
            size > 10 && steps.len() > 20,
            "{size} in {} steps",
            steps.len()
        );
    }
}

#[test]
fn a_clock_that_is_set_back_does_not_speak() {
    let folder = TempDir::new().unwrap();
    let now = Arc::new(AtomicU64::new(1_800_000_000));
    let read = Arc::clone(&now);
    let clock: Clock = Arc::new(move || read.load(Ordering::SeqCst));
    let times = [
        (1_800_000_000, 1_800_000_000),
        (0, 1_800_000_000),
        (1_800_000_001, 1_800_000_001),
        (5, 1_800_000_001),
    ];
    for (old, (time, said)) in (0..).zip(times) {
        // Also across restarts.
        let witness = witness(&folder, Arc::clone(&clock));
        now.store(time, Ordering::SeqCst);
        let Answer::Cosigned(line) = witness.add_checkpoint(LOG.request(old, old + 1).as_bytes())
        else {
            panic!("refused");
        };
        let key = witness.verifier().to_string();
        assert_eq!(check_cosignature(&line, &key, &LOG.text(old + 1)), said);
    }
}

#[test]
fn a_disk_that_fails_cosigns_nothing_and_a_disk_that_is_back_goes_on() {
    let folder = TempDir::new().unwrap();
    let witness = witness(&folder, Arc::new(|| 1_800_000_000));
    assert!(matches!(
        witness.add_checkpoint(LOG.request(0, 9).as_bytes()),
        Answer::Cosigned(_)
    ));
    let logs = folder.path().join("logs");
    let aside = folder.path().join("aside");
    std::fs::rename(&logs, &aside).unwrap();
    std::fs::write(&logs, b"in the way").unwrap();
    for _ in 0..2 {
        assert_eq!(
            witness.add_checkpoint(LOG.request(9, 20).as_bytes()),
            Answer::Failed
        );
    }
    std::fs::remove_file(&logs).unwrap();
    std::fs::rename(&aside, &logs).unwrap();
    let fork = PlainLog { history: 1, ..LOG };
    assert_eq!(
        witness.add_checkpoint(fork.request(9, 20).as_bytes()),
        Answer::Refused(Refusal::Proof)
    );
    assert!(matches!(
        witness.add_checkpoint(LOG.request(9, 20).as_bytes()),
        Answer::Cosigned(_)
    ));
}
