//! Reading a stream's whole history as it is stored, with each event's position in the log.

use sajam_aggregates::Actor;
use sajam_ledger::{At, EventHash, Header, HeaderError, Salt};
use serde::Deserialize;
use sqlx::{FromRow, PgPool};

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
    pub position: Option<u64>,
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
        #[derive(Deserialize)]
        struct Context {
            actor: Actor,
        }
        serde_json::from_str::<Context>(&self.context).map(|context| context.actor)
    }
}

#[derive(FromRow)]
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
            position: stored.position.map(i64::unsigned_abs),
        })
    }
}

const HISTORY: &str = "\
select e.sequence, e.event_type, e.event_version, e.header, e.payload::text as payload, e.metadata::text as context,
       e.payload_salt, e.context_salt, e.hash, l.position
from events e left join log_entries l using (aggregate_type, aggregate_id, sequence)
where e.aggregate_type = $1 and e.aggregate_id = $2
order by e.sequence";

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
        let stored: Vec<Stored> = sqlx::query_as(HISTORY)
            .bind(aggregate_type)
            .bind(aggregate_id)
            .fetch_all(&self.0)
            .await?;
        stored.into_iter().map(HistoryEvent::try_from).collect()
    }
}
