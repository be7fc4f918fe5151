use base64::prelude::{BASE64_STANDARD, Engine};
use proptest::prelude::*;

use super::*;
use crate::tree::{Fold, Tiles, TreeEdge, consistency_proof};
use crate::{EventHash, LogKey, NodeHash, VerifierKey, WitnessKey, with_signature};

const ORIGIN: &str = "log.example.org";

fn log(seed: u8) -> LogKey {
    LogKey::generate(ORIGIN, [seed; 32]).unwrap()
}

/// The entry of an honest log and, with another `history`, of one that changed its mind at entry 5.
fn entry(index: u64, history: u8) -> EventHash {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&index.to_be_bytes());
    bytes[31] = if index == 5 { history } else { 0 };
    EventHash::from_bytes(bytes)
}

fn note(size: u64, history: u8) -> String {
    let mut fold = Fold::default();
    (0..size).for_each(|index| fold.push(&entry(index, history)));
    log(1).sign_checkpoint(size, fold.root())
}

fn proof(old: u64, new: u64, history: u8) -> Vec<NodeHash> {
    let mut tree = TreeEdge::new(0, Tiles::new()).unwrap();
    (0..new).for_each(|index| tree.push(&entry(index, history)));
    let nodes = consistency_proof(old, new, &tree.take_changed()).unwrap();
    nodes.into_iter().map(NodeHash::from_bytes).collect()
}

fn request(old: u64, new: u64) -> AddCheckpoint {
    AddCheckpoint {
        old,
        proof: if old == 0 || old >= new {
            Vec::new()
        } else {
            proof(old, new, 0)
        },
        checkpoint: note(new, 0),
    }
}

fn logs() -> WitnessedLogs {
    WitnessedLogs::new([log(1).verifier_key(), log(2).verifier_key()])
}

fn decide(latest: Option<u64>, request: &AddCheckpoint) -> Result<u64, Refusal> {
    let latest = latest.map(|size| Observed::parse(&note(size, 0)).unwrap());
    let submitted = logs().open(request)?;
    submitted.decide(latest.as_ref()).map(Observed::size)
}

#[test]
fn the_specification_s_example_is_read() {
    let example = "old 20852014\n\
        PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\
        jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n\
        5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n\
        /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\
        \n\
        example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\
        \n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";
    let read = AddCheckpoint::parse(example.as_bytes()).unwrap();
    assert_eq!((read.old, read.proof.len()), (20_852_014, 4));
    assert_eq!(read.to_text(), example);
    let known = WitnessedLogs::new([log(1).verifier_key()]);
    assert_eq!(known.open(&read).unwrap_err(), Refusal::UnknownLog);
}

#[test]
fn nothing_else_is_a_request() {
    let good = request(3, 9).to_text();
    let read = |text: &str| AddCheckpoint::parse(text.as_bytes());
    assert!(read(&good).is_ok());
    for end in 0..good.len() {
        assert!(
            AddCheckpoint::parse(&good.as_bytes()[..end]).is_err(),
            "{end}"
        );
    }
    for old in [
        "old 03",
        "old +3",
        "old 3 ",
        "old",
        "Old 3",
        "old 18446744073709551616",
    ] {
        assert_eq!(
            read(&good.replacen("old 3", old, 1)),
            Err(RequestError::Old),
            "{old}"
        );
    }
    assert_eq!(
        read(&good.replacen("=\n", "\n", 1)),
        Err(RequestError::ProofLine(1))
    );
    assert_eq!(
        read(&good.replacen('\n', "\r\n", 1)),
        Err(RequestError::Old)
    );
    let line = format!("{}\n", BASE64_STANDARD.encode([1; 32]));
    let with = |count: usize| format!("old 3\n{}\n{}", line.repeat(count), note(9, 0));
    assert_eq!(read(&with(63)).unwrap().proof.len(), 63);
    assert_eq!(read(&with(64)), Err(RequestError::ProofLength));
    assert_eq!(read("old 0\n\nx\n"), Err(RequestError::Checkpoint));
    assert_eq!(
        AddCheckpoint::parse(b"old 0\n\n\xff"),
        Err(RequestError::Text)
    );
}

#[test]
fn what_is_as_long_as_it_may_be_is_read() {
    let request = |more: usize| {
        let text = format!("{ORIGIN}\n{}\n", "x".repeat(more));
        format!("old 0\n\n{}", log(1).sign(&text))
    };
    let longest = request(MAX_REQUEST - request(0).len());
    let read = AddCheckpoint::parse(longest.as_bytes()).unwrap();
    assert_eq!(read.to_text(), longest);
    assert_eq!(
        AddCheckpoint::parse(format!("{longest}x").as_bytes()),
        Err(RequestError::TooLarge)
    );
    // Lines of a key that is not known here, of a kind with longer signatures.
    let known = [WitnessKey::generate("w.example", [1; 32])
        .unwrap()
        .verifier()];
    let note = note(9, 0);
    let read = |answer: &str| answered_cosignatures(answer.as_bytes(), &note, &known);
    let line = |bytes: usize| format!("— w.examples {}\n", BASE64_STANDARD.encode(vec![1; bytes]));
    assert_eq!(read(&line(72).repeat(100)), Ok(Vec::new()));
    assert_eq!(read(&line(72).repeat(101)), Err(AnswerError::Malformed));
    let full = line(756).repeat(64);
    assert_eq!((full.len(), read(&full)), (MAX_ANSWER, Ok(Vec::new())));
    assert_eq!(read(&format!("{full}x")), Err(AnswerError::TooLarge));
}

#[test]
fn each_status_of_the_specification() {
    let status = |latest, request: &AddCheckpoint| match decide(latest, request) {
        Ok(_) => 200,
        Err(refusal) => refusal.status(),
    };
    for (latest, old, new) in [
        (None, 0, 9),
        (None, 0, 0),
        (Some(0), 0, 9),
        (Some(3), 3, 9),
        (Some(9), 9, 9),
    ] {
        assert_eq!(decide(latest, &request(old, new)), Ok(new), "{latest:?}");
    }
    let mut other = request(3, 9);
    other.checkpoint = LogKey::generate("other.example", [1; 32])
        .unwrap()
        .sign_checkpoint(9, [0; 32]);
    assert_eq!(status(Some(3), &other), 404);
    other.checkpoint = log(3).sign_checkpoint(9, [0; 32]);
    assert_eq!(status(Some(3), &other), 403);
    other.checkpoint = note(9, 0).replacen("\n9\n", "\n8\n", 1);
    assert_eq!(status(Some(3), &other), 403);
    other.checkpoint = log(1).sign(&format!("{ORIGIN}\nnine\nx\n"));
    assert_eq!(status(Some(3), &other), 400);
    let beyond = AddCheckpoint {
        old: 10,
        ..request(3, 9)
    };
    assert_eq!(status(Some(10), &beyond), 400);
    let conflict = decide(Some(4), &request(3, 9)).unwrap_err();
    assert_eq!((conflict.status(), conflict.body().as_str()), (409, "4\n"));
    assert_eq!(
        (conflict.media_type(), conflict.evidence()),
        ("text/x.tlog.size", None)
    );
    assert_eq!(decide(None, &request(3, 9)).unwrap_err().body(), "0\n");
    for proof in [
        Vec::new(),
        proof(4, 9, 0),
        vec![NodeHash::from_bytes([1; 32]); 63],
    ] {
        let wrong = AddCheckpoint {
            proof,
            ..request(3, 9)
        };
        let refusal = decide(Some(3), &wrong).unwrap_err();
        assert_eq!(
            (refusal.status(), refusal.evidence()),
            (422, Some(Evidence::Unproved))
        );
    }
    for (latest, size) in [(None, 9), (Some(9), 9)] {
        let long = AddCheckpoint {
            proof: vec![NodeHash::from_bytes([1; 32])],
            ..request(latest.unwrap_or(0), size)
        };
        let refusal = decide(latest, &long).unwrap_err();
        assert_eq!((refusal.status(), refusal.evidence()), (422, None));
    }
}

#[test]
fn a_fork_is_told_from_a_wrong_size() {
    let fork = AddCheckpoint {
        checkpoint: note(9, 1),
        ..request(9, 9)
    };
    let refusal = decide(Some(9), &fork).unwrap_err();
    assert_eq!(refusal, Refusal::OtherRoot(9));
    assert_eq!(
        (refusal.status(), refusal.media_type()),
        (409, "text/plain; charset=utf-8")
    );
    assert_eq!(refusal.evidence(), Some(Evidence::Fork));
    let asked = AddCheckpoint { old: 0, ..fork };
    let refusal = decide(Some(9), &asked).unwrap_err();
    assert_eq!(
        (refusal.body().as_str(), refusal.evidence()),
        ("9\n", Some(Evidence::Fork))
    );
    // Larger, with a proof that is right for its own history and not for the one that was cosigned.
    let longer = AddCheckpoint {
        old: 9,
        proof: proof(9, 20, 1),
        checkpoint: note(20, 1),
    };
    assert_eq!(decide(Some(9), &longer), Err(Refusal::Proof));
    let empty = AddCheckpoint {
        old: 0,
        proof: Vec::new(),
        checkpoint: log(1).sign_checkpoint(0, [1; 32]),
    };
    assert_eq!(decide(None, &empty), Err(Refusal::OtherRoot(0)));
}

#[test]
fn what_is_watched_and_what_was_seen() {
    let [one, two] = [1, 2].map(|seed| log(seed).verifier_key());
    let other = LogKey::generate("other.example", [1; 32])
        .unwrap()
        .verifier_key();
    let logs = WitnessedLogs::new([one.clone(), other.clone(), two.clone(), one.clone()]);
    let watched: Vec<_> = logs.iter().collect();
    let expected: [(&str, &[VerifierKey]); 2] =
        [(ORIGIN, &[one, two]), ("other.example", &[other])];
    assert_eq!(watched, expected);
    let seen = Observed::parse(&note(9, 0)).unwrap();
    assert_eq!((seen.origin(), seen.size()), (ORIGIN, 9));
}

#[test]
fn a_log_with_two_keys_and_signatures_of_others() {
    let mut fold = Fold::default();
    (0..9).for_each(|index| fold.push(&entry(index, 0)));
    let text = Observed::parse(&note(9, 0)).unwrap().text().to_owned();
    let old_key = note(9, 0);
    let new_key = log(2).sign_checkpoint(9, fold.root());
    let stranger = WitnessKey::generate("w.example", [9; 32])
        .unwrap()
        .cosign(&text, 1);
    let line = |note: &str| format!("{}\n", note.trim_end().rsplit('\n').next().unwrap());
    let both = with_signature(
        &with_signature(&new_key, &stranger).unwrap(),
        &line(&old_key),
    )
    .unwrap();
    for (sent, kept) in [
        (&old_key, &old_key),
        (&new_key, &new_key),
        (&both, &format!("{new_key}{}", line(&old_key))),
    ] {
        let sent = AddCheckpoint {
            old: 0,
            proof: Vec::new(),
            checkpoint: sent.clone(),
        };
        assert_eq!(
            logs().open(&sent).unwrap().checkpoint().note(),
            kept.as_str()
        );
    }
    // A wrong line of one key does not undo the right one of the other.
    let forged = line(&log(2).sign_checkpoint(8, [0; 32]));
    let mixed = AddCheckpoint {
        old: 0,
        proof: Vec::new(),
        checkpoint: with_signature(&old_key, &forged).unwrap(),
    };
    assert_eq!(logs().open(&mixed).unwrap().checkpoint().note(), old_key);
}

#[test]
fn other_logs_extension_lines_are_cosigned_with_the_rest() {
    let text = format!(
        "{ORIGIN}\n0\n{}\nextension 1\n",
        BASE64_STANDARD.encode(EMPTY)
    );
    let sent = AddCheckpoint {
        old: 0,
        proof: Vec::new(),
        checkpoint: log(1).sign(&text),
    };
    let submitted = logs().open(&sent).unwrap();
    assert_eq!(submitted.decide(None).unwrap().text(), text);
}

const EMPTY: [u8; 32] = crate::EMPTY_ROOT;

#[test]
fn answers() {
    let keys =
        [1, 2].map(|seed| WitnessKey::generate(&format!("w{seed}.example"), [seed; 32]).unwrap());
    let known = [keys[0].verifier()];
    let note = note(9, 0);
    let text = Observed::parse(&note).unwrap().text().to_owned();
    let [mine, other] = [&keys[0], &keys[1]].map(|key| key.cosign(&text, 7));
    let read = |answer: &str| answered_cosignatures(answer.as_bytes(), &note, &known);
    let found = read(&format!("{other}{mine}{mine}")).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.time, &found[0].1), (7, &mine));
    assert_eq!(read(&other).unwrap(), Vec::new());
    let lie = keys[0].cosign("other\n", 7);
    assert_eq!(
        read(&lie),
        Err(AnswerError::Cosignature(known[0].to_string()))
    );
    for malformed in [
        "",
        "\n",
        "x\n",
        "<html>",
        mine.trim_end(),
        &format!("{mine}\n"),
        &format!("\n{mine}"),
    ] {
        assert_eq!(
            read(malformed),
            Err(AnswerError::Malformed),
            "{malformed:?}"
        );
    }
    for (body, size) in [("0\n", Some(0)), ("18446744073709551615\n", Some(u64::MAX))] {
        assert_eq!(answered_size(body.as_bytes()), size);
    }
    for body in [
        "",
        "1",
        "01\n",
        "+1\n",
        "1\n\n",
        "18446744073709551616\n",
        "1\n                    x",
    ] {
        assert_eq!(answered_size(body.as_bytes()), None, "{body:?}");
    }
}

#[test]
fn the_largest_sizes_do_no_harm() {
    let sent = |size| AddCheckpoint {
        old: 9,
        proof: vec![NodeHash::from_bytes([1; 32]); 63],
        checkpoint: log(1).sign_checkpoint(size, [1; 32]),
    };
    for size in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) + 1] {
        assert_eq!(decide(Some(9), &sent(size)), Err(Refusal::Proof));
    }
}

proptest! {
    /// Whatever is asked, a witness's sizes only go up, and all it ever cosigned are prefixes of one history.
    #[test]
    fn sizes_never_go_back(asked in proptest::collection::vec((0_u64..40, 0_u64..40, 0_u8..2, 0_u64..40), 1..30)) {
        let mut latest: Option<Observed> = None;
        let mut histories = [true, true];
        for (old, size, history, from) in asked {
            // Half of the requests know the size that was cosigned last.
            let old = if old % 2 == 0 { old } else { latest.as_ref().map_or(0, Observed::size) };
            let proof = if from == 0 || from > size { Vec::new() } else { proof(from, size, history) };
            let sent = AddCheckpoint { old, proof, checkpoint: note(size, history) };
            let submitted = logs().open(&sent).unwrap();
            if let Ok(next) = submitted.decide(latest.as_ref()) {
                prop_assert!(latest.as_ref().is_none_or(|latest| latest.size() <= next.size()));
                for (of, still) in histories.iter_mut().enumerate() {
                    *still &= next.note() == note(size, of as u8);
                }
                prop_assert_ne!(histories, [false, false]);
                latest = Some(next.clone());
            }
        }
    }
}
