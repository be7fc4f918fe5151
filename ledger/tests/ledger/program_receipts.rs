//! `sajam-verify receipt` against the log: promises kept, broken, and not yet due.

use sajam_ledger::{At, EventHash, LinkedEvent, Receipt};
use serde_json::Value;

use crate::logs::{Entry, checkpoint, export, export_under, log, publish};
use crate::run::{Folder, fails_with, run, run_with};
use crate::support::{key, log_key, sample, sample_receipt};

const BY: &str = "2026-11-24T22:00:00.000Z";

fn receipt_for(event_hash: EventHash, at: &str) -> String {
    log_key().sign_receipt(&Receipt {
        event_hash,
        at: At::parse(at).unwrap(),
        published_by: At::parse(BY).unwrap(),
    })
}

/// The first event that has this place in its stream.
fn with_seq(entries: &[Entry], seq: u64) -> (usize, &LinkedEvent) {
    let mut entries = entries.iter().enumerate();
    let found = entries.find_map(|(index, entry)| match entry {
        Entry::Event { event, .. } if event.seq == seq => Some((index, event)),
        _ => None,
    });
    found.unwrap()
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
    let (index, event) = with_seq(&entries, 1);
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
        &["--export", &file, "--published-at", "2026-11-24T22:00:00"],
        &["--export", &file, "--published-at", "2026-11-24T22:00:00.5"],
        &[
            "--export",
            &file,
            "--published-at",
            "2026-11-24T22:00:00.123xZ",
        ],
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
    // What is right as far as a bundle goes, and goes on.
    std::fs::write(&path, [&bundle[..], b"x"].concat()).unwrap();
    fails_with(
        &ask(["--log", web]),
        "tile/entries/001: an entry bundle of 8705 bytes does not hold 1 to 256 entries of 32 bytes",
    );
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
    let ran = ask(["--log", web]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.ends_with("there is no such file\n"), "{}", ran.err);
    // The log holds the event, but with another time or as another event than the receipt says.
    let (index, event) = with_seq(&entries, 2);
    let honest = folder.file("honest.jsonl", export(&entries));
    let odd = folder.file("odd.txt", receipt_for(event.hash, event.at.as_str()));
    let ran = run(&["receipt", &odd, "--key", &key, "--export", &honest]);
    fails_with(
        &ran,
        &format!("index {index}: the receipt's event is not a Submitted event"),
    );
    let (index, event) = with_seq(&entries, 1);
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
fn one_file_may_be_the_standard_input() {
    let folder = Folder::new();
    let key = key().to_string();
    let (receipt, bundle) = (
        log_key().sign_receipt(&sample_receipt()),
        sample().to_json(),
    );
    let receipt_file = folder.file("receipt.txt", &receipt);
    let bundle_file = folder.file("bundle.json", &bundle);
    let ask = |file: &str, source: &str, input: &str| {
        let arguments = ["receipt", file, "--bundle", source, "--key", &key];
        run_with(&arguments, input.as_bytes())
    };
    for ran in [
        ask("-", &bundle_file, &receipt),
        ask(&receipt_file, "-", &bundle),
        ask(&receipt_file, &bundle_file, ""),
    ] {
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    }
    let ran = ask("-", "-", &receipt);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(ran.err, "only one file can be the standard input\n");
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
