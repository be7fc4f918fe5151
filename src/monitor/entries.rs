//! One entry of the log with all that can be checked about it.

use sajam_ledger::{At, EventHash, Header, Label, Salt, commitment, cover_hash, event_hash};
use sajam_projections::Position;
use sqlx::PgConnection;

use super::finding::{EventFault, Finding};

const BATCH: i64 = 2000;

/// A log entry, its event, and the event before that.
pub(super) struct Entry {
    position: i64,
    entry_hash: Vec<u8>,
    cover: Option<Vec<u8>>,
    lost: bool,
    aggregate_type: Option<String>,
    aggregate_id: Option<String>,
    sequence: Option<i64>,
    event_type: Option<String>,
    event_version: Option<String>,
    payload: Option<String>,
    context: Option<String>,
    payload_salt: Option<Vec<u8>>,
    context_salt: Option<Vec<u8>>,
    header: Option<String>,
    hash: Option<Vec<u8>>,
    previous_hash: Option<Vec<u8>>,
    previous_at: Option<String>,
    previous_position: Option<i64>,
}

/// The next entries from `position` on.
///
/// The time of the event before is cut out of its header, where a canonical one has it: reading the header as JSON here
/// would make a damaged one look like a database that is away.
pub(super) async fn read(
    connection: &mut PgConnection,
    position: Position,
) -> Result<Vec<Entry>, sqlx::Error> {
    sqlx::query_as!(
        Entry,
        r#"select l.position, l.hash as entry_hash, l.cover, l.lost, l.aggregate_type, l.aggregate_id, l.sequence,
                e.event_type as "event_type?", e.event_version as "event_version?",
                e.payload::text as payload, e.metadata::text as context,
                e.payload_salt as "payload_salt?", e.context_salt as "context_salt?",
                e.header as "header?", e.hash as "hash?",
                p.hash as "previous_hash?", substr(p.header, 8, 24) as previous_at,
                pl.position as "previous_position?"
         from log_entries l
         left join events e on (e.aggregate_type, e.aggregate_id, e.sequence) = (l.aggregate_type, l.aggregate_id, l.sequence)
         left join events p on (p.aggregate_type, p.aggregate_id, p.sequence) = (l.aggregate_type, l.aggregate_id, l.sequence - 1)
         left join log_entries pl on (pl.aggregate_type, pl.aggregate_id, pl.sequence) = (l.aggregate_type, l.aggregate_id, l.sequence - 1)
         where l.position >= $1 order by l.position limit $2"#,
        position.column(),
        BATCH,
    )
    .fetch_all(connection)
    .await
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Event,
    Cover,
    /// Published once, its event lost since.
    Lost,
}

fn bytes32(bytes: Option<&Vec<u8>>) -> Option<[u8; 32]> {
    bytes.and_then(|bytes| bytes.as_slice().try_into().ok())
}

impl Entry {
    /// The leaf.
    pub(super) fn hash(&self) -> Result<EventHash, Finding> {
        let position = Position::from_column(self.position);
        bytes32(Some(&self.entry_hash))
            .map(EventHash::from_bytes)
            .ok_or(Finding::Entry { position })
    }

    /// Checks the entry at `expected`, and says what it is.
    pub(super) fn check(&self, expected: Position) -> Result<Kind, Finding> {
        if self.position != expected.column() {
            return Err(Finding::Gap {
                expected,
                found: self.position,
            });
        }
        let leaf = self.hash()?;
        if let Some(cover) = &self.cover {
            let holds = bytes32(Some(cover)).is_some_and(|secret| cover_hash(&secret) == leaf);
            return if holds {
                Ok(Kind::Cover)
            } else {
                Err(Finding::Cover { position: expected })
            };
        }
        if self.lost {
            // Its hash is under a checkpoint that people have; there is nothing else to compare it with.
            return Ok(Kind::Lost);
        }
        let stream = format!(
            "{}/{}",
            self.aggregate_type.as_deref().unwrap_or_default(),
            self.aggregate_id.as_deref().unwrap_or_default()
        );
        let sequence = self.sequence.unwrap_or_default();
        match self.check_event(&stream, sequence, leaf) {
            Some(Ok(())) => Ok(Kind::Event),
            Some(Err(what)) => Err(Finding::Event {
                position: expected,
                stream,
                sequence,
                what,
            }),
            None => Err(Finding::EventMissing {
                position: expected,
                stream,
                sequence,
            }),
        }
    }

    fn check_event(
        &self,
        stream: &str,
        sequence: i64,
        leaf: EventHash,
    ) -> Option<Result<(), EventFault>> {
        let text = self.header.as_deref()?;
        let hash = EventHash::from_bytes(bytes32(self.hash.as_ref())?);
        let opens = |label, salt: &Option<Vec<u8>>, value: &Option<String>| {
            Some(commitment(
                label,
                &Salt::from_bytes(bytes32(salt.as_ref())?),
                value.as_deref()?,
            ))
        };
        let payload = opens(Label::Payload, &self.payload_salt, &self.payload)?;
        let context = opens(Label::Context, &self.context_salt, &self.context)?;
        let check = || -> Result<(), EventFault> {
            let must = |holds: bool, fault| if holds { Ok(()) } else { Err(fault) };
            must(hash == leaf, EventFault::EntryHash)?;
            must(event_hash(text) == hash, EventFault::Hash)?;
            let header = Header::parse(text).map_err(|_| EventFault::Header)?;
            let names = (
                Some(header.event_type.as_str()),
                Some(header.type_version.as_str()),
            );
            let columns = header.stream.as_str() == stream
                && header.seq == sequence.unsigned_abs()
                && names == (self.event_type.as_deref(), self.event_version.as_deref());
            must(columns, EventFault::Columns)?;
            must(header.payload == payload, EventFault::Payload)?;
            must(header.context == context, EventFault::Context)?;
            if sequence == 1 {
                return must(header.prev == EventHash::ZERO, EventFault::Chain);
            }
            must(
                bytes32(self.previous_hash.as_ref()) == Some(*header.prev.as_bytes()),
                EventFault::Chain,
            )?;
            let before = self
                .previous_at
                .as_deref()
                .and_then(|at| At::parse(at).ok());
            must(
                before.is_some_and(|before| before <= header.at),
                EventFault::Time,
            )?;
            must(
                self.previous_position
                    .is_some_and(|before| before < self.position),
                EventFault::Order,
            )
        };
        Some(check())
    }
}
