//! What the history says of releases of statistics. A stored draw is a release once its `Published` is here.

use jiff::Timestamp;
use sqlx::{PgConnection, PgPool};

use crate::clock::from_ms;

/// A release as its event and the stored draw say it.
pub struct StoredRelease {
    /// Its name.
    pub release_id: String,
    /// The draw; `None` where it is gone.
    pub content: Option<String>,
    /// The event's name.
    pub event_type: String,
    /// Its schema's version.
    pub event_version: String,
    /// What it says.
    pub payload: serde_json::Value,
}

/// That figures were wrong.
pub struct StoredCorrection {
    /// The event's schema's version.
    pub event_version: String,
    /// What it says.
    pub payload: serde_json::Value,
    /// When.
    pub at: Timestamp,
}

/// A statement for [`StoredRelease`]s: the join that makes a stored draw a release, and which.
macro_rules! published {
    ($which:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            StoredRelease,
            "select e.aggregate_id as release_id, r.content::text as content, e.event_type, e.event_version, e.payload
from events e left join releases r on r.release_id = e.aggregate_id
where e.aggregate_type = 'release' and e.event_type = 'Published'" + $which
            $(, $argument)*
        )
    };
}

/// Every release that is out.
///
/// # Errors
/// When the database is away.
pub async fn all(connection: &mut PgConnection) -> Result<Vec<StoredRelease>, sqlx::Error> {
    published!("").fetch_all(connection).await
}

/// The release of that name, if it is out.
///
/// # Errors
/// When the database is away.
pub async fn find(
    connection: &mut PgConnection,
    id: &str,
) -> Result<Option<StoredRelease>, sqlx::Error> {
    published!(" and e.aggregate_id = $1", id)
        .fetch_optional(connection)
        .await
}

/// Whether the release of that name is out.
///
/// # Errors
/// When the database is away.
pub async fn is_published(pool: &PgPool, id: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from events where aggregate_type = 'release' and aggregate_id = $1) as "exists!""#,
        id,
    )
    .fetch_one(pool)
    .await
}

/// The periods of a family that are out.
///
/// # Errors
/// When the database is away.
pub async fn published_periods(pool: &PgPool, family: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select r.period from releases r where r.family = $1 and exists
           (select from events where aggregate_type = 'release' and aggregate_id = r.release_id)",
        family,
    )
    .fetch_all(pool)
    .await
}

/// What was said to be wrong with a release, the first first.
///
/// # Errors
/// When the database is away.
pub async fn corrections(
    connection: &mut PgConnection,
    id: &str,
) -> Result<Vec<StoredCorrection>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select event_version, payload,
                (extract(epoch from (header::json ->> 'at')::timestamptz) * 1000)::bigint as "at_ms!"
         from events where aggregate_type = 'release' and aggregate_id = $1 and event_type = 'Corrected' order by sequence"#,
        id,
    )
    .fetch_all(connection)
    .await?;
    let corrections = rows.into_iter().map(|row| StoredCorrection {
        event_version: row.event_version,
        payload: row.payload,
        at: from_ms(row.at_ms),
    });
    Ok(corrections.collect())
}

/// The names of releases that corrections name as replacements and that are not out.
///
/// # Errors
/// When the database is away.
pub async fn replacements_to_come(pool: &PgPool) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select c.payload ->> 'replacement' as "replacement!" from events c
         where c.aggregate_type = 'release' and c.event_type = 'Corrected' and c.payload ->> 'replacement' is not null
           and not exists (select from events p where p.aggregate_type = 'release'
                           and p.aggregate_id = c.payload ->> 'replacement')
         order by 1"#,
    )
    .fetch_all(pool)
    .await
}

/// What every publication cost, by name.
///
/// # Errors
/// When the database is away.
pub async fn costs(pool: &PgPool) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select aggregate_id, (payload ->> 'epsilon_milli')::bigint as "epsilon_milli!" from events
         where aggregate_type = 'release' and event_type = 'Published'"#,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.aggregate_id, row.epsilon_milli))
        .collect())
}

/// The hash of all events of releases: another one, and something was published or said since.
///
/// # Errors
/// When the database is away.
pub async fn digest(connection: &mut PgConnection) -> Result<Vec<u8>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select sha256(coalesce(string_agg(hash, ''::bytea order by aggregate_id, sequence), ''::bytea)) as "digest!"
         from events where aggregate_type = 'release'"#,
    )
    .fetch_one(connection)
    .await
}
