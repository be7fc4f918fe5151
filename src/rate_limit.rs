//! Limits on guessing tracking numbers: per source and overall.
//!
//! Only a number with a right check digit that no report has counts: a person's typing errors are caught before.
//! A source is known by a keyed hash under a key that this process drew and never writes down; nothing of it is stored.
//! The overall count is in the database, for all servers together, by the minute.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use sqlx::PgPool;

use crate::clock::millis;
use crate::entropy::Entropy;
use crate::secrets::Key;

/// Wrong numbers that one source may try at once: a room of people behind one address stays far below.
const SOURCE_BURST: f64 = 60.0;

/// After how long there is one more try.
const SOURCE_REFILL: SignedDuration = SignedDuration::from_secs(10);

/// Wrong numbers in one minute from everywhere before all must wait for the next minute.
const OVERALL_PER_MINUTE: i64 = 6_000;

/// Sources remembered; past this, the fullest are forgotten first.
const MOST_SOURCES: usize = 100_000;

struct Bucket {
    left: f64,
    at: Timestamp,
}

/// The limits.
pub struct LookupLimits {
    pool: PgPool,
    key: Key,
    sources: Mutex<HashMap<[u8; 16], Bucket>>,
}

/// Too many wrong numbers: try again after so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// Seconds to wait.
    pub seconds: u64,
}

/// The number of a minute since 1970.
fn minute_of(at: Timestamp) -> i64 {
    at.as_millisecond().div_euclid(60_000)
}

impl LookupLimits {
    /// Limits with nothing counted yet.
    pub fn new(pool: PgPool, entropy: Entropy) -> Self {
        Self {
            pool,
            key: Key::new(entropy.bytes()),
            sources: Mutex::default(),
        }
    }

    /// Whether this source may look up a number now.
    ///
    /// # Errors
    /// [`TooMany`] when it has guessed too often, or all together have.
    pub async fn check(&self, source: Option<IpAddr>, now: Timestamp) -> Result<(), TooMany> {
        let left = self.left(source, now);
        if left < 1.0 {
            return Err(TooMany {
                seconds: ((1.0 - left) * SOURCE_REFILL.as_secs_f64()).ceil() as u64,
            });
        }
        let minute = minute_of(now);
        let failed =
            sqlx::query_scalar!("select count from failed_lookups where minute = $1", minute)
                .fetch_optional(&self.pool)
                .await;
        match failed {
            Ok(Some(count)) if count >= OVERALL_PER_MINUTE => Err(TooMany {
                seconds: 60 - now.as_millisecond().rem_euclid(60_000).unsigned_abs() / 1000,
            }),
            // A database that is away is told by the lookup itself.
            _ => Ok(()),
        }
    }

    /// Counts a number that no report has.
    pub async fn count_failure(&self, source: Option<IpAddr>, now: Timestamp) {
        self.take_one(source, now);
        let counted = sqlx::query!(
            "with old as (delete from failed_lookups where minute < $1::bigint - 60)
             insert into failed_lookups (minute, count) values ($1, 1)
             on conflict (minute) do update set count = failed_lookups.count + 1",
            minute_of(now),
        )
        .execute(&self.pool)
        .await;
        if counted.is_err() {
            crate::failure_log::note("a failed lookup could not be counted", String::new());
        }
    }

    fn take_one(&self, source: Option<IpAddr>, now: Timestamp) {
        let name = self.name(source);
        let left = self.left(source, now) - 1.0;
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        if sources.len() >= MOST_SOURCES {
            sources.retain(|_, bucket| bucket.left < SOURCE_BURST / 2.0);
        }
        let bucket = Bucket { left, at: now };
        sources.insert(name, bucket);
    }

    fn left(&self, source: Option<IpAddr>, now: Timestamp) -> f64 {
        let sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        sources
            .get(&self.name(source))
            .map_or(SOURCE_BURST, |bucket| {
                let refilled = millis(now.duration_since(bucket.at)).max(0) as f64
                    / millis(SOURCE_REFILL) as f64;
                (bucket.left + refilled).min(SOURCE_BURST)
            })
    }

    /// An IPv6 household has a /64: addresses within it are one source. So are all requests whose address is not known.
    fn name(&self, source: Option<IpAddr>) -> [u8; 16] {
        let bytes = match source {
            None => Vec::new(),
            Some(IpAddr::V4(address)) => address.octets().to_vec(),
            Some(IpAddr::V6(address)) => address
                .to_ipv4_mapped()
                .map_or_else(|| address.octets()[..8].to_vec(), |v4| v4.octets().to_vec()),
        };
        let tag = self.key.tag("sajam/source/v1", &bytes);
        let mut name = [0; 16];
        name.copy_from_slice(&tag[..16]);
        name
    }
}
