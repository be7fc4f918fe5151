//! What holds, and what each finding says.

use proptest::prelude::*;
use sajam_ledger::{
    Bundle, EMPTY_ROOT, EventFault, EventHash, Finding, Head, Inclusion, LogKey, NodeHash, Receipt,
    Salt, event_hash, verify_bundle, verify_receipt_against,
};
use serde_json::json;

use crate::support::{
    ORIGIN, bundle, histories, key, linked, log_key, sample, sample_plans, sample_receipt,
};

fn finding(change: impl FnOnce(&mut Bundle)) -> String {
    let mut bundle = sample();
    change(&mut bundle);
    verify_bundle(&bundle, &key()).unwrap_err().to_string()
}

#[test]
fn an_honest_history_holds() {
    let verdict = verify_bundle(&sample(), &key()).unwrap();
    assert_eq!(verdict.events, 4);
    assert_eq!(
        (verdict.payloads, verdict.contexts, verdict.in_log),
        (4, 4, 3)
    );
    assert_eq!(verdict.checkpoint.size, 9);
    assert_eq!(verdict.signed_by, key().to_string());
    let last = linked(&sample_plans()).pop().unwrap();
    let Head { hash, at, .. } = last.head();
    assert_eq!((verdict.head, verdict.last_at), (hash, at));
}

#[test]
fn a_log_that_has_published_nothing() {
    let mut young = bundle(&sample_plans(), 0);
    assert_eq!(young.checkpoint, log_key().sign_checkpoint(0, EMPTY_ROOT));
    assert_eq!(verify_bundle(&young, &key()).unwrap().in_log, 0);
    young.events[0].log = Some(Inclusion {
        index: 0,
        proof: Vec::new(),
    });
    let error = verify_bundle(&young, &key()).unwrap_err().to_string();
    assert_eq!(
        error,
        "event 1 (Submitted): its log index 0 is beyond the checkpoint's 0 entries"
    );
}

#[test]
fn a_part_may_be_withheld() {
    let mut bundle = sample();
    bundle.events[0].payload = None;
    bundle.events[1].context = None;
    let verdict = verify_bundle(&bundle, &key()).unwrap();
    assert_eq!((verdict.payloads, verdict.contexts), (3, 3));
}

/// A bundle cannot show by itself that its end was cut off: its head and the log's other witnesses must.
#[test]
fn a_cut_tail_changes_the_head() {
    let whole = verify_bundle(&sample(), &key()).unwrap();
    let mut cut = sample();
    cut.events.pop();
    assert_ne!(verify_bundle(&cut, &key()).unwrap().head, whole.head);
}

#[test]
fn each_fault_is_named() {
    assert_eq!(finding(|b| b.events.clear()), "the bundle holds no events");
    assert_eq!(
        finding(|b| b.origin = "other".to_owned()),
        "the bundle is of the log \"other\", the key is of \"log.example.org\""
    );
    assert_eq!(
        finding(|b| b.checkpoint.clear()),
        "the checkpoint: it is not a signed note"
    );
    let other = LogKey::generate(ORIGIN, [8; 32])
        .unwrap()
        .sign_checkpoint(9, [0; 32]);
    let message = finding(|b| b.checkpoint = other);
    assert!(
        message.starts_with("the checkpoint: it is not signed by the key log"),
        "{message}"
    );
    assert_eq!(
        finding(|b| b.events[2].hash = EventHash::ZERO),
        "event 3 (Assigned): its hash does not match its header"
    );
    assert_eq!(
        finding(|b| b.events[2].header.type_version = "2".to_owned()),
        "event 3 (Assigned): its hash does not match its header"
    );
    assert_eq!(
        finding(|b| b.events[1].payload.as_mut().unwrap().value = json!({"a": 1})),
        "event 2 (Acknowledged): its payload does not match the commitment in its header"
    );
    assert_eq!(
        finding(|b| b.events[1].context.as_mut().unwrap().salt = Salt::from_bytes([0; 32])),
        "event 2 (Acknowledged): its context does not match the commitment in its header"
    );
    assert_eq!(
        finding(|b| b.events[1].payload.as_mut().unwrap().value = json!(1.5)),
        "event 2 (Acknowledged): its payload has no canonical form: a number is not written as an integer"
    );
    assert_eq!(
        finding(|b| {
            b.events.remove(1);
        }),
        "event 2 (Assigned): its seq is 3, not 2: an event is missing, repeated or out of order"
    );
    assert_eq!(
        finding(|b| {
            b.events.remove(0);
        }),
        "event 1 (Acknowledged): its seq is 2, not 1: an event is missing, repeated or out of order"
    );
    assert_eq!(
        finding(|b| b.events[1].log.as_mut().unwrap().index = 9),
        "event 2 (Acknowledged): its log index 9 is beyond the checkpoint's 9 entries"
    );
    assert_eq!(
        finding(|b| b.events[1].log.as_mut().unwrap().index = 0),
        "event 2 (Acknowledged): its log index 0 is not after that of the event before it, 1"
    );
    assert_eq!(
        finding(|b| b.events[1].log = None),
        "event 3 (Assigned): it is in the log and the event before it is said not to be"
    );
    assert_eq!(
        finding(|b| b.events[0].log.as_mut().unwrap().index = 0),
        "event 1 (Submitted): its proof does not show it in the log at index 0"
    );
    let node = NodeHash::from_bytes([0; 32]);
    assert_eq!(
        finding(|b| b.events[0].log.as_mut().unwrap().proof.push(node)),
        "event 1 (Submitted): its proof does not show it in the log at index 1"
    );
}

/// A forger who computes hashes again: only links and places can tell.
#[test]
fn consistent_forgeries_are_still_found() {
    fn forged(at: usize, change: impl FnOnce(&mut sajam_ledger::Header)) -> String {
        finding(|bundle| {
            let event = &mut bundle.events[at];
            change(&mut event.header);
            event.hash = event_hash(&event.header.canonical().unwrap());
            event.log = None;
        })
    }
    assert_eq!(
        forged(3, |header| header.prev = EventHash::ZERO),
        "event 4 (Rated): its prev is not the hash of the event before it"
    );
    assert_eq!(
        forged(0, |header| header.prev = EventHash::from_bytes([1; 32])),
        "event 1 (Submitted): it is the first event and its prev is not zero"
    );
    assert_eq!(
        forged(3, |header| header.at =
            "2026-11-23T23:59:59.999Z".parse().unwrap()),
        "event 4 (Rated): its time 2026-11-23T23:59:59.999Z is before that of the event before it, 2026-11-24T00:00:00.000Z"
    );
    assert_eq!(
        forged(3, |header| header.stream = "report/1".parse().unwrap()),
        "event 4 (Rated): its stream is report/1, not that of the first event"
    );
    assert_eq!(
        forged(2, |header| header.event_type = "Resolved".to_owned()),
        "event 4 (Rated): its prev is not the hash of the event before it"
    );
    // The last event rewritten, its links right: only the log can tell, once it holds it.
    let mut last = bundle(&sample_plans(), 4);
    last.events[3].header.event_type = "Withdrawn".to_owned();
    last.events[3].hash = event_hash(&last.events[3].header.canonical().unwrap());
    let error = verify_bundle(&last, &key()).unwrap_err().to_string();
    assert_eq!(
        error,
        "event 4 (Withdrawn): its proof does not show it in the log at index 13"
    );
}

#[test]
fn a_receipt_belongs_to_its_report() {
    let bundle = sample();
    let receipt = sample_receipt();
    assert_eq!(verify_receipt_against(&bundle, &receipt), Ok(()));
    let event_hash = EventHash::from_bytes([1; 32]);
    let other = verify_receipt_against(
        &bundle,
        &Receipt {
            event_hash,
            ..receipt
        },
    );
    assert!(matches!(
        other,
        Err(Finding::Event {
            fault: EventFault::ReceiptHash,
            ..
        })
    ));
    let at = receipt.published_by;
    let other = verify_receipt_against(&bundle, &Receipt { at, ..receipt });
    assert!(matches!(
        other,
        Err(Finding::Event {
            fault: EventFault::ReceiptTime(..),
            ..
        })
    ));
    let mut none = bundle;
    none.events.remove(0);
    assert_eq!(
        verify_receipt_against(&none, &receipt),
        Err(Finding::NotSubmitted)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_linked_and_logged_verifies((plans, covered) in histories()) {
        let bundle = bundle(&plans, covered);
        let parsed = Bundle::parse(bundle.to_json().as_bytes()).unwrap();
        let verdict = verify_bundle(&parsed, &key()).unwrap();
        prop_assert_eq!(verdict.events, plans.len());
        prop_assert_eq!(verdict.in_log, covered);
        let shown = |which: usize| plans.iter().filter(|plan| plan.shown[which]).count();
        prop_assert_eq!((verdict.payloads, verdict.contexts), (shown(0), shown(1)));
        prop_assert!(verdict.first_at <= verdict.last_at);
    }
}
