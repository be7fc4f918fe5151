//! The full export for auditors, `sajam-export/v1` (docs/history-format.md): every entry of the log as a published
//! checkpoint has it, each an event's header and context or a cover's secret. No payload, sealed or not, is in it.
//!
//! It is read in short queries and made piece by piece, as fast as it is taken: whoever stops taking it holds nothing of
//! the database. A piece depends only on its indexes and what is stored, so it can be gone on with at any index.

use jiff::Timestamp;
use sajam_ledger::{Checkpoint, ExportWriteError, ExportWriter, StoredEvent};
use sajam_projections::Position;

use super::ServiceError;
use crate::context::Context;
use crate::sequencer::PublishedCheckpoint;
use crate::store::{EntryReader, EntrySource, StoredEntry};

/// Entries in one piece: some hundred kilobytes.
const PIECE: u64 = 1000;

/// Entries that the estimate of the size looks at.
const SAMPLE: u64 = 256;

/// Why an export ends before its end.
#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    /// Somebody deleted an event past the database's guards.
    #[error(
        "index {index}: event {sequence} of {stream} is in the log and not in the store: it was deleted"
    )]
    EventGone {
        /// Its index.
        index: u64,
        /// Whose event it was.
        stream: String,
        /// Its place in the stream.
        sequence: u64,
    },
    /// Somebody deleted an entry of the log past the database's guards.
    #[error("index {0}: the log has no entry there any more: it was deleted")]
    EntryGone(u64),
    /// The database is away.
    #[error("the database is not available")]
    Unavailable(#[from] sqlx::Error),
    /// A line could not be made.
    #[error(transparent)]
    Write(#[from] ExportWriteError),
}

/// An export that was asked for, and how far it is.
pub struct Export {
    entries: EntryReader,
    published: PublishedCheckpoint,
    checkpoint: Checkpoint,
    next: Next,
}

/// What the next piece begins with.
enum Next {
    Start,
    Index(u64),
    /// What was before this fault has been handed out.
    Fault(ExportFault),
    Nothing,
}

impl Export {
    /// The export of the newest published checkpoint, or of the published one of `size` entries.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nothing is published yet, or nothing of that size; [`ServiceError::Corrupt`]
    /// when the checkpoint's signature is not this log's.
    pub async fn of(context: &Context, size: Option<u64>) -> Result<Self, ServiceError> {
        let published = match size {
            Some(size) => context.checkpoints.of_size(size).await?,
            None => context.checkpoints.newest().await?,
        };
        let published = published.ok_or(ServiceError::NotFound)?;
        let checkpoint = context
            .secrets
            .log
            .verifiers()
            .verify_checkpoint(&published.note)
            .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
        Ok(Self {
            entries: context.store.entries(),
            published,
            checkpoint,
            next: Next::Start,
        })
    }

    /// The same without its first line and the lines before index `from`. At the checkpoint's size only the last line is
    /// left; `None` beyond it.
    #[must_use]
    pub fn from(self, from: u64) -> Option<Self> {
        (from <= self.checkpoint.size).then_some(Self {
            next: Next::Index(from),
            ..self
        })
    }

    /// The checkpoint it is of.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// When that was published.
    #[must_use]
    pub const fn published_at(&self) -> Timestamp {
        self.published.beat
    }

    /// How many entries have their lines.
    #[must_use]
    pub const fn done(&self) -> u64 {
        match self.next {
            Next::Index(index) => index,
            Next::Start | Next::Fault(_) => 0,
            Next::Nothing => self.checkpoint.size,
        }
    }

    /// The next whole lines; `None` after the last.
    ///
    /// # Errors
    /// [`ExportFault`], after everything before it was given. There is nothing more then.
    pub async fn piece(&mut self) -> Result<Option<Vec<u8>>, ExportFault> {
        match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Nothing => Ok(None),
            Next::Fault(fault) => Err(fault),
            Next::Start => {
                let start = ExportWriter::start(Vec::new(), &self.checkpoint, &self.published.note);
                self.next = Next::Index(0);
                Ok(Some(start?.into_inner()))
            }
            Next::Index(from) => self.lines(from).await.map(Some),
        }
    }

    /// The lines from `from` on, as many as one piece has, and the last line after the last index.
    async fn lines(&mut self, from: u64) -> Result<Vec<u8>, ExportFault> {
        let size = self.checkpoint.size;
        let to = size.min(from.saturating_add(PIECE));
        let mut writer = ExportWriter::resume(Vec::new(), size, from);
        for entry in self
            .entries
            .range(Position::new(from), Position::new(to))
            .await?
        {
            if let Err(fault) = write(&mut writer, &entry) {
                return self.break_off(writer, fault);
            }
        }
        let next = writer.next_index();
        if next < to {
            return self.break_off(writer, ExportFault::EntryGone(next));
        }
        if to < size {
            self.next = Next::Index(to);
            return Ok(writer.into_inner());
        }
        Ok(writer.finish()?)
    }

    /// Gives what is good before the fault, then the fault.
    fn break_off(
        &mut self,
        writer: ExportWriter<Vec<u8>>,
        fault: ExportFault,
    ) -> Result<Vec<u8>, ExportFault> {
        let good = writer.into_inner();
        if good.is_empty() {
            return Err(fault);
        }
        self.next = Next::Fault(fault);
        Ok(good)
    }

    /// The line of one index, as the export has it.
    ///
    /// # Errors
    /// [`ExportFault`].
    pub async fn line(&self, index: u64) -> Result<Vec<u8>, ExportFault> {
        let mut writer = ExportWriter::resume(Vec::new(), self.checkpoint.size, index);
        let at = Position::new(index);
        let entries = self.entries.range(at, at.next()).await?;
        let entry = entries.first().ok_or(ExportFault::EntryGone(index))?;
        write(&mut writer, entry)?;
        Ok(writer.into_inner())
    }

    /// About how many bytes the whole has, from lines all over it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn estimated_bytes(&self) -> Result<u64, ExportFault> {
        let size = self.checkpoint.size;
        let sample = SAMPLE.min(size);
        let positions: Vec<Position> = (0..sample)
            .map(|number| (u128::from(number) * u128::from(size) / u128::from(sample)) as u64)
            .map(Position::new)
            .collect();
        let (mut bytes, mut lines) = (0, 0);
        for entry in self.entries.at(&positions).await? {
            let mut writer = ExportWriter::resume(Vec::new(), u64::MAX, entry.position.index());
            // What was deleted has no length; an estimate does without.
            if write(&mut writer, &entry).is_ok() {
                bytes += writer.into_inner().len() as u64;
                lines += 1;
            }
        }
        Ok(bytes
            .saturating_mul(size)
            .checked_div(lines)
            .unwrap_or_default())
    }
}

/// The line of an entry. It holds the hash that the log has, so that an event which was altered is named by its index.
fn write(writer: &mut ExportWriter<Vec<u8>>, entry: &StoredEntry) -> Result<(), ExportFault> {
    let index = writer.next_index();
    if entry.position != Position::new(index) {
        return Err(ExportFault::EntryGone(index));
    }
    match &entry.source {
        EntrySource::Cover(secret) => writer.cover(secret)?,
        EntrySource::Lost => writer.lost(&entry.hash)?,
        EntrySource::Event {
            header,
            context,
            context_salt,
        } => writer.event(&StoredEvent {
            header,
            hash: entry.hash,
            payload: None,
            context: Some((*context_salt, context)),
        })?,
        EntrySource::Gone { stream, sequence } => {
            return Err(ExportFault::EventGone {
                index,
                stream: stream.clone(),
                sequence: *sequence,
            });
        }
    }
    Ok(())
}
