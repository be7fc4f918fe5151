//! The published releases in memory: what pages, downloads and feeds are made from, also while the database is away.
//!
//! Read whole from the database when there is a new event of a release, and compared with the history then; what was
//! altered since is not in it. A release published by this server is in it when [`publish`](super::publish) answers;
//! one published elsewhere, a moment later.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sqlx::PgPool;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::release_set::{Generation, ReleaseSet};
use super::repository;
use crate::service::ServiceError;
use crate::store::releases as history;

/// How often it is looked whether another server has published.
const POLL: Duration = Duration::from_secs(1);

/// The releases as they stand now. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Catalogue {
    pool: PgPool,
    release_set: Arc<RwLock<Option<Arc<ReleaseSet>>>>,
    /// One reads at a time, so that what was read last is the newest.
    reading: Arc<Mutex<()>>,
}

impl Catalogue {
    /// Over this database; nothing is read yet.
    #[must_use]
    pub fn new(pool: PgPool) -> Self {
        Self {
            pool,
            release_set: Arc::default(),
            reading: Arc::default(),
        }
    }

    /// The releases. The database is asked only until it has answered once.
    ///
    /// # Errors
    /// When it has not answered yet.
    pub async fn current(&self) -> Result<Arc<ReleaseSet>, ServiceError> {
        match self.in_memory() {
            Some(release_set) => Ok(release_set),
            None => self.refresh().await,
        }
    }

    /// Reads what is new. Whatever the database holds now is what counts, also where it was replaced by an older one.
    ///
    /// # Errors
    /// When the database is away; the releases stay as they were.
    pub async fn refresh(&self) -> Result<Arc<ReleaseSet>, ServiceError> {
        let _reading = self.reading.lock().await;
        let before = self.in_memory();
        if let Some(release_set) = before
            .as_ref()
            .filter(|release_set| release_set.altered.is_empty())
            && release_set.digest == history::digest(&mut *self.pool.acquire().await?).await?
        {
            return Ok(release_set.clone());
        }
        let mut release_set = repository::read_all(&self.pool).await?;
        if let Some(before) = before {
            if (&before.digest, &before.altered) == (&release_set.digest, &release_set.altered) {
                return Ok(before);
            }
            release_set.generation = before.generation + 1;
            release_set.tell_altered(&before.altered);
        } else {
            release_set.tell_altered(&BTreeSet::new());
        }
        let release_set = Arc::new(release_set);
        let mut in_memory = self
            .release_set
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(in_memory.insert(release_set).clone())
    }

    /// The generation of what is in memory; None until the database has answered once.
    #[must_use]
    pub fn generation(&self) -> Option<Generation> {
        let in_memory = self
            .release_set
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        in_memory.as_ref().map(|release_set| release_set.generation)
    }

    fn in_memory(&self) -> Option<Arc<ReleaseSet>> {
        self.release_set
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Keeps a catalogue up to date until `stop`.
pub async fn follow(catalogue: Catalogue, stop: CancellationToken) {
    loop {
        if let Err(error) = catalogue.refresh().await {
            tracing::warn!(%error, "releases cannot be read; those known stay");
        }
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            () = stop.cancelled() => return,
        }
    }
}
