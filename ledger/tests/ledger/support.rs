//! Histories to check: linked, logged among other entries, and disclosed in part.

use proptest::prelude::*;
use sajam_ledger::{
    At, Bundle, BundleEvent, Draft, EventHash, Head, Inclusion, LinkedEvent, LogKey, NodeHash,
    Receipt, Salt, VerifierKey, link,
};
use serde_json::{Value, json};
use tlog_tiles::{Error, Hash, HashReader, prove_record, stored_hashes, tree_hash};

pub(crate) const ORIGIN: &str = "log.example.org";
pub(crate) const STREAM: &str = "report/0f8fad5bd9cb469fa16570867728950e";

pub(crate) fn log_key() -> LogKey {
    LogKey::generate(ORIGIN, [7; 32]).unwrap()
}

pub(crate) fn key() -> VerifierKey {
    log_key().verifier_key()
}

pub(crate) fn at(text: &str) -> At {
    At::parse(text).unwrap()
}

/// What happens, before it is linked.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) event_type: String,
    pub(crate) millis: i64,
    pub(crate) payload: Value,
    pub(crate) context: Value,
    pub(crate) salts: [[u8; 32]; 2],
    pub(crate) shown: [bool; 2],
    /// Entries of others that the log takes before this event.
    pub(crate) others: usize,
}

pub(crate) fn linked(plans: &[Plan]) -> Vec<LinkedEvent> {
    let mut head: Option<Head> = None;
    let link_next = |plan: &Plan| {
        let draft = Draft {
            stream: STREAM,
            event_type: &plan.event_type,
            type_version: "1",
            at: At::from_unix_millis(plan.millis).unwrap(),
            payload: &plan.payload,
            payload_salt: Salt::from_bytes(plan.salts[0]),
            context: &plan.context,
            context_salt: Salt::from_bytes(plan.salts[1]),
        };
        let event = link(head.as_ref(), draft).unwrap();
        head = Some(event.head());
        event
    };
    plans.iter().map(link_next).collect()
}

/// The log in memory, as RFC 6962 builds it.
#[derive(Default)]
pub(crate) struct Log {
    hashes: Vec<Hash>,
    size: u64,
}

impl HashReader for Log {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        Ok(indexes.iter().map(|at| self.hashes[*at as usize]).collect())
    }
}

impl Log {
    pub(crate) fn push(&mut self, entry: EventHash) -> u64 {
        let more = stored_hashes(self.size, entry.as_bytes(), self).unwrap();
        self.hashes.extend(more);
        self.size += 1;
        self.size - 1
    }

    pub(crate) fn inclusion(&self, index: u64) -> Inclusion {
        let proof = prove_record(self.size, index, self).unwrap();
        let proof = proof.iter().map(|node| NodeHash::from_bytes(node.0));
        Inclusion {
            index,
            proof: proof.collect(),
        }
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(crate) fn root(&self) -> NodeHash {
        NodeHash::from_bytes(tree_hash(self.size, self).unwrap().0)
    }

    pub(crate) fn checkpoint(&self) -> String {
        log_key().sign_checkpoint(self.size, *self.root().as_bytes())
    }
}

/// The bundle of these events, of which the log has integrated the first `covered`.
pub(crate) fn bundle(plans: &[Plan], covered: usize) -> Bundle {
    let events = linked(plans);
    let mut log = Log::default();
    let mut indexes = Vec::new();
    for (plan, event) in plans.iter().zip(&events).take(covered) {
        for other in 0..plan.others {
            let mut entry = *event.hash.as_bytes();
            entry[0] ^= 1 + other as u8;
            log.push(EventHash::from_bytes(entry));
        }
        indexes.push(log.push(event.hash));
    }
    let events = plans.iter().zip(&events).enumerate();
    let events = events.map(|(number, (plan, event))| {
        let payload = (event.payload_salt, event.payload.as_str());
        let context = (event.context_salt, event.context.as_str());
        BundleEvent::from_stored(
            &event.header,
            event.hash,
            plan.shown[0].then_some(payload),
            plan.shown[1].then_some(context),
            indexes.get(number).map(|index| log.inclusion(*index)),
        )
        .unwrap()
    });
    Bundle::new(ORIGIN, events.collect(), log.checkpoint())
}

/// Four events of one report, all disclosed, three of them in the log.
pub(crate) fn sample_plans() -> Vec<Plan> {
    let hour = 3_600_000;
    let start = at("2026-11-23T22:00:00.000Z").to_unix_millis();
    let plan = |number: u8, event_type: &str, payload: Value| Plan {
        event_type: event_type.to_owned(),
        millis: start + i64::from(number) * hour,
        payload,
        context: json!({"actor": {"kind": "staff"}, "request": format!("r-{number}")}),
        salts: [[2 * number; 32], [2 * number + 1; 32]],
        shown: [true, true],
        others: usize::from(number) + 1,
    };
    vec![
        plan(
            0,
            "Submitted",
            json!({"category": "omission", "note": "گزارش \"نمونه\"\n"}),
        ),
        plan(1, "Acknowledged", json!({})),
        plan(
            2,
            "Assigned",
            json!({"unit": "markazi", "investigator": null, "due": [1, -2, true]}),
        ),
        plan(3, "Rated", json!({"stars": 5})),
    ]
}

pub(crate) fn sample() -> Bundle {
    bundle(&sample_plans(), 3)
}

pub(crate) fn sample_receipt() -> Receipt {
    let submitted = &linked(&sample_plans())[0];
    Receipt {
        event_hash: submitted.hash,
        at: submitted.at,
        published_by: at("2026-11-24T22:00:00.000Z"),
    }
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-((1_i64 << 53) - 1)..1 << 53).prop_map(Value::from),
        "[\u{1}-\u{ff}گ😀\\\\\"]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z_ \"]{0,4}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

prop_compose! {
    fn plan()(
        event_type in "[A-Z][a-z]{0,8}",
        millis in 0_i64..4_000_000_000_000,
        payload in values(),
        context in values(),
        salts: [[u8; 32]; 2],
        shown: [bool; 2],
        others in 0_usize..5,
    ) -> Plan {
        Plan { event_type, millis, payload, context, salts, shown, others }
    }
}

/// 1 to 7 events and how many of them the log has.
pub(crate) fn histories() -> impl Strategy<Value = (Vec<Plan>, usize)> {
    prop::collection::vec(plan(), 1..8).prop_flat_map(|plans| {
        let covered = 0..=plans.len();
        (Just(plans), covered)
    })
}
