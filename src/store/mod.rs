//! The event store: `cqrs-es` over `postgres-es`' table and reading, with an append of our own.
//!
//! `postgres-es` binds payloads as `jsonb`, which rewrites them, and commits each command by itself. Here the bytes
//! that were hashed are the bytes that are stored, and commands of one server share transactions (`append`).

mod append;
mod entries;
mod history;
pub mod releases;
mod session;

use std::sync::{Arc, Mutex};

use cqrs_es::{Aggregate, AggregateError, CqrsFramework};
use jiff::Timestamp;
use postgres_es::PostgresEventRepository;
use sajam_aggregates::{Actor, StoredEvent};
use sajam_ledger::{EventHash, Head};
use sqlx::PgPool;
use tokio::sync::Notify;

pub use append::{AppendError, Appender};
pub use entries::{EntryReader, EntrySource, StoredEntry};
pub use history::{HistoryEvent, HistoryReader, LoggedEvent, MissingEvent, actor_in};
pub use session::{Appended, NewReport};

use crate::entropy::Entropy;
use session::{Loaded, Nudge, Origin, Session};

/// Everything that reads or appends streams. Cheap to clone.
#[derive(Clone)]
pub struct EventStore {
    pool: PgPool,
    appender: Appender,
    repository: Arc<PostgresEventRepository>,
    entropy: Entropy,
    nudge: Arc<Notify>,
}

/// On whose behalf, and when, a command is carried out.
#[derive(Clone, Debug)]
pub struct Acting {
    /// Goes into each event's context.
    pub actor: Actor,
    /// An opaque name of the request, for matching an event with the server's log.
    pub request: String,
    /// The request's clock.
    pub at: Timestamp,
}

/// Why a command changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum CommandError<R: std::error::Error> {
    /// The domain refused it.
    #[error(transparent)]
    Refused(R),
    /// Somebody else's command on the same stream was committed first.
    #[error("another change came first")]
    Conflict,
    /// The database is away.
    #[error("the event store is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What is stored does not read back: a fault of ours or an altered database.
    #[error("the event store holds what it should not")]
    Corrupt(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl<R: std::error::Error> From<AggregateError<R>> for CommandError<R> {
    fn from(error: AggregateError<R>) -> Self {
        match error {
            AggregateError::UserError(refusal) => Self::Refused(refusal),
            AggregateError::AggregateConflict => Self::Conflict,
            AggregateError::DatabaseConnectionError(source)
            | AggregateError::UnexpectedError(source) => Self::Unavailable(source),
            AggregateError::DeserializationError(source) => Self::Corrupt(source),
        }
    }
}

impl EventStore {
    /// A store that reads through `pool`, appends through `appender` and wakes `nudge` after each append.
    pub fn new(pool: PgPool, appender: Appender, entropy: Entropy, nudge: Arc<Notify>) -> Self {
        // The view gives each event's hash and time with its context, so that one query loads all that the next link needs.
        let repository =
            PostgresEventRepository::new(pool.clone()).with_tables("event_streams", "snapshots");
        Self {
            pool,
            appender,
            repository: Arc::new(repository),
            entropy,
            nudge,
        }
    }

    /// Reads whole histories.
    pub fn histories(&self) -> HistoryReader {
        HistoryReader::new(self.pool.clone())
    }

    /// Reads the log entry by entry, with what is stored behind each.
    pub fn entries(&self) -> EntryReader {
        EntryReader::new(self.pool.clone())
    }

    /// Carries out a command on an existing stream (or one that may be). Answers after commit.
    ///
    /// # Errors
    /// See [`CommandError`]. On any error nothing was written.
    pub async fn execute<A>(
        &self,
        id: &str,
        command: A::Command,
        acting: Acting,
    ) -> Result<Vec<Appended>, CommandError<A::Error>>
    where
        A: Aggregate<Services = ()>,
        A::Event: StoredEvent,
    {
        self.run::<A>(
            id,
            command,
            Session::new(self.clone(), acting, Origin::Stored),
        )
        .await
    }

    /// Carries out a command on a stream that the caller has just read: `aggregate` as its events left it, `head` the last
    /// of them. What was committed since shows as [`CommandError::Conflict`].
    ///
    /// # Errors
    /// As [`EventStore::execute`].
    pub async fn execute_on<A>(
        &self,
        id: &str,
        aggregate: A,
        head: Head,
        command: A::Command,
        acting: Acting,
    ) -> Result<Vec<Appended>, CommandError<A::Error>>
    where
        A: Aggregate<Services = ()>,
        A::Event: StoredEvent,
    {
        let known = Loaded {
            id: id.to_owned(),
            aggregate,
            head: Some(head),
        };
        let origin = Origin::Known(Mutex::new(Some(known)));
        self.run::<A>(id, command, Session::new(self.clone(), acting, origin))
            .await
    }

    /// Carries out a command that begins a stream, and stores the report's wrapped data key in the same transaction.
    ///
    /// The stream is not looked up first: its id is fresh, and an existing one shows as [`CommandError::Conflict`].
    ///
    /// # Errors
    /// As [`EventStore::execute`].
    pub async fn begin<A>(
        &self,
        id: &str,
        command: A::Command,
        acting: Acting,
        new: NewReport,
    ) -> Result<Vec<Appended>, CommandError<A::Error>>
    where
        A: Aggregate<Services = ()>,
        A::Event: StoredEvent,
    {
        self.run::<A>(
            id,
            command,
            Session::new(self.clone(), acting, Origin::New(new)),
        )
        .await
    }

    async fn run<A>(
        &self,
        id: &str,
        command: A::Command,
        session: Session<A>,
    ) -> Result<Vec<Appended>, CommandError<A::Error>>
    where
        A: Aggregate<Services = ()>,
        A::Event: StoredEvent,
    {
        let appended = session.appended();
        let framework = CqrsFramework::<A, Session<A>>::new(
            session,
            vec![Box::new(Nudge(self.nudge.clone()))],
            (),
        );
        framework.execute(id, command).await?;
        Ok(appended.take())
    }

    /// The current state of a stream; the default state of one that does not exist.
    ///
    /// # Errors
    /// As [`EventStore::execute`]; nothing is refused.
    pub async fn load<A>(&self, id: &str) -> Result<A, CommandError<A::Error>>
    where
        A: Aggregate,
        A::Event: StoredEvent,
    {
        Ok(session::load::<A>(&self.repository, id).await?.aggregate)
    }

    /// The wrapped data key of a report; `None` when there is no such report or it was erased.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn wrapped_key(&self, report: &str) -> Result<Option<Vec<u8>>, sqlx::Error> {
        sqlx::query_scalar!("select wrapped from data_keys where report_id = $1", report)
            .fetch_optional(&self.pool)
            .await
    }

    /// Whether there is any stream of these aggregates.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn has_any<A: Aggregate>(&self) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar!(
            r#"select exists (select from events where aggregate_type = $1) as "exists!""#,
            A::TYPE,
        )
        .fetch_one(&self.pool)
        .await
    }

    /// Whether an event that happened before `before` waits for its position in the log.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn waits_from_before(&self, before: Timestamp) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar!(
            r#"select exists (
           select from log_queue join events e using (aggregate_type, aggregate_id, sequence)
           where extract(epoch from (e.header::json ->> 'at')::timestamptz) * 1000 < $1::bigint) as "waits!""#,
            before.as_millisecond(),
        )
        .fetch_one(&self.pool)
        .await
    }
}

/// `type/id`, the name of a stream in headers.
pub fn stream_name(aggregate_type: &str, id: &str) -> String {
    format!("{aggregate_type}/{id}")
}

/// The hash of a stored event, from its column.
pub(crate) fn hash_from_column(bytes: &[u8]) -> Result<EventHash, sqlx::Error> {
    <[u8; 32]>::try_from(bytes)
        .map(EventHash::from_bytes)
        .map_err(|_| sqlx::Error::Decode("a hash column that is not 32 bytes".into()))
}
