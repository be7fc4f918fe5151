//! Limits on trying: whose tries are counted together, and how many tracking numbers one source may try.
//!
//! Only a number with a right check digit that no report has costs anything: a person's typing errors are caught before. A
//! try is reserved before anybody looks for the report, so that many at once are many, and given back when there was one.
//!
//! A source is known by a keyed hash under a key that this process drew and never writes down; nothing of it is stored. So
//! each server counts for itself: two servers allow twice as many, which is as nothing against 63 bits. There is no limit
//! on all sources together: it would stop nobody from guessing, and anybody could use it up for everybody else.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::clock::{later, millis};
use crate::entropy::Entropy;
use crate::secrets::Key;

/// Wrong numbers that one source may try at once: a room of people behind one address stays far below.
const BURST: i32 = 60;

/// After how long there is one more try.
const REFILL: SignedDuration = SignedDuration::from_secs(10);

/// Networks remembered; past this, those that have most tries left are forgotten.
const MOST_NETWORKS: usize = 100_000;

/// A network that a source stands in, whose tries are counted together.
pub struct Network {
    /// The bytes that its addresses begin with; no two networks have the same.
    pub prefix: Vec<u8>,
    /// How many times what one source may do all of it may.
    pub share: u8,
}

/// The networks that a source stands in, the widest first. An IPv6 household has a /64, many have a /56, and whoever has a
/// /48 is not 65,536 sources. All requests whose address is not known are one source.
pub fn networks(source: Option<IpAddr>) -> Vec<Network> {
    let network = |prefix: &[u8], share| Network {
        prefix: prefix.to_vec(),
        share,
    };
    match source.map(|source| source.to_canonical()) {
        None => vec![network(&[], 1)],
        Some(IpAddr::V4(address)) => vec![network(&address.octets(), 1)],
        Some(IpAddr::V6(address)) => [(6, 4), (7, 2), (8, 1)]
            .map(|(bytes, share)| network(&address.octets()[..bytes], share))
            .into(),
    }
}

/// The limits on tracking numbers.
pub struct LookupLimits {
    key: Key,
    /// For each network, when it will have all its tries again.
    whole_at: Mutex<HashMap<[u8; 16], Timestamp>>,
}

/// A try that is counted already; giving it back is up to whoever found that it was right.
#[must_use]
pub struct Reservation(Vec<([u8; 16], SignedDuration)>);

/// Too many wrong numbers: try again after so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// Seconds to wait.
    pub seconds: u64,
}

impl LookupLimits {
    /// Limits with nothing counted yet.
    pub fn new(entropy: Entropy) -> Self {
        Self {
            key: Key::new(entropy.bytes()),
            whole_at: Mutex::default(),
        }
    }

    /// Counts a try of this source, before it is known whether it is right.
    ///
    /// # Errors
    /// [`TooMany`] when the source, or a network it stands in, has tried too often; then nothing is counted.
    pub fn reserve(&self, source: Option<IpAddr>, now: Timestamp) -> Result<Reservation, TooMany> {
        let costs: Vec<_> = networks(source)
            .iter()
            .map(|network| (self.name(network), REFILL / i32::from(network.share)))
            .collect();
        let mut whole_at = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        let latest = later(now, REFILL * BURST);
        let after = |whole_at: &HashMap<_, Timestamp>, name, cost| {
            let whole = whole_at.get(name).copied();
            // What no budget could owe was counted before the clock was set back: it says nothing.
            let whole = whole.filter(|whole| *whole <= latest).unwrap_or(now);
            later(whole.max(now), cost)
        };
        let over = costs
            .iter()
            .map(|(name, cost)| millis(after(&whole_at, name, *cost).duration_since(latest)))
            .max();
        if let Some(over) = over.filter(|over| *over > 0) {
            return Err(TooMany {
                seconds: over.unsigned_abs().div_ceil(1000),
            });
        }
        for (name, cost) in &costs {
            let after = after(&whole_at, name, *cost);
            whole_at.insert(*name, after);
        }
        forget(&mut whole_at, now);
        Ok(Reservation(costs))
    }

    /// Takes a try back that was right, or that could not be looked at.
    pub fn give_back(&self, reservation: Reservation) {
        let mut whole_at = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, cost) in reservation.0 {
            if let Some(whole) = whole_at.get_mut(&name) {
                *whole = later(*whole, -cost);
            }
        }
    }

    fn name(&self, network: &Network) -> [u8; 16] {
        let tag = self.key.tag("sajam/source/v1", &network.prefix);
        let mut name = [0; 16];
        name.copy_from_slice(&tag[..16]);
        name
    }
}

/// Keeps the memory bounded.
fn forget(whole_at: &mut HashMap<[u8; 16], Timestamp>, now: Timestamp) {
    if whole_at.len() < MOST_NETWORKS {
        return;
    }
    whole_at.retain(|_, whole| *whole > now);
    if whole_at.len() > MOST_NETWORKS / 2 {
        let mut all: Vec<Timestamp> = whole_at.values().copied().collect();
        // Half of them go at once, so that this is done seldom.
        let middle = all.len() / 2;
        let (_, middle, _) = all.select_nth_unstable(middle);
        let middle = *middle;
        whole_at.retain(|_, whole| *whole > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_511_100, 0);

    fn limits() -> LookupLimits {
        LookupLimits::new(Entropy::system())
    }

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    /// How many of these tries are let through.
    fn let_through(limits: &LookupLimits, sources: impl Iterator<Item = String>) -> usize {
        sources
            .filter(|source| limits.reserve(address(source), NOW).is_ok())
            .count()
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out() {
        let limits = limits();
        while limits.reserve(address("192.0.2.1"), NOW).is_ok() {}
        let earlier = NOW - SignedDuration::from_hours(48);
        assert!(limits.reserve(address("192.0.2.1"), earlier).is_ok());
    }

    #[test]
    fn a_source_has_a_budget_that_comes_back() {
        let limits = limits();
        let same = |tries: usize| std::iter::repeat_n("192.0.2.1".to_owned(), tries);
        assert_eq!(let_through(&limits, same(400)), 60);
        let refused = limits.reserve(address("192.0.2.1"), NOW).err();
        assert_eq!(refused, Some(TooMany { seconds: 10 }));
        assert_eq!(let_through(&limits, same(1)), 0);
        let soon = later(NOW, REFILL);
        assert!(limits.reserve(address("192.0.2.1"), soon).is_ok());
        assert!(limits.reserve(address("192.0.2.1"), soon).is_err());
        // However it is written, and nobody else.
        assert!(limits.reserve(address("::ffff:192.0.2.1"), soon).is_err());
        assert!(limits.reserve(address("192.0.2.2"), NOW).is_ok());
        assert!(limits.reserve(None, NOW).is_ok());
    }

    #[test]
    fn what_was_right_costs_nothing() {
        let limits = limits();
        for _ in 0..400 {
            let reserved = limits.reserve(address("2001:db8::1"), NOW).unwrap();
            limits.give_back(reserved);
        }
    }

    #[test]
    fn a_wide_network_is_not_as_many_sources_as_it_has_addresses() {
        let all = |format: fn(u32) -> String| let_through(&limits(), (0..4_000).map(format));
        assert_eq!(all(|n| format!("2001:db8:0:0::{n:x}")), 60);
        assert_eq!(all(|n| format!("2001:db8:0:{:x}::1", n % 256)), 120);
        assert_eq!(all(|n| format!("2001:db8:0:{n:x}::1")), 240);
        assert_eq!(all(|n| format!("2001:db8:{n:x}::1")), 4_000);
    }

    #[test]
    fn memory_is_bounded_and_keeps_who_tried_most() {
        let limits = limits();
        let guesser = address("192.0.2.1");
        while limits.reserve(guesser, NOW).is_ok() {}
        for number in 0..250_000_u32 {
            let _ = limits.reserve(Some(IpAddr::V4(number.into())), NOW);
        }
        assert!(limits.whole_at.lock().unwrap().len() < MOST_NETWORKS);
        assert!(limits.reserve(guesser, NOW).is_err());
    }
}
