//! A report's whole story: its state, its events as stored, and the key that opens what people wrote.

use sajam_aggregates::{
    Actor, Institution, Report, ReportEvent, ReportId, Sealed, SealedField, StaffId, StoredEvent,
};
use sajam_ledger::{At, Head};
use zeroize::Zeroizing;

use super::ServiceError;
use crate::context::Context;
use crate::seal::DataKey;
use crate::store::HistoryEvent;

/// One event of a report, understood.
pub struct Entry {
    /// What happened.
    pub event: ReportEvent,
    /// When; to the hour for what the reporter did.
    pub at: At,
    /// Who did it.
    pub actor: Actor,
    /// The event as stored.
    pub stored: HistoryEvent,
}

/// A report as one page needs it: folded from its own events, so that what was just done shows.
pub struct CaseFile {
    /// The report's id.
    pub id: ReportId,
    /// Its state.
    pub report: Report,
    /// Its events in order.
    pub entries: Vec<Entry>,
    key: Option<DataKey>,
}

/// Sealed content as a page may show it.
pub enum OpenedText {
    /// What was written.
    Text(Zeroizing<String>),
    /// The report's key was destroyed: nobody can read it any more.
    Erased,
}

impl CaseFile {
    /// Loads a report.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none under this id.
    pub async fn load(context: &Context, id: &ReportId) -> Result<Self, ServiceError> {
        let stored = context
            .store
            .histories()
            .read("report", id.as_str())
            .await?;
        if stored.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let key = match context.store.wrapped_key(id.as_str()).await? {
            Some(wrapped) => Some(DataKey::unwrap(
                id.clone(),
                &wrapped,
                &context.secrets.content,
            )?),
            None => None,
        };
        let mut file = Self {
            id: id.clone(),
            report: Report::default(),
            entries: Vec::with_capacity(stored.len()),
            key,
        };
        file.add(stored)?;
        Ok(file)
    }

    /// Reads what was committed since, and nothing again.
    ///
    /// # Errors
    /// When the database is away, or what was committed does not read back.
    pub async fn catch_up(&mut self, context: &Context) -> Result<(), ServiceError> {
        let reader = context.store.histories();
        let known = self.head().map_or(0, |head| head.seq);
        let stored = reader.read_after("report", self.id.as_str(), known).await?;
        self.add(stored)
    }

    fn add(&mut self, stored: Vec<HistoryEvent>) -> Result<(), ServiceError> {
        use cqrs_es::Aggregate;
        for stored in stored {
            let entry = entry(stored)?;
            self.report.apply(entry.event.clone());
            self.entries.push(entry);
        }
        Ok(())
    }

    /// The report's data key, for sealing what is added; `None` when it was destroyed.
    pub fn key(&self) -> Option<&DataKey> {
        self.key.as_ref()
    }

    /// The last event's link in the chain.
    pub fn head(&self) -> Option<Head> {
        self.entries.last().map(|entry| Head {
            seq: entry.stored.sequence,
            hash: entry.stored.hash,
            at: entry.at,
        })
    }

    /// Who resolved the report last, if somebody has: payloads do not say, since the reporter reads them.
    pub fn resolver(&self) -> Option<&StaffId> {
        let resolution = |entry: &&Entry| matches!(entry.event, ReportEvent::Resolved(_));
        match &self.entries.iter().rev().find(resolution)?.actor {
            Actor::Staff { id, .. } => Some(id),
            Actor::Reporter | Actor::System => None,
        }
    }

    /// Opens a sealed field.
    ///
    /// # Errors
    /// [`ServiceError::Corrupt`] when it was altered.
    pub fn open(&self, field: SealedField, sealed: &Sealed) -> Result<OpenedText, ServiceError> {
        match &self.key {
            Some(key) => Ok(OpenedText::Text(key.open(field, sealed)?)),
            None => Ok(OpenedText::Erased),
        }
    }

    /// Opens a sealed field that may not be there.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_if(
        &self,
        field: SealedField,
        sealed: Option<&Sealed>,
    ) -> Result<Option<OpenedText>, ServiceError> {
        sealed.map(|sealed| self.open(field, sealed)).transpose()
    }

    /// How the body complained of was last described in words, if it was; `None` once erased.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn described_institution(&self) -> Result<Option<Zeroizing<String>>, ServiceError> {
        let found = self
            .entries
            .iter()
            .rev()
            .find_map(|entry| match &entry.event {
                ReportEvent::Submitted(submitted) => {
                    Some((SealedField::SubmittedInstitution, &submitted.institution))
                }
                ReportEvent::Triaged(triaged) => {
                    Some((SealedField::TriagedInstitution, &triaged.institution))
                }
                _ => None,
            });
        let Some((field, Institution::Described(sealed))) = found else {
            return Ok(None);
        };
        Ok(match self.open(field, sealed)? {
            OpenedText::Text(text) => Some(text),
            OpenedText::Erased => None,
        })
    }
}

fn entry(stored: HistoryEvent) -> Result<Entry, ServiceError> {
    let corrupt = |error: Box<dyn std::error::Error + Send + Sync>| ServiceError::Corrupt(error);
    let payload = serde_json::from_str(&stored.payload).map_err(|error| corrupt(error.into()))?;
    let event = ReportEvent::from_parts(&stored.event_type, &stored.event_version, payload)
        .map_err(|error| corrupt(error.into()))?;
    let at = stored.at().map_err(|error| corrupt(error.into()))?;
    let actor = stored.actor().map_err(|error| corrupt(error.into()))?;
    Ok(Entry {
        event,
        at,
        actor,
        stored,
    })
}
