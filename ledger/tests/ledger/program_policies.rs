//! `sajam-verify` with a policy.

use sajam_ledger::{LogProof, Receipt};
use serde_json::Value;

use crate::logs::{Entry, checkpoint, export_under, log, publish};
use crate::program_log::{cosigned, witness};
use crate::run::{Folder, fails_with, run};
use crate::support::{key, log_key, sample, sample_receipt};

#[test]
fn policies_are_demanded_everywhere() {
    let folder = Folder::new();
    let entries = log(7, 300, 5);
    let note = cosigned(&checkpoint(&entries), &[1, 2]);
    publish(folder.path(), &entries, &[300]);
    let web = folder.path().to_str().unwrap();
    folder.file("checkpoint", &note);
    let key = key().to_string();
    let witness = |number| witness(number).verifier();
    let listed: String = (1..=3)
        .map(|n| format!("witness w{n} {}\n", witness(n)))
        .collect();
    let policy = |name: &str, last: &str| {
        folder.file(
            name,
            format!("{listed}group all2 2 w1 w2\ngroup any any w3 all2\n{last}\n"),
        )
    };
    let met = policy("met", "quorum any");
    let unmet = policy("unmet", "quorum w3");
    let mine = policy("mine", &format!("log {key}\nquorum any"));
    let other = sajam_ledger::LogKey::generate("other.example", [1; 32])
        .unwrap()
        .verifier_key();
    let other = policy("other", &format!("log {other}\nquorum any"));
    let broken = policy("broken", "quorum w4");
    let (old, new) = (
        folder.file("old", checkpoint(&entries[..200])),
        folder.file("new", &note),
    );
    let export = folder.file("export.jsonl", export_under(&entries, &note));
    let mut bundle = sample();
    bundle.checkpoint = cosigned(&bundle.checkpoint, &[1, 2]);
    let proof = LogProof::of(&bundle.events[1], &bundle.checkpoint).unwrap();
    let proof = folder.file("proof", proof.to_text());
    let bundle = folder.file("bundle.json", bundle.to_json());
    let receipt = folder.file("receipt", log_key().sign_receipt(&sample_receipt()));
    let first = entries.iter().find_map(|entry| match entry {
        Entry::Event { event, .. } => Some(event),
        Entry::Cover(_) | Entry::Lost(_) => None,
    });
    let first = first.unwrap();
    let filed = folder.file(
        "filed",
        log_key().sign_receipt(&Receipt {
            event_hash: first.hash,
            at: first.at,
            published_by: first.at,
        }),
    );
    let commands: [&[&str]; 7] = [
        &["bundle", &bundle],
        &["proof", &proof],
        &["checkpoints", &old, &new, "--tiles", web],
        &["export", &export],
        &["receipt", &receipt, "--bundle", &bundle],
        &["receipt", &filed, "--log", web],
        &["receipt", &filed, "--export", &export],
    ];
    for command in commands {
        let ask = |more: &[&str]| run(&[command, &["--key", &key], more].concat());
        for good in [&met, &mine] {
            let ran = ask(&["--policy", good]);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command:?}");
            assert_eq!(
                ran.out.matches("cosigned   by witness.example/").count(),
                2,
                "{}",
                ran.out
            );
        }
        let ran = ask(&["--policy", &met, "--json"]);
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(
            json["cosignatures"].as_array().unwrap().len(),
            2,
            "{command:?}"
        );
        let what = if command[0] == "checkpoints" {
            "the new checkpoint"
        } else {
            "the checkpoint"
        };
        fails_with(
            &ask(&["--policy", &unmet]),
            &format!(
                "{what}: 2 of the policy's 3 witnesses have cosigned it, which is not a quorum"
            ),
        );
        let w3 = witness(3).to_string();
        fails_with(
            &ask(&["--witness", &w3]),
            &format!("{what}: 0 of the named witnesses have cosigned it, 1 are needed"),
        );
        for (unusable, line) in [
            (
                &other,
                format!("{other}: the policy does not list the key {key}\n"),
            ),
            (
                &broken,
                format!("{broken}: line 6: no line before it defines \"w4\"\n"),
            ),
        ] {
            let ran = ask(&["--policy", unusable]);
            assert_eq!(
                (ran.code, ran.err, ran.out.as_str()),
                (2, line, ""),
                "{command:?}"
            );
        }
        assert_eq!(ask(&["--policy", &met, "--witness", &w3]).code, 2);
    }
    // A receipt alone has nothing that witnesses could have cosigned.
    let ran = run(&["receipt", &receipt, "--key", &key, "--policy", &met]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}
