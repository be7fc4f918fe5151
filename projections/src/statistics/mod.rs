//! What publication counts.
//!
//! One row a report, so that each is counted at most once in a table. No page and no API reads it: only a release
//! sums it, once, behind noise (docs/statistics.md).

mod counts;

use async_trait::async_trait;
use jiff::Timestamp;
use sajam_aggregates::ReportEvent;
use sqlx::{PgConnection, PgPool};

pub use counts::{Counted, Span, Table, count};

use crate::event::{Filed, LogContent};
use crate::{LogEvent, Position, Projection, ProjectionError};

/// The code of the outcome of a report that its reporter took back.
pub const WITHDRAWN: &str = "withdrawn";
/// The code of an appeal that was accepted.
pub const REOPENED: &str = "reopened";
/// The code of an appeal that was not.
pub const DISMISSED: &str = "dismissed";

/// The projection.
pub struct Statistics;

#[async_trait]
impl Projection for Statistics {
    fn name(&self) -> &'static str {
        "statistics"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["statistics_reports"]
    }

    async fn apply(
        &self,
        connection: &mut PgConnection,
        events: &[LogEvent],
    ) -> Result<(), ProjectionError> {
        let filed = Filed::of(events);
        if !filed.ids.is_empty() {
            sqlx::query!(
                "insert into statistics_reports (report_id, received_ms, category, province)
             select id, at_ms, category, province
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
        Ok(())
    }
}

/// What an event other than `Submitted` changes. Times are the first ones, and stay: a case that is handed on, reopened or
/// resolved again is counted where it was counted before.
async fn change(connection: &mut PgConnection, event: &LogEvent) -> Result<(), ProjectionError> {
    let LogContent::Report { id, event: what } = &event.content else {
        return Ok(());
    };
    let at = event.at;
    match what.as_ref() {
        ReportEvent::Submitted(_) => return Ok(()),
        ReportEvent::Triaged(triaged) => {
            sqlx::query!(
                "update statistics_reports set category = $2, province = $3 where report_id = $1",
                id,
                triaged.category.code(),
                triaged.province.code(),
            )
            .execute(&mut *connection)
            .await?;
        }
        ReportEvent::Assigned(_) => {
            sqlx::query!(
                "update statistics_reports set assigned_ms = coalesce(assigned_ms, $2) where report_id = $1",
                id,
                at.as_millisecond(),
            )
            .execute(&mut *connection)
            .await?;
        }
        ReportEvent::Investigated(_) => {
            sqlx::query!(
                "update statistics_reports set investigated_ms = coalesce(investigated_ms, $2) where report_id = $1",
                id,
                at.as_millisecond(),
            )
            .execute(&mut *connection)
            .await?;
        }
        ReportEvent::Resolved(resolved) => {
            sqlx::query!(
                "update statistics_reports set resolved_ms = coalesce(resolved_ms, $2) where report_id = $1",
                id,
                at.as_millisecond(),
            )
            .execute(&mut *connection)
            .await?;
            close(connection, id, at, resolved.outcome.code()).await?;
        }
        ReportEvent::Withdrawn(_) => close(connection, id, at, WITHDRAWN).await?,
        ReportEvent::Reopened(_) => decided(connection, id, at, REOPENED).await?,
        ReportEvent::AppealDismissed(_) => decided(connection, id, at, DISMISSED).await?,
        ReportEvent::Acknowledged(_)
        | ReportEvent::QuestionAsked(_)
        | ReportEvent::ReporterAnswered(_)
        | ReportEvent::Appealed(_)
        | ReportEvent::Recused(_)
        | ReportEvent::IdentityOpened(_)
        | ReportEvent::Opened(_) => {}
    }
    if tells_that_it_arrived(what) {
        sqlx::query!(
            "update statistics_reports set acknowledged_ms = coalesce(acknowledged_ms, $2) where report_id = $1",
            id,
            at.as_millisecond(),
        )
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// Whether staff answered for the report for the first time at the latest now: somebody who handles a report has
/// acknowledged it, with a word or without.
fn tells_that_it_arrived(event: &ReportEvent) -> bool {
    matches!(
        event,
        ReportEvent::Acknowledged(_) | ReportEvent::Triaged(_) | ReportEvent::Resolved(_)
    )
}

/// The first end of a case is the one that counts.
async fn close(
    connection: &mut PgConnection,
    id: &str,
    at: Timestamp,
    outcome: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update statistics_reports set outcome = $2, closed_ms = $3 where report_id = $1 and closed_ms is null",
        id,
        outcome,
        at.as_millisecond(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// An appeal is made once, and so decided once.
async fn decided(
    connection: &mut PgConnection,
    id: &str,
    at: Timestamp,
    decision: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update statistics_reports set appeal = $2, appeal_ms = $3 where report_id = $1",
        id,
        decision,
        at.as_millisecond(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The position up to which the counts are complete.
///
/// # Errors
/// When the database is away.
pub async fn position(pool: &PgPool) -> Result<Position, sqlx::Error> {
    let position = sqlx::query_scalar!(
        "select position from projection_positions where projection = 'statistics'",
    )
    .fetch_optional(pool)
    .await?;
    Ok(position.map_or(Position::FIRST, Position::from_column))
}
