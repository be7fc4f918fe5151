use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::{SignedDuration, Timestamp, civil};

use super::{Integer, Locale, texts};
use crate::clock::{HourStamp, later};

use sajam_statistics::calendar::{Cadence, JalaliDate, Period, instant, tehran};

/// A language's texts and ways of writing. As cheap to pass on as the language's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Translator {
    locale: Locale,
}

impl Translator {
    /// The words of a language.
    #[must_use]
    pub const fn of(locale: Locale) -> Self {
        Self { locale }
    }

    /// The language.
    #[must_use]
    pub const fn locale(self) -> Locale {
        self.locale
    }

    /// The text of `key`. A missing key gives the key.
    #[must_use]
    pub fn t(&self, key: &str) -> Cow<'static, str> {
        texts::text(self.locale, key, None)
    }

    /// The text of `key` with one variable.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: &str) -> Cow<'static, str> {
        self.args(key, &[(name, value)])
    }

    /// The text of `key` with its variables. Numbers are given as text: see [`Translator::number`].
    #[must_use]
    pub fn args(&self, key: &str, args: &[(&str, &str)]) -> Cow<'static, str> {
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(*value)))
            .collect();
        texts::text(self.locale, key, Some(&args))
    }

    /// The text of `key` that depends on a number: `$n` selects the plural, `$count` is the number as written.
    #[must_use]
    pub fn count(&self, key: &str, n: impl Integer) -> Cow<'static, str> {
        let n = n.whole();
        let mut args = FluentArgs::new();
        args.set("n", n);
        args.set("count", self.number(n));
        texts::text(self.locale, key, Some(&args))
    }

    /// What the domain calls something: `term("status", "awaiting_reporter")` is the text of
    /// `status-awaiting-reporter`. Codes may be in any of the usual spellings: `IR-23`, `abuse_of_power`, `QuestionAsked`.
    #[must_use]
    pub fn term(&self, vocabulary: &str, code: &str) -> Cow<'static, str> {
        self.t(&term_key(vocabulary, code, ""))
    }

    /// A [`Translator::term`] where there may be none: a code from before it was taken out of the vocabulary.
    #[must_use]
    pub fn known_term(&self, vocabulary: &str, code: &str) -> Option<Cow<'static, str>> {
        texts::find(self.locale, &term_key(vocabulary, code, ""), None)
    }

    /// The line that explains a [`Translator::term`]; empty where there is none.
    #[must_use]
    pub fn term_hint(&self, vocabulary: &str, code: &str) -> Cow<'static, str> {
        texts::find(self.locale, &term_key(vocabulary, code, "-hint"), None).unwrap_or_default()
    }

    /// A whole number with its thousands apart: ۱٬۲۳۴ or 1,234.
    #[must_use]
    pub fn number(&self, number: impl Integer) -> String {
        let number = number.whole();
        let digits = number.unsigned_abs().to_string();
        let (minus, separator) = match self.locale {
            // The mark keeps the sign before the number in right-to-left text (CLDR, fa).
            Locale::Fa => ("\u{200e}\u{2212}", '٬'),
            Locale::En => ("\u{2212}", ','),
        };
        let mut out = String::with_capacity(2 * digits.len() + 8);
        if number < 0 {
            out.push_str(minus);
        }
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(self.digit(digit));
        }
        out
    }

    /// `text` with its digits in the language's script; for codes and numbers that are read, not counted.
    #[must_use]
    pub fn digits(&self, text: &str) -> String {
        text.chars().map(|char| self.digit(char)).collect()
    }

    /// The day it was in Tehran: «۳ آذر ۱۴۰۵», "24 November 2026".
    #[must_use]
    pub fn date(&self, at: Timestamp) -> String {
        let (day, month, year) = self.day_month_year(at);
        let (day, year) = (self.digits(&day), self.digits(&year));
        self.args(
            "date-day",
            &[("day", &day), ("month", &month), ("year", &year)],
        )
        .into_owned()
    }

    /// The month it was in Tehran, in the reader's calendar: «آذر ۱۴۰۵», "November 2026".
    #[must_use]
    pub fn month(&self, at: Timestamp) -> String {
        let (_, month, year) = self.day_month_year(at);
        format!("{month} {}", self.digits(&year))
    }

    /// In the reader's calendar, in ASCII digits.
    fn day_month_year(&self, at: Timestamp) -> (String, Cow<'static, str>, String) {
        let (vocabulary, day, month, year) = match self.locale {
            Locale::Fa => {
                let date = JalaliDate::containing(at);
                let (day, month) = (date.day().to_string(), date.month().to_string());
                ("jalali", day, month, date.year().to_string())
            }
            Locale::En => {
                let date = tehran(at).date();
                let (day, month) = (date.day().to_string(), date.month().to_string());
                ("gregorian", day, month, date.year().to_string())
            }
        };
        (day, self.term(vocabulary, &month), year)
    }

    /// For times known only to the hour (what a reporter does): «۳ آذر ۱۴۰۵، حدود ساعت ۱۳», "24 November 2026, around
    /// 13:00". Hours are UTC's and so begin at half past in Tehran: the
    /// full hour of Tehran that is named is the middle of the hour that is meant, at most half an hour away, and belongs
    /// to no other. From half an hour before midnight it is that of the day which begins.
    #[must_use]
    pub fn hour(&self, hour: HourStamp) -> String {
        let middle = later(hour.start(), SignedDuration::from_mins(30));
        let (date, hour) = (self.date(middle), tehran(middle).hour());
        if hour == 0 {
            return self.t1("date-midnight", "date", &date).into_owned();
        }
        let hour = match self.locale {
            Locale::Fa => self.digits(&hour.to_string()),
            Locale::En => format!("{hour:02}"),
        };
        self.args("date-hour", &[("date", &date), ("hour", &hour)])
            .into_owned()
    }

    /// The day and the minute in Tehran.
    #[must_use]
    pub fn datetime(&self, at: Timestamp) -> String {
        self.args(
            "date-minute",
            &[("date", &self.date(at)), ("time", &self.time(at))],
        )
        .into_owned()
    }

    /// A day that the Gregorian calendar calls `date`, in the reader's calendar.
    #[must_use]
    pub fn civil_day(&self, date: civil::Date) -> String {
        self.date(instant(date, civil::Time::midnight()))
    }

    /// A closed period, of the same calendar in every language: «آذر ۱۴۰۵», «پاییز ۱۴۰۵», «سال ۱۴۰۵», «هفتهٔ ۲ تا ۸ آذر ۱۴۰۵».
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        let first = period.first_day();
        let year = self.digits(&first.year().to_string());
        match period.cadence() {
            Cadence::Week => self.args(
                "period-week",
                &[
                    ("first", &self.day_of(first)),
                    ("last", &self.day_of(period.last_day())),
                ],
            ),
            Cadence::Month => {
                let name = self.term("jalali", &first.month().to_string());
                format!("{name} {year}").into()
            }
            Cadence::Quarter => {
                let name = self.term("season", &(first.month() / 3 + 1).to_string());
                format!("{name} {year}").into()
            }
            Cadence::Year => self.t1("period-year", "year", &year),
        }
        .into_owned()
    }

    /// A closed period where there is little room: a week by its first day.
    #[must_use]
    pub fn period_short(&self, period: Period) -> String {
        match period.cadence() {
            Cadence::Week => self.day_of(period.first_day()),
            _ => self.period(period),
        }
    }

    /// A day of the Jalali calendar, whatever the reader's language: periods are Jalali.
    fn day_of(self, day: JalaliDate) -> String {
        let (number, year) = (day.day().to_string(), day.year().to_string());
        let month = self.term("jalali", &day.month().to_string());
        self.args(
            "date-day",
            &[
                ("day", &self.digits(&number)),
                ("month", &month),
                ("year", &self.digits(&year)),
            ],
        )
        .into_owned()
    }

    /// «الف، ب و پ», "a, b and c".
    #[must_use]
    pub fn list<T: AsRef<str>>(&self, items: &[T]) -> String {
        let (comma, and) = match self.locale {
            Locale::Fa => ("، ", " و "),
            Locale::En => (", ", " and "),
        };
        match items {
            [] => String::new(),
            [only] => only.as_ref().to_owned(),
            [first @ .., last] => {
                let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
                format!("{}{and}{}", first.join(comma), last.as_ref())
            }
        }
    }

    fn time(self, at: Timestamp) -> String {
        let clock = tehran(at);
        self.digits(&format!("{:02}:{:02}", clock.hour(), clock.minute()))
    }

    fn digit(self, char: char) -> char {
        match (self.locale, char.to_digit(10)) {
            (Locale::Fa, Some(digit)) => char::from_u32('۰' as u32 + digit).unwrap_or(char),
            _ => char,
        }
    }
}

/// `QuestionAsked`, `question_asked` and `question-asked` are one code.
fn term_key(vocabulary: &str, code: &str, suffix: &str) -> String {
    let mut key = String::with_capacity(vocabulary.len() + code.len() + suffix.len() + 4);
    key.push_str(vocabulary);
    key.push('-');
    let mut after_lower = false;
    for char in code.chars() {
        if char.is_ascii_uppercase() && after_lower {
            key.push('-');
        }
        after_lower = char.is_ascii_lowercase();
        key.push(if char == '_' {
            '-'
        } else {
            char.to_ascii_lowercase()
        });
    }
    key.push_str(suffix);
    key
}
