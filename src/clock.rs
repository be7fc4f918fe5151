//! Time as a parameter: the one place that reads the system's clock, handed down from start-up.
//!
//! Points in time are [`Timestamp`]s of whole milliseconds, lengths of time are durations; neither can stand for the other.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use sajam_ledger::{At, AtError};

pub use sajam_projections::from_ms;

/// Where "now" comes from. Cheap to clone; every server, job and test is given one.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    /// In Unix milliseconds.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The operating system's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is [set](Self::set): for tests, and for `sajam demo`, which files reports in months gone by.
    pub fn set_to(at: Timestamp) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(at.as_millisecond()))))
    }

    /// Moves a set clock. A system clock stays what it is.
    pub fn set(&self, at: Timestamp) {
        if let Source::Set(now) = &self.0 {
            now.store(at.as_millisecond(), Ordering::SeqCst);
        }
    }

    /// Now, to the millisecond: what is stored is no finer.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is given"
    )]
    pub fn now(&self) -> Timestamp {
        from_ms(match &self.0 {
            Source::System => Timestamp::now().as_millisecond(),
            Source::Set(now) => now.load(Ordering::SeqCst),
        })
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Source::System => "Clock(system)",
            Source::Set(_) => "Clock(set)",
        })
    }
}

/// An hour of UTC, named by its beginning: all that is told of a moment which nobody should learn exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HourStamp(Timestamp);

impl HourStamp {
    /// How long it is.
    pub const LENGTH: SignedDuration = SignedDuration::from_hours(1);

    /// The hour that a moment lies in.
    #[must_use]
    pub fn of(at: Timestamp) -> Self {
        Self(floor(at, Self::LENGTH))
    }

    /// Its beginning.
    #[must_use]
    pub fn start(self) -> Timestamp {
        self.0
    }

    /// The first moment after it.
    #[must_use]
    pub fn end(self) -> Timestamp {
        later(self.0, Self::LENGTH)
    }
}

impl From<HourStamp> for Timestamp {
    fn from(hour: HourStamp) -> Self {
        hour.0
    }
}

/// The point in time that an event's header names.
#[must_use]
pub fn from_at(at: At) -> Timestamp {
    from_ms(at.to_unix_millis())
}

/// The point in time as headers and receipts write it.
///
/// # Errors
/// [`AtError::OutOfRange`] outside the years that headers can name.
pub fn to_at(at: Timestamp) -> Result<At, AtError> {
    At::from_unix_millis(at.as_millisecond())
}

/// So long after a moment; where there is no such moment any more, the last there is.
#[must_use]
pub fn later(at: Timestamp, length: SignedDuration) -> Timestamp {
    at.saturating_add(length)
        .expect("a length without days or months can always be added")
}

/// The last multiple of `step` since 1970 that is not after a moment. `step` is a millisecond or more.
#[must_use]
pub fn floor(at: Timestamp, step: SignedDuration) -> Timestamp {
    let (at, step) = (at.as_millisecond(), millis(step).max(1));
    from_ms(at.saturating_sub(at.rem_euclid(step)))
}

/// A length in milliseconds, as columns have it.
#[must_use]
pub fn millis(length: SignedDuration) -> i64 {
    let millis = length.as_millis();
    i64::try_from(millis).unwrap_or(if millis < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_stamp_keeps_the_hour_and_nothing_else() {
        let hour = from_ms(7_200_000);
        for ms in [0, 1, 3_599_999] {
            let stamp = HourStamp::of(from_ms(7_200_000 + ms));
            assert_eq!(stamp.start(), hour);
            assert_eq!(stamp.end(), from_ms(10_800_000));
        }
        assert_eq!(HourStamp::of(from_ms(-1)).start(), from_ms(-3_600_000));
    }

    #[test]
    fn the_ends_of_time_are_no_danger() {
        for at in [Timestamp::MIN, Timestamp::MAX] {
            assert!(HourStamp::of(at).start() <= HourStamp::of(at).end());
        }
        assert_eq!(later(Timestamp::MAX, HourStamp::LENGTH), Timestamp::MAX);
        assert_eq!(later(Timestamp::MIN, -HourStamp::LENGTH), Timestamp::MIN);
    }
}
