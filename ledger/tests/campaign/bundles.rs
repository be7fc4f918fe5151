//! Bundles: bytes, events, and the chain computed anew.

use sajam_ledger::{Bundle, verify_bundle};
use serde_json::json;

use crate::changes::{Score, change_bytes, change_items};
use crate::logs::Numbers;
use crate::support::{bundle, key, sample_plans};

const BYTES: usize = 4500;
const EVENTS: usize = 1200;
const RECOMPUTED: usize = 500;

fn verdict(document: &[u8]) -> Option<Bundle> {
    let bundle = Bundle::parse(document).ok()?;
    verify_bundle(&bundle, &key()).ok()?;
    Some(bundle)
}

pub(crate) fn campaign() -> Score {
    let mut numbers = Numbers(1);
    let mut score = Score::default();
    let plans = sample_plans();
    let whole = bundle(&plans, plans.len());
    let document = whole.to_json().into_bytes();
    let mut others = plans.clone();
    for plan in &mut others {
        plan.salts = [numbers.bytes(), numbers.bytes()];
    }
    let other = bundle(&others, others.len());
    let other_document = other.to_json().into_bytes();
    for clean in [&document, &other_document] {
        assert!(verdict(clean).is_some(), "a clean bundle is accepted");
    }
    for _ in 0..BYTES {
        let (change, changed) = change_bytes(&document, &other_document, &mut numbers);
        match verdict(&changed) {
            Some(read) if read == whole => score.same += 1,
            accepted => score.count("bundle", change, accepted.is_none()),
        }
    }
    for _ in 0..EVENTS {
        let mut changed = whole.clone();
        let (change, events) = change_items(&whole.events, &other.events, 0, &mut numbers);
        changed.events = events;
        let accepted = verdict(changed.to_json().as_bytes());
        score.count("bundle", change, accepted.is_none());
    }
    for _ in 0..RECOMPUTED {
        let mut changed = plans.clone();
        let at = numbers.below(plans.len());
        match numbers.below(4) {
            0 => changed[at].payload = json!({"n": numbers.below(1 << 30)}),
            1 => changed[at].context = json!({"n": numbers.below(1 << 30)}),
            2 => changed[at].event_type.push('X'),
            _ => changed[at].millis += 1 + numbers.below(1000) as i64,
        }
        // Header, hashes and links are right again; the proofs and the checkpoint are the published ones.
        let mut recomputed = bundle(&changed, changed.len());
        for (event, published) in recomputed.events.iter_mut().zip(&whole.events) {
            event.log = published.log.clone();
        }
        recomputed.checkpoint.clone_from(&whole.checkpoint);
        let accepted = verdict(recomputed.to_json().as_bytes());
        score.count(
            "bundle",
            "the chain recomputed after a change",
            accepted.is_none(),
        );
    }
    score
}
