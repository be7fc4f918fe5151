//! The closed periods of statistics: weeks, months, quarters and years of the Jalali calendar, in Tehran's time.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Weekday;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::{JalaliDate, JalaliMonth, day_start, tehran};

/// Years a period can be of. Narrower than the calendar's, so that neighbours and ends always exist.
const YEARS: std::ops::RangeInclusive<i32> = 1300..=1999;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cadence {
    /// Saturday to Friday.
    Week,
    /// A Jalali month.
    Month,
    /// Three Jalali months, the first quarter from Farvardin.
    Quarter,
    /// A Jalali year.
    Year,
}

/// A period: `1405` (year), `1405-q3` (quarter), `1405-08` (month), `1405-08-02` (week, named after its first day,
/// a Saturday, because Jalali weeks have no agreed numbers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Period(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Week(JalaliDate),
    Month(JalaliMonth),
    /// Its first month: 1, 4, 7 or 10.
    Quarter(JalaliMonth),
    /// Its first month.
    Year(JalaliMonth),
}

/// Not a period in one of the four forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a period: expected a year 1405, a quarter 1405-q3, a month 1405-08 or a week's first day (a Saturday) 1405-08-02"
)]
pub struct NotAPeriod;

impl Period {
    /// The period of this length that it was in Tehran at that time.
    ///
    /// # Panics
    /// Never: instants are read as within the calendar's years, and those of a server's life are far inside.
    #[must_use]
    pub fn containing(cadence: Cadence, at: Timestamp) -> Self {
        let month = JalaliMonth::containing(at);
        Self(match cadence {
            Cadence::Week => {
                let day = tehran(at).date();
                let since = day.weekday().since(Weekday::Saturday);
                Kind::Week(JalaliDate::from_civil(
                    day.saturating_sub(i64::from(since).days()),
                ))
            }
            Cadence::Month => Kind::Month(month),
            Cadence::Quarter => Kind::Quarter(JalaliMonth {
                month: (month.month - 1) / 3 * 3 + 1,
                ..month
            }),
            Cadence::Year => Kind::Year(JalaliMonth { month: 1, ..month }),
        })
    }

    /// How long it is.
    #[must_use]
    pub const fn cadence(self) -> Cadence {
        match self.0 {
            Kind::Week(_) => Cadence::Week,
            Kind::Month(_) => Cadence::Month,
            Kind::Quarter(_) => Cadence::Quarter,
            Kind::Year(_) => Cadence::Year,
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> JalaliDate {
        match self.0 {
            Kind::Week(first) => first,
            Kind::Month(month) | Kind::Quarter(month) | Kind::Year(month) => month.first_day(),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> JalaliDate {
        JalaliDate::from_civil(self.next().first_day().to_civil().saturating_sub(1.day()))
    }

    /// Its first moment in Tehran.
    #[must_use]
    pub fn start(self) -> Timestamp {
        day_start(self.first_day().to_civil())
    }

    /// The first moment after it.
    #[must_use]
    pub fn end(self) -> Timestamp {
        self.next().start()
    }

    /// The period after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(match self.0 {
            Kind::Week(first) => Kind::Week(week_later(first, 7)),
            Kind::Month(month) => Kind::Month(month.next()),
            Kind::Quarter(month) => Kind::Quarter(month.next().next().next()),
            Kind::Year(month) => Kind::Year(JalaliMonth {
                year: month.year + 1,
                ..month
            }),
        })
    }

    /// The period before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(match self.0 {
            Kind::Week(first) => Kind::Week(week_later(first, -7)),
            Kind::Month(month) => Kind::Month(month.previous()),
            Kind::Quarter(month) => Kind::Quarter(month.previous().previous().previous()),
            Kind::Year(month) => Kind::Year(JalaliMonth {
                year: month.year - 1,
                ..month
            }),
        })
    }
}

fn week_later(first: JalaliDate, days: i64) -> JalaliDate {
    JalaliDate::from_civil(first.to_civil().saturating_add(days.days()))
}

impl From<JalaliMonth> for Period {
    fn from(month: JalaliMonth) -> Self {
        Self(Kind::Month(month))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Week(first) => first.fmt(f),
            Kind::Month(month) => month.fmt(f),
            Kind::Quarter(month) => write!(f, "{:04}-q{}", month.year, month.month / 3 + 1),
            Kind::Year(month) => write!(f, "{:04}", month.year),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let mut parts = text.split('-');
        let year = i32::from(digits(parts.next(), 4)?);
        let month = |month| JalaliMonth::new(year, month).map_err(|_| NotAPeriod);
        let kind = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Kind::Year(month(1)?),
            (Some(quarter), None, _) if quarter.starts_with('q') => {
                match digits(quarter.get(1..), 1)? {
                    quarter @ 1..=4 => Kind::Quarter(month(quarter as u8 * 3 - 2)?),
                    _ => return Err(NotAPeriod),
                }
            }
            (Some(of_year), None, _) => Kind::Month(month(two(of_year)?)?),
            (Some(of_year), Some(day), None) => {
                let day = JalaliDate::new(year, two(of_year)?, two(day)?);
                Kind::Week(day.map_err(|_| NotAPeriod)?)
            }
            _ => return Err(NotAPeriod),
        };
        let is_whole = match kind {
            Kind::Week(first) => first.to_civil().weekday() == Weekday::Saturday,
            _ => true,
        };
        if is_whole && YEARS.contains(&year) {
            Ok(Self(kind))
        } else {
            Err(NotAPeriod)
        }
    }
}

fn two(text: &str) -> Result<u8, NotAPeriod> {
    u8::try_from(digits(Some(text), 2)?).map_err(|_| NotAPeriod)
}

/// Exactly `length` ASCII digits.
fn digits(text: Option<&str>, length: usize) -> Result<u16, NotAPeriod> {
    text.filter(|text| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse().ok())
        .ok_or(NotAPeriod)
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, NotAPeriod> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    const MILLISECOND: SignedDuration = SignedDuration::from_millis(1);

    const CADENCES: [Cadence; 4] = [
        Cadence::Week,
        Cadence::Month,
        Cadence::Quarter,
        Cadence::Year,
    ];

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn the_four_forms_are_read_and_written() {
        for (text, cadence) in [
            ("1405", Cadence::Year),
            ("1405-q3", Cadence::Quarter),
            ("1405-08", Cadence::Month),
            ("1405-08-02", Cadence::Week),
            ("1403-12-25", Cadence::Week),
        ] {
            assert_eq!(period(text).to_string(), text);
            assert_eq!(period(text).cadence(), cadence);
        }
        assert_eq!(
            Period::from(JalaliMonth::new(1405, 8).unwrap()),
            period("1405-08")
        );
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "1405-",
            "1405-13",
            "1405-00",
            "1405-8",
            "1405-q5",
            "1405-q0",
            "1405-q",
            "1405-08-31",
            "1405-08-00",
            "1405-08-03",
            "1404-12-30",
            "1405-08-02-01",
            "۱۴۰۵-۰۸",
            "+405-08",
            "2026-08",
            "1405-+8",
            "1405-qé",
            "140508",
            "1299",
        ] {
            assert_eq!(text.parse::<Period>(), Err(NotAPeriod), "{text}");
        }
    }

    #[test]
    fn periods_meet_without_gap_or_overlap() {
        for cadence in CADENCES {
            let mut at = Period::containing(cadence, Timestamp::constant(700_000_000, 0));
            while at.first_day().year() < 1460 {
                let next = at.next();
                assert_eq!(at.end(), next.start());
                assert_eq!(next.previous(), at);
                assert_eq!(Period::containing(cadence, at.start()), at);
                assert_eq!(Period::containing(cadence, at.end() - MILLISECOND), at);
                assert_eq!(at.to_string().parse(), Ok(at));
                assert!(at < next);
                at = next;
            }
        }
    }

    #[test]
    fn they_have_the_days_of_the_calendar() {
        for (text, first, last) in [
            ("1403", (1403, 1, 1), (1403, 12, 30)),
            ("1404-q4", (1404, 10, 1), (1404, 12, 29)),
            ("1405-q1", (1405, 1, 1), (1405, 3, 31)),
            ("1405-08", (1405, 8, 1), (1405, 8, 30)),
            ("1403-12-25", (1403, 12, 25), (1404, 1, 1)),
        ] {
            let day = |(year, month, day)| JalaliDate::new(year, month, day).unwrap();
            assert_eq!(period(text).first_day(), day(first), "{text}");
            assert_eq!(period(text).last_day(), day(last), "{text}");
        }
    }
}
