//! The staff's queues: one row a report, with no word of what it says and no name; and how many wait for whom.
//!
//! Every page in every order is read from an index that holds the order (migration 17), so that it costs the same however
//! many cases wait.
//!
//! | file | what is in it |
//! |---|---|
//! | `counts.rs` | how many cases a queue has, kept with every batch |
//! | `order.rs` | what a queue can be sorted by |
//! | `statement.rs` | the one statement that reads a page |
//! | `page.rs` | the first page, the last, and those beside a row |

mod case;
mod counts;
mod order;
mod page;
mod statement;

use async_trait::async_trait;
use sajam_aggregates::{ReportEvent, StaffId, Status, UnitCode};
use sqlx::PgConnection;

pub use case::Case;
pub use counts::count;
pub use order::{Column, Sort};
pub use page::{Key, PageCursor, QueuePage, explain, page};

use crate::event::{Filed, LogContent};
use crate::{LogEvent, Projection, ProjectionError};

/// The projection.
pub struct Queues;

#[async_trait]
impl Projection for Queues {
    fn name(&self) -> &'static str {
        "queues"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["queue_cases", "queue_counts"]
    }

    async fn apply(
        &self,
        connection: &mut PgConnection,
        events: &[LogEvent],
    ) -> Result<(), ProjectionError> {
        let mut touched: Vec<&str> = events.iter().filter_map(report_of).collect();
        touched.sort_unstable();
        touched.dedup();
        counts::take_out(connection, &touched).await?;
        let filed = Filed::of(events);
        if !filed.ids.is_empty() {
            sqlx::query!(
                "insert into queue_cases (report_id, updated_ms, received_ms, status, category, province)
             select id, at_ms, at_ms, 'received', category, province
                 from unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) as filed (id, at_ms, category, province)",
                &filed.ids as &[&str],
                &filed.at_ms,
                &filed.categories as &[&str],
                &filed.provinces as &[&str],
            )
            .execute(&mut *connection)
            .await?;
        }
        for event in events {
            change(connection, event).await?;
        }
        counts::put_in(connection, &touched).await?;
        Ok(())
    }
}

/// The report that an entry of the log is about.
fn report_of(event: &LogEvent) -> Option<&str> {
    match &event.content {
        LogContent::Report { id, .. } => Some(id),
        _ => None,
    }
}

/// What an event other than `Submitted` changes.
async fn change(connection: &mut PgConnection, event: &LogEvent) -> Result<(), ProjectionError> {
    let LogContent::Report { id, event: what } = &event.content else {
        return Ok(());
    };
    let at_ms = event.at.as_millisecond();
    let to_status = |status: Status| {
        sqlx::query!(
            "update queue_cases set status = $3, updated_ms = $2 where report_id = $1",
            id,
            at_ms,
            status.code(),
        )
    };
    let query = match what.as_ref() {
        ReportEvent::Acknowledged(_) => to_status(Status::Acknowledged),
        ReportEvent::Triaged(triaged) => sqlx::query!(
            "update queue_cases set status = 'triaged', updated_ms = $2, category = $3, province = $4, priority = $5 where report_id = $1",
            id,
            at_ms,
            triaged.category.code(),
            triaged.province.code(),
            triaged.priority.code(),
        ),
        // A reassigned case that is under way stays under way.
        ReportEvent::Assigned(assigned) => sqlx::query!(
            "update queue_cases set updated_ms = $2, unit = $3, investigator = $4,
                        status = case status when 'triaged' then 'assigned' else status end
                 where report_id = $1",
            id,
            at_ms,
            assigned.unit.as_str(),
            assigned.investigator.as_ref().map(ToString::to_string),
        ),
        ReportEvent::Recused(_) => sqlx::query!(
            "update queue_cases set updated_ms = $2, investigator = null,
                        status = case status when 'investigating' then 'assigned' else status end
                 where report_id = $1",
            id,
            at_ms,
        ),
        ReportEvent::Investigated(_)
        | ReportEvent::ReporterAnswered(_)
        | ReportEvent::Reopened(_) => to_status(Status::Investigating),
        ReportEvent::QuestionAsked(_) => to_status(Status::AwaitingReporter),
        ReportEvent::Resolved(_) | ReportEvent::AppealDismissed(_) => to_status(Status::Resolved),
        ReportEvent::Appealed(_) => to_status(Status::Appealed),
        ReportEvent::Withdrawn(_) => to_status(Status::Withdrawn),
        ReportEvent::Submitted(_) | ReportEvent::IdentityOpened(_) | ReportEvent::Opened(_) => {
            return Ok(());
        }
    };
    query.execute(connection).await?;
    Ok(())
}

/// Which reports a queue shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Received, acknowledged or triaged: waiting for a unit.
    Intake,
    /// Open cases of these units, and of no other.
    Units {
        /// The units.
        units: Vec<UnitCode>,
        /// Those of them whose appeals wait for whoever asks.
        deciding: Vec<UnitCode>,
    },
    /// Open cases and waiting appeals of every unit.
    EveryUnit,
    /// Open cases of one investigator.
    Mine(StaffId),
}
