//! Wrong passwords in a row, by login: after a few the login waits, longer each time.
//!
//! Counted for logins that do not exist as well, and under a keyed hash, so that neither an answer nor the table tells
//! which logins there are or what somebody mistyped.

use crate::context::Context;
use crate::service::ServiceError;

/// Wrong passwords in a row before a login waits.
const FREE: i32 = 5;

/// The first wait; each further failure doubles it, up to an hour.
const FIRST_WAIT_MS: i64 = 30_000;
const LONGEST_WAIT_MS: i64 = 3_600_000;

/// A login that was left alone for so long begins anew.
const FORGOTTEN_MS: i64 = 24 * 3_600_000;

fn name(context: &Context, login: &str) -> Vec<u8> {
    context
        .secrets
        .report_id
        .tag("sajam/sign-in/v1", login.as_bytes())
        .to_vec()
}

/// Seconds this login has to wait yet, if it has to.
///
/// # Errors
/// When the database is away.
pub(super) async fn wait(context: &Context, login: &str) -> Result<Option<u64>, ServiceError> {
    let until_ms = sqlx::query_scalar!(
        "select wait_until_ms from sign_in_failures where login_hash = $1",
        name(context, login),
    )
    .fetch_optional(&context.pool)
    .await?;
    let left_ms = until_ms.unwrap_or(0) - context.clock.now_ms();
    Ok((left_ms > 0).then(|| left_ms.unsigned_abs().div_ceil(1000)))
}

/// Counts a wrong password.
///
/// # Errors
/// When the database is away.
pub(super) async fn count(context: &Context, login: &str) -> Result<(), ServiceError> {
    let now_ms = context.clock.now_ms();
    sqlx::query!(
        "with forgotten as (delete from sign_in_failures where last_ms < $2::bigint - $3::bigint and login_hash <> $1)
         insert into sign_in_failures as kept (login_hash, failures, last_ms, wait_until_ms) values ($1, 1, $2, 0)
         on conflict (login_hash) do update set
            failures = case when kept.last_ms < $2 - $3 then 1 else kept.failures + 1 end,
            last_ms = $2,
            wait_until_ms = case when kept.last_ms < $2 - $3 or kept.failures + 1 < $4 then 0
                else $2 + least($5 * (1::bigint << least(kept.failures + 1 - $4, 10)), $6) end",
        name(context, login),
        now_ms,
        FORGOTTEN_MS,
        FREE,
        FIRST_WAIT_MS,
        LONGEST_WAIT_MS,
    )
    .execute(&context.pool)
    .await?;
    Ok(())
}

/// A right password, or a new one from the operator: nothing is held against the login any more.
///
/// # Errors
/// When the database is away.
pub(super) async fn forget(context: &Context, login: &str) -> Result<(), ServiceError> {
    sqlx::query!(
        "delete from sign_in_failures where login_hash = $1",
        name(context, login),
    )
    .execute(&context.pool)
    .await?;
    Ok(())
}
