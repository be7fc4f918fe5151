//! Going on with the published log from a database that is older than it, when there is no newer copy.
//!
//! Whatever was published must stay the beginning of the log, or it has forked. So the published entries that this
//! database lacks are taken over as they are; events that still wait here and were published get their places, and of the
//! others only the hash is left: they are lost, and marked so for good.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use sajam_ledger::tree::{EntriesError, Fold, TILE_WIDTH, entries_from_bytes, entries_path};
use sajam_ledger::{Checkpoint, EventHash, NoteError};
use sajam_projections::Position;
use sqlx::{Connection, PgConnection};

use super::SequencerError;
use super::beat::Beat;
use super::integrate::{Entry, Source, append, lock_tree};
use super::leader::LOCK;
use super::rollback_guard::{RollbackGuard, RollbackGuardError};
use crate::clock::{from_ms, later};
use crate::durable_file::{DurableFileError, append_line};
use crate::secrets::Secrets;
use crate::store::hash_from_column;

/// Why a published log could not be taken over.
#[derive(Debug, thiserror::Error)]
pub enum AdoptError {
    /// A file of the copy could not be read.
    #[error("the copy of the published log: {path}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The copy's checkpoint is not this log's.
    #[error("the copy's checkpoint")]
    Checkpoint(#[source] NoteError),
    /// A file of the copy is no entry bundle.
    #[error("the copy's {path}")]
    Entries {
        /// Which.
        path: String,
        /// What is wrong.
        source: EntriesError,
    },
    /// The entries are not those of the checkpoint.
    #[error("the copy's entries are not those of its checkpoint")]
    Root,
    /// More has been published than the copy has.
    #[error(
        "the copy has {copy} entries, but {published} were published: fetch it again, or from somebody who has more"
    )]
    Older {
        /// Entries of the copy.
        copy: u64,
        /// Entries that were published.
        published: u64,
    },
    /// The database holds all of it.
    #[error("this database holds all {0} entries of the copy: there is nothing to take over")]
    Nothing(u64),
    /// It is not an older copy of that log.
    #[error(
        "entry {0} of this database is another than the published one: this is not an older copy of that log, and cannot go on with it"
    )]
    Other(Position),
    /// A server leads.
    #[error("a server is running on this database: stop every one first")]
    Running,
    /// The database is away, or its tree does not fit.
    #[error(transparent)]
    Sequencer(#[from] SequencerError),
}

impl From<sqlx::Error> for AdoptError {
    fn from(error: sqlx::Error) -> Self {
        Self::Sequencer(error.into())
    }
}

impl From<DurableFileError> for AdoptError {
    fn from(error: DurableFileError) -> Self {
        RollbackGuardError::from(error).into()
    }
}

impl From<RollbackGuardError> for AdoptError {
    fn from(error: RollbackGuardError) -> Self {
        Self::Sequencer(error.into())
    }
}

/// What was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// Entries of the log now.
    pub size: u64,
    /// Events that were waiting here and found their published places.
    pub found: u64,
    /// Entries whose events, or cover secrets, are lost.
    pub lost: u64,
}

/// A copy of the published log in a folder laid out as on the web (C2SP tlog-tiles). Nothing in it is trusted.
pub struct LogCopy {
    folder: PathBuf,
    note: String,
    checkpoint: Checkpoint,
}

impl LogCopy {
    /// Opens a copy: its checkpoint must be of the installation's log, and all its entries those of the checkpoint.
    /// `progress` is told (entries read, entries there are).
    ///
    /// # Errors
    /// See [`AdoptError`].
    pub fn open(
        folder: PathBuf,
        secrets: &Secrets,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, AdoptError> {
        let path = folder.join("checkpoint");
        let note = match std::fs::read_to_string(&path) {
            Ok(note) => note,
            Err(source) => return Err(AdoptError::Io { path, source }),
        };
        // A key that was retired may have been stolen since; and what others added to the note is not ours to pass on.
        let keys = secrets.log.signing();
        let checkpoint = keys.verify_checkpoint(&note);
        let copy = Self {
            checkpoint: checkpoint.map_err(AdoptError::Checkpoint)?,
            folder,
            note: keys.own_lines(&note).map_err(AdoptError::Checkpoint)?,
        };
        let mut fold = Fold::default();
        while fold.size() < copy.checkpoint.size {
            let entries = copy.bundle(fold.size() / TILE_WIDTH)?;
            entries.iter().for_each(|entry| fold.push(entry));
            progress(fold.size(), copy.checkpoint.size);
        }
        if fold.root() == *copy.checkpoint.root.as_bytes() {
            Ok(copy)
        } else {
            Err(AdoptError::Root)
        }
    }

    /// Entries of the copy.
    pub fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// The entries of a bundle that are under the checkpoint.
    fn bundle(&self, bundle: u64) -> Result<Vec<EventHash>, AdoptError> {
        let count = (self.checkpoint.size - bundle * TILE_WIDTH).min(TILE_WIDTH);
        let partial = entries_path(bundle, u16::try_from(count).unwrap_or(256));
        // A copy may keep the whole bundle in the place of a partial one.
        let paths = [partial, entries_path(bundle, 256)];
        let found = paths.iter().find(|path| self.folder.join(path).exists());
        let path = found.unwrap_or(&paths[0]);
        let bytes = std::fs::read(self.folder.join(path)).map_err(|source| AdoptError::Io {
            path: self.folder.join(path),
            source,
        })?;
        let mut entries = entries_from_bytes(&bytes).map_err(|source| AdoptError::Entries {
            path: path.clone(),
            source,
        })?;
        entries.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        if entries.len() as u64 == count {
            Ok(entries)
        } else {
            Err(AdoptError::Root)
        }
    }

    /// The entries from `first` to the end of its bundle.
    fn entries(&self, first: u64) -> Result<Vec<EventHash>, AdoptError> {
        let mut entries = self.bundle(first / TILE_WIDTH)?;
        entries.drain(..usize::try_from(first % TILE_WIDTH).unwrap_or(0));
        Ok(entries)
    }
}

/// Takes over the entries of `copy` that the database lacks. All of it or nothing: it is one transaction.
///
/// # Errors
/// See [`AdoptError`].
pub async fn adopt(
    connection: &mut PgConnection,
    copy: &LogCopy,
    secrets: &Secrets,
    beat: Beat,
    now: Timestamp,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Adopted, AdoptError> {
    let leads = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "leads!""#, LOCK)
        .fetch_one(&mut *connection)
        .await?;
    if !leads {
        return Err(AdoptError::Running);
    }
    let guard = RollbackGuard::new(secrets.published_file(), secrets.log.verifiers().clone());
    let known = guard.published().await?;
    let published = known.as_ref().map_or(0, |known| known.size);
    let size = copy.checkpoint.size;
    if size < published {
        return Err(AdoptError::Older {
            copy: size,
            published,
        });
    }
    let mut transaction = connection.begin().await?;
    let mut tree = lock_tree(&mut transaction).await?;
    let held = tree.size();
    compare(&mut transaction, copy, held.min(size), progress).await?;
    if held >= size {
        return Err(AdoptError::Nothing(size));
    }
    let mut adopted = Adopted {
        size,
        found: 0,
        lost: 0,
    };
    while tree.size() < size {
        let hashes = copy.entries(tree.size())?;
        let entries = explain(&mut transaction, &hashes).await?;
        let lost = entries
            .iter()
            .filter(|entry| matches!(entry.source, Source::Lost));
        let lost = lost.count() as u64;
        adopted.lost += lost;
        adopted.found += entries.len() as u64 - lost;
        append(&mut transaction, &mut tree, &entries).await?;
        progress(tree.size(), size);
    }
    if tree.root().map_err(SequencerError::from)? != *copy.checkpoint.root.as_bytes() {
        return Err(AdoptError::Root);
    }
    keep_checkpoint(&mut transaction, copy, beat, now).await?;
    // Outside the database, so that nobody who has only that can call a deleted event lost.
    append_line(&secrets.adopted_file(), &format!("{held} {size}"))?;
    guard.remember(copy.note.clone(), known).await?;
    transaction.commit().await?;
    Ok(adopted)
}

/// That the first `held` entries of the database are the published ones.
async fn compare(
    connection: &mut PgConnection,
    copy: &LogCopy,
    held: u64,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<(), AdoptError> {
    let mut next = 0;
    while next < held {
        let published = copy.entries(next)?;
        let here = sqlx::query_scalar!(
            "select hash from log_entries where position >= $1 and position < $2 order by position",
            Position::new(next).column(),
            Position::new(held.min(next + published.len() as u64)).column(),
        )
        .fetch_all(&mut *connection)
        .await?;
        let differs = here
            .iter()
            .zip(&published)
            .position(|(here, published)| here != published.as_bytes());
        match differs {
            Some(at) => return Err(AdoptError::Other(Position::new(next + at as u64))),
            None if here.is_empty() => return Err(AdoptError::Other(Position::new(next))),
            None => next += here.len() as u64,
        }
        progress(next, copy.checkpoint.size);
    }
    Ok(())
}

/// What the database knows of published entries: an event that waits for its place, or nothing.
async fn explain(
    transaction: &mut PgConnection,
    hashes: &[EventHash],
) -> Result<Vec<Entry>, AdoptError> {
    let bytes: Vec<&[u8]> = hashes
        .iter()
        .map(|hash| hash.as_bytes().as_slice())
        .collect();
    let waiting = sqlx::query!(
        "delete from log_queue where hash = any($1) returning aggregate_type, aggregate_id, sequence, hash",
        &bytes as &[&[u8]],
    )
    .fetch_all(transaction)
    .await?;
    let waiting = waiting
        .into_iter()
        .map(|row| {
            let source = Source::Event {
                aggregate_type: row.aggregate_type,
                aggregate_id: row.aggregate_id,
                sequence: row.sequence,
            };
            Ok((*hash_from_column(&row.hash)?.as_bytes(), source))
        })
        .collect::<Result<Vec<_>, sqlx::Error>>()?;
    let mut waiting: std::collections::HashMap<_, _> = waiting.into_iter().collect();
    let entries = hashes.iter().map(|hash| Entry {
        hash: *hash,
        source: waiting.remove(hash.as_bytes()).unwrap_or(Source::Lost),
    });
    Ok(entries.collect())
}

/// The copy's checkpoint takes the place of those that the database lacks.
async fn keep_checkpoint(
    transaction: &mut PgConnection,
    copy: &LogCopy,
    beat: Beat,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let last = sqlx::query_scalar!("select max(beat_ms) from checkpoints")
        .fetch_one(&mut *transaction)
        .await?;
    let follows = |last| later(from_ms(last), SignedDuration::from_millis(1));
    let beat = last.map_or(beat.at(now), |last| beat.at(now).max(follows(last)));
    sqlx::query!(
        "insert into checkpoints (beat_ms, size, root, note) values ($1, $2, $3, $4)",
        beat.as_millisecond(),
        i64::try_from(copy.checkpoint.size).unwrap_or(i64::MAX),
        copy.checkpoint.root.as_bytes().as_slice(),
        copy.note,
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query!(
        "insert into publications (beat_ms, public_ms) values ($1, $2)",
        beat.as_millisecond(),
        now.as_millisecond(),
    )
    .execute(&mut *transaction)
    .await?;
    Ok(())
}
