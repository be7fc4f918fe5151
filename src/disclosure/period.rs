//! The closed periods of releases, in the Jalali calendar. Which days a period has is the calendar's business, not this
//! module's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
/// because Jalali weeks have no agreed numbers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Period {
    year: u16,
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Part {
    Whole,
    Quarter(u8),
    Month(u8),
    Week { month: u8, day: u8 },
}

/// Not a period in one of the four forms.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a period: expected a year 1405, a quarter 1405-q3, a month 1405-08 or a week's first day 1405-08-02"
)]
pub struct NotAPeriod;

impl Period {
    /// A month, 1 to 12 of a year 1300 to 1999.
    ///
    /// # Errors
    /// [`NotAPeriod`] outside those.
    pub fn month(year: u16, month: u8) -> Result<Self, NotAPeriod> {
        Self {
            year,
            part: Part::Month(month),
        }
        .checked()
    }

    /// How long the period is.
    #[must_use]
    pub const fn cadence(self) -> Cadence {
        match self.part {
            Part::Whole => Cadence::Year,
            Part::Quarter(_) => Cadence::Quarter,
            Part::Month(_) => Cadence::Month,
            Part::Week { .. } => Cadence::Week,
        }
    }

    fn checked(self) -> Result<Self, NotAPeriod> {
        let part = match self.part {
            Part::Whole => true,
            Part::Quarter(quarter) => (1..=4).contains(&quarter),
            Part::Month(month) => (1..=12).contains(&month),
            Part::Week { month: 1..=6, day } => (1..=31).contains(&day),
            Part::Week { month: 7..=12, day } => (1..=30).contains(&day),
            Part::Week { .. } => false,
        };
        if part && (1300..=1999).contains(&self.year) {
            Ok(self)
        } else {
            Err(NotAPeriod)
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        match self.part {
            Part::Whole => Ok(()),
            Part::Quarter(quarter) => write!(f, "-q{quarter}"),
            Part::Month(month) => write!(f, "-{month:02}"),
            Part::Week { month, day } => write!(f, "-{month:02}-{day:02}"),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let mut parts = text.split('-');
        let year = digits(parts.next(), 4)?;
        let part = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Part::Whole,
            (Some(quarter), None, _) if quarter.starts_with('q') => {
                Part::Quarter(two(quarter.get(1..), 1)?)
            }
            (Some(month), None, _) => Part::Month(two(Some(month), 2)?),
            (Some(month), Some(day), None) => Part::Week {
                month: two(Some(month), 2)?,
                day: two(Some(day), 2)?,
            },
            _ => return Err(NotAPeriod),
        };
        Self { year, part }.checked()
    }
}

fn two(text: Option<&str>, length: usize) -> Result<u8, NotAPeriod> {
    u8::try_from(digits(text, length)?).map_err(|_| NotAPeriod)
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
    use super::*;

    #[test]
    fn the_four_forms_are_read_and_written() {
        for (text, cadence) in [
            ("1405", Cadence::Year),
            ("1405-q3", Cadence::Quarter),
            ("1405-08", Cadence::Month),
            ("1405-01-31", Cadence::Week),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.to_string(), text);
            assert_eq!(period.cadence(), cadence);
        }
        assert_eq!(Period::month(1405, 8), "1405-08".parse());
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
            "1405-08-02-01",
            "۱۴۰۵-۰۸",
            "+405-08",
            "2026-08",
            "1405-+8",
            "1405-qé",
            "140508",
        ] {
            assert_eq!(text.parse::<Period>(), Err(NotAPeriod), "{text}");
        }
        assert_eq!(Period::month(1405, 0), Err(NotAPeriod));
    }
}
