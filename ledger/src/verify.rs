//! [`verify_bundle`] and [`verify_receipt_against`]: everything that can be checked of a history from outside.

use serde::Serialize;
use tlog_tiles::{Hash, check_record, record_hash};

use crate::at::At;
use crate::bundle::{Bundle, BundleError, BundleEvent, Disclosed, EventName};
use crate::canonical::{self, CanonicalError};
use crate::chain::{Label, commitment};
use crate::checkpoint::Checkpoint;
use crate::hash::{Commitment, EventHash};
use crate::header::{Stream, event_hash};
use crate::key::{NoteError, VerifierKey};
use crate::receipt::Receipt;
use crate::shape::shown;

/// What a verified bundle shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whose history it is.
    pub stream: Stream,
    /// How many events it has.
    pub events: usize,
    /// How many of their payloads are disclosed and match.
    pub payloads: usize,
    /// How many of their contexts are disclosed and match.
    pub contexts: usize,
    /// How many of them the log provably holds; the rest is not yet in it.
    pub in_log: usize,
    /// The hash of the last event: compare it with an older bundle, or with somebody else's.
    pub head: EventHash,
    /// The time of the first event.
    pub first_at: At,
    /// The time of the last event.
    pub last_at: At,
    /// The log as it was signed.
    pub checkpoint: Checkpoint,
    /// The key that signed the checkpoint.
    pub signed_by: String,
}

/// What is wrong, and with which event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// The document is not a bundle.
    #[error("not a bundle: {0}")]
    Document(BundleError),
    /// An event has another shape than the format's.
    #[error("{name}: {error}")]
    Shape {
        /// Which event.
        name: EventName,
        /// What is wrong with its shape.
        error: crate::shape::ShapeError,
    },
    /// The bundle names another log than the key.
    #[error("the bundle is of the log \"{}\", the key is of \"{key}\"", shown(.bundle))]
    Origin {
        /// The bundle's origin.
        bundle: String,
        /// The key's origin.
        key: String,
    },
    /// The checkpoint is not one of the key's.
    #[error("the checkpoint: {0}")]
    Checkpoint(NoteError),
    /// The receipt is not one of the key's.
    #[error("the receipt: {0}")]
    Receipt(NoteError),
    /// There is no event.
    #[error("the bundle holds no events")]
    Empty,
    /// An event contradicts the rest.
    #[error("{name}: {fault}")]
    Event {
        /// Which event.
        name: EventName,
        /// What is wrong with it.
        fault: EventFault,
    },
    /// There is no `Submitted` event that the receipt could be for.
    #[error("the bundle holds no Submitted event for the receipt")]
    NotSubmitted,
}

/// What is wrong with one event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventFault {
    /// It belongs to another stream than the first event.
    #[error("its stream is {0}, not that of the first event")]
    Stream(Stream),
    /// Its sequence number is not its place.
    #[error("its seq is {0}, not {1}: an event is missing, repeated or out of order")]
    Seq(u64, u64),
    /// It is earlier than the event before it.
    #[error("its time {0} is before that of the event before it, {1}")]
    Time(At, At),
    /// It is not linked to the event before it.
    #[error("its prev is not the hash of the event before it")]
    Prev,
    /// The first event is linked to something.
    #[error("it is the first event and its prev is not zero")]
    FirstPrev,
    /// Its header has no canonical form.
    #[error("its header has no canonical form: {0}")]
    Header(CanonicalError),
    /// Its hash is another.
    #[error("its hash does not match its header")]
    Hash,
    /// A disclosed value has no canonical form.
    #[error("its {0} has no canonical form: {1}")]
    Value(Label, CanonicalError),
    /// A disclosed value is not what the header commits to.
    #[error("its {0} does not match the commitment in its header")]
    Commitment(Label),
    /// Its index is beyond the checkpoint.
    #[error("its log index {0} is beyond the checkpoint's {1} entries")]
    Index(u64, u64),
    /// Its index is not after that of the event before it.
    #[error("its log index {0} is not after that of the event before it, {1}")]
    Order(u64, u64),
    /// It is in the log although the event before it is said not to be.
    #[error("it is in the log and the event before it is said not to be")]
    Gap,
    /// The proof does not lead to the checkpoint's root.
    #[error("its proof does not show it in the log at index {0}")]
    Proof(u64),
    /// The receipt is for another event.
    #[error("it is not the event of the receipt: the hashes differ")]
    ReceiptHash,
    /// The receipt gives another time.
    #[error("its time is {0}, the receipt says {1}")]
    ReceiptTime(At, At),
}

impl From<BundleError> for Finding {
    fn from(error: BundleError) -> Self {
        match error {
            BundleError::Event { name, error } => Self::Shape { name, error },
            error => Self::Document(error),
        }
    }
}

/// Checks everything a bundle says against itself and against the log's key.
///
/// The log's origin; the checkpoint's signature, size and root; of each event the stream, sequence, time order, `prev`,
/// hash, disclosed commitments and inclusion proof. The first fault found is returned.
///
/// # Errors
/// [`Finding`], which says what does not hold and of which event.
pub fn verify_bundle(bundle: &Bundle, key: &VerifierKey) -> Result<Verdict, Finding> {
    if bundle.origin != key.origin() {
        return Err(Finding::Origin {
            bundle: bundle.origin.clone(),
            key: key.origin().to_owned(),
        });
    }
    let checkpoint = key
        .verify_checkpoint(&bundle.checkpoint)
        .map_err(Finding::Checkpoint)?;
    let (Some(first), Some(last)) = (bundle.events.first(), bundle.events.last()) else {
        return Err(Finding::Empty);
    };
    let mut before: Option<&BundleEvent> = None;
    for (at, event) in bundle.events.iter().enumerate() {
        check_link(first, before, event)
            .and_then(|()| check_values(event))
            .and_then(|()| check_log(before, event, &checkpoint))
            .map_err(|fault| finding(at, event, fault))?;
        before = Some(event);
    }
    let count = |of: fn(&BundleEvent) -> bool| bundle.events.iter().filter(|e| of(e)).count();
    Ok(Verdict {
        stream: first.header.stream.clone(),
        events: bundle.events.len(),
        payloads: count(|event| event.payload.is_some()),
        contexts: count(|event| event.context.is_some()),
        in_log: count(|event| event.log.is_some()),
        head: last.hash,
        first_at: first.header.at,
        last_at: last.header.at,
        checkpoint,
        signed_by: key.signers(&bundle.checkpoint),
    })
}

/// Checks that `receipt` is for the `Submitted` event of a bundle that [`verify_bundle`] has accepted.
///
/// # Errors
/// [`Finding`] when the bundle has no such event, or its hash or time is another.
pub fn verify_receipt_against(bundle: &Bundle, receipt: &Receipt) -> Result<(), Finding> {
    let mut events = bundle.events.iter().enumerate();
    let submitted = events.find(|(_, event)| event.header.event_type == "Submitted");
    let (at, event) = submitted.ok_or(Finding::NotSubmitted)?;
    let fault = if event.hash != receipt.event_hash {
        EventFault::ReceiptHash
    } else if event.header.at != receipt.at {
        EventFault::ReceiptTime(event.header.at, receipt.at)
    } else {
        return Ok(());
    };
    Err(finding(at, event, fault))
}

fn finding(at: usize, event: &BundleEvent, fault: EventFault) -> Finding {
    Finding::Event {
        name: EventName {
            number: at + 1,
            event_type: Some(event.header.event_type.clone()),
        },
        fault,
    }
}

/// Stream, sequence, time and `prev` against the event before, and the hash against the header.
fn check_link(
    first: &BundleEvent,
    before: Option<&BundleEvent>,
    event: &BundleEvent,
) -> Result<(), EventFault> {
    let header = &event.header;
    if header.stream != first.header.stream {
        return Err(EventFault::Stream(header.stream.clone()));
    }
    let expected = before.map_or(1, |before| before.header.seq + 1);
    if header.seq != expected {
        return Err(EventFault::Seq(header.seq, expected));
    }
    let canonical = header.canonical().map_err(EventFault::Header)?;
    if event_hash(&canonical) != event.hash {
        return Err(EventFault::Hash);
    }
    match before {
        None if header.prev != EventHash::ZERO => Err(EventFault::FirstPrev),
        Some(before) if header.prev != before.hash => Err(EventFault::Prev),
        Some(before) if header.at < before.header.at => {
            Err(EventFault::Time(header.at, before.header.at))
        }
        _ => Ok(()),
    }
}

fn check_values(event: &BundleEvent) -> Result<(), EventFault> {
    let header = &event.header;
    check_value(Label::Payload, event.payload.as_ref(), header.payload)?;
    check_value(Label::Context, event.context.as_ref(), header.context)
}

fn check_value(
    label: Label,
    disclosed: Option<&Disclosed>,
    committed: Commitment,
) -> Result<(), EventFault> {
    let Some(Disclosed { salt, value }) = disclosed else {
        return Ok(());
    };
    let canonical =
        canonical::to_canonical(value).map_err(|error| EventFault::Value(label, error))?;
    if commitment(label, salt, &canonical) == committed {
        Ok(())
    } else {
        Err(EventFault::Commitment(label))
    }
}

/// The log takes a stream's events in their order, so those it does not hold yet are the last ones.
fn check_log(
    before: Option<&BundleEvent>,
    event: &BundleEvent,
    checkpoint: &Checkpoint,
) -> Result<(), EventFault> {
    let Some(log) = &event.log else {
        return Ok(());
    };
    match before.map(|before| before.log.as_ref()) {
        Some(None) => return Err(EventFault::Gap),
        Some(Some(before)) if log.index <= before.index => {
            return Err(EventFault::Order(log.index, before.index));
        }
        _ => {}
    }
    if log.index >= checkpoint.size {
        return Err(EventFault::Index(log.index, checkpoint.size));
    }
    // A longer proof fits no tree, and the library's work grows with the square of its length.
    if log.proof.len() > 64 {
        return Err(EventFault::Proof(log.index));
    }
    let proof = log
        .proof
        .iter()
        .map(|node| Hash(*node.as_bytes()))
        .collect();
    let root = Hash(*checkpoint.root.as_bytes());
    let leaf = record_hash(event.hash.as_bytes());
    check_record(&proof, checkpoint.size, root, log.index, leaf)
        .or(Err(EventFault::Proof(log.index)))
}
