//! How the method and the counting rules have changed: one list for the methodology page and the feeds. Each version has a
//! line in `locales/*/feed.ftl`, and is told in full in `locales/*/method.ftl`. A change is announced with the program that
//! makes it; what is in the list never changes.

use jiff::Timestamp;
use jiff::civil::Date;

use sajam_statistics::calendar::instant;
use sajam_statistics::release::RELEASE_TIME;

/// A version of the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// 1, 2, …: what a release names.
    pub version: u32,
    /// The day it holds from (Gregorian).
    pub day: Date,
}

/// Every version, the first first.
pub const CHANGES: [Change; 2] = [
    Change {
        version: 1,
        day: Date::constant(2026, 11, 24),
    },
    // The budget was divided anew, with a part for corrections; figures on time limits and appeals came to it.
    Change {
        version: 2,
        day: Date::constant(2026, 11, 24),
    },
];

/// The version in force.
pub const METHODOLOGY: u32 = CHANGES[CHANGES.len() - 1].version;

// Numbered without a gap.
const _: () = {
    let mut next = 0;
    while next < CHANGES.len() {
        assert!(CHANGES[next].version as usize == next + 1);
        next += 1;
    }
};

impl Change {
    /// When it was made known: the hour at which releases come out.
    #[must_use]
    pub fn published(&self) -> Timestamp {
        instant(self.day, RELEASE_TIME)
    }

    /// Those made known by now, the first first.
    pub fn known_at(now: Timestamp) -> impl Iterator<Item = &'static Self> {
        CHANGES
            .iter()
            .filter(move |change| change.published() <= now)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn changes_follow_each_other() {
        assert!(CHANGES.is_sorted_by_key(|change| change.day));
        assert_eq!(
            Change::known_at(CHANGES[0].published() - SignedDuration::from_millis(1)).count(),
            0
        );
        assert_eq!(Change::known_at(Timestamp::MAX).count(), CHANGES.len());
    }
}
