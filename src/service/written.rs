//! A report as somebody wrote it, before anything of it was checked: from the page's fields and the API's JSON alike.

use std::str::FromStr;

use sajam_aggregates::text::Text;
use sajam_aggregates::{Anonymity, Channel, Contact, InstitutionCode, Language, TextError};

use super::filing::{Filing, InstitutionAnswer};
use crate::directory::Directory;

/// Every answer as it came in. Nothing given is an empty text.
#[derive(Clone, Copy, Default)]
pub struct Written<'a> {
    /// A category's code.
    pub category: &'a str,
    /// A province's code.
    pub province: &'a str,
    /// The body complained of.
    pub institution: WrittenInstitution<'a>,
    /// What happened.
    pub narrative: &'a str,
    /// Whom it is about.
    pub subject: &'a str,
    /// Where exactly.
    pub place: &'a str,
    /// When.
    pub occurred: &'a str,
    /// An anonymity's code.
    pub anonymity: &'a str,
    /// Who the reporter is.
    pub identity: &'a str,
    /// How to reach the reporter.
    pub contact: &'a str,
    /// A language's code.
    pub language: &'a str,
}

/// The body complained of, as it came in.
#[derive(Clone, Copy, Default)]
pub enum WrittenInstitution<'a> {
    /// Nothing was chosen, where something has to be.
    #[default]
    Unanswered,
    /// A code of the directory.
    Code(&'a str),
    /// In words.
    Name(&'a str),
    /// One of the list and words as well: neither can be dropped without asking.
    Both,
    /// Not known.
    Unknown,
}

/// An answer of a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What it is about.
    Category,
    /// Where.
    Province,
    /// The body complained of, from the list.
    Institution,
    /// The body complained of, in words.
    InstitutionName,
    /// What happened.
    Narrative,
    /// Whom it is about.
    Subject,
    /// Where exactly.
    Place,
    /// When.
    Occurred,
    /// Who may learn who the reporter is.
    Anonymity,
    /// Who the reporter is.
    Identity,
    /// How to reach the reporter.
    Contact,
    /// The language to answer in.
    Language,
}

impl Field {
    /// The field's name in forms, and in JSON except for the institution's name, which is within the institution.
    pub fn name(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Province => "province",
            Self::Institution => "institution",
            Self::InstitutionName => "institution_name",
            Self::Narrative => "narrative",
            Self::Subject => "subject",
            Self::Place => "place",
            Self::Occurred => "occurred",
            Self::Anonymity => "anonymity",
            Self::Identity => "identity",
            Self::Contact => "contact",
            Self::Language => "language",
        }
    }
}

/// What is wrong with an answer. It never repeats the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// It is needed and not there.
    Missing,
    /// No code of its list.
    UnknownCode,
    /// A body of the list and another in words.
    ListedAndNamed,
    /// Fewer characters than needed.
    TooShort {
        /// The fewest taken.
        min: usize,
        /// How many there are.
        actual: usize,
    },
    /// More characters than taken.
    TooLong {
        /// The most taken.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// A control character.
    ControlCharacter,
    /// A character that reorders the text around it.
    BidiControl,
    /// The replacement character U+FFFD: somewhere on the way, bytes were lost that were no UTF-8.
    Unreadable,
    /// A report with a name lacks it.
    IdentityMissing,
    /// A report without a name has one.
    IdentityOnAnonymous,
    /// A report without a name says how to reach whoever files it.
    ContactOnAnonymous,
}

impl FieldFault {
    /// The stable code; where the domain refuses the same, its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::UnknownCode => "unknown-code",
            Self::ListedAndNamed => "listed-and-named",
            Self::TooShort { .. } => "too-short",
            Self::TooLong { .. } => "too-long",
            Self::ControlCharacter => "control-character",
            Self::BidiControl => "bidi-control",
            Self::Unreadable => "unreadable",
            Self::IdentityMissing => "identity-missing",
            Self::IdentityOnAnonymous => "identity-on-anonymous",
            Self::ContactOnAnonymous => "contact-on-anonymous",
        }
    }

    /// Whether it is something that nobody can see in the text, and that taking out changes nothing one can read.
    pub fn is_invisible(self) -> bool {
        matches!(
            self,
            Self::ControlCharacter | Self::BidiControl | Self::Unreadable
        )
    }
}

/// A field and what is wrong with it.
pub type FieldRefusal = (Field, FieldFault);

impl Written<'_> {
    /// The filing that was meant.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form's fields.
    pub fn check(
        &self,
        directory: &Directory,
        channel: Channel,
    ) -> Result<Filing, Vec<FieldRefusal>> {
        let mut wrong = Wrong(Vec::new());
        let category = wrong.code(Field::Category, self.category);
        let province = wrong.code(Field::Province, self.province);
        let institution = wrong.institution(self.institution, directory);
        let narrative = wrong.text(Field::Narrative, self.narrative);
        let subject = wrong.text_if(Field::Subject, self.subject);
        let place = wrong.text_if(Field::Place, self.place);
        let occurred = wrong.text_if(Field::Occurred, self.occurred);
        let anonymity = wrong.code(Field::Anonymity, self.anonymity);
        let identity = wrong.text_if(Field::Identity, self.identity);
        let contact = wrong.text_if(Field::Contact, self.contact);
        let language = wrong.code::<Language>(Field::Language, self.language);
        wrong.reach(anonymity, self.identity, self.contact);
        match (
            category,
            province,
            institution,
            narrative,
            anonymity,
            language,
        ) {
            (
                Some(category),
                Some(province),
                Some(institution),
                Some(narrative),
                Some(anonymity),
                Some(language),
            ) if wrong.0.is_empty() => Ok(Filing {
                category,
                province,
                institution,
                narrative,
                subject,
                place,
                occurred,
                anonymity,
                identity,
                contact,
                channel,
                language,
            }),
            _ => Err(wrong.0),
        }
    }
}

/// A single text, checked as a filing's texts are.
///
/// # Errors
/// What is wrong with it.
pub fn text<const MIN: usize, const MAX: usize>(raw: &str) -> Result<Text<MIN, MAX>, FieldFault> {
    if raw.contains('\u{FFFD}') {
        return Err(FieldFault::Unreadable);
    }
    Text::parse(raw).map_err(|error| match error {
        TextError::Empty => FieldFault::Missing,
        TextError::TooShort { min } => FieldFault::TooShort {
            min,
            actual: raw.trim().chars().filter(|char| *char != '\r').count(),
        },
        TextError::TooLong { max, actual } => FieldFault::TooLong { max, actual },
        TextError::ControlCharacter => FieldFault::ControlCharacter,
        TextError::BidiControl => FieldFault::BidiControl,
    })
}

/// `raw` without what [`FieldFault::is_invisible`] speaks of.
pub fn without_invisible(raw: &str) -> String {
    raw.chars()
        .filter(|char| {
            let is_line = matches!(char, '\n' | '\r' | '\t');
            (is_line || !char.is_control())
                && !matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}')
        })
        .collect()
}

struct Wrong(Vec<FieldRefusal>);

impl Wrong {
    fn take<T>(&mut self, field: Field, read: Result<T, FieldFault>) -> Option<T> {
        read.map_err(|fault| self.0.push((field, fault))).ok()
    }

    fn code<T: FromStr>(&mut self, field: Field, raw: &str) -> Option<T> {
        let read = if raw.is_empty() {
            Err(FieldFault::Missing)
        } else {
            raw.parse().map_err(|_| FieldFault::UnknownCode)
        };
        self.take(field, read)
    }

    fn text<const MIN: usize, const MAX: usize>(
        &mut self,
        field: Field,
        raw: &str,
    ) -> Option<Text<MIN, MAX>> {
        self.take(field, text(raw))
    }

    fn text_if<const MIN: usize, const MAX: usize>(
        &mut self,
        field: Field,
        raw: &str,
    ) -> Option<Text<MIN, MAX>> {
        match text(raw) {
            Err(FieldFault::Missing) => None,
            read => self.take(field, read),
        }
    }

    fn institution(
        &mut self,
        written: WrittenInstitution<'_>,
        directory: &Directory,
    ) -> Option<InstitutionAnswer> {
        match written {
            WrittenInstitution::Unanswered => {
                self.take(Field::Institution, Err(FieldFault::Missing))
            }
            WrittenInstitution::Both => {
                self.take(Field::InstitutionName, Err(FieldFault::ListedAndNamed))
            }
            WrittenInstitution::Unknown => Some(InstitutionAnswer::Unknown),
            WrittenInstitution::Name(name) => self
                .text(Field::InstitutionName, name)
                .map(InstitutionAnswer::Described),
            WrittenInstitution::Code(code) => {
                let listed = code
                    .parse::<InstitutionCode>()
                    .ok()
                    .filter(|code| directory.institution(code).is_some())
                    .map(InstitutionAnswer::Listed);
                self.take(Field::Institution, listed.ok_or(FieldFault::UnknownCode))
            }
        }
    }

    /// The domain refuses the same three; here they are told at their fields, before anything is sealed.
    fn reach(&mut self, anonymity: Option<Anonymity>, identity: &str, contact: &str) {
        let is_given = |raw: &str| Contact::parse(raw).err() != Some(TextError::Empty);
        let faults = match anonymity {
            Some(Anonymity::Anonymous) => [
                (
                    is_given(identity),
                    Field::Identity,
                    FieldFault::IdentityOnAnonymous,
                ),
                (
                    is_given(contact),
                    Field::Contact,
                    FieldFault::ContactOnAnonymous,
                ),
            ],
            Some(Anonymity::Named) => [
                (
                    !is_given(identity),
                    Field::Identity,
                    FieldFault::IdentityMissing,
                ),
                (false, Field::Contact, FieldFault::Missing),
            ],
            _ => return,
        };
        for (is_wrong, field, fault) in faults {
            if is_wrong && self.0.iter().all(|(found, _)| *found != field) {
                self.0.push((field, fault));
            }
        }
    }
}

#[cfg(test)]
#[path = "written_tests.rs"]
mod tests;
