//! Reading the log: events in the one global order.

use jiff::Timestamp;
use sajam_aggregates::staff::StaffEvent;
use sajam_aggregates::{ReportEvent, StoredEvent};
use sqlx::PgConnection;

use crate::{Position, ProjectionError, from_ms};

/// An entry of the log as projections see it.
#[derive(Debug)]
pub struct LogEvent {
    /// Its position.
    pub position: Position,
    /// The event's time; to the hour for what a reporter did. The beginning of 1970 for cover.
    pub at: Timestamp,
    /// Whose it is, and what happened.
    pub content: LogContent,
}

/// What lies at a position.
#[derive(Debug)]
pub enum LogContent {
    /// An event of the report with this id.
    Report {
        /// 32 hex digits.
        id: String,
        /// What happened.
        event: Box<ReportEvent>,
    },
    /// An event of an account.
    Staff {
        /// 32 hex digits.
        id: String,
        /// What happened.
        event: StaffEvent,
    },
    /// An event of another aggregate; no projection reads any yet.
    Other,
    /// A cover entry.
    Cover,
}

struct Row {
    position: i64,
    aggregate_type: Option<String>,
    aggregate_id: Option<String>,
    event_type: Option<String>,
    event_version: Option<String>,
    payload: Option<serde_json::Value>,
    at_ms: Option<i64>,
}

/// Up to `limit` entries from `position` on.
pub(crate) async fn read(
    connection: &mut PgConnection,
    position: Position,
    limit: i64,
) -> Result<Vec<LogEvent>, ProjectionError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select l.position, l.aggregate_type, l.aggregate_id,
                e.event_type as "event_type?", e.event_version as "event_version?", e.payload as "payload?",
                (extract(epoch from (e.header::json ->> 'at')::timestamptz) * 1000)::bigint as at_ms
         from public.log_entries l left join public.events e using (aggregate_type, aggregate_id, sequence)
         where l.position >= $1 order by l.position limit $2"#,
        position.column(),
        limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(event).collect()
}

fn event(row: Row) -> Result<LogEvent, ProjectionError> {
    let position = Position::from_column(row.position);
    let unreadable = |source| ProjectionError::Event { position, source };
    let content = match (
        row.aggregate_type.as_deref(),
        row.aggregate_id,
        row.event_type,
        row.event_version,
        row.payload,
    ) {
        (Some("report"), Some(id), Some(event_type), Some(version), Some(payload)) => {
            let event =
                ReportEvent::from_parts(&event_type, &version, payload).map_err(unreadable)?;
            LogContent::Report {
                id,
                event: Box::new(event),
            }
        }
        (Some("staff"), Some(id), Some(event_type), Some(version), Some(payload)) => {
            let event =
                StaffEvent::from_parts(&event_type, &version, payload).map_err(unreadable)?;
            LogContent::Staff { id, event }
        }
        (Some(_), ..) => LogContent::Other,
        (None, ..) => LogContent::Cover,
    };
    Ok(LogEvent {
        position,
        at: row.at_ms.map_or(Timestamp::UNIX_EPOCH, from_ms),
        content,
    })
}

/// The reports filed in a batch, as columns for one insert. A report's `Submitted` is its first event, so a projection
/// may take all of a batch before anything else.
pub(crate) struct Filed<'e> {
    pub(crate) ids: Vec<&'e str>,
    pub(crate) at_ms: Vec<i64>,
    pub(crate) categories: Vec<&'static str>,
    pub(crate) provinces: Vec<&'static str>,
}

impl<'e> Filed<'e> {
    pub(crate) fn of(events: &'e [LogEvent]) -> Self {
        let mut filed = Self {
            ids: Vec::new(),
            at_ms: Vec::new(),
            categories: Vec::new(),
            provinces: Vec::new(),
        };
        for event in events {
            if let LogContent::Report { id, event: what } = &event.content
                && let ReportEvent::Submitted(submitted) = what.as_ref()
            {
                filed.ids.push(id);
                filed.at_ms.push(event.at.as_millisecond());
                filed.categories.push(submitted.category.code());
                filed.provinces.push(submitted.province.code());
            }
        }
        filed
    }
}
