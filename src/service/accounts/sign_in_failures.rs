//! Wrong passwords: after a few, whoever gives them waits, longer each time.
//!
//! Who waits is the source, and the source with that login; never a login from everywhere, or anybody could keep its owner
//! out with a request now and then. A browser that somebody signed in from before counts for itself (a device cookie, as
//! OWASP calls it), so its owner gets in also from an address that others have used up. Passwords are drawn by the program
//! and too long to be guessed from many addresses.
//!
//! Logins that do not exist are counted as well, and everything under keyed hashes, so that neither an answer nor the table
//! tells which logins there are, where somebody is, or what they mistyped.

use std::net::IpAddr;

use jiff::SignedDuration;

use crate::clock::{from_ms, millis};
use crate::context::Context;
use crate::service::ServiceError;

/// Wrong passwords for one login from one source, or one known browser, before it waits.
const FREE_FOR_LOGIN: i32 = 5;

/// Wrong passwords from one source for whatever login: an office behind one address stays below.
const FREE_FOR_SOURCE: i32 = 30;

/// The first wait; each further failure doubles it, up to an hour.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// What was left alone for so long begins anew.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24);

/// Who tries to sign in.
pub(super) struct Attempt<'a> {
    /// As which login.
    pub(super) login: &'a str,
    /// From where. Requests whose source is not known are one source.
    pub(super) source: Option<IpAddr>,
    /// From which browser, if somebody has signed in as this login from it before.
    pub(super) device: Option<&'a str>,
}

impl Attempt<'_> {
    /// What waits after too many failures, with how many are free.
    fn waiting(&self, context: &Context) -> (Vec<Vec<u8>>, Vec<i32>) {
        if let Some(device) = self.device {
            let name = hash(context, "device", &[self.login, device]);
            return (vec![name], vec![FREE_FOR_LOGIN]);
        }
        let source = self.source.map_or_else(String::new, network);
        let names = vec![
            hash(context, "source", &[&source]),
            hash(context, "login", &[self.login, &source]),
        ];
        (names, vec![FREE_FOR_SOURCE, FREE_FOR_LOGIN])
    }

    /// What only the login's owner is told of.
    fn owner(&self, context: &Context) -> Vec<u8> {
        hash(context, "owner", &[self.login])
    }
}

/// An IPv6 household has a /64: addresses within it are one source.
fn network(source: IpAddr) -> String {
    match source.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => hex::encode(&address.octets()[..8]),
    }
}

fn hash(context: &Context, kind: &str, parts: &[&str]) -> Vec<u8> {
    // Neither a login nor a source nor a device has a NUL in it.
    let message = parts.join("\0");
    let key = &context.secrets.report_id;
    key.tag(&format!("sajam/sign-in-{kind}/v1"), message.as_bytes())
        .to_vec()
}

/// Counts an attempt as a failure before the password is looked at, so that many at once are many; a right password takes
/// it back. `Some` are the seconds to wait yet; then nothing is counted.
///
/// # Errors
/// When the database is away.
pub(super) async fn count(
    context: &Context,
    attempt: &Attempt<'_>,
) -> Result<Option<u64>, ServiceError> {
    let now = context.clock.now();
    let (mut names, mut free) = attempt.waiting(context);
    let until = sqlx::query_scalar!(
        "select max(wait_until_ms) from sign_in_failures where name_hash = any($1)",
        &names,
    )
    .fetch_one(&context.pool)
    .await?;
    let left = millis(from_ms(until.unwrap_or(0)).duration_since(now));
    if left > 0 {
        return Ok(Some(left.unsigned_abs().div_ceil(1000)));
    }
    names.push(attempt.owner(context));
    free.push(i32::MAX);
    sqlx::query!(
        "with forgotten as (delete from sign_in_failures where last_ms < $2::bigint - $3::bigint and name_hash <> all($1))
         insert into sign_in_failures as known (name_hash, failures, last_ms, wait_until_ms)
         select name, 1, $2, 0 from unnest($1::bytea[]) as name
         on conflict (name_hash) do update set
            failures = case when known.last_ms < $2 - $3 then 1 else known.failures + 1 end,
            last_ms = $2,
            wait_until_ms = (
                select case when known.last_ms < $2 - $3 or known.failures + 1 < free then 0
                    else $2 + least($5::bigint * (1::bigint << least(known.failures + 1 - free, 10)), $6::bigint) end
                from unnest($1::bytea[], $4::integer[]) as limits (name, free) where name = known.name_hash)",
        &names,
        now.as_millisecond(),
        millis(FORGOTTEN),
        &free,
        millis(FIRST_WAIT),
        millis(LONGEST_WAIT),
    )
    .execute(&context.pool)
    .await?;
    Ok(None)
}

/// The password was right. How often it was wrong since the last time, from everywhere.
///
/// # Errors
/// When the database is away.
pub(super) async fn take_back(
    context: &Context,
    attempt: &Attempt<'_>,
) -> Result<i32, ServiceError> {
    let (names, _) = attempt.waiting(context);
    let (own, source) = match names.split_last() {
        Some((own, sources)) => (own, sources.first().unwrap_or(own)),
        None => return Ok(0),
    };
    // Of a source only this one try is taken back: who has an account must not make room for trying others.
    let failures = sqlx::query_scalar!(
        "with source as (update sign_in_failures set failures = failures - 1, wait_until_ms = 0
                 where name_hash = $2 and name_hash <> $1),
             forgiven as (delete from sign_in_failures where name_hash in ($1, $3) returning name_hash, failures)
         select failures from forgiven where name_hash = $3",
        own,
        source,
        attempt.owner(context),
    )
    .fetch_optional(&context.pool)
    .await?;
    // This try was counted, too.
    Ok(failures.unwrap_or(1) - 1)
}
