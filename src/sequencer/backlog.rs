//! How far the log is, and what has yet to get its place in it: for whoever must not count too early.

use sqlx::PgPool;

/// Entries in the log.
///
/// # Errors
/// When the database is away.
pub async fn log_size(pool: &PgPool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("select size from log_head")
        .fetch_one(pool)
        .await
}

/// Whether an event that happened before `before_ms` waits for its position.
///
/// # Errors
/// When the database is away.
pub async fn waits_from_before(pool: &PgPool, before_ms: i64) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "select exists (
           select from log_queue join events e using (aggregate_type, aggregate_id, sequence)
           where extract(epoch from (e.header::json ->> 'at')::timestamptz) * 1000 < $1)",
    )
    .bind(before_ms)
    .fetch_one(pool)
    .await
}
