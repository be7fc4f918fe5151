//! Once a day, at a time of day in Tehran.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Time, time};
use jiff::{SignedDuration, Timestamp};

use sajam_statistics::calendar::last_time_of_day;

/// A little of what a check's time may lie ahead of a server's own clock: servers' clocks differ. Past this the clock
/// was set back, and a time that was written down before says nothing.
const SKEW: SignedDuration = SignedDuration::from_hours(1);

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Daily(Time);

/// Not a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a time of day like 03:00")]
pub struct NotATime;

impl FromStr for Daily {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let (hour, minute) = text.split_once(':').ok_or(NotATime)?;
        let is_pair = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        if !is_pair(hour) || !is_pair(minute) {
            return Err(NotATime);
        }
        let hour = hour.parse().map_err(|_| NotATime)?;
        let minute = minute.parse().map_err(|_| NotATime)?;
        Time::new(hour, minute, 0, 0)
            .map(Self)
            .map_err(|_| NotATime)
    }
}

impl Default for Daily {
    /// Three in the night.
    fn default() -> Self {
        Self(time(3, 0, 0, 0))
    }
}

impl fmt::Display for Daily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl Daily {
    /// The newest time of the schedule that is not after now.
    #[must_use]
    pub fn last(self, now: Timestamp) -> Timestamp {
        last_time_of_day(self.0, now)
    }

    /// Whether what was last begun at `begun` leaves nothing to be done now.
    #[must_use]
    pub fn is_done(self, begun: Option<Timestamp>, now: Timestamp) -> bool {
        begun.is_some_and(|begun| begun >= self.last(now) && begun.duration_since(now) <= SKEW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read_and_written_alike() {
        for text in ["00:00", "03:00", "23:59"] {
            assert_eq!(text.parse::<Daily>().unwrap().to_string(), text);
        }
        for wrong in [
            "",
            "3:00",
            "24:00",
            "03:60",
            "03",
            "off",
            "03:00:00",
            "+3:00",
            "۰۳:۰۰",
        ] {
            assert_eq!(wrong.parse::<Daily>(), Err(NotATime), "{wrong}");
        }
    }

    #[test]
    fn it_is_due_once_a_day_whatever_the_clock_does() {
        let daily = Daily::default();
        // 2026-11-24T03:00 in Tehran.
        let three = Timestamp::constant(1_795_476_600, 0);
        let hour = SignedDuration::from_hours(1);
        let millisecond = SignedDuration::from_millis(1);
        assert!(!daily.is_done(None, three));
        assert!(daily.is_done(Some(three), three));
        assert!(daily.is_done(Some(three), three + 24 * hour - millisecond));
        assert!(!daily.is_done(Some(three), three + 24 * hour));
        assert!(
            !daily.is_done(Some(three - millisecond), three),
            "of the day before"
        );
        assert!(daily.is_done(Some(three - millisecond), three - millisecond));
        // Another server's clock is a little ahead.
        assert!(daily.is_done(Some(three + SignedDuration::from_secs(2)), three));
        // The clock was a year ahead, and was set right: the check of the future does not count.
        assert!(!daily.is_done(Some(three + 8760 * hour), three));
        // Set back by two days, then forward again.
        assert!(!daily.is_done(Some(three), three - 48 * hour));
        assert!(!daily.is_done(Some(three - 48 * hour), three));
    }
}
