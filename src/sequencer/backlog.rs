//! How far the log is: for whoever must not count too early.

use sqlx::PgPool;

/// Entries in the log.
///
/// # Errors
/// When the database is away.
pub async fn log_size(pool: &PgPool) -> Result<u64, sqlx::Error> {
    sqlx::query_scalar!("select size from log_head")
        .fetch_one(pool)
        .await
        .map(i64::unsigned_abs)
}
