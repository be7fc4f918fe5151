//! What every use case needs of the running program: where things are stored, its keys, the time.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use sajam_ledger::Policy;
use sqlx::PgPool;
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::database::{CopyId, Database};
use crate::directory::Directory;
use crate::entropy::Entropy;
use crate::password_hashing::PasswordHashing;
use crate::rate_limit::LookupLimits;
use crate::secrets::Secrets;
use crate::sequencer::{Beat, Checkpoints};
use crate::store::{Appender, EventStore};
use crate::write_probe::WriteProbe;

/// What every use case needs. Cheap to clone.
#[derive(Clone)]
pub struct Context(Arc<Parts>);

/// See [`Context`].
pub struct Parts {
    /// Streams.
    pub store: EventStore,
    /// Read models, accounts, sessions.
    pub pool: PgPool,
    /// The published log.
    pub checkpoints: Checkpoints,
    /// The installation's keys.
    pub secrets: Secrets,
    /// Institutions and units.
    pub directory: Directory,
    /// Now.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
    /// When the log is published.
    pub beat: Beat,
    /// Which witnesses cosign, and how many of them make the log trustworthy.
    pub policy: Option<Arc<Policy>>,
    /// Which copy of the database this is.
    pub copy_id: CopyId,
    /// Whether the database takes anything.
    pub write_probe: WriteProbe,
    /// How many tracking numbers one source may try.
    pub limits: LookupLimits,
    /// Passwords, a few at a time.
    pub(crate) passwords: PasswordHashing,
    /// Woken when something was committed that has no position yet.
    pub(crate) committed: Arc<Notify>,
}

impl Deref for Context {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// How the public log is published.
#[derive(Clone, Debug, Default)]
pub struct LogSettings {
    /// When, and in which steps.
    pub beat: Beat,
    /// Who cosigns.
    pub policy: Option<Arc<Policy>>,
}

impl From<Beat> for LogSettings {
    fn from(beat: Beat) -> Self {
        Self { beat, policy: None }
    }
}

impl Context {
    /// When what is committed at `at` is public at the latest. After the clock was set back nothing is published until it has
    /// caught up with the newest beat, so nothing earlier is promised.
    pub fn published_by(&self, at: Timestamp) -> Timestamp {
        let newest = self.checkpoints.known_beat();
        self.beat
            .published_by(newest.map_or(at, |newest| newest.max(at)))
    }

    /// Over an open database. Must be made on a tokio runtime: the appender's writers start.
    pub fn new(
        database: &Database,
        secrets: Secrets,
        directory: Directory,
        clock: Clock,
        entropy: Entropy,
        log: impl Into<LogSettings>,
    ) -> Self {
        let LogSettings { beat, policy } = log.into();
        let committed = Arc::new(Notify::new());
        let appender = Appender::start(&database.reserved_pool(Appender::CONNECTIONS));
        let pool = database.pool.clone();
        Self(Arc::new(Parts {
            store: EventStore::new(pool.clone(), appender, entropy, committed.clone()),
            checkpoints: Checkpoints::new(pool.clone(), clock.clone(), beat),
            copy_id: database.copy_id().clone(),
            write_probe: WriteProbe::default(),
            limits: LookupLimits::new(entropy),
            pool,
            secrets,
            directory,
            clock,
            entropy,
            beat,
            policy,
            passwords: PasswordHashing::new(entropy),
            committed,
        }))
    }
}
