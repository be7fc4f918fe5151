//! `sajam-verify` on the log: checkpoints, exports, proofs, and receipts whose promise was or was not kept.

use sajam_ledger::{At, EventHash, LogProof, Receipt, WitnessKey, with_signature};
use serde_json::Value;

use crate::logs::{Entry, checkpoint, export, export_under, log, publish};
use crate::run::{Folder, fails_with, run, run_with};
use crate::support::{key, log_key, sample, sample_receipt};

fn witness(number: u8) -> WitnessKey {
    WitnessKey::generate(&format!("witness.example/{number}"), [number; 32]).unwrap()
}

fn cosigned(note: &str, by: &[u8]) -> String {
    let text = key().verify_checkpoint(note).unwrap().text();
    by.iter().fold(note.to_owned(), |note, number| {
        with_signature(&note, &witness(*number).cosign(&text, 1_700_000_000)).unwrap()
    })
}

#[test]
fn a_log_that_only_grew() {
    let folder = Folder::new();
    let entries = log(1, 700, 5);
    publish(folder.path(), &entries, &[0, 300, 700]);
    let tiles = folder.path().to_str().unwrap();
    let new = folder.file("new", checkpoint(&entries));
    let key = key().to_string();
    for size in [0, 1, 255, 256, 300, 699, 700] {
        let old = folder.file("old", checkpoint(&entries[..size]));
        let ran = run(&["checkpoints", &old, &new, "--tiles", tiles, "--key", &key]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{size}");
        let line = format!("entries    700, {} more than the {size} of", 700 - size);
        assert!(ran.out.contains(&line), "{}", ran.out);
    }
    // A log that went on publishing no longer has the partial tiles.
    for partial in ["tile/0/002.p", "tile/1/000.p"] {
        std::fs::remove_dir_all(folder.path().join(partial)).unwrap();
    }
    let old = folder.file("old", checkpoint(&entries[..300]));
    let arguments = ["checkpoints", &old, &new, "--tiles", tiles, "--key", &key];
    fails_with(
        &run(&arguments),
        "the tile tile/0/002.p/188 has 0 bytes, not 6016 of them",
    );
    publish(folder.path(), &log(1, 66_000, 5), &[66_000]);
    assert_eq!(run(&arguments).code, 0);
    let ran = run(&[&arguments[..], &["--json"]].concat());
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&json["ok"], &json["old"]["size"], &json["new"]["size"]),
        (&true.into(), &300.into(), &700.into())
    );
}

#[test]
fn a_log_that_did_not() {
    let folder = Folder::new();
    let entries = log(2, 700, 5);
    let tiles = folder.path().to_str().unwrap();
    let key = key().to_string();
    let mut other = entries.clone();
    other[100] = Entry::Cover([1; 32]);
    publish(folder.path(), &other, &[700]);
    let old = folder.file("old", checkpoint(&entries[..300]));
    let new = folder.file("new", checkpoint(&other));
    let check =
        |old: &str, new: &str| run(&["checkpoints", old, new, "--tiles", tiles, "--key", &key]);
    fails_with(
        &check(&old, &new),
        "the log was rewritten: its first 300 entries are not those of the old checkpoint",
    );
    fails_with(
        &check(&new, &old),
        "the log was rewritten: it has 300 entries in the new checkpoint and had 700 in the old one",
    );
    let same = folder.file("same", checkpoint(&entries));
    fails_with(
        &check(&same, &new),
        "the log was rewritten: its first 700 entries are not those of the old checkpoint",
    );
    let earlier = folder.file("earlier", checkpoint(&entries[..90]));
    let path = folder.path().join("tile/0/000");
    let mut tile = std::fs::read(&path).unwrap();
    tile[8000] ^= 1;
    std::fs::write(&path, &tile).unwrap();
    fails_with(
        &check(&earlier, &new),
        "the tile tile/0/000 is not that of the new checkpoint",
    );
    tile.push(0);
    std::fs::write(&path, &tile).unwrap();
    fails_with(
        &check(&earlier, &new),
        "the tile tile/0/000 has 8193 bytes, not 8192 of them",
    );
    std::fs::write(&path, vec![0; 1 << 20]).unwrap();
    assert_eq!(check(&earlier, &new).code, 1);
    let forged = folder.file("forged", checkpoint(&entries).replacen("700", "701", 1));
    let line = format!("its signature is not that of the key {key}");
    fails_with(
        &check(&forged, &new),
        &format!("the old checkpoint: {line}"),
    );
    fails_with(
        &check(&old, &forged),
        &format!("the new checkpoint: {line}"),
    );
    fails_with(
        &check(&path.to_string_lossy(), &new),
        "the old checkpoint: it is not a signed note",
    );
    assert_eq!(check("/nonexistent", &new).code, 2);
}

#[test]
fn witnesses_are_demanded() {
    let folder = Folder::new();
    let entries = log(3, 300, 5);
    publish(folder.path(), &entries, &[300]);
    let tiles = folder.path().to_str().unwrap();
    let old = folder.file("old", checkpoint(&entries[..200]));
    let new = folder.file("new", cosigned(&checkpoint(&entries), &[1, 2]));
    let key = key().to_string();
    let witnesses = [1, 2, 3].map(|number| witness(number).verifier().to_string());
    let check = |more: &[&str]| {
        let arguments = ["checkpoints", &old, &new, "--tiles", tiles, "--key", &key];
        run(&[&arguments[..], more].concat())
    };
    let three = [
        "--witness",
        &witnesses[0],
        "--witness",
        &witnesses[1],
        "--witness",
        &witnesses[2],
    ];
    let ran = check(&three[..4]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out
            .contains("cosigned   by witness.example/1 at 2023-11-14T22:13:20.000Z\n"),
        "{}",
        ran.out
    );
    assert_eq!(check(&[&three[..], &["--need", "2"]].concat()).code, 0);
    let line = "the new checkpoint: 2 of the named witnesses have cosigned it, 3 are needed";
    fails_with(&check(&three), line);
    fails_with(&check(&[&three[..], &["--need", "3"]].concat()), line);
    for unusable in [
        &["--need", "1"][..],
        &["--witness", "nonsense"],
        &["--witness", &key],
        &["--witness", &witnesses[0], "--need", "2"],
    ] {
        assert_eq!(check(unusable).code, 2, "{unusable:?}");
    }
    let file = folder.file("witness.pub", format!("{}\n", witnesses[0]));
    assert_eq!(check(&["--witness", &file]).code, 0);
    // A bundle's checkpoint can be held to the same.
    let mut bundle = sample();
    let bare = folder.file("bare.json", bundle.to_json());
    bundle.checkpoint = cosigned(&bundle.checkpoint, &[1]);
    let bundle = folder.file("bundle.json", bundle.to_json());
    let check = |bundle: &str| run(&["bundle", bundle, "--key", &key, "--witness", &witnesses[0]]);
    assert_eq!(check(&bundle).code, 0);
    fails_with(
        &check(&bare),
        "the checkpoint: 0 of the named witnesses have cosigned it, 1 are needed",
    );
}

#[test]
fn exports() {
    let folder = Folder::new();
    let entries = log(4, 600, 5);
    let document = export(&entries);
    let file = folder.file("export.jsonl", &document);
    let key = key().to_string();
    let ran = run(&["export", &file, "--key", &key, "--threads", "2"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out
            .starts_with("OK: every entry of the log is explained\nentries    600: "),
        "{}",
        ran.out
    );
    let ran = run_with(
        &["export", "-", "--key", &key, "--json"],
        document.as_bytes(),
    );
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&json["ok"], &json["export"]["streams"]),
        (&true.into(), &5.into())
    );
    let cut = folder.file("cut.jsonl", &document[..document.len() / 2]);
    let ran = run(&["export", &cut, "--key", &key]);
    assert_eq!((ran.code, ran.err.lines().count()), (1, 1));
    assert!(
        ran.err.contains("the export is cut off here"),
        "{}",
        ran.err
    );
    let ran = run(&["export", &file, "--key", &key, "--threads", "0"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn proofs() {
    let folder = Folder::new();
    let bundle = sample();
    let key = key().to_string();
    let proof = LogProof::of(&bundle.events[2], &bundle.checkpoint).unwrap();
    let file = folder.file("event.tlog-proof", proof.to_text());
    let ran = run(&["proof", &file, "--key", &key]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.contains("which is   Assigned of report/0f8f"),
        "{}",
        ran.out
    );
    let hash = bundle.events[2].hash.to_string();
    assert_eq!(
        run(&["proof", &file, "--key", &key, "--event", &hash]).code,
        0
    );
    let other = bundle.events[1].hash.to_string();
    let line = format!("it is the proof of another event: its header has the hash {hash}");
    fails_with(
        &run(&["proof", &file, "--key", &key, "--event", &other]),
        &line,
    );
    let bare = LogProof {
        header: None,
        ..proof
    };
    let bare = folder.file("bare.tlog-proof", bare.to_text());
    assert_eq!(run(&["proof", &bare, "--key", &key]).code, 2);
    assert_eq!(
        run(&["proof", &bare, "--key", &key, "--event", &hash]).code,
        0
    );
    let index = bundle.events[2].log.as_ref().unwrap().index;
    let line = format!("it does not show the event in the log at index {index}");
    fails_with(
        &run(&["proof", &bare, "--key", &key, "--event", &other]),
        &line,
    );
    fails_with(
        &run_with(&["proof", "-", "--key", &key], b"\xff"),
        "not a proof: its text is not in the form of C2SP tlog-proof",
    );
    assert!(LogProof::of(&bundle.events[3], &bundle.checkpoint).is_none());
}

const BY: &str = "2026-11-24T22:00:00.000Z";

fn receipt_for(event_hash: EventHash, at: &str) -> String {
    log_key().sign_receipt(&Receipt {
        event_hash,
        at: At::parse(at).unwrap(),
        published_by: At::parse(BY).unwrap(),
    })
}

#[test]
fn a_promise_kept_and_a_promise_broken() {
    let folder = Folder::new();
    let entries = log(5, 600, 5);
    let key = key().to_string();
    publish(folder.path(), &entries, &[600]);
    let (web, file) = (
        folder.path().to_str().unwrap(),
        folder.file("export.jsonl", export(&entries)),
    );
    let Some((index, event)) = entries
        .iter()
        .enumerate()
        .find_map(|(index, entry)| match entry {
            Entry::Event { event, .. } if event.seq == 1 => Some((index, event)),
            _ => None,
        })
    else {
        unreachable!("some event is the first of its stream");
    };
    let kept = folder.file("kept.txt", receipt_for(event.hash, event.at.as_str()));
    let missing = folder.file(
        "missing.txt",
        receipt_for(EventHash::from_bytes([1; 32]), event.at.as_str()),
    );
    for source in [["--export", &file], ["--log", web]] {
        let ask = |receipt: &str, more: &[&str]| {
            run(&[&["receipt", receipt, "--key", &key][..], &source, more].concat())
        };
        let ran = ask(&kept, &[]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(
            ran.out.contains(&format!(
                "log        holds it, index {index} of 600 entries\n"
            )),
            "{}",
            ran.out
        );
        let json: Value = serde_json::from_str(&ask(&kept, &["--json"]).out).unwrap();
        assert_eq!(json["log"]["index"], index);

        let misconduct = format!(
            "proof of misconduct: the log does not contain this receipt's event, which it promised to contain by {BY}"
        );
        for late in [
            "2026-11-24T22:00:00Z",
            "2026-11-24T22:00:00.000Z",
            "2027-01-01T00:00:00.5Z",
        ] {
            fails_with(&ask(&missing, &["--published-at", late]), &misconduct);
        }
        let ran = ask(
            &missing,
            &["--published-at", "2026-11-24T21:59:59.999Z", "--json"],
        );
        assert_eq!((ran.code, ran.err.lines().count()), (3, 1));
        assert!(ran.err.starts_with("not yet due: "), "{}", ran.err);
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(
            (&json["ok"], &json["not_yet_due"]),
            (&false.into(), &true.into())
        );
        let ran = ask(&missing, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("--published-at"), "{}", ran.err);
    }
    let ask = |more: &[&str]| run(&[&["receipt", &missing, "--key", &key][..], more].concat());
    for unusable in [
        &["--published-at", BY][..],
        &["--export", &file, "--published-at", "2026-11-24"],
        &[
            "--export",
            &file,
            "--published-at",
            "2026-11-24T22:00:00+01:00",
        ],
        &["--export", &file, "--published-at", "2026-11-24T22:00:00.Z"],
        &["--export", &file, "--log", web],
        &["--log", "/nonexistent"],
    ] {
        assert_eq!(ask(unusable).code, 2, "{unusable:?}");
    }
}

#[test]
fn only_a_log_that_holds_can_acquit_or_convict() {
    let folder = Folder::new();
    let entries = log(6, 600, 5);
    let key = key().to_string();
    publish(folder.path(), &entries, &[600]);
    let web = folder.path().to_str().unwrap();
    let missing = folder.file(
        "missing.txt",
        receipt_for(EventHash::from_bytes([1; 32]), BY),
    );
    let ask = |source: [&str; 2]| {
        run(&[
            &[
                "receipt",
                &missing,
                "--key",
                &key,
                "--published-at",
                "2027-01-01T00:00:00Z",
            ][..],
            &source,
        ]
        .concat())
    };
    let mut other = entries.clone();
    other[5] = Entry::Cover([1; 32]);
    let lying = folder.file("export.jsonl", export_under(&other, &checkpoint(&entries)));
    let ran = ask(["--export", &lying]);
    assert!(
        ran.code == 1 && !ran.err.contains("misconduct"),
        "{}",
        ran.err
    );
    let path = folder.path().join("tile/entries/001");
    let mut bundle = std::fs::read(&path).unwrap();
    bundle[100] ^= 1;
    std::fs::write(&path, &bundle).unwrap();
    fails_with(
        &ask(["--log", web]),
        "the 600 entries in the folder do not have the checkpoint's root",
    );
    bundle.pop();
    std::fs::write(&path, &bundle).unwrap();
    fails_with(
        &ask(["--log", web]),
        "tile/entries/001: an entry bundle of 8703 bytes does not hold 1 to 256 entries of 32 bytes",
    );
    std::fs::remove_file(&path).unwrap();
    assert_eq!(ask(["--log", web]).code, 2);
    // The log holds the event, but with another time or as another event than the receipt says.
    let Some((index, event)) = entries
        .iter()
        .enumerate()
        .find_map(|(index, entry)| match entry {
            Entry::Event { event, .. } if event.seq == 2 => Some((index, event)),
            _ => None,
        })
    else {
        unreachable!("some event is the second of its stream");
    };
    let honest = folder.file("honest.jsonl", export(&entries));
    let odd = folder.file("odd.txt", receipt_for(event.hash, event.at.as_str()));
    let ran = run(&["receipt", &odd, "--key", &key, "--export", &honest]);
    fails_with(
        &ran,
        &format!("index {index}: the receipt's event is not a Submitted event"),
    );
    let Some((index, event)) = entries
        .iter()
        .enumerate()
        .find_map(|(index, entry)| match entry {
            Entry::Event { event, .. } if event.seq == 1 => Some((index, event)),
            _ => None,
        })
    else {
        unreachable!("some event is the first of its stream");
    };
    let odd = folder.file("odd.txt", receipt_for(event.hash, BY));
    let ran = run(&["receipt", &odd, "--key", &key, "--export", &honest]);
    fails_with(
        &ran,
        &format!(
            "index {index}: its time is {}, the receipt says {BY}",
            event.at
        ),
    );
}

#[test]
fn a_bundle_shows_that_it_is_there_but_proves_no_misconduct() {
    let folder = Folder::new();
    let key = key().to_string();
    let receipt = folder.file("receipt.txt", log_key().sign_receipt(&sample_receipt()));
    let mut bundle = sample();
    let there = folder.file("there.json", bundle.to_json());
    bundle.events.iter_mut().for_each(|event| event.log = None);
    let absent = folder.file("absent.json", bundle.to_json());
    let ask = |bundle: &str, at: &str| {
        run(&[
            "receipt",
            &receipt,
            "--key",
            &key,
            "--bundle",
            bundle,
            "--published-at",
            at,
        ])
    };
    let ran = ask(&there, "2027-01-01T00:00:00Z");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out
            .contains("log        holds it, index 1 of 9 entries"),
        "{}",
        ran.out
    );
    assert_eq!(ask(&absent, "2026-11-24T00:00:00Z").code, 3);
    let ran = ask(&absent, "2027-01-01T00:00:00Z");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .starts_with("the bundle does not show this receipt's event in the log"),
        "{}",
        ran.err
    );
}
