//! What an auditor does: look at any stream's headers and who acted, and have all of it checked on the spot.
//!
//! Everything is taken from what is stored, byte by byte, and nothing is folded: a stream that was altered must still
//! be shown, with the event that is broken.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sajam_aggregates::{Actor, ReportId, StaffId};
use sajam_ledger::{
    At, Checkpoint, Commitment, EventHash, Header, Label, Salt, Stream, commitment, event_hash,
    tree,
};
use sajam_projections::Position;

use super::ServiceError;
use crate::context::Context;
use crate::sequencer::Inclusion;
use crate::store::{HistoryEvent, LoggedEvent, MissingEvent, actor_in};

/// A stream as an auditor sees it.
pub struct Inspection {
    /// Whose events.
    pub stream: Stream,
    /// Every event, in order.
    pub events: Vec<Inspected>,
    /// What the log has and the store has not.
    pub missing: Vec<MissingEvent>,
    /// The newest published checkpoint, if its signature is ours.
    pub checkpoint: Option<Checkpoint>,
    /// When that was published.
    pub published: Option<Timestamp>,
    /// Whether there is a checkpoint whose signature is not ours.
    pub is_checkpoint_forged: bool,
}

/// One event, checked.
pub struct Inspected {
    /// As stored. The payload is for checking only, not for showing.
    pub stored: HistoryEvent,
    /// Its header, if that can be read.
    pub header: Option<Header>,
    /// Who acted, if the context says.
    pub actor: Option<Actor>,
    /// Whether it is under the newest checkpoint.
    pub inclusion: Included,
    /// What is wrong with it; nothing, if it is as it was written.
    pub faults: Vec<EventFault>,
}

/// How far an event has come into the public log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Included {
    /// It has no position yet.
    NotSequenced,
    /// It has a position beyond the newest checkpoint.
    NotPublished,
    /// A proof leads from it to the newest checkpoint's root.
    Proved,
    /// It should be under the newest checkpoint, and no proof shows it.
    Broken,
}

/// What can be wrong with a stored event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventFault {
    /// The header is not one.
    Header,
    /// The hash is not the header's.
    Hash,
    /// The header says another stream, place, type or version than the row.
    Row,
    /// The header is not linked to the event before.
    Link,
    /// The time is before that of the event before.
    Time,
    /// The payload is not the one that the header commits to.
    Payload,
    /// The context is not the one that the header commits to.
    Context,
    /// The log holds another hash.
    Log,
    /// No proof leads from it to the checkpoint.
    Proof,
}

impl EventFault {
    /// Each of them.
    pub const ALL: [Self; 9] = [
        Self::Header,
        Self::Hash,
        Self::Row,
        Self::Link,
        Self::Time,
        Self::Payload,
        Self::Context,
        Self::Log,
        Self::Proof,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Hash => "hash",
            Self::Row => "row",
            Self::Link => "link",
            Self::Time => "time",
            Self::Payload => "payload",
            Self::Context => "context",
            Self::Log => "log",
            Self::Proof => "proof",
        }
    }
}

impl Inspection {
    /// Whether nothing at all is wrong.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty()
            && !self.is_checkpoint_forged
            && self.events.iter().all(|event| event.faults.is_empty())
    }

    /// Events that the newest checkpoint provably covers.
    pub fn proved(&self) -> usize {
        let is_proved = |event: &&Inspected| event.inclusion == Included::Proved;
        self.events.iter().filter(is_proved).count()
    }
}

/// Reads a stream and checks all of it: headers, hashes, links, commitments, the log.
///
/// # Errors
/// [`ServiceError::NotFound`] when neither the store nor the log knows the stream; [`ServiceError::Unavailable`].
pub async fn inspect(context: &Context, stream: &Stream) -> Result<Inspection, ServiceError> {
    let (kind, id) = (stream.aggregate_type(), stream.aggregate_id());
    let reader = context.store.histories();
    let stored = reader.read(kind, id).await?;
    let missing = reader.missing(kind, id).await?;
    if stored.is_empty() && missing.is_empty() {
        return Err(ServiceError::NotFound);
    }
    let newest = context.checkpoints.newest().await?;
    let verifier = context.secrets.log.verifiers().clone();
    let checkpoint = match &newest {
        Some(newest) => verifier.verify_checkpoint(&newest.note).ok(),
        None => None,
    };
    let mut proofs = match &checkpoint {
        Some(checkpoint) => {
            let positions: Vec<Position> =
                stored.iter().filter_map(|event| event.position).collect();
            let size = checkpoint.size;
            context.checkpoints.inclusions(&positions, size).await?
        }
        None => BTreeMap::new(),
    };
    let mut events: Vec<Inspected> = Vec::with_capacity(stored.len());
    for stored in stored {
        let mut faults = Vec::new();
        let header = check(stream, events.last(), &stored, &mut faults);
        let proof = stored
            .position
            .and_then(|position| proofs.remove(&position));
        let proof = proof.and_then(Result::ok);
        let inclusion = included(&stored, checkpoint.as_ref(), proof);
        if inclusion == Included::Broken {
            faults.push(EventFault::Proof);
        }
        events.push(Inspected {
            header,
            actor: stored.actor().ok(),
            inclusion,
            faults,
            stored,
        });
    }
    Ok(Inspection {
        stream: stream.clone(),
        events,
        missing,
        is_checkpoint_forged: newest.is_some() && checkpoint.is_none(),
        checkpoint,
        published: newest.map(|newest| newest.beat),
    })
}

/// What docs/history-format.md, "What a verifier checks", asks of one event, and that row, log and header agree.
fn check(
    stream: &Stream,
    before: Option<&Inspected>,
    stored: &HistoryEvent,
    faults: &mut Vec<EventFault>,
) -> Option<Header> {
    let mut note = |holds: bool, fault| {
        if !holds {
            faults.push(fault);
        }
    };
    note(event_hash(&stored.header) == stored.hash, EventFault::Hash);
    note(
        stored.logged.is_none_or(|logged| logged == stored.hash),
        EventFault::Log,
    );
    let Ok(header) = Header::parse(&stored.header) else {
        note(false, EventFault::Header);
        return None;
    };
    let names_the_row = header.stream == *stream
        && header.seq == stored.sequence
        && header.event_type == stored.event_type
        && header.type_version == stored.event_version;
    note(names_the_row, EventFault::Row);
    let follows = match before {
        None => header.seq == 1 && header.prev == EventHash::ZERO,
        Some(before) => {
            header.seq == before.stored.sequence + 1 && header.prev == before.stored.hash
        }
    };
    note(follows, EventFault::Link);
    let last_at = before
        .and_then(|before| before.header.as_ref())
        .map(|header| header.at);
    note(
        last_at.is_none_or(|last| last <= header.at),
        EventFault::Time,
    );
    let holds = |label, salt: &Salt, text: &str, committed: Commitment| {
        commitment(label, salt, text) == committed
    };
    let payload = holds(
        Label::Payload,
        &stored.payload_salt,
        &stored.payload,
        header.payload,
    );
    note(payload, EventFault::Payload);
    let context = holds(
        Label::Context,
        &stored.context_salt,
        &stored.context,
        header.context,
    );
    note(context, EventFault::Context);
    Some(header)
}

fn included(
    stored: &HistoryEvent,
    checkpoint: Option<&Checkpoint>,
    inclusion: Option<Inclusion>,
) -> Included {
    let Some(position) = stored.position else {
        return Included::NotSequenced;
    };
    let Some(checkpoint) = checkpoint.filter(|checkpoint| position.is_under(checkpoint.size))
    else {
        return Included::NotPublished;
    };
    let root = checkpoint.root.as_bytes();
    let (index, size) = (position.index(), checkpoint.size);
    let is_included =
        |inclusion: Inclusion| tree::is_included(&stored.hash, index, &inclusion.proof, size, root);
    if inclusion.is_some_and(is_included) {
        Included::Proved
    } else {
        Included::Broken
    }
}

/// One entry of the log, as a list shows it.
pub struct LogLine {
    /// Its position.
    pub position: Position,
    /// Whose event it is.
    pub stream: Option<Stream>,
    /// Its place in the stream.
    pub sequence: u64,
    /// The event's name; `None` when the event is not there any more.
    pub event_type: Option<String>,
    /// When.
    pub at: Option<At>,
    /// Who.
    pub actor: Option<Actor>,
}

impl From<LoggedEvent> for LogLine {
    fn from(logged: LoggedEvent) -> Self {
        let header = logged.header.as_deref().map(Header::parse);
        Self {
            position: logged.position,
            stream: Stream::parse(&format!(
                "{}/{}",
                logged.aggregate_type, logged.aggregate_id
            ))
            .ok(),
            sequence: logged.sequence.unsigned_abs(),
            event_type: logged.event_type,
            at: header.and_then(Result::ok).map(|header| header.at),
            actor: logged
                .context
                .as_deref()
                .and_then(|context| actor_in(context).ok()),
        }
    }
}

/// The newest events of the log before `position`, the latest first.
///
/// # Errors
/// When the database is away.
pub async fn newest(
    context: &Context,
    before: Option<Position>,
    limit: u32,
) -> Result<Vec<LogLine>, ServiceError> {
    let logged = context.store.histories().newest(before, limit).await?;
    Ok(logged.into_iter().map(LogLine::from).collect())
}

/// The streams that what somebody typed may mean: an id alone, or a stream's name.
pub fn meant(typed: &str) -> Vec<Stream> {
    let typed = typed.trim().to_ascii_lowercase();
    if typed.contains('/') {
        return Stream::parse(&typed).into_iter().collect();
    }
    let is_id = typed.parse::<ReportId>().is_ok() || typed.parse::<StaffId>().is_ok();
    let kinds: &[&str] = if is_id { &["report", "staff"] } else { &[] };
    kinds
        .iter()
        .filter_map(|kind| Stream::parse(&format!("{kind}/{typed}")).ok())
        .collect()
}

/// Whether the store or the log knows the stream.
///
/// # Errors
/// When the database is away.
pub async fn exists(context: &Context, stream: &Stream) -> Result<bool, ServiceError> {
    let (kind, id) = (stream.aggregate_type(), stream.aggregate_id());
    Ok(context.store.histories().knows(kind, id).await?)
}
