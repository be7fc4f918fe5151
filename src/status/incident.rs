//! What an incident is.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use crate::clock::HourStamp;
use crate::entropy::Entropy;
use crate::locale::Locale;

/// What is wrong. The code is kept in the database and names the public's text in `locales/*/status.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The check of the whole history found a difference.
    LedgerCheck,
    /// The public log was not published for more than two beats.
    LogLate,
    /// The public log must not be published: it would contradict what is out already.
    LogHalted,
    /// Too few outside witnesses confirm the log.
    Witnesses,
    /// Part of the service does not work as it should.
    Disruption,
    /// Work on the service that was announced.
    Maintenance,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::LedgerCheck,
        Self::LogLate,
        Self::LogHalted,
        Self::Witnesses,
        Self::Disruption,
        Self::Maintenance,
    ];

    /// The kinds that people open and close.
    pub const BY_HAND: [Self; 2] = [Self::Disruption, Self::Maintenance];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::LedgerCheck => "ledger-check",
            Self::LogLate => "log-late",
            Self::LogHalted => "log-halted",
            Self::Witnesses => "witnesses",
            Self::Disruption => "disruption",
            Self::Maintenance => "maintenance",
        }
    }

    /// Whether the program opens and closes it by itself.
    #[must_use]
    pub fn is_automatic(self) -> bool {
        !Self::BY_HAND.contains(&self)
    }
}

/// Not the code of anything here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such kind, change or id")]
pub struct Unknown;

impl FromStr for Kind {
    type Err = Unknown;

    fn from_str(code: &str) -> Result<Self, Unknown> {
        let found = Self::ALL.into_iter().find(|kind| kind.code() == code);
        found.ok_or(Unknown)
    }
}

/// What happened to an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was made known.
    Opened,
    /// There is news.
    Updated,
    /// It is over.
    Closed,
}

impl Change {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Updated => "updated",
            Self::Closed => "closed",
        }
    }
}

impl FromStr for Change {
    type Err = Unknown;

    fn from_str(code: &str) -> Result<Self, Unknown> {
        let all = [Self::Opened, Self::Updated, Self::Closed];
        let found = all.into_iter().find(|change| change.code() == code);
        found.ok_or(Unknown)
    }
}

/// An incident's id: 16 random bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IncidentId(String);

impl IncidentId {
    /// A new one.
    #[must_use]
    pub fn draw(entropy: Entropy) -> Self {
        Self(hex::encode(entropy.bytes::<16>()))
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IncidentId {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        let is_hex = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 32 && text.bytes().all(is_hex) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Unknown)
        }
    }
}

impl fmt::Display for IncidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A public text in Persian, and in English where somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// Persian.
    pub fa: String,
    /// English.
    pub en: Option<String>,
}

impl Bilingual {
    /// The text for a reader, and the language it is in: Persian where there is no English.
    #[must_use]
    pub fn of(&self, locale: Locale) -> (&str, Locale) {
        match (&self.en, locale) {
            (Some(en), Locale::En) => (en, Locale::En),
            _ => (&self.fa, Locale::Fa),
        }
    }
}

/// What somebody says of an incident. The title is given once, when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// One line.
    pub title: Option<Bilingual>,
    /// What it means for people, and what they can do.
    pub text: Bilingual,
}

/// One thing that happened to an incident, as the public may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its place among all steps of all incidents: what a form was filled in upon.
    pub number: i64,
    /// What.
    pub change: Change,
    /// In which hour.
    pub hour: HourStamp,
    /// In whose words; the program's own when nobody's.
    pub said: Option<Said>,
}

/// An incident with all its steps, the first first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// What is wrong.
    pub kind: Kind,
    /// Never empty.
    pub steps: Vec<Step>,
}

impl Incident {
    /// Whether it goes on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed_hour().is_none()
    }

    /// The hour it was made known.
    #[must_use]
    pub fn opened_hour(&self) -> HourStamp {
        let first = self.steps.first().map(|step| step.hour);
        first.unwrap_or(HourStamp::of(Timestamp::UNIX_EPOCH))
    }

    /// The hour it was over.
    #[must_use]
    pub fn closed_hour(&self) -> Option<HourStamp> {
        let closed = self.steps.iter().find(|step| step.change == Change::Closed);
        closed.map(|step| step.hour)
    }

    /// The number of the first step: what lists are ordered by.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.steps.first().map_or(0, |step| step.number)
    }

    /// The number of the newest step: what a form was filled in upon.
    #[must_use]
    pub fn seen(&self) -> i64 {
        self.steps.last().map_or(0, |step| step.number)
    }

    /// The title somebody gave it; an automatic one is called by its kind.
    #[must_use]
    pub fn title(&self) -> Option<&Bilingual> {
        self.steps.first()?.said.as_ref()?.title.as_ref()
    }
}
