//! [`At`]: the moment an event is stamped with.

use std::fmt;
use std::str::FromStr;

const MILLIS_PER_HOUR: i64 = 3_600_000;
const MILLIS_PER_DAY: i64 = 24 * MILLIS_PER_HOUR;
const LENGTH: usize = "2026-11-23T22:00:00.000Z".len();

/// A moment in UTC, RFC 3339 with milliseconds and `Z`, years 0000 to 9999: `2026-11-23T22:00:00.000Z`.
///
/// Its text has one form and one length, so the order of the texts is the order of the times.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At([u8; LENGTH]);

/// Why something is not an [`At`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AtError {
    /// Not exactly the shape `YYYY-MM-DDThh:mm:ss.mmmZ`, or no such day or time of day.
    #[error("not a time of the form 2026-11-23T22:00:00.000Z")]
    Malformed,
    /// Before the year 0000 or after 9999.
    #[error("the time is outside the years 0000 to 9999")]
    OutOfRange,
}

impl At {
    /// Reads exactly `YYYY-MM-DDThh:mm:ss.mmmZ`: a day that exists, no leap second, no other offset.
    ///
    /// # Errors
    /// [`AtError::Malformed`] for every other text.
    pub fn parse(text: &str) -> Result<Self, AtError> {
        let bytes: [u8; LENGTH] = text.as_bytes().try_into().or(Err(AtError::Malformed))?;
        for (byte, form) in bytes.iter().zip(b"0000-00-00T00:00:00.000Z") {
            let fits = match form {
                b'0' => byte.is_ascii_digit(),
                _ => byte == form,
            };
            if !fits {
                return Err(AtError::Malformed);
            }
        }
        let at = Self(bytes);
        let (year, month, day) = (at.digits(0..4), at.digits(5..7), at.digits(8..10));
        let exists = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && at.digits(11..13) < 24
            && at.digits(14..16) < 60
            && at.digits(17..19) < 60;
        if exists {
            Ok(at)
        } else {
            Err(AtError::Malformed)
        }
    }

    /// From milliseconds since 1970-01-01T00:00:00.000Z, leap seconds not counted.
    ///
    /// # Errors
    /// [`AtError::OutOfRange`] outside the years 0000 to 9999.
    pub fn from_unix_millis(millis: i64) -> Result<Self, AtError> {
        let (year, month, day) = civil_from_days(millis.div_euclid(MILLIS_PER_DAY));
        if !(0..=9999).contains(&year) {
            return Err(AtError::OutOfRange);
        }
        let rest = millis.rem_euclid(MILLIS_PER_DAY);
        let mut at = Self(*b"0000-00-00T00:00:00.000Z");
        at.write(0..4, year);
        at.write(5..7, month);
        at.write(8..10, day);
        at.write(11..13, rest / MILLIS_PER_HOUR);
        at.write(14..16, rest / 60_000 % 60);
        at.write(17..19, rest / 1000 % 60);
        at.write(20..23, rest % 1000);
        Ok(at)
    }

    /// Milliseconds since 1970-01-01T00:00:00.000Z, leap seconds not counted; negative before.
    #[must_use]
    pub fn to_unix_millis(&self) -> i64 {
        let days = days_from_civil(self.digits(0..4), self.digits(5..7), self.digits(8..10));
        let minutes = self.digits(11..13) * 60 + self.digits(14..16);
        days * MILLIS_PER_DAY + (minutes * 60 + self.digits(17..19)) * 1000 + self.digits(20..23)
    }

    /// The start of the hour: all that an event by a reporter may say of its time.
    #[must_use]
    pub fn floor_to_hour(&self) -> Self {
        let mut floor = *self;
        floor.0[14..].copy_from_slice(b"00:00.000Z");
        floor
    }

    /// The text, always 24 ASCII characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("digits and punctuation only")
    }

    fn digits(&self, range: std::ops::Range<usize>) -> i64 {
        self.0[range]
            .iter()
            .fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
    }

    fn write(&mut self, range: std::ops::Range<usize>, mut number: i64) {
        for place in self.0[range].iter_mut().rev() {
            // The remainder is 0 to 9: every number written here is non-negative.
            *place = b'0' + (number % 10) as u8;
            number /= 10;
        }
    }
}

impl FromStr for At {
    type Err = AtError;

    fn from_str(text: &str) -> Result<Self, AtError> {
        Self::parse(text)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "At({})", self.as_str())
    }
}

impl serde::Serialize for At {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for At {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
/// Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms”, `days_from_civil`.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`], from the same source: year, month, day.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
#[path = "at_tests.rs"]
mod tests;
