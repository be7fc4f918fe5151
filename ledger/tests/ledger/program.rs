//! `sajam-verify` as people run it: exit status, standard output, the one line on standard error.

use sajam_ledger::{EventHash, LogKey, Receipt};
use serde_json::Value;

use crate::run::{Folder, fails_with, run, run_with};
use crate::support::{ORIGIN, bundle, key, log_key, sample, sample_plans, sample_receipt};

#[test]
fn an_honest_bundle() {
    let folder = Folder::new();
    let file = folder.file("bundle.json", sample().to_json());
    let ran = run(&["bundle", &file, "--key", &key().to_string()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in [
        "OK: the history holds\n",
        "report/0f8fad5bd9cb469fa16570867728950e",
        "4, from 2026-11-23T22:00:00.000Z to 2026-11-24T01:00:00.000Z",
        "4 payloads, 4 contexts",
        "3 of 4 events proved in the log of 9 entries; 1 not yet in the log",
        &key().to_string(),
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
}

/// One of a thing is called by its singular.
#[test]
fn a_history_of_one_event() {
    let folder = Folder::new();
    let mut plan = sample_plans().remove(0);
    plan.others = 0;
    let key = key().to_string();
    for (shown, disclosed) in [
        ([true, true], "disclosed  1 payload, 1 context, all"),
        ([true, false], "disclosed  1 payload, 0 contexts, all"),
    ] {
        plan.shown = shown;
        let file = folder.file("bundle.json", bundle(&[plan.clone()], 1).to_json());
        let ran = run(&["bundle", &file, "--key", &key]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let log = "log        1 of 1 event proved in the log of 1 entry\n";
        for line in [disclosed, log] {
            assert!(ran.out.contains(line), "{line}\n{}", ran.out);
        }
    }
}

#[test]
fn the_key_may_be_in_a_file_and_the_bundle_on_the_input() {
    let folder = Folder::new();
    let key_file = folder.file("log.pub", format!("{}\n", key()));
    for option in ["--key", "--key-file"] {
        let document = sample().to_json();
        let ran = run_with(&["bundle", "-", option, &key_file], document.as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{option}");
    }
}

#[test]
fn a_changed_bundle_gives_one_line() {
    let folder = Folder::new();
    let text = sample()
        .to_json()
        .replacen("\"Assigned\"", "\"Resolved\"", 1);
    let file = folder.file("bundle.json", text);
    let ran = run(&["bundle", &file, "--key", &key().to_string()]);
    fails_with(
        &ran,
        "event 3 (Resolved): its hash does not match its header",
    );

    let ran = run(&["bundle", &file, "--json", "--key", &key().to_string()]);
    assert_eq!(ran.code, 1);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["ok"], false);
    assert_eq!(format!("{}\n", json["finding"].as_str().unwrap()), ran.err);
}

#[test]
fn hostile_input_gives_one_line() {
    let key = key().to_string();
    let arguments = ["bundle", "-", "--key", &key];
    for (input, line) in [
        (
            &b""[..],
            "not a bundle: not JSON: EOF while parsing a value (line 1, column 0)",
        ),
        (b"\xff\xfe", "not a bundle: it is not UTF-8 (byte 0)"),
        (
            b"{} {}",
            "not a bundle: not JSON: trailing characters (line 1, column 4)",
        ),
        (b"{}", "not a bundle: the bundle has no \"format\""),
        (
            b"{\"a\\n\":1,\"a\\n\":1}",
            "not a bundle: an object has the key \"a\\n\" twice (line 1, column 14)",
        ),
    ] {
        fails_with(&run_with(&arguments, input), line);
    }
    let deep = "[".repeat(1 << 20);
    let ran = run_with(&arguments, deep.as_bytes());
    assert!(ran.err.contains("too deep"), "{}", ran.err);
    assert_eq!((ran.code, ran.err.lines().count()), (1, 1));
    let large = vec![b' '; (64 << 20) + 1];
    fails_with(
        &run_with(&arguments, &large),
        "not a bundle: it is larger than 64 MiB",
    );
}

#[test]
fn receipts() {
    let folder = Folder::new();
    let key = key().to_string();
    let bundle = folder.file("bundle.json", sample().to_json());
    let receipt = folder.file("receipt.txt", log_key().sign_receipt(&sample_receipt()));
    let ran = run(&["receipt", &receipt, "--key", &key]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("2026-11-24T22:00:00.000Z"), "{}", ran.out);
    let ran = run(&["bundle", &bundle, "--receipt", &receipt, "--key", &key]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("is for this report"), "{}", ran.out);

    assert!(ran.out.contains("; in the log, promised by"), "{}", ran.out);
    let early = folder.file(
        "early.json",
        crate::support::bundle(&sample_plans(), 0).to_json(),
    );
    let ran = run(&["bundle", &early, "--receipt", &receipt, "--key", &key]);
    assert!(
        ran.out.contains("; not yet in the log, promised by"),
        "{}",
        ran.out
    );

    let event_hash = EventHash::from_bytes([1; 32]);
    let other = Receipt {
        event_hash,
        ..sample_receipt()
    };
    let other = folder.file("other.txt", log_key().sign_receipt(&other));
    assert_eq!(run(&["receipt", &other, "--key", &key]).code, 0);
    fails_with(
        &run(&["bundle", &bundle, "--receipt", &other, "--key", &key]),
        "event 1 (Submitted): it is not the event of the receipt: the hashes differ",
    );
    let forged = std::fs::read_to_string(&receipt)
        .unwrap()
        .replacen("2026", "2025", 1);
    let forged = folder.file("forged.txt", forged);
    let line = format!("the receipt: its signature is not that of the key {key}");
    fails_with(&run(&["receipt", &forged, "--key", &key]), &line);
    fails_with(
        &run(&["bundle", &bundle, "--receipt", &forged, "--key", &key]),
        &line,
    );
}

#[test]
fn json_output() {
    let folder = Folder::new();
    let bundle = folder.file("bundle.json", sample().to_json());
    let receipt = folder.file("receipt.txt", log_key().sign_receipt(&sample_receipt()));
    let key = key().to_string();
    let ran = run(&[
        "bundle",
        &bundle,
        "--receipt",
        &receipt,
        "--key",
        &key,
        "--json",
    ]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["ok"], true);
    assert_eq!(json["bundle"]["in_log"], 3);
    assert_eq!(json["bundle"]["checkpoint"]["size"], 9);
    assert_eq!(json["receipt"]["at"], "2026-11-23T22:00:00.000Z");
    let ran = run(&["receipt", &receipt, "--key", &key, "--json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["signed_by"], key);
}

#[test]
fn the_key_of_another_log() {
    let folder = Folder::new();
    let bundle = folder.file("bundle.json", sample().to_json());
    let other = LogKey::generate(ORIGIN, [9; 32]).unwrap().verifier_key();
    let line = format!("the checkpoint: it is not signed by the key {other}");
    fails_with(
        &run(&["bundle", &bundle, "--key", &other.to_string()]),
        &line,
    );
}

#[test]
fn what_cannot_be_checked_is_not_a_finding() {
    let folder = Folder::new();
    let key = key().to_string();
    let bundle = folder.file("bundle.json", sample().to_json());
    for arguments in [
        &[][..],
        &["bundle"],
        &["bundle", &bundle],
        &["bundle", &bundle, "--key", "nonsense"],
        &["bundle", &bundle, "--key-file", &bundle],
        &["bundle", &bundle, "--key", &key, "--key-file", &bundle],
        &["bundle", "/nonexistent/bundle.json", "--key", &key],
        &["bundle", "-", "--receipt", "-", "--key", &key],
        &["receipt", "/nonexistent", "--key", &key],
        &["frobnicate"],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.err.is_empty());
    }
    // What is neither a key nor a file is taken for a key with a fault.
    let ran = run(&["bundle", &bundle, "--key", "nonsense"]);
    assert!(ran.err.starts_with("--key: "), "{}", ran.err);
    let ran = run(&["bundle", &bundle, "--key", &key, "--witness", "nonsense"]);
    assert!(ran.err.starts_with("--witness: "), "{}", ran.err);
}
