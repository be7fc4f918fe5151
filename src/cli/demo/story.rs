//! Invented reports, and the chance that varies them.

use jiff::Timestamp;
use sajam_aggregates::{
    Anonymity, Category, Channel, Contact, InstitutionCode, Language, Message, Narrative, Outcome,
    Province, ShortText,
};
use serde::Deserialize;

use crate::clock::from_ms;
use crate::entropy::Entropy;
use crate::service::reporter::{Filing, InstitutionAnswer};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// One invented report and what comes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    category: Category,
    institution: InstitutionCode,
    narrative: String,
    subject: Option<String>,
    place: Option<String>,
    occurred: Option<String>,
    pub(super) question: Option<String>,
    pub(super) answer: Option<String>,
    pub(super) note: String,
    pub(super) explanation: String,
    pub(super) outcome: Outcome,
}

/// All of `stories.toml`.
pub(super) fn all() -> Result<Vec<Story>, Error> {
    #[derive(Deserialize)]
    struct File {
        stories: Vec<Story>,
    }
    Ok(toml::from_str::<File>(include_str!("stories.toml"))?.stories)
}

/// Text as a message.
pub(super) fn message(text: &str) -> Result<Message, Error> {
    Ok(Message::parse(text)?)
}

fn short(text: Option<&String>) -> Result<Option<ShortText>, Error> {
    Ok(text.map(|text| ShortText::parse(text)).transpose()?)
}

impl Story {
    /// The report as somebody would file it; who they are varies.
    pub(super) fn filing(&self, chance: &mut Chance) -> Result<Filing, Error> {
        let anonymity = match chance.between(0, 10) {
            0..=6 => Anonymity::Anonymous,
            7 | 8 => Anonymity::Confidential,
            _ => Anonymity::Named,
        };
        let contact = |text: &str| Contact::parse(text).map(Some);
        Ok(Filing {
            category: self.category,
            province: *chance.pick(Province::ALL),
            institution: InstitutionAnswer::Listed(self.institution.clone()),
            narrative: Narrative::parse(&self.narrative)?,
            subject: short(self.subject.as_ref())?,
            place: short(self.place.as_ref())?,
            occurred: short(self.occurred.as_ref())?,
            anonymity,
            identity: if anonymity == Anonymity::Anonymous {
                None
            } else {
                contact("نام ساختگی برای نمایش")?
            },
            contact: if anonymity == Anonymity::Anonymous {
                None
            } else {
                contact("reporter@example.org")?
            },
            channel: Channel::Web,
            language: Language::Persian,
        })
    }
}

/// Dice from the operating system.
pub(super) struct Chance(Entropy);

impl Chance {
    pub(super) fn new(entropy: Entropy) -> Self {
        Self(entropy)
    }

    /// At least `least`, below `most`. Not perfectly even, which a demo need not be.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = (most - least).max(1);
        least + (i64::from_le_bytes(self.0.bytes()) & i64::MAX) % span
    }

    pub(super) fn moment_between(&mut self, first: Timestamp, last: Timestamp) -> Timestamp {
        from_ms(self.between(first.as_millisecond(), last.as_millisecond()))
    }

    pub(super) fn one_in(&mut self, times: i64) -> bool {
        self.between(0, times) == 0
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = self.between(0, i64::try_from(from.len()).unwrap_or(1));
        &from[usize::try_from(at).unwrap_or(0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_story_can_be_filed_and_answered() {
        let directory = crate::directory::Directory::open(None).unwrap();
        for story in all().unwrap() {
            story.filing(&mut Chance::new(Entropy::system())).unwrap();
            message(&story.note).unwrap();
            message(&story.explanation).unwrap();
            assert!(
                directory.institution(&story.institution).is_some(),
                "{}",
                story.institution
            );
        }
    }
}
