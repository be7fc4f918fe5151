//! How long signing in lasts.
//!
//! A session belongs to the password it was begun with, by that password's generation: with a new password it opens
//! nothing, however the two crossed.

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::account::Account;
use super::staff_session::{StaffSession, session_of};
use crate::clock::{later, millis};
use crate::context::Context;
use crate::service::ServiceError;

/// How long a session lasts without being renewed by a new sign-in.
pub const SESSION: SignedDuration = SignedDuration::from_hours(8);

/// How long a session lasts without being used.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// How closely it is noted when a session was used: not every request writes.
const USE_STEP: SignedDuration = SignedDuration::from_secs(60);

/// How much a clock may be set right without anybody being signed out.
const SKEW: SignedDuration = SignedDuration::from_mins(10);

/// A new session: the secret for the cookie, and whose it is.
pub struct SignedIn {
    /// 32 random bytes in hex; the database holds their hash.
    pub token: SecretString,
    /// When it ends.
    pub expires: Timestamp,
    /// Whose it is.
    pub session: StaffSession,
    /// What the browser keeps to be known by the next time: [`super::Caller::devices`].
    pub devices: String,
}

/// A session for whoever gave the account's password; `None` when the account is suspended, or its password is another by
/// now. The browser's session before, if it had one, ends.
pub(super) async fn begin(
    context: &Context,
    account: &Account,
    failures: u32,
    before: Option<SecretString>,
    devices: String,
) -> Result<Option<SignedIn>, ServiceError> {
    let now = context.clock.now();
    let Some(session) = session_of(context, &account.staff_id, &account.login).await? else {
        return Ok(None);
    };
    let token = Zeroizing::new(hex::encode(context.entropy.bytes::<32>()));
    let expires = later(now, SESSION);
    let begun = sqlx::query!(
        "with expired as (
            delete from staff_sessions where expires_ms < $4::bigint or last_used_ms < $4 - $5::bigint or token_hash = $6)
         insert into staff_sessions (token_hash, staff_id, login, password_generation, expires_ms, last_used_ms, failures)
         select $1, staff_id, login, password_generation, $7, $4, $8
         from accounts where login = $2 and password_generation = $3",
        token_hash(&token),
        account.login,
        account.password_generation,
        now.as_millisecond(),
        millis(IDLE),
        before.map(|before| token_hash(before.expose_secret())),
        expires.as_millisecond(),
        i32::try_from(failures).unwrap_or(i32::MAX),
    )
    .execute(&context.pool)
    .await?
    .rows_affected();
    if begun == 0 {
        return Ok(None);
    }
    Ok(Some(SignedIn {
        token: SecretString::from(token.as_str()),
        expires,
        session: StaffSession {
            failures,
            must_change_password: account.must_change_password,
            ..session
        },
        devices,
    }))
}

/// The session that a token opens; `None` when it is unknown, ended, or its account suspended.
///
/// # Errors
/// When the database is away.
pub async fn resume(context: &Context, token: &str) -> Result<Option<StaffSession>, ServiceError> {
    let row = sqlx::query!(
        "with used as (
            update staff_sessions set last_used_ms = $2 where token_hash = $1 and expires_ms > $2
                and last_used_ms > $2::bigint - $3::bigint and last_used_ms < $2 - $4::bigint)
         select accounts.staff_id, login, failures, must_change_password
         from staff_sessions join accounts using (login, password_generation)
         where token_hash = $1 and expires_ms > $2 and last_used_ms > $2 - $3 and expires_ms <= $2 + $5::bigint",
        token_hash(token),
        context.clock.now().as_millisecond(),
        millis(IDLE),
        millis(USE_STEP),
        // One that would last longer than any was begun before the clock was set back.
        millis(SESSION) + millis(SKEW),
    )
    .fetch_optional(&context.pool)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let session = session_of(context, &row.staff_id, &row.login).await?;
    Ok(session.map(|session| StaffSession {
        failures: row.failures.unsigned_abs(),
        must_change_password: row.must_change_password,
        ..session
    }))
}

/// Ends a session.
///
/// # Errors
/// When the database is away.
pub async fn sign_out(context: &Context, token: &str) -> Result<(), ServiceError> {
    sqlx::query!(
        "delete from staff_sessions where token_hash = $1",
        token_hash(token),
    )
    .execute(&context.pool)
    .await?;
    Ok(())
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
