//! Exports: bytes, lines, and whole streams computed anew.

use crate::changes::{Score, change_bytes, change_items};
use crate::logs::{Entry, Numbers, check_on, checkpoint, export, export_under, log, relink};

const BYTES: usize = 3500;
const LINES: usize = 1500;
const RECOMPUTED: usize = 500;

pub(crate) fn campaign() -> Score {
    let mut numbers = Numbers(2);
    let mut score = Score::default();
    let (entries, others) = (log(101, 14, 3), log(102, 14, 3));
    let (document, other) = (export(&entries), export(&others));
    let holds = |document: &str| check_on(1, document.as_bytes(), None).is_ok();
    assert!(
        holds(&document) && holds(&other),
        "clean exports are accepted"
    );
    for _ in 0..BYTES {
        let (bytes, other) = (document.as_bytes(), other.as_bytes());
        let (change, changed) = change_bytes(bytes, other, &mut numbers);
        let accepted = check_on(1, &changed, None);
        score.count("export", change, accepted.is_err());
    }
    let lines: Vec<&str> = document.lines().collect();
    let other_lines: Vec<&str> = other.lines().collect();
    for _ in 0..LINES {
        let (change, changed) = change_items(&lines, &other_lines, 1, &mut numbers);
        if changed == lines {
            continue;
        }
        let changed = changed.join("\n") + "\n";
        score.count("export", change, !holds(&changed));
    }
    let published = checkpoint(&entries);
    for _ in 0..RECOMPUTED {
        let mut changed = entries.clone();
        let at = numbers.below(entries.len());
        let change = match &mut changed[at] {
            Entry::Cover(secret) => {
                secret[numbers.below(32)] ^= 1;
                "another cover"
            }
            Entry::Lost(_) => unreachable!("nothing is lost yet"),
            Entry::Event { event, .. } => {
                let fresh = format!("{{\"n\":{}}}", numbers.below(1 << 30));
                match numbers.below(2) {
                    0 => event.payload = fresh,
                    _ => event.context = fresh,
                }
                "the chain recomputed after a change"
            }
        };
        let changed = export_under(&relink(&changed), &published);
        score.count("export", change, !holds(&changed));
    }
    score
}
