//! What was published, kept outside the database: so that a database restored from an older copy is told from the log
//! that people already have, and a checkpoint that would contradict it is never signed.

use std::path::PathBuf;
use std::sync::Arc;

use sajam_ledger::tree::{LogFault, check_consistency, check_consistency_places};
use sajam_ledger::{Checkpoint, NodeHash, VerifierKey};
use sqlx::{PgConnection, PgPool};

use super::SequencerError;
use super::integrate::{lock_tree, read_tiles};
use crate::durable_file::{DurableFileError, lock_beside, read_if_present, write_whole};
use crate::secrets::Secrets;

/// Why what was published is not known.
#[derive(Debug, thiserror::Error)]
pub enum RollbackGuardError {
    /// The file could not be read or written.
    #[error(transparent)]
    File(#[from] DurableFileError),
    /// Somebody else has published since the file was read.
    #[error("another server has published meanwhile")]
    Overtaken,
    /// The file holds no checkpoint of this log.
    #[error(
        "the file {path} does not hold a checkpoint of this log: restore it, or put the newest published checkpoint there"
    )]
    Malformed {
        /// The file.
        path: PathBuf,
    },
}

/// The file with the newest checkpoint that was let out.
#[derive(Clone, Debug)]
pub(super) struct RollbackGuard {
    file: Arc<PathBuf>,
    key: VerifierKey,
}

impl RollbackGuard {
    pub(super) fn new(file: PathBuf, key: VerifierKey) -> Self {
        Self {
            file: Arc::new(file),
            key,
        }
    }

    /// The newest checkpoint that was let out; none before the first.
    pub(super) async fn published(&self) -> Result<Option<Checkpoint>, RollbackGuardError> {
        let guard = self.clone();
        blocking(move || guard.read()).await
    }

    fn read(&self) -> Result<Option<Checkpoint>, RollbackGuardError> {
        let Some(note) = read_if_present(&self.file)? else {
            return Ok(None);
        };
        let checkpoint = self.key.verify_checkpoint(&note);
        checkpoint
            .map(Some)
            .map_err(|_| RollbackGuardError::Malformed {
                path: self.file.to_path_buf(),
            })
    }

    /// Remembers that `note`, a checkpoint of this log that was found to continue `known`, is about to be let out. It is on
    /// the disk when this returns.
    ///
    /// # Errors
    /// [`RollbackGuardError::Overtaken`] when the file does not hold `known` any more: somebody else has published meanwhile.
    pub(super) async fn remember(
        &self,
        note: String,
        known: Option<Checkpoint>,
    ) -> Result<(), RollbackGuardError> {
        let guard = self.clone();
        blocking(move || {
            let _lock = lock_beside(&guard.file)?;
            if guard.read()? != known {
                return Err(RollbackGuardError::Overtaken);
            }
            Ok(write_whole(&guard.file, note.as_bytes())?)
        })
        .await
    }

    /// That the first `size` entries of the database's log, whose root is `root`, continue the log that was published; what
    /// that was.
    ///
    /// # Errors
    /// [`SequencerError::Forked`] when they do not; [`SequencerError::RollbackGuard`] when that cannot be told.
    pub(super) async fn check(
        &self,
        connection: &mut PgConnection,
        size: u64,
        root: [u8; 32],
    ) -> Result<Option<Checkpoint>, SequencerError> {
        let Some(published) = self.published().await? else {
            return Ok(None);
        };
        continues(connection, &published, size, root).await?;
        Ok(Some(published))
    }
}

/// That the first `size` entries of the database's log, whose root is `root`, continue `published`.
///
/// # Errors
/// [`SequencerError::Forked`] when they do not.
pub(super) async fn continues(
    connection: &mut PgConnection,
    published: &Checkpoint,
    size: u64,
    root: [u8; 32],
) -> Result<(), SequencerError> {
    let candidate = Checkpoint {
        origin: published.origin.clone(),
        size,
        root: NodeHash::from_bytes(root),
    };
    let forked = |fault: LogFault| SequencerError::Forked {
        published: published.size,
        fault,
    };
    let places = check_consistency_places(published.size, size).map_err(forked)?;
    let mut tiles = read_tiles(connection, &places).await?;
    for (place, tile) in &mut tiles {
        // The tree may have grown since.
        tile.truncate(usize::from(place.width(size)) * 32);
    }
    check_consistency(published, &candidate, &tiles).map_err(forked)
}

/// That the log of this database continues the one that was published, as far as is known in this house: for whatever
/// must not be done from an older copy.
///
/// # Errors
/// [`SequencerError::Forked`] when it does not; others when that cannot be told.
pub async fn check_published(pool: &PgPool, secrets: &Secrets) -> Result<(), SequencerError> {
    let guard = RollbackGuard::new(secrets.published_file(), secrets.log.verifiers().clone());
    let mut transaction = pool.begin().await?;
    let tree = lock_tree(&mut transaction).await?;
    let (size, root) = (tree.size(), tree.root()?);
    guard.check(&mut transaction, size, root).await?;
    Ok(())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RollbackGuardError> + Send + 'static,
) -> Result<T, RollbackGuardError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}
