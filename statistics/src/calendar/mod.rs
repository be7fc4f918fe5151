//! The Jalali (Solar Hijri) calendar, in Tehran's time.
//!
//! Elsewhere a point in time is a [`Timestamp`]; here it becomes the days and months people and releases speak of.

use std::{fmt, str::FromStr, sync::LazyLock};

use icu_calendar::{
    Date,
    cal::{Iso, Persian},
};
use jiff::{
    Timestamp,
    civil::{self, DateTime},
    tz::TimeZone,
};

mod period;

#[cfg(test)]
mod tests;

pub use period::{Cadence, NotAPeriod, Period};

/// Years for which the 33-year rule with its override table is known to agree with the astronomical calendar
/// (`icu_calendar`'s documentation of `Persian`).
pub const YEARS: std::ops::RangeInclusive<i32> = 1178..=3000;

/// An instant further away is read as the nearer end: days in the first month of 1178 and of 3000.
const INSTANTS: std::ops::RangeInclusive<Timestamp> =
    Timestamp::constant(-5_389_000_000, 0)..=Timestamp::constant(52_110_000_000, 0);

static TEHRAN: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZone::get("Asia/Tehran")
        .expect("the time zone database is compiled in (jiff: tzdb-bundle-always)")
});

/// What cannot be a date or a month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not of the form `1405-09`.
    #[error("a month is written as 1405-09")]
    Form,
    /// A year, month or day the calendar does not have, or a year outside [`YEARS`].
    #[error("the calendar has no such date")]
    NoSuchDate,
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JalaliDate {
    year: i32,
    month: u8,
    day: u8,
}

impl JalaliDate {
    /// A day of the calendar.
    ///
    /// # Errors
    /// [`CalendarError::NoSuchDate`], for instance 30 Esfand of a common year.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, CalendarError> {
        if !YEARS.contains(&year) {
            return Err(CalendarError::NoSuchDate);
        }
        Date::try_new_persian(year, month, day).map_err(|_| CalendarError::NoSuchDate)?;
        Ok(Self { year, month, day })
    }

    /// The day it was in Tehran at that time.
    #[must_use]
    pub fn containing(at: Timestamp) -> Self {
        Self::from_civil(tehran(at).date())
    }

    /// The day that the Gregorian calendar calls `date`.
    #[must_use]
    pub fn from_civil(date: civil::Date) -> Self {
        let iso = Date::try_new_iso(
            i32::from(date.year()),
            date.month().unsigned_abs(),
            date.day().unsigned_abs(),
        )
        .expect("a civil date is a date of ISO 8601");
        let persian = iso.to_calendar(Persian);
        Self {
            year: persian.year().extended_year(),
            month: persian.month().number(),
            day: persian.day_of_month().0,
        }
    }

    /// The same day in the Gregorian calendar.
    #[must_use]
    pub fn to_civil(self) -> civil::Date {
        let iso = Date::try_new_persian(self.year, self.month, self.day)
            .expect("checked when the date was made")
            .to_calendar(Iso);
        let year = i16::try_from(iso.year().extended_year()).expect("years are bounded");
        civil::date(
            year,
            iso.month().number().cast_signed(),
            iso.day_of_month().0.cast_signed(),
        )
    }

    /// Year, as in 1405.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// Month, 1 (Farvardin) to 12 (Esfand).
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for JalaliDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A month: the period of monthly statistics. Written `1405-09`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JalaliMonth {
    year: i32,
    month: u8,
}

impl JalaliMonth {
    /// A month of the calendar.
    ///
    /// # Errors
    /// [`CalendarError::NoSuchDate`] for a month outside 1–12 or a year outside [`YEARS`].
    pub fn new(year: i32, month: u8) -> Result<Self, CalendarError> {
        if YEARS.contains(&year) && (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(CalendarError::NoSuchDate)
        }
    }

    /// The month it was in Tehran at that time.
    #[must_use]
    pub fn containing(at: Timestamp) -> Self {
        let JalaliDate { year, month, .. } = JalaliDate::containing(at);
        Self { year, month }
    }

    /// The first moment of the month in Tehran.
    #[must_use]
    pub fn start(self) -> Timestamp {
        day_start(self.first_day().to_civil())
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> JalaliDate {
        JalaliDate {
            year: self.year,
            month: self.month,
            day: 1,
        }
    }

    /// The first moment after the month.
    #[must_use]
    pub fn end(self) -> Timestamp {
        self.next().start()
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        if self.month == 12 {
            Self {
                year: self.year + 1,
                month: 1,
            }
        } else {
            Self {
                month: self.month + 1,
                ..self
            }
        }
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.month == 1 {
            Self {
                year: self.year - 1,
                month: 12,
            }
        } else {
            Self {
                month: self.month - 1,
                ..self
            }
        }
    }

    /// Year, as in 1405.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// Month, 1 (Farvardin) to 12 (Esfand).
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }
}

impl fmt::Display for JalaliMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for JalaliMonth {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let (year, month) = text.split_once('-').ok_or(CalendarError::Form)?;
        if year.len() != 4
            || month.len() != 2
            || !text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-')
        {
            return Err(CalendarError::Form);
        }
        Self::new(
            year.parse().map_err(|_| CalendarError::Form)?,
            month.parse().map_err(|_| CalendarError::Form)?,
        )
    }
}

/// The clock on a wall in Tehran at that time.
#[must_use]
pub fn tehran(at: Timestamp) -> DateTime {
    TEHRAN.to_datetime(at.clamp(*INSTANTS.start(), *INSTANTS.end()))
}

/// When the clock on a wall in Tehran stands at `time` on a Gregorian day.
#[must_use]
pub fn instant(date: civil::Date, time: civil::Time) -> Timestamp {
    TEHRAN
        .to_timestamp(date.to_datetime(time))
        .unwrap_or(Timestamp::MAX)
}

/// When the clock on a wall in Tehran stands at `time` on a Gregorian day, as RFC 3339 has it: `2026-12-01T05:30:00Z`.
#[must_use]
pub fn rfc3339(date: civil::Date, time: civil::Time) -> String {
    TEHRAN
        .to_timestamp(date.to_datetime(time))
        .unwrap_or_default()
        .to_string()
}

/// The newest time, not after `at`, at which the clock on a wall in Tehran stood at `time`.
#[must_use]
pub fn last_time_of_day(time: civil::Time, at: Timestamp) -> Timestamp {
    let today = tehran(at).date();
    let on = |date: civil::Date| {
        TEHRAN
            .to_timestamp(date.to_datetime(time))
            .expect("bounded by INSTANTS")
    };
    let newest = on(today);
    if newest <= at {
        newest
    } else {
        on(today.yesterday().expect("bounded by INSTANTS"))
    }
}

/// The first moment of a Gregorian day in Tehran. Daylight saving (until 1401) began at midnight: where a day has
/// no 00:00, it begins at 01:00, which is the same moment.
fn day_start(date: civil::Date) -> Timestamp {
    TEHRAN
        .to_timestamp(date.at(0, 0, 0, 0))
        .expect("years are bounded")
}
