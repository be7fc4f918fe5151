//! What publication counts.
//!
//! One row a report, so that each is counted at most once in a table. No page and no API reads it: only a release
//! sums it, once, behind noise (docs/statistics.md).

use std::collections::BTreeMap;

use async_trait::async_trait;
use sajam_aggregates::ReportEvent;
use sqlx::{PgConnection, PgPool};

use crate::event::{Filed, LogContent};
use crate::{LogEvent, Projection, ProjectionError};

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
            sqlx::query(
                "insert into statistics_reports (report_id, received_ms, category, province)
             select id, at_ms, category, province
                 from unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) as filed (id, at_ms, category, province)",
            )
            .bind(filed.ids)
            .bind(filed.at_ms)
            .bind(filed.categories)
            .bind(filed.provinces)
            .execute(&mut *connection)
            .await?;
        }
        for event in events {
            change(connection, event).await?;
        }
        Ok(())
    }
}

/// What an event other than `Submitted` changes.
async fn change(connection: &mut PgConnection, event: &LogEvent) -> Result<(), ProjectionError> {
    let LogContent::Report { id, event: what } = &event.content else {
        return Ok(());
    };
    let query = match what.as_ref() {
            ReportEvent::Triaged(triaged) => {
                sqlx::query("update statistics_reports set category = $2, province = $3 where report_id = $1")
                    .bind(id)
                    .bind(triaged.category.code())
                    .bind(triaged.province.code())
            }
            ReportEvent::Resolved(resolved) => {
                sqlx::query("update statistics_reports set outcome = $2, closed_ms = $3 where report_id = $1")
                    .bind(id)
                    .bind(resolved.outcome.code())
                    .bind(event.at_ms)
            }
            ReportEvent::Withdrawn(_) => {
                sqlx::query("update statistics_reports set outcome = 'withdrawn', closed_ms = $2 where report_id = $1")
                    .bind(id)
                    .bind(event.at_ms)
            }
            ReportEvent::Acknowledged(_)
            | ReportEvent::Assigned(_)
            | ReportEvent::Investigated(_)
            | ReportEvent::QuestionAsked(_)
            | ReportEvent::ReporterAnswered(_)
            | ReportEvent::Submitted(_)
            | ReportEvent::Opened(_) => return Ok(()),
        };
    query.execute(connection).await?;
    Ok(())
}

/// True counts of one period by category. For a release only: never log, show or store what this returns.
///
/// # Errors
/// When the database is away.
pub async fn received_by_category(
    pool: &PgPool,
    start_ms: i64,
    end_ms: i64,
) -> Result<BTreeMap<String, u64>, sqlx::Error> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "select category, count(*) from statistics_reports where received_ms >= $1 and received_ms < $2 group by category",
    )
    .bind(start_ms)
    .bind(end_ms)
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(category, count)| (category, count.unsigned_abs()))
        .collect())
}

/// When the oldest report was received, in Unix milliseconds: the first period that can be published.
///
/// # Errors
/// When the database is away.
pub async fn oldest_ms(pool: &PgPool) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar("select min(received_ms) from statistics_reports")
        .fetch_one(pool)
        .await
}

/// The position up to which the counts are complete.
///
/// # Errors
/// When the database is away.
pub async fn position(pool: &PgPool) -> Result<i64, sqlx::Error> {
    let position: Option<i64> = sqlx::query_scalar(
        "select position from projection_positions where projection = 'statistics'",
    )
    .fetch_optional(pool)
    .await?;
    Ok(position.unwrap_or(0))
}
