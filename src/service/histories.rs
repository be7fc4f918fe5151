//! Handing out histories: the bundle a reporter or an auditor verifies (docs/history-format.md, "The bundle").

use sajam_aggregates::ReportEvent;
use sajam_ledger::{Bundle, BundleEvent, EMPTY_ROOT, Inclusion, NodeHash};

use super::{CaseFile, ServiceError};
use crate::app::App;

/// For whom a history is disclosed, and so how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// What was written for the reporter, sealed as it is stored, and never who acted.
    Reporter,
    /// Who acted, and what carries nothing sealed.
    Auditor,
}

impl Audience {
    fn sees_payload(self, event: &ReportEvent) -> bool {
        match self {
            // `Assigned` and `Opened` name staff; `Triaged` and `Investigated` are the staff's own notes.
            Self::Reporter => matches!(
                event,
                ReportEvent::Submitted(_)
                    | ReportEvent::Acknowledged(_)
                    | ReportEvent::QuestionAsked(_)
                    | ReportEvent::ReporterAnswered(_)
                    | ReportEvent::Resolved(_)
                    | ReportEvent::Withdrawn(_)
            ),
            Self::Auditor => !event.carries_sealed(),
        }
    }

    fn sees_context(self) -> bool {
        self == Self::Auditor
    }
}

/// The verifiable history of a report, with inclusion proofs under the newest published checkpoint.
///
/// # Errors
/// See [`ServiceError`].
pub async fn bundle(
    app: &App,
    case: &CaseFile,
    audience: Audience,
) -> Result<Bundle, ServiceError> {
    let checkpoint = app.checkpoints.newest().await?;
    let size = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.size);
    let note = checkpoint.map_or_else(
        || app.secrets.log.sign_checkpoint(0, EMPTY_ROOT),
        |checkpoint| checkpoint.note,
    );
    let mut events = Vec::with_capacity(case.entries.len());
    for entry in &case.entries {
        let stored = &entry.stored;
        let inclusion = match stored.position {
            Some(position) => app.checkpoints.inclusion(position, size).await?,
            None => None,
        };
        let log = inclusion.map(|inclusion| Inclusion {
            index: inclusion.index,
            proof: inclusion
                .proof
                .into_iter()
                .map(NodeHash::from_bytes)
                .collect(),
        });
        let payload = audience
            .sees_payload(&entry.event)
            .then_some((stored.payload_salt, stored.payload.as_str()));
        let context = audience
            .sees_context()
            .then_some((stored.context_salt, stored.context.as_str()));
        let event = BundleEvent::from_stored(&stored.header, stored.hash, payload, context, log)
            .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
        events.push(event);
    }
    Ok(Bundle::new(app.secrets.log.origin(), events, note))
}
