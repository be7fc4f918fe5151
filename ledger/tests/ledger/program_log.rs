//! `sajam-verify` on the log: checkpoints, witnesses, exports, proofs.

use sajam_ledger::{LogProof, WitnessKey, with_signature};
use serde_json::Value;

use crate::logs::{Entry, checkpoint, export, log, publish};
use crate::run::{Folder, fails_with, run, run_with};
use crate::support::{key, sample};

pub(crate) fn witness(number: u8) -> WitnessKey {
    WitnessKey::generate(&format!("witness.example/{number}"), [number; 32]).unwrap()
}

pub(crate) fn cosigned(note: &str, by: &[u8]) -> String {
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
    // What cannot be read says nothing about the log.
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    assert_eq!(check(&earlier, &new).code, 2);
    std::fs::remove_dir(&path).unwrap();
    std::fs::write(&path, vec![0; 1 << 20]).unwrap();
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
