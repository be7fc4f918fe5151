//! Wrong passwords: after a few, whoever gives them waits, longer each time.
//!
//! Who waits is the source, and the source with that login; never a login from everywhere, or anybody could keep its owner
//! out with a request now and then. A browser that somebody signed in from before counts for itself (a device cookie, as
//! OWASP calls it), so its owner gets in also from an address that others have used up. A source that
//! has many addresses in one network is not as many sources.
//!
//! Logins that do not exist are counted as well, and everything under keyed hashes, so that neither an answer nor the table
//! tells which logins there are, where somebody is, or what they mistyped.

use std::net::IpAddr;

use jiff::SignedDuration;
use sqlx::PgConnection;

use crate::clock::{from_ms, millis};
use crate::context::Context;
use crate::rate_limit::networks;
use crate::service::ServiceError;

/// Wrong passwords for one login from one source, or one known browser, before it waits.
const FREE_FOR_LOGIN: i32 = 5;

/// Wrong passwords from one source for whatever login: an office behind one address stays below, and nobody tries one
/// password with a hundred logins.
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

/// What is counted, under keyed hashes.
struct Counted {
    /// The networks it comes from, for whatever login.
    sources: Vec<Vec<u8>>,
    /// The login from there, or from a known browser.
    own: Vec<Vec<u8>>,
    /// The login from everywhere, which only its owner is told of.
    owner: Vec<u8>,
    /// How many failures are free, in the order of [`names`](Self::names).
    free: Vec<i32>,
}

impl Counted {
    /// Every name, in an order that is the same for everybody: rows are locked in it, so nobody waits in a circle.
    fn names(&self) -> Vec<Vec<u8>> {
        let waiting = self.sources.iter().chain(&self.own);
        waiting.chain([&self.owner]).cloned().collect()
    }
}

impl Attempt<'_> {
    fn counted(&self, context: &Context) -> Counted {
        let login = self.login.as_bytes();
        let networks = match self.device {
            Some(_) => Vec::new(),
            None => networks(self.source),
        };
        let free_for = |free| {
            let networks = networks.iter();
            networks.map(move |network| free * i32::from(network.share))
        };
        let sources = networks
            .iter()
            .map(|network| hash(context, "source", &[&network.prefix]))
            .collect();
        let own = match self.device {
            Some(device) => vec![hash(context, "device", &[login, device.as_bytes()])],
            None => networks
                .iter()
                .map(|network| hash(context, "login", &[login, &network.prefix]))
                .collect(),
        };
        let free = free_for(FREE_FOR_SOURCE)
            .chain(free_for(FREE_FOR_LOGIN))
            .chain(self.device.map(|_| FREE_FOR_LOGIN))
            .chain([i32::MAX]);
        Counted {
            free: free.collect(),
            owner: hash(context, "owner", &[login]),
            sources,
            own,
        }
    }
}

fn hash(context: &Context, kind: &str, parts: &[&[u8]]) -> Vec<u8> {
    // Neither a login nor a browser's name has a NUL in it, and a network comes last.
    let message = parts.join(&0);
    let key = &context.secrets.report_id;
    key.tag(&format!("sajam/sign-in-{kind}/v2"), &message)
        .to_vec()
}

/// Counts an attempt as a failure before the password is looked at, so that many at once are many; [`forgive`] or
/// [`give_back`] takes it back. `Some` are the seconds to wait yet; then nothing is counted.
///
/// # Errors
/// When the database is away.
pub(super) async fn reserve(
    context: &Context,
    attempt: &Attempt<'_>,
) -> Result<Option<u64>, ServiceError> {
    let now = context.clock.now();
    let counted = attempt.counted(context);
    let names = counted.names();
    if let Some(seconds) = left(context, &names).await? {
        return Ok(Some(seconds));
    }
    let mut transaction = context.pool.begin().await?;
    // Whoever came at the same time is waited for here. A row that waits by now is not counted again.
    let reserved = sqlx::query!(
        "insert into sign_in_failures as known (name_hash, failures, last_ms, wait_until_ms)
         select name, 1, $2, 0 from unnest($1::bytea[]) with ordinality as names (name, place) order by place
         on conflict (name_hash) do update set
            failures = case when known.last_ms < $2::bigint - $3::bigint then 1 else known.failures + 1 end,
            last_ms = $2,
            wait_until_ms = (
                select case when known.last_ms < $2 - $3 or known.failures + 1 < free then 0
                    else $2 + least($5::bigint * (1::bigint << least(known.failures + 1 - free, 10)), $6::bigint) end
                from unnest($1::bytea[], $4::integer[]) as limits (name, free) where name = known.name_hash)
            where known.wait_until_ms <= $2 or known.wait_until_ms > $2 + $6::bigint",
        &names,
        now.as_millisecond(),
        millis(FORGOTTEN),
        &counted.free,
        millis(FIRST_WAIT),
        millis(LONGEST_WAIT),
    )
    .execute(&mut *transaction)
    .await?
    .rows_affected();
    if reserved < names.len() as u64 {
        transaction.rollback().await?;
        return Ok(Some(left(context, &names).await?.unwrap_or(1)));
    }
    transaction.commit().await?;
    forget(context).await?;
    Ok(None)
}

/// The seconds that one of these has to wait yet.
async fn left(context: &Context, names: &[Vec<u8>]) -> Result<Option<u64>, ServiceError> {
    let until = sqlx::query_scalar!(
        // Longer than anybody waits is from before the clock was set back.
        "select max(wait_until_ms) from sign_in_failures where name_hash = any($1) and wait_until_ms <= $2::bigint + $3::bigint",
        names,
        context.clock.now().as_millisecond(),
        millis(LONGEST_WAIT),
    )
    .fetch_one(&context.pool)
    .await?;
    let left = millis(from_ms(until.unwrap_or(0)).duration_since(context.clock.now()));
    Ok((left > 0).then(|| left.unsigned_abs().div_ceil(1000)))
}

/// Deletes what was left alone for long enough, unless somebody is just counting there.
async fn forget(context: &Context) -> Result<(), ServiceError> {
    sqlx::query!(
        "delete from sign_in_failures where name_hash in (
            select name_hash from sign_in_failures where last_ms < $1::bigint for update skip locked)",
        context.clock.now().as_millisecond() - millis(FORGOTTEN),
    )
    .execute(&context.pool)
    .await?;
    Ok(())
}

/// Locks rows in the order of their names.
async fn lock(connection: &mut PgConnection, names: &[Vec<u8>]) -> Result<(), ServiceError> {
    sqlx::query!(
        "select failures from sign_in_failures join unnest($1::bytea[]) with ordinality as names (name, place) on name = name_hash
         order by place for update of sign_in_failures",
        names,
    )
    .fetch_all(connection)
    .await?;
    Ok(())
}

/// Takes one attempt back. A wait can only have begun with this one: while there is another, nothing is reserved.
async fn take_one_back(
    connection: &mut PgConnection,
    names: &[Vec<u8>],
) -> Result<(), ServiceError> {
    sqlx::query!(
        "update sign_in_failures set failures = failures - 1, wait_until_ms = 0 where name_hash = any($1)",
        names,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The password was not looked at.
///
/// # Errors
/// When the database is away.
pub(super) async fn give_back(
    context: &Context,
    attempt: &Attempt<'_>,
) -> Result<(), ServiceError> {
    let names = attempt.counted(context).names();
    let mut transaction = context.pool.begin().await?;
    lock(&mut transaction, &names).await?;
    take_one_back(&mut transaction, &names).await?;
    transaction.commit().await?;
    Ok(())
}

/// The password was right. How often it was wrong since the last time, from everywhere.
///
/// # Errors
/// When the database is away.
pub(super) async fn forgive(context: &Context, attempt: &Attempt<'_>) -> Result<i32, ServiceError> {
    let counted = attempt.counted(context);
    let mut transaction = context.pool.begin().await?;
    lock(&mut transaction, &counted.names()).await?;
    // Of a source only this one try is taken back: who has an account must not make room for trying others.
    take_one_back(&mut transaction, &counted.sources).await?;
    let failures = sqlx::query_scalar!(
        "with forgiven as (delete from sign_in_failures where name_hash = any($1) or name_hash = $2 returning name_hash, failures)
         select failures from forgiven where name_hash = $2",
        &counted.own,
        counted.owner,
    )
    .fetch_optional(&mut *transaction)
    .await?;
    transaction.commit().await?;
    // This try was counted, too.
    Ok(failures.unwrap_or(1) - 1)
}
