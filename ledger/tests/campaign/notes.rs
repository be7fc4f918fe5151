//! Signed notes: receipts, checkpoints with the witnesses they need, and proofs in the form of C2SP tlog-proof.

use sajam_ledger::{LogProof, VerifierKey, WitnessKey, WitnessVerifier, with_signature};

use crate::changes::{Score, change_bytes, change_items};
use crate::logs::Numbers;
use crate::support::{at, key, log_key, sample, sample_receipt};

const EACH: usize = 2000;
const LINES: usize = 300;

pub(crate) fn campaign() -> Score {
    let mut numbers = Numbers(3);
    let mut score = Score::default();
    let receipt = sample_receipt();
    let mut other = receipt;
    other.at = at("2026-11-23T23:00:00.000Z");
    let receipts = [receipt, other].map(|receipt| log_key().sign_receipt(&receipt));
    let holds = |note: &str| key().verify_receipt(note).is_ok();
    damage("receipt", &receipts, &holds, &mut numbers, &mut score);

    let witnesses =
        [1, 2].map(|n| WitnessKey::generate(&format!("w{n}.example"), [n; 32]).unwrap());
    let verifiers = [witnesses[0].verifier(), witnesses[1].verifier()];
    let checkpoints = [300, 301].map(|size| cosigned(size, &witnesses));
    let holds = |note: &str| demanded(&key(), note, &verifiers);
    damage(
        "cosigned checkpoint",
        &checkpoints,
        &holds,
        &mut numbers,
        &mut score,
    );

    let bundle = sample();
    let proofs = [0, 1].map(|event| LogProof::of(&bundle.events[event], &bundle.checkpoint));
    let proofs = proofs.map(|proof| proof.unwrap().to_text());
    let event = bundle.events[0].hash;
    let holds = |text: &str| {
        let shown = LogProof::parse(text).and_then(|proof| proof.verify(&key(), None));
        shown.is_ok_and(|(shown, _)| shown == event)
    };
    assert!(!holds(&proofs[1]), "the proof of another event");
    let proofs = [proofs[0].clone(), proofs[1].clone()];
    damage("tlog-proof", &proofs, &holds, &mut numbers, &mut score);
    score
}

fn cosigned(size: u64, witnesses: &[WitnessKey]) -> String {
    let note = log_key().sign_checkpoint(size, [9; 32]);
    let text = key().verify_checkpoint(&note).unwrap().text();
    witnesses.iter().fold(note, |note, witness| {
        with_signature(&note, &witness.cosign(&text, 1_700_000_000)).unwrap()
    })
}

/// A reader who has kept the root expects this checkpoint and no other, by the log and both witnesses.
fn demanded(key: &VerifierKey, note: &str, witnesses: &[WitnessVerifier]) -> bool {
    let opened = key.verify_cosigned(note, witnesses, 2);
    opened.is_ok_and(|(checkpoint, _)| checkpoint.size == 300)
}

fn damage(
    document: &'static str,
    [note, other]: &[String; 2],
    holds: &dyn Fn(&str) -> bool,
    numbers: &mut Numbers,
    score: &mut Score,
) {
    assert!(holds(note), "a clean {document} is accepted");
    for _ in 0..EACH {
        let (change, changed) = change_bytes(note.as_bytes(), other.as_bytes(), numbers);
        match String::from_utf8(changed) {
            Ok(changed) if document != "receipt" && says_the_same(note, &changed) => {
                score.same += 1;
            }
            Ok(changed) => score.count(document, change, !holds(&changed)),
            Err(_) => score.count(document, change, true),
        }
    }
    let lines: Vec<&str> = note.lines().collect();
    let others: Vec<&str> = other.lines().collect();
    for _ in 0..LINES {
        let (change, changed) = change_items(&lines, &others, 0, numbers);
        if changed == lines {
            continue;
        }
        let changed = changed.join("\n") + "\n";
        // A receipt has one signature; beside those of a checkpoint others may stand, in any order.
        if document != "receipt" && says_the_same(note, &changed) {
            score.same += 1;
        } else {
            score.count(document, change, !holds(&changed));
        }
    }
}

/// Whether the signed text and all signatures are there, with or without lines of keys that nobody asked for.
fn says_the_same(note: &str, changed: &str) -> bool {
    let split = |note: &'_ str| note.rsplit_once("\n\n").map(|(text, _)| text.to_owned());
    let lines: Vec<&str> = changed.lines().collect();
    split(note) == split(changed) && note.lines().all(|line| lines.contains(&line))
}
