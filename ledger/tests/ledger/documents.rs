//! The examples of the documentation are the format's vectors, made into documents.

use std::path::Path;

use sajam_ledger::{
    Bundle, BundleEvent, Draft, ExportWriter, LinkedEvent, LogKey, LogProof, Receipt, Salt,
    StoredEvent, WitnessKey, cover_hash, link, with_signature,
};
use serde_json::{Value, json};

use crate::support::{Log, STREAM, at};

/// 32 bytes counting up from `first`.
fn counting(first: u8) -> [u8; 32] {
    std::array::from_fn(|at| first + at as u8)
}

fn key() -> LogKey {
    LogKey::generate("log.example.org/sajam", counting(0xa0)).unwrap()
}

fn draft<'a>(number: u8, event_type: &'a str, payload: &'a Value, context: &'a Value) -> Draft<'a> {
    let time = match number {
        1 => "2026-11-23T22:00:00.000Z",
        _ => "2026-11-24T06:00:00.125Z",
    };
    let salt = |first| Salt::from_bytes(counting(0x40 * (number - 1) + first));
    Draft {
        stream: STREAM,
        event_type,
        type_version: "1",
        at: at(time),
        payload,
        payload_salt: salt(0x00),
        context,
        context_salt: salt(0x20),
    }
}

/// The bundle, the receipt, the public key, the export and the proof, as their files hold them.
fn documents() -> [(&'static str, String); 5] {
    let payloads = [
        json!({"category": "omission", "note": "گزارش \"نمونه\"\n", "province": "IR-00"}),
        json!({"investigator": null, "unit": "markazi-prevention"}),
    ];
    let id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    let contexts = [
        json!({"actor": {"kind": "reporter"}, "request": "r-1"}),
        json!({"actor": {"id": id, "kind": "staff"}, "request": "r-2"}),
    ];
    let first = link(None, draft(1, "Submitted", &payloads[0], &contexts[0])).unwrap();
    let head = first.head();
    let second = link(
        Some(&head),
        draft(2, "Assigned", &payloads[1], &contexts[1]),
    )
    .unwrap();
    let mut log = Log::default();
    for entry in [first.hash, second.hash, cover_hash(&counting(0x80))] {
        log.push(entry);
    }
    let events = [&first, &second]
        .into_iter()
        .zip(0..)
        .map(|(event, index)| {
            BundleEvent::from_stored(
                &event.header,
                event.hash,
                Some((event.payload_salt, &event.payload)),
                Some((event.context_salt, &event.context)),
                Some(log.inclusion(index)),
            )
            .unwrap()
        });
    let checkpoint = key().sign_checkpoint(log.size(), *log.root().as_bytes());
    let export = export(&checkpoint, &first, &second);
    let bundle = Bundle::new(key().origin(), events.collect(), checkpoint);
    let proof = LogProof::of(&bundle.events[0], &bundle.checkpoint).unwrap();
    let receipt = Receipt {
        event_hash: first.hash,
        at: first.at,
        published_by: at("2026-11-24T22:00:00.000Z"),
    };
    [
        ("bundle.json", bundle.to_json()),
        ("receipt.txt", key().sign_receipt(&receipt)),
        ("log.pub", format!("{}\n", key().verifier_key())),
        ("export.jsonl", export),
        ("event-1.tlog-proof", proof.to_text()),
    ]
}

/// Both contexts are disclosed, and what staff wrote, not what the reporter wrote.
fn export(note: &str, first: &LinkedEvent, second: &LinkedEvent) -> String {
    let checkpoint = key().verifier_key().verify_checkpoint(note).unwrap();
    let mut writer = ExportWriter::start(Vec::new(), &checkpoint, note).unwrap();
    for (event, payload) in [(first, false), (second, true)] {
        let stored = StoredEvent {
            header: &event.header,
            hash: event.hash,
            payload: payload.then_some((event.payload_salt, &event.payload)),
            context: Some((event.context_salt, &event.context)),
        };
        writer.event(&stored).unwrap();
    }
    writer.cover(&counting(0x80)).unwrap();
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

#[test]
fn the_examples_are_the_vectors() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples");
    for (name, expected) in documents() {
        let found = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        // The order of keys in a document is free.
        let same = match Bundle::parse(expected.as_bytes()) {
            Ok(bundle) => Bundle::parse(found.as_bytes()) == Ok(bundle),
            Err(_) => found == expected,
        };
        assert!(same, "docs/examples/{name} should be:\n{expected}");
    }
}

/// Whatever the specification shows of these documents is what they say.
#[test]
fn the_specification_shows_the_examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let page = std::fs::read_to_string(folder.join("history-format.md")).unwrap();
    let [(_, bundle), (_, receipt), (_, public), ..] = documents();
    let bundle: Value = serde_json::from_str(&bundle).unwrap();
    let witness = WitnessKey::generate("witness.example/3", [3; 32]).unwrap();
    let note = bundle["checkpoint"].as_str().unwrap();
    let checkpoint = key().verifier_key().verify_checkpoint(note).unwrap();
    let cosigned = with_signature(note, &witness.cosign(&checkpoint.text(), 1_700_000_000));
    assert!(page.contains(&cosigned.unwrap()));
    assert!(page.contains(&format!("{}\n", witness.verifier())));
    assert!(page.contains(&receipt), "{receipt}");
    assert!(page.contains(&public), "{public}");
    assert!(page.contains(bundle["checkpoint"].as_str().unwrap()));
    for event in bundle["events"].as_array().unwrap() {
        for part in ["/header", "/payload/value", "/context/value"] {
            let canonical = sajam_ledger::canonical::to_canonical(event.pointer(part).unwrap());
            assert!(page.contains(&canonical.unwrap()), "{part}");
        }
        for node in event.pointer("/log/proof").unwrap().as_array().unwrap() {
            assert!(page.contains(node.as_str().unwrap()), "{node}");
        }
    }
}
