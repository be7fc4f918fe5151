//! One leader among the servers: it sequences and publishes, and wakes the projections.
//!
//! Leadership is a PostgreSQL advisory lock on the connection that also does the sequencing, so a leader that lost
//! its connection lost both at once; another server takes over within [`TRY_AGAIN`].

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener};
use sqlx::{Connection, PgPool};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::SequencerError;
use super::beat::Beat;
use super::integrate::sequence_waiting;
use super::publication_cycle::Publishing;
use super::rollback_guard::RollbackGuard;
use super::sign::CheckpointSigner;
use super::state::{Publication, PublicationState};
use super::witnesses::Witnesses;
use crate::clock::{Clock, later};
use crate::database::CopyId;
use crate::entropy::Entropy;
use crate::secrets::LogKeys;

/// Any number, the same for all servers: "sajam" in ASCII.
pub(super) const LOCK: i64 = 0x73_61_6a_61_6d;

/// Whether some server leads.
///
/// # Errors
/// When the database is away.
pub async fn has_leader(pool: &PgPool) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from pg_locks
               where locktype = 'advisory' and granted and objsubid = 1
                 and classid::bigint = $1 and objid::bigint = $2
                 and database = (select oid from pg_database where datname = current_database())) as "leads!""#,
        LOCK >> 32,
        LOCK & 0xffff_ffff,
    )
    .fetch_one(pool)
    .await
}

/// Which server leads: its process in the database, and where that comes from.
///
/// # Errors
/// When the database is away.
pub async fn leader(pool: &PgPool) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select 'the server at ' || coalesce(host(a.client_addr), 'this machine') || ' (database process ' || l.pid || ')' as "leader!"
           from pg_locks l left join pg_stat_activity a using (pid)
           where l.locktype = 'advisory' and l.granted and l.objsubid = 1
             and l.classid::bigint = $1 and l.objid::bigint = $2
             and l.database = (select oid from pg_database where datname = current_database())"#,
        LOCK >> 32,
        LOCK & 0xffff_ffff,
    )
    .fetch_optional(pool)
    .await
}

/// A server that is not the leader tells the leader of new events on this channel.
const CHANNEL: &str = "sajam_queue";

/// How often a server that is not the leader asks whether it could be.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// The leader looks this often even when nobody nudged it.
const POLL: Duration = Duration::from_millis(500);

/// The leader looks this often while witnesses are being asked.
const WATCH: Duration = Duration::from_millis(20);

/// How long a round waits for more once it was woken: events get their position this much later, and a busy server
/// writes its tiles fifty times a second instead of at every commit.
const GATHER: Duration = Duration::from_millis(20);

/// What the sequencer needs to know.
pub struct SequencerSettings {
    /// How to open the leader's connection.
    pub options: PgConnectOptions,
    /// Which copy of the database this is.
    pub copy_id: CopyId,
    /// For listening.
    pub pool: PgPool,
    /// Woken after each round: the projections have something to read.
    pub sequenced: Arc<Notify>,
    /// Sign checkpoints.
    pub keys: LogKeys,
    /// Where the newest published checkpoint is kept, outside the database.
    pub published_file: PathBuf,
    /// When to publish.
    pub beat: Beat,
    /// Woken after each append of this server.
    pub nudge: Arc<Notify>,
    /// For the beat.
    pub clock: Clock,
    /// For cover entries.
    pub entropy: Entropy,
    /// Told how publishing goes.
    pub publication: PublicationState,
    /// Asked to cosign.
    pub witnesses: Option<Witnesses>,
}

/// The sequencer of one server: leads, or stands ready to.
pub struct Sequencer {
    settings: SequencerSettings,
}

impl Sequencer {
    /// A sequencer that does nothing until [run](Self::run).
    pub fn new(settings: SequencerSettings) -> Self {
        Self { settings }
    }

    /// Works until `stop`; then sequences what is committed, once more, and lets go of leadership.
    pub async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(error) = self.stand(&stop).await {
                tracing::warn!(error = %error, cause = ?std::error::Error::source(&error).map(ToString::to_string), "sequencer interrupted; trying again");
            }
            tokio::select! {
                () = tokio::time::sleep(TRY_AGAIN) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// One connection's life: waits to become the leader, then leads until an error or the stop.
    async fn stand(&self, stop: &CancellationToken) -> Result<(), SequencerError> {
        let mut connection = PgConnection::connect_with(&self.settings.options).await?;
        while !sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "leads!""#, LOCK)
            .fetch_one(&mut connection)
            .await?
        {
            tokio::select! {
                () = tokio::time::sleep(TRY_AGAIN) => {}
                () = self.settings.nudge.notified() => {
                    sqlx::query!("select pg_notify($1, '')", CHANNEL).execute(&mut connection).await?;
                }
                () = stop.cancelled() => return Ok(()),
            }
        }
        tracing::info!("leading the sequencer");
        let result = self.lead(&mut connection, stop).await;
        self.settings.publication.set(Publication::Elsewhere);
        connection.close().await?;
        result
    }

    async fn lead(
        &self,
        connection: &mut PgConnection,
        stop: &CancellationToken,
    ) -> Result<(), SequencerError> {
        let mut listener = PgListener::connect_with(&self.settings.pool).await?;
        listener.listen(CHANNEL).await?;
        let mut publishing = self.publishing(connection).await?;
        let clock = &self.settings.clock;
        loop {
            let stopping = stop.is_cancelled();
            if !publishing.may_sequence() {
                publishing.advance(connection, clock.now()).await?;
            }
            if publishing.may_sequence() {
                sequence_waiting(connection).await?;
                publishing.advance(connection, clock.now()).await?;
            }
            self.settings.sequenced.notify_one();
            if stopping {
                return Ok(());
            }
            tokio::select! {
                () = self.settings.nudge.notified() => {}
                heard = listener.recv() => { heard?; }
                () = tokio::time::sleep(self.until_due(&publishing)) => {}
                () = stop.cancelled() => {}
            }
            // Under load, one round for what comes in meanwhile instead of one for each commit.
            tokio::time::sleep(GATHER).await;
        }
    }

    /// Until the next beat at most: a leader that slept past it unless somebody filed a report would tell of that.
    fn until_due(&self, publishing: &Publishing) -> Duration {
        if publishing.is_under_way() {
            return WATCH;
        }
        let (now, beat) = (self.settings.clock.now(), self.settings.beat);
        let next = later(beat.at(now), beat.every);
        POLL.min(next.duration_since(now).unsigned_abs())
    }

    /// Takes up publishing where the last leader stopped.
    async fn publishing(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Publishing, SequencerError> {
        let SequencerSettings {
            keys,
            beat,
            entropy,
            published_file,
            ..
        } = &self.settings;
        let signer = CheckpointSigner {
            guard: RollbackGuard::new(published_file.clone(), keys.verifiers().clone()),
            keys: keys.clone(),
            beat: *beat,
            entropy: *entropy,
        };
        Publishing::take_up(
            connection,
            self.settings.copy_id.clone(),
            signer,
            self.settings.witnesses.clone(),
            self.settings.publication.clone(),
        )
        .await
    }
}
