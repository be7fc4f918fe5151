//! The published releases in memory: what pages, downloads and feeds are made from, also while the database is away.
//!
//! Read whole from the database when there is a new event of a release, and compared with the history then; what was
//! altered since is not in it. A release published by this server is in it when [`publish`](super::publish) answers;
//! one published elsewhere, a moment later.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::body::Bytes;
use jiff::Timestamp;
use sajam_aggregates::release::Corrected;
use sajam_statistics::{FamilyId, Release, ReleaseId};
use sqlx::PgPool;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::repository;
use crate::service::ServiceError;
use crate::store::releases as history;

/// How often it is looked whether another server has published.
const POLL: Duration = Duration::from_secs(1);

/// A release with all that is known of it.
#[derive(Clone, Debug)]
pub struct Published {
    /// The figures.
    pub release: Release,
    /// Its files, in the order to list them in.
    pub files: Vec<PublishedFile>,
    /// What was said to be wrong with it, the first first.
    pub corrections: Vec<Correction>,
}

/// A file as it is handed out.
#[derive(Clone, Debug)]
pub struct PublishedFile {
    /// Its name within the release.
    pub name: String,
    /// To serve it with.
    pub media_type: String,
    /// The bytes the history vouches for.
    pub bytes: Bytes,
}

/// Something that was said to be wrong.
#[derive(Clone, Debug)]
pub struct Correction {
    /// When.
    pub at: Timestamp,
    /// What was said.
    pub said: Corrected,
}

/// Which set it is, of those this server has had: the newest has the highest number.
pub type Generation = u64;

/// All releases, at one moment.
#[derive(Debug, Default)]
pub struct ReleaseSet {
    /// Two sets of one generation hold the same.
    pub generation: Generation,
    /// SHA-256 of the hashes of all events of releases: what the set was made from, if nothing was altered.
    pub digest: Vec<u8>,
    /// The names of those left out because they are not what their events say; while there is one, all is read again
    /// and again.
    pub altered: BTreeSet<String>,
    /// The newest period of each family first, and of a period the newest revision.
    pub releases: Vec<Published>,
}

impl ReleaseSet {
    /// Says in the program's log what was altered since, once and not every second.
    fn tell_altered(&self, known: &BTreeSet<String>) {
        for name in self.altered.difference(known) {
            tracing::error!(release = %name, "a release is not what its event says; it is left out");
        }
    }

    /// One release.
    #[must_use]
    pub fn find(&self, id: ReleaseId) -> Option<&Published> {
        self.releases
            .iter()
            .find(|published| published.release.id() == id)
    }

    /// What is to be read of a family now, the newest period first: of each period its newest revision.
    pub fn of_family(&self, family: FamilyId) -> impl Iterator<Item = &Published> {
        let mut before = None;
        self.releases
            .iter()
            .filter(move |published| published.release.family() == family)
            .filter(move |published| {
                let period = Some(published.release.period());
                let is_newest = before != period;
                before = period;
                is_newest
            })
    }

    /// As [`Self::of_family`], without what was found to be wrong and has not been replaced.
    pub fn standing(&self, family: FamilyId) -> impl Iterator<Item = &Release> {
        self.of_family(family)
            .filter(|published| published.corrections.is_empty())
            .map(|published| &published.release)
    }
}

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
