//! How many cases wait, for whom.
//!
//! A batch takes its reports out of the counts as they were and puts them in again as they have become: what comes of it does
//! not depend on where a batch ends.

use sqlx::{PgConnection, PgExecutor};

use super::Queue;

/// Takes these reports out of the counts, as they are now.
pub(super) async fn take_out(
    connection: &mut PgConnection,
    reports: &[&str],
) -> Result<(), sqlx::Error> {
    add(connection, reports, -1).await
}

/// Counts these reports, as they are now.
pub(super) async fn put_in(
    connection: &mut PgConnection,
    reports: &[&str],
) -> Result<(), sqlx::Error> {
    add(connection, reports, 1).await?;
    if !reports.is_empty() {
        // A row that came to nothing would tell a rebuilt table from one that followed.
        sqlx::query!("delete from queue_counts where cases = 0")
            .execute(connection)
            .await?;
    }
    Ok(())
}

async fn add(
    connection: &mut PgConnection,
    reports: &[&str],
    times: i64,
) -> Result<(), sqlx::Error> {
    if reports.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into queue_counts (waits_for, unit, investigator, cases)
         select waits_for, coalesce(unit, ''), coalesce(investigator, ''), $2::bigint * count(*)
             from queue_cases where report_id = any($1) and waits_for is not null group by 1, 2, 3
         on conflict (waits_for, unit, investigator) do update set cases = queue_counts.cases + excluded.cases",
        reports as &[&str],
        times,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Reports in a queue.
///
/// # Errors
/// When the database is away.
pub async fn count(executor: impl PgExecutor<'_>, queue: &Queue) -> Result<u64, sqlx::Error> {
    let total = match queue {
        Queue::Intake => {
            sqlx::query_scalar!(
                r#"select sum(cases)::bigint from queue_counts where waits_for = 'intake'"#
            )
            .fetch_one(executor)
            .await?
        }
        Queue::EveryUnit => {
            sqlx::query_scalar!(
                r#"select sum(cases)::bigint from queue_counts where waits_for <> 'intake'"#
            )
            .fetch_one(executor)
            .await?
        }
        Queue::Units { units, deciding } => {
            let units: Vec<&str> = units.iter().map(|unit| unit.as_str()).collect();
            let deciding: Vec<&str> = deciding.iter().map(|unit| unit.as_str()).collect();
            sqlx::query_scalar!(
                r#"select sum(cases)::bigint from queue_counts
                 where waits_for = 'unit' and unit = any($1) or waits_for = 'decision' and unit = any($2)"#,
                &units as &[&str],
                &deciding as &[&str],
            )
            .fetch_one(executor)
            .await?
        }
        Queue::Mine(staff) => {
            sqlx::query_scalar!(
                r#"select sum(cases)::bigint from queue_counts where waits_for = 'unit' and investigator = $1"#,
                staff.as_str(),
            )
            .fetch_one(executor)
            .await?
        }
    };
    Ok(total.unwrap_or_default().unsigned_abs())
}

/// The units that have cases of a queue, in their order; the empty text for cases that no unit ever had.
pub(super) async fn units(
    connection: &mut PgConnection,
    queue: &Queue,
) -> Result<Vec<String>, sqlx::Error> {
    let mut units = match queue {
        Queue::Intake => Vec::new(),
        Queue::Units { units, .. } => units.iter().map(ToString::to_string).collect(),
        Queue::EveryUnit => {
            sqlx::query_scalar!(
                "select distinct unit from queue_counts where waits_for <> 'intake'"
            )
            .fetch_all(connection)
            .await?
        }
        Queue::Mine(staff) => sqlx::query_scalar!(
            "select distinct unit from queue_counts where waits_for = 'unit' and investigator = $1",
            staff.as_str(),
        )
        .fetch_all(connection)
        .await?,
    };
    units.sort_unstable();
    units.dedup();
    Ok(units)
}
