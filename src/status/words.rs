//! Incidents in a reader's words.

use super::incident::{Change, Incident, Step};
use crate::locale::{Locale, Translator};

/// A public text and the language it is in: a reader of English is shown Persian where there is nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicText {
    /// The text.
    pub text: String,
    /// Its language.
    pub locale: Locale,
}

/// What an incident is called.
#[must_use]
pub fn title(incident: &Incident, words: Translator) -> PublicText {
    match incident.title() {
        Some(title) => {
            let (text, locale) = title.of(words.locale());
            PublicText {
                text: text.to_owned(),
                locale,
            }
        }
        None => own(
            words.term("incident", incident.kind.code()).into_owned(),
            words,
        ),
    }
}

/// What a step says.
#[must_use]
pub fn text(incident: &Incident, step: &Step, words: Translator) -> PublicText {
    if let Some(said) = &step.said {
        let (text, locale) = said.text.of(words.locale());
        return PublicText {
            text: text.to_owned(),
            locale,
        };
    }
    let kind = incident.kind.code();
    let text = match step.change {
        Change::Closed => words.term("incident-closed", kind),
        Change::Opened | Change::Updated => words.term("incident-opened", kind),
    };
    own(text.into_owned(), words)
}

fn own(text: String, words: Translator) -> PublicText {
    PublicText {
        text,
        locale: words.locale(),
    }
}
