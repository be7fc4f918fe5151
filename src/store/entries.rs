//! Reading the log by position, with what is stored behind each entry; payloads are never read.

use sajam_ledger::{EventHash, Salt};
use sajam_projections::Position;
use sqlx::PgPool;

use super::hash_from_column;

/// One entry of the log.
#[derive(Clone, Debug)]
pub struct StoredEntry {
    /// Its position.
    pub position: Position,
    /// What the log holds there.
    pub hash: EventHash,
    /// What is behind it.
    pub source: EntrySource,
}

/// What is stored behind an entry.
#[derive(Clone, Debug)]
pub enum EntrySource {
    /// An event, as it was written.
    Event {
        /// Canonical JSON.
        header: String,
        /// Canonical JSON: who acted.
        context: String,
        /// Salt of the context's commitment.
        context_salt: Salt,
    },
    /// An event that only the log still knows: it was deleted.
    Gone {
        /// Whose event it was, as `type/id`.
        stream: String,
        /// Its place in the stream.
        sequence: u64,
    },
    /// The 32 secret bytes of a cover entry.
    Cover([u8; 32]),
    /// Published once, and lost with the database that held it.
    Lost,
}

struct Row {
    position: i64,
    hash: Vec<u8>,
    cover: Option<Vec<u8>>,
    lost: bool,
    aggregate_type: Option<String>,
    aggregate_id: Option<String>,
    sequence: Option<i64>,
    header: Option<String>,
    context: Option<String>,
    context_salt: Option<Vec<u8>>,
}

impl TryFrom<Row> for StoredEntry {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bytes = |bytes: Vec<u8>| {
            <[u8; 32]>::try_from(bytes)
                .map_err(|_| sqlx::Error::Decode("a column that is not 32 bytes".into()))
        };
        let source = match (row.cover, row.header, row.context, row.context_salt) {
            (Some(secret), ..) => EntrySource::Cover(bytes(secret)?),
            _ if row.lost => EntrySource::Lost,
            (None, Some(header), Some(context), Some(salt)) => EntrySource::Event {
                header,
                context,
                context_salt: Salt::from_bytes(bytes(salt)?),
            },
            _ => EntrySource::Gone {
                stream: super::stream_name(
                    &row.aggregate_type.unwrap_or_default(),
                    &row.aggregate_id.unwrap_or_default(),
                ),
                sequence: row.sequence.unwrap_or_default().unsigned_abs(),
            },
        };
        Ok(Self {
            position: Position::from_column(row.position),
            hash: hash_from_column(&row.hash)?,
            source,
        })
    }
}

/// A statement for [`Row`]s: its columns, and which.
macro_rules! entries {
    ($which:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select l.position, l.hash, l.cover, l.lost, l.aggregate_type, l.aggregate_id, l.sequence,
       e.header as "header?", e.metadata::text as context, e.context_salt as "context_salt?"
from log_entries l left join events e using (aggregate_type, aggregate_id, sequence)
"# + $which,
            $($argument),*
        )
    };
}

/// Reads the log. Entries never change, so what is read in many short queries is one state of it.
#[derive(Clone)]
pub struct EntryReader(PgPool);

impl EntryReader {
    pub(super) fn new(pool: PgPool) -> Self {
        Self(pool)
    }

    /// The entries from position `from` up to, not including, `to`, in order; one that was deleted is left out.
    ///
    /// # Errors
    /// When the database is away or a row is not what the sequencer writes.
    pub async fn range(
        &self,
        from: Position,
        to: Position,
    ) -> Result<Vec<StoredEntry>, sqlx::Error> {
        let rows = entries!(
            "where l.position >= $1 and l.position < $2 order by l.position",
            from.column(),
            to.column(),
        )
        .fetch_all(&self.0)
        .await?;
        rows.into_iter().map(StoredEntry::try_from).collect()
    }

    /// The entries at some positions, in order.
    ///
    /// # Errors
    /// As [`range`](Self::range).
    pub async fn at(&self, positions: &[Position]) -> Result<Vec<StoredEntry>, sqlx::Error> {
        let positions: Vec<i64> = positions.iter().map(|position| position.column()).collect();
        let rows = entries!("where l.position = any($1) order by l.position", &positions)
            .fetch_all(&self.0)
            .await?;
        rows.into_iter().map(StoredEntry::try_from).collect()
    }
}
