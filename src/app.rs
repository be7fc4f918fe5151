//! What a running program is made of: handed to every request, job and command.

use std::ops::Deref;
use std::sync::Arc;

use sajam_ledger::Policy;
use sqlx::PgPool;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::database::Database;
use crate::directory::Directory;
use crate::entropy::Entropy;
use crate::limits::Limits;
use crate::metrics::AnswerCounts;
use crate::secrets::Secrets;
use crate::sequencer::{
    Beat, Checkpoints, PublicationState, Sequencer, SequencerSettings, Witnesses,
};
use crate::service::accounts;
use crate::service::releases::Catalogue;
use crate::service::releases::catalogue::follow;
use crate::status::Incidents;
use crate::store::{Appender, EventStore};

/// The program's parts. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// See [`App`].
pub struct Parts {
    /// Streams.
    pub store: EventStore,
    /// Read models, accounts, sessions.
    pub pool: PgPool,
    /// The published log.
    pub checkpoints: Checkpoints,
    /// How publishing it goes.
    pub publication: PublicationState,
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
    /// Attempts.
    pub limits: Limits,
    /// What the public is told when something is wrong.
    pub incidents: Incidents,
    /// The published statistics.
    pub catalogue: Catalogue,
    /// Answers, counted for whoever runs the server.
    pub counts: AnswerCounts,
    pub(crate) decoy_password_hash: String,
    nudge: Arc<Notify>,
}

impl Deref for App {
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

impl App {
    /// Puts the parts together over an open database. Must be called on a tokio runtime: the appender's writers start.
    pub fn new(
        database: &Database,
        secrets: Secrets,
        directory: Directory,
        clock: Clock,
        entropy: Entropy,
        publishing: impl Into<LogSettings>,
    ) -> Self {
        let LogSettings { beat, policy } = publishing.into();
        let nudge = Arc::new(Notify::new());
        let appender = Appender::start(&database.reserved_pool(Appender::CONNECTIONS));
        Self(Arc::new(Parts {
            store: EventStore::new(database.pool.clone(), appender, entropy, nudge.clone()),
            pool: database.pool.clone(),
            checkpoints: Checkpoints::new(database.pool.clone(), clock.clone(), beat),
            publication: PublicationState::default(),
            incidents: Incidents::new(database.pool.clone(), clock.clone(), entropy),
            catalogue: Catalogue::new(database.pool.clone()),
            counts: AnswerCounts::default(),
            secrets,
            directory,
            clock,
            entropy,
            beat,
            policy,
            limits: Limits::new(database.pool.clone(), entropy),
            decoy_password_hash: accounts::decoy_hash(entropy.bytes()),
            nudge,
        }))
    }

    /// Starts what works in the background: the sequencer and the projections. They end at `stop`.
    pub fn start_jobs(
        &self,
        database: &Database,
        clock: Clock,
        stop: &CancellationToken,
    ) -> JoinSet<()> {
        let sequenced = Arc::new(Notify::new());
        let sequencer = Sequencer::new(SequencerSettings {
            options: database.options().clone(),
            pool: self.pool.clone(),
            keys: self.secrets.log.clone(),
            published_file: self.secrets.published_file(),
            beat: self.beat,
            nudge: self.nudge.clone(),
            sequenced: sequenced.clone(),
            clock,
            entropy: self.entropy,
            publication: self.publication.clone(),
            witnesses: self.policy.clone().and_then(|policy| {
                Witnesses::new(policy, database.reserved_pool(Witnesses::CONNECTIONS))
            }),
        });
        let mut jobs = JoinSet::new();
        jobs.spawn(sequencer.run(stop.clone()));
        jobs.spawn(follow(self.catalogue.clone(), stop.clone()));
        jobs.spawn(crate::status::latest::follow(
            self.incidents.clone(),
            stop.clone(),
        ));
        jobs.spawn(crate::jobs::follow_projections(
            self.pool.clone(),
            sequenced,
            stop.clone(),
        ));
        jobs
    }
}
