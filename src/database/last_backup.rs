//! When the database was last backed up, for whoever looks how old that is.

use jiff::Timestamp;
use sajam_projections::from_ms;
use sqlx::PgConnection;

const BACKUP: &str = "backup";

/// Notes that a backup of this moment was written. Over the owner's connection.
///
/// # Errors
/// When the database is away.
pub async fn note_backup(connection: &mut PgConnection, at: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with gone as (delete from installation where name = $1 and value <> $2)
         insert into installation (name, value) values ($1, $2) on conflict do nothing",
        BACKUP,
        at.as_millisecond().to_string(),
    )
    .execute(connection)
    .await
    .map(drop)
}

/// The moment of the newest backup.
///
/// # Errors
/// When the database is away.
pub async fn last_backup(connection: &mut PgConnection) -> Result<Option<Timestamp>, sqlx::Error> {
    let noted = sqlx::query_scalar!("select value from installation where name = $1", BACKUP)
        .fetch_optional(connection)
        .await?;
    let milliseconds = noted.and_then(|text| text.parse().ok());
    Ok(milliseconds.map(from_ms))
}
