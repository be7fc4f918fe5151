//! Reading a stream's whole history as it is stored, with each event's position in the log.

use sajam_aggregates::Actor;
use sajam_ledger::{At, EventHash, Header, HeaderError, Salt};
use sajam_projections::Position;
use serde::Deserialize;
use sqlx::PgPool;

use super::hash_from_column;

/// One stored event: exact bytes, as they were hashed.
#[derive(Clone, Debug)]
pub struct HistoryEvent {
    /// Place in the stream, from 1.
    pub sequence: u64,
    /// The event's name.
    pub event_type: String,
    /// Its schema's version.
    pub event_version: String,
    /// Canonical JSON.
    pub header: String,
    /// Canonical JSON.
    pub payload: String,
    /// Canonical JSON: who acted.
    pub context: String,
    /// Salt of the payload's commitment.
    pub payload_salt: Salt,
    /// Salt of the context's commitment.
    pub context_salt: Salt,
    /// The event's hash.
    pub hash: EventHash,
    /// Its position in the log, once the sequencer has given it.
    pub position: Option<Position>,
    /// The hash that the log holds there: the event's own, unless one of them was altered.
    pub logged: Option<EventHash>,
}

impl HistoryEvent {
    /// When it happened, from its header.
    ///
    /// # Errors
    /// When the stored header is not one.
    pub fn at(&self) -> Result<At, HeaderError> {
        Header::parse(&self.header).map(|header| header.at)
    }

    /// Who acted, from its context.
    ///
    /// # Errors
    /// When the stored context does not say.
    pub fn actor(&self) -> Result<Actor, serde_json::Error> {
        actor_in(&self.context)
    }
}

struct Stored {
    sequence: i64,
    event_type: String,
    event_version: String,
    header: String,
    payload: String,
    context: String,
    payload_salt: Vec<u8>,
    context_salt: Vec<u8>,
    hash: Vec<u8>,
    position: Option<i64>,
    logged: Option<Vec<u8>>,
}

impl TryFrom<Stored> for HistoryEvent {
    type Error = sqlx::Error;

    fn try_from(stored: Stored) -> Result<Self, sqlx::Error> {
        let salt = |bytes: Vec<u8>| {
            <[u8; 32]>::try_from(bytes)
                .map(Salt::from_bytes)
                .map_err(|_| sqlx::Error::Decode("a salt column that is not 32 bytes".into()))
        };
        Ok(Self {
            sequence: stored.sequence.unsigned_abs(),
            event_type: stored.event_type,
            event_version: stored.event_version,
            header: stored.header,
            payload: stored.payload,
            context: stored.context,
            payload_salt: salt(stored.payload_salt)?,
            context_salt: salt(stored.context_salt)?,
            hash: hash_from_column(&stored.hash)?,
            position: stored.position.map(Position::from_column),
            logged: stored.logged.as_deref().map(hash_from_column).transpose()?,
        })
    }
}

/// Reads whole histories.
#[derive(Clone)]
pub struct HistoryReader(PgPool);

impl HistoryReader {
    pub(super) fn new(pool: PgPool) -> Self {
        Self(pool)
    }

    /// All events of a stream in order; empty when there is no such stream.
    ///
    /// # Errors
    /// When the database is away or a row is not what the store writes.
    pub async fn read(
        &self,
        aggregate_type: &str,
        aggregate_id: &str,
    ) -> Result<Vec<HistoryEvent>, sqlx::Error> {
        self.read_after(aggregate_type, aggregate_id, 0).await
    }

    /// The events of a stream after the one with this sequence, in order.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub async fn read_after(
        &self,
        aggregate_type: &str,
        aggregate_id: &str,
        sequence: u64,
    ) -> Result<Vec<HistoryEvent>, sqlx::Error> {
        // Most streams are short. A plan for any of them would compare each event of a long one with each of its entries, and
        // `offset 0` keeps that from being thought of: an event's entry is looked up.
        let stored = sqlx::query_as!(
            Stored,
            r#"select e.sequence, e.event_type, e.event_version, e.header,
       e.payload::text as "payload!", e.metadata::text as "context!",
       e.payload_salt, e.context_salt, e.hash, logged.position as "position?", logged.hash as "logged?"
from events e left join lateral (
    select l.position, l.hash from log_entries l
    where l.aggregate_type = e.aggregate_type and l.aggregate_id = e.aggregate_id and l.sequence = e.sequence
    offset 0
) as logged on true
where e.aggregate_type = $1 and e.aggregate_id = $2 and e.sequence > $3
order by e.sequence"#,
            aggregate_type,
            aggregate_id,
            i64::try_from(sequence).unwrap_or(i64::MAX),
        )
        .fetch_all(&self.0)
        .await?;
        stored.into_iter().map(HistoryEvent::try_from).collect()
    }

    /// The log's entries of a stream whose events are not there, by sequence: none, unless events were deleted.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn missing(
        &self,
        aggregate_type: &str,
        aggregate_id: &str,
    ) -> Result<Vec<MissingEvent>, sqlx::Error> {
        let rows = sqlx::query!(
            r#"select l.sequence as "sequence!", l.position, l.hash
from log_entries l left join lateral (
    select e.sequence from events e
    where e.aggregate_type = l.aggregate_type and e.aggregate_id = l.aggregate_id and e.sequence = l.sequence
    offset 0
) as stored on true
where l.aggregate_type = $1 and l.aggregate_id = $2 and stored.sequence is null
order by l.sequence"#,
            aggregate_type,
            aggregate_id,
        )
        .fetch_all(&self.0)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(MissingEvent {
                    sequence: row.sequence.unsigned_abs(),
                    position: Position::from_column(row.position),
                    logged: hash_from_column(&row.hash)?,
                })
            })
            .collect()
    }

    /// Whether there is a stream, or the log has entries of one.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn knows(
        &self,
        aggregate_type: &str,
        aggregate_id: &str,
    ) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar!(
            r#"select exists (select from events where aggregate_type = $1 and aggregate_id = $2)
    or exists (select from log_entries where aggregate_type = $1 and aggregate_id = $2) as "knows!""#,
            aggregate_type,
            aggregate_id,
        )
        .fetch_one(&self.0)
        .await
    }

    /// The newest events of the log before a position, the latest first; cover is left out.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn newest(
        &self,
        before: Option<Position>,
        limit: u32,
    ) -> Result<Vec<LoggedEvent>, sqlx::Error> {
        let before = before.map_or(i64::MAX, Position::column);
        let rows = sqlx::query!(
            r#"select l.position, l.aggregate_type as "aggregate_type!", l.aggregate_id as "aggregate_id!",
       l.sequence as "sequence!", e.event_type as "event_type?", e.header as "header?", e.metadata::text as context
from log_entries l left join events e using (aggregate_type, aggregate_id, sequence)
where l.aggregate_id is not null and l.position < $1
order by l.position desc
limit $2"#,
            before,
            i64::from(limit),
        )
        .fetch_all(&self.0)
        .await?;
        let logged = rows.into_iter().map(|row| LoggedEvent {
            position: Position::from_column(row.position),
            aggregate_type: row.aggregate_type,
            aggregate_id: row.aggregate_id,
            sequence: row.sequence,
            event_type: row.event_type,
            header: row.header,
            context: row.context,
        });
        Ok(logged.collect())
    }
}

/// An event that the log has and the store has not.
#[derive(Clone, Debug)]
pub struct MissingEvent {
    /// Its place in the stream.
    pub sequence: u64,
    /// Its position in the log.
    pub position: Position,
    /// Its hash.
    pub logged: EventHash,
}

/// An entry of the log with what an auditor sees of its event; whatever is not there was deleted.
#[derive(Clone, Debug)]
pub struct LoggedEvent {
    /// Its position.
    pub position: Position,
    /// Whose event it is: the kind of aggregate.
    pub aggregate_type: String,
    /// Whose event it is.
    pub aggregate_id: String,
    /// Its place in the stream.
    pub sequence: i64,
    /// The event's name.
    pub event_type: Option<String>,
    /// Canonical JSON.
    pub header: Option<String>,
    /// Canonical JSON: who acted.
    pub context: Option<String>,
}

/// Who acted, from a stored context.
///
/// # Errors
/// When it does not say.
pub fn actor_in(context: &str) -> Result<Actor, serde_json::Error> {
    #[derive(Deserialize)]
    struct Context {
        actor: Actor,
    }
    serde_json::from_str::<Context>(context).map(|context| context.actor)
}
