//! Letting a held database go on: after it was compared with what was published, so that it continues that and nothing else.

use sajam_ledger::{Checkpoint, NoteError};
use sqlx::{Connection, PgConnection};

use super::SequencerError;
use super::integrate::lock_tree;
use super::rollback_guard::{RollbackGuard, continues};
use crate::database::{self, CopyId};
use crate::secrets::Secrets;

/// Why a database stays held.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// What somebody kept is not this log's.
    #[error("the checkpoint of {from} is not one of this log")]
    Checkpoint {
        /// Whose copy.
        from: String,
        /// What is wrong with it.
        source: NoteError,
    },
    /// More was published than this database has.
    #[error(
        "{from} holds {published} entries, this database {here}: {} published entries are missing here. \
         Bring a newer copy of the database; if there is none, `sajam ledger adopt` goes on with what was published",
        published - here
    )]
    Behind {
        /// Whose copy.
        from: String,
        /// Entries of the published log.
        published: u64,
        /// Entries here.
        here: u64,
    },
    /// It is another log.
    #[error(
        "this database does not continue the log that {from} holds: it is no copy of the system that published it"
    )]
    Other {
        /// Whose copy.
        from: String,
    },
    /// The database is away, or its tree does not fit.
    #[error(transparent)]
    Sequencer(#[from] SequencerError),
}

impl From<sqlx::Error> for ResumeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Sequencer(error.into())
    }
}

/// What was found when a database was let go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resumed {
    /// Entries of this database's log.
    pub here: u64,
    /// Entries of the longest published log that somebody kept; none when nobody was asked.
    pub published: Option<u64>,
}

/// Compares the database with each kept checkpoint (whose it is, the note) and releases it when it continues all of them.
/// `owner` is the owner's connection.
///
/// # Errors
/// See [`ResumeError`]; then nothing was changed.
pub async fn resume(
    owner: &mut PgConnection,
    copy_id: &CopyId,
    secrets: &Secrets,
    kept: &[(String, String)],
) -> Result<Resumed, ResumeError> {
    let keys = secrets.log.verifiers();
    let guard = RollbackGuard::new(secrets.published_file(), keys.clone());
    let mut transaction = owner.begin().await?;
    let tree = lock_tree(&mut transaction).await?;
    let (here, root) = (tree.size(), tree.root().map_err(SequencerError::from)?);
    let known = guard.published().await.map_err(SequencerError::from)?;
    let mut newest: Option<(Checkpoint, String)> = None;
    for (from, note) in kept {
        let checkpoint =
            keys.verify_checkpoint(note)
                .map_err(|source| ResumeError::Checkpoint {
                    from: from.clone(),
                    source,
                })?;
        if checkpoint.size > here {
            return Err(ResumeError::Behind {
                from: from.clone(),
                published: checkpoint.size,
                here,
            });
        }
        match continues(&mut transaction, &checkpoint, here, root).await {
            Err(SequencerError::Forked { .. }) => {
                return Err(ResumeError::Other { from: from.clone() });
            }
            checked => checked?,
        }
        if newest
            .as_ref()
            .is_none_or(|(newest, _)| newest.size < checkpoint.size)
        {
            let own = keys.own_lines(note);
            let own = own.map_err(|source| ResumeError::Checkpoint {
                from: from.clone(),
                source,
            })?;
            newest = Some((checkpoint, own));
        }
    }
    // What this folder of keys knows itself may be as old as the database, and is looked at before anything is signed.
    let published = newest.as_ref().map(|(checkpoint, _)| checkpoint.size);
    if let Some((checkpoint, note)) = newest
        && known
            .as_ref()
            .is_none_or(|known| known.size < checkpoint.size)
    {
        guard
            .remember(note, known)
            .await
            .map_err(SequencerError::from)?;
    }
    database::resume(&mut transaction, copy_id).await?;
    transaction.commit().await?;
    Ok(Resumed { here, published })
}
