//! What an audience was found to be given, compared with what the table says.

use std::collections::BTreeSet;

use sajam_aggregates::report::TextVisibility;
use sajam_aggregates::{Audience, SealedField};

/// What the table says something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// That this event happened.
    Occurrence(&'static str),
    /// What this event settled.
    Payload(&'static str),
    /// What a person wrote in this field.
    Text(SealedField),
    /// Who of the staff acted.
    Actors,
}

/// Everything that was compared.
#[derive(Default)]
pub struct Comparison {
    compared: BTreeSet<(Subject, usize)>,
    contradictions: BTreeSet<String>,
}

impl Comparison {
    /// It is there exactly when the table says so.
    pub fn exactly(&mut self, found: Found<'_>, is_allowed: bool) {
        let Found { subject, by, .. } = found;
        self.compared.insert((subject, by as usize));
        if found.is_there != is_allowed {
            self.contradict(&found, is_allowed);
        }
    }

    /// It is there only when the table says so. This place need not tell all that its audience may see.
    pub fn at_most(&mut self, found: Found<'_>, is_allowed: bool) {
        if found.is_there && !is_allowed {
            self.contradict(&found, is_allowed);
        }
    }

    fn contradict(&mut self, found: &Found<'_>, is_allowed: bool) {
        let Found {
            subject, by, place, ..
        } = found;
        let is = if found.is_there { "there" } else { "not there" };
        let says = if is_allowed { "seen" } else { "not seen" };
        self.contradictions.insert(format!(
            "{subject:?} is {is} in {place}, and by the table it is {says} by {by:?}"
        ));
    }

    /// Every word of a story in something that an audience is given, which tells `all` of them that it may or only some.
    pub fn texts<'a>(
        &mut self,
        by: Audience,
        place: &str,
        body: &str,
        words: impl IntoIterator<Item = &'a (SealedField, String)>,
        tells: impl Fn(SealedField) -> bool,
    ) {
        for (field, words) in words {
            let found = Found {
                subject: Subject::Text(*field),
                by,
                place,
                is_there: body.contains(words.as_str()),
            };
            let is_allowed = field.visibility(by) == TextVisibility::Opened;
            if tells(*field) {
                self.exactly(found, is_allowed);
            } else {
                self.at_most(found, is_allowed);
            }
        }
    }

    /// Fails with every contradiction, and if something was nowhere to be compared.
    pub fn conclude(self, subjects: impl IntoIterator<Item = (Subject, Audience)>) {
        let contradictions: Vec<_> = self.contradictions.into_iter().collect();
        assert!(
            contradictions.is_empty(),
            "\n{}\n",
            contradictions.join("\n")
        );
        for (subject, by) in subjects {
            let is_compared = self.compared.contains(&(subject, by as usize));
            assert!(is_compared, "nothing shows whether {by:?} sees {subject:?}");
        }
    }
}

/// Something that was looked for in what an audience is given.
pub struct Found<'a> {
    pub subject: Subject,
    pub by: Audience,
    /// Where.
    pub place: &'a str,
    pub is_there: bool,
}
