//! The privacy ledger: what every draw of noise cost. The database refuses an entry that would spend too much
//! (migration 0009); this writes and reads it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sajam_statistics::{NoisedTable, ReleaseId};
use sqlx::{PgConnection, PgPool};

use super::PublishError;

/// What one family has cost, and may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The family's code; one that this program does not know any more stays in the ledger.
    pub family: String,
    /// What it was given.
    pub share_milli: i64,
    /// Of its dearest period, with all revisions: what a report can have spent on this family.
    pub dearest_milli: i64,
    /// How many draws there were.
    pub draws: i64,
}

/// What was spent, and what one report can come to spend at most: in thousandths of ε.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Family by family, by code.
    pub families: Vec<Spent>,
    /// Shares and spent corrections together: never more than [`BUDGET_MILLI`](sajam_statistics::family::BUDGET_MILLI).
    pub committed_milli: i64,
}

/// Reads the ledger.
///
/// # Errors
/// When the database is away.
pub async fn balance(pool: &PgPool) -> Result<Balance, sqlx::Error> {
    let families = sqlx::query_as!(
        Spent,
        r#"select family as "family!", coalesce(max(epsilon_milli), 0)::bigint as "share_milli!",
             coalesce(max(spent), 0)::bigint as "dearest_milli!", coalesce(sum(draws), 0)::bigint as "draws!" from
             (select family, sum(epsilon_milli) as spent, count(*) as draws from privacy_ledger group by family, period) as periods
             full join privacy_shares using (family)
         group by family order by family"#,
    )
    .fetch_all(pool)
    .await?;
    let committed_milli =
        sqlx::query_scalar!(r#"select privacy_committed_milli() as "committed_milli!""#)
            .fetch_one(pool)
            .await?;
    Ok(Balance {
        families,
        committed_milli,
    })
}

/// Pays for a draw, in the draw's transaction.
///
/// # Errors
/// [`PublishError::Overspent`] when there is not enough left; nothing is paid then.
pub(super) async fn pay(
    connection: &mut PgConnection,
    id: ReleaseId,
    table: &NoisedTable,
    now: Timestamp,
) -> Result<(), PublishError> {
    sqlx::query!(
        "insert into privacy_ledger (release_id, family, period, epsilon_milli, drawn_ms) values ($1, $2, $3, $4::bigint, $5)",
        id.to_string(),
        id.family().code(),
        id.period().to_string(),
        i64::from(table.epsilon_milli()),
        now.as_millisecond(),
    )
    .execute(connection)
    .await
    .map_err(|error| PublishError::of_ledger(error, id))?;
    Ok(())
}

/// Pays for publications that this database does not know of, being an older copy. They are spent whatever the budget
/// says, so an entry that is refused here means that nothing more may be drawn.
///
/// # Errors
/// [`PublishError::Overspent`] then.
pub(super) async fn pay_what_is_missing(
    pool: &PgPool,
    known: &BTreeMap<String, i64>,
    now: Timestamp,
) -> Result<(), PublishError> {
    let paid = sqlx::query_scalar!("select release_id from privacy_ledger")
        .fetch_all(pool)
        .await?;
    for (name, cost) in known {
        if paid.contains(name) {
            continue;
        }
        let id: ReleaseId = super::parsed(name)?;
        sqlx::query!(
            "insert into privacy_ledger (release_id, family, period, epsilon_milli, drawn_ms) values ($1, $2, $3, $4::bigint, $5)
             on conflict do nothing",
            name,
            id.family().code(),
            id.period().to_string(),
            cost,
            now.as_millisecond(),
        )
        .execute(pool)
        .await
        .map_err(|error| PublishError::of_ledger(error, id))?;
    }
    Ok(())
}
