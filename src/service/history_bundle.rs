//! Handing out histories: the bundle a reporter or an auditor verifies (docs/history-format.md, "The bundle").

use cqrs_es::Aggregate;
use jiff::Timestamp;
use sajam_aggregates::{Audience, Release, Report, ReportEvent, StoredEvent};
use sajam_ledger::{Bundle, BundleEvent, EMPTY_ROOT, Inclusion, LogProof, NodeHash, Stream};
use sajam_projections::Position;
use sajam_statistics::ReleaseId;

use super::reporter::timeline;
use super::{CaseFile, Entry, ServiceError};
use crate::context::Context;
use crate::sequencer::SequencerError;
use crate::store::HistoryEvent;

/// The verifiable history of a report, with inclusion proofs under the newest published checkpoint.
///
/// # Errors
/// See [`ServiceError`].
pub async fn bundle(
    context: &Context,
    case: &CaseFile,
    audience: Audience,
) -> Result<Bundle, ServiceError> {
    let events = case
        .entries
        .iter()
        .map(|entry| (&entry.stored, entry.event.discloses_payload_to(audience)));
    assemble(context, events, audience.sees_actors()).await
}

/// The auditor's bundle of any stream, from what is stored: also of one that was altered, as long as its headers read.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such stream; and see [`ServiceError`].
pub async fn auditors_bundle(context: &Context, stream: &Stream) -> Result<Bundle, ServiceError> {
    let reader = context.store.histories();
    let stored = reader
        .read(stream.aggregate_type(), stream.aggregate_id())
        .await?;
    if stored.is_empty() {
        return Err(ServiceError::NotFound);
    }
    let events = stored.iter().map(|event| {
        let sees = stream.aggregate_type() != Report::TYPE || sees_report_payload(event);
        (event, sees)
    });
    assemble(context, events, Audience::Auditor.sees_actors()).await
}

/// The history of a release, for everybody: what was published and corrected, and never who did it.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such release, or it is not out; and see [`ServiceError`].
pub async fn release_bundle(context: &Context, id: ReleaseId) -> Result<Bundle, ServiceError> {
    let reader = context.store.histories();
    let stored = reader.read(Release::TYPE, &id.to_string()).await?;
    if stored.is_empty() {
        return Err(ServiceError::NotFound);
    }
    assemble(context, stored.iter().map(|event| (event, true)), false).await
}

/// What is not known to carry nothing sealed is not shown.
fn sees_report_payload(stored: &HistoryEvent) -> bool {
    let Ok(payload) = serde_json::from_str(&stored.payload) else {
        return false;
    };
    ReportEvent::from_parts(&stored.event_type, &stored.event_version, payload)
        .is_ok_and(|event| event.discloses_payload_to(Audience::Auditor))
}

async fn assemble<'a>(
    context: &Context,
    stored: impl Iterator<Item = (&'a HistoryEvent, bool)>,
    sees_context: bool,
) -> Result<Bundle, ServiceError> {
    let checkpoint = context.checkpoints.newest().await?;
    let size = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.size);
    let note = checkpoint.map_or_else(
        || context.secrets.log.sign_checkpoint(0, EMPTY_ROOT),
        |checkpoint| checkpoint.note,
    );
    let stored: Vec<_> = stored.collect();
    let positions = stored.iter().filter_map(|(event, _)| event.position);
    let positions: Vec<Position> = positions.collect();
    let mut inclusions = context.checkpoints.inclusions(&positions, size).await?;
    let mut events = Vec::with_capacity(stored.len());
    for (stored, sees_payload) in stored {
        let inclusion = stored
            .position
            .and_then(|position| inclusions.remove(&position));
        let inclusion = inclusion.transpose().map_err(SequencerError::from)?;
        let log = inclusion.map(|inclusion| Inclusion {
            index: inclusion.index,
            proof: nodes(inclusion.proof),
        });
        let payload = sees_payload.then_some((stored.payload_salt, stored.payload.as_str()));
        let context = sees_context.then_some((stored.context_salt, stored.context.as_str()));
        let event = BundleEvent::from_stored(&stored.header, stored.hash, payload, context, log)
            .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
        events.push(event);
    }
    Ok(Bundle::new(context.secrets.log.origin(), events, note))
}

fn nodes(proof: Vec<[u8; 32]>) -> Vec<NodeHash> {
    proof.into_iter().map(NodeHash::from_bytes).collect()
}

/// What there is to show that the log holds one event.
#[derive(Debug)]
pub enum EventProof {
    /// The proof under the newest published checkpoint.
    Proved(LogProof),
    /// It is not published yet.
    Awaited {
        /// When it will be at the latest.
        by: Timestamp,
    },
}

/// The proof that the published log holds a report's event, as C2SP tlog-proof has it.
///
/// # Errors
/// [`ServiceError::NotFound`] when the report has no event `sequence`; and see [`ServiceError`].
pub async fn event_proof(
    context: &Context,
    case: &CaseFile,
    sequence: u64,
) -> Result<EventProof, ServiceError> {
    let is_meant = |entry: &&Entry| entry.stored.sequence == sequence;
    let entry = case.entries.iter().find(is_meant);
    let entry = entry.ok_or(ServiceError::NotFound)?;
    let awaited = EventProof::Awaited {
        by: timeline::published_by(context, entry),
    };
    let (Some(position), Some(checkpoint)) =
        (entry.stored.position, context.checkpoints.newest().await?)
    else {
        return Ok(awaited);
    };
    let inclusion = context
        .checkpoints
        .inclusion(position, checkpoint.size)
        .await?;
    Ok(inclusion.map_or(awaited, |inclusion| {
        EventProof::Proved(LogProof {
            header: Some(entry.stored.header.clone()),
            index: inclusion.index,
            proof: nodes(inclusion.proof),
            checkpoint: checkpoint.note,
        })
    }))
}
