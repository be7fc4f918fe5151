//! What staff write for the public about an incident: read, checked, and shown before it is made known.

use sajam_aggregates::{Message, ShortText};

use crate::http::layout::{Choice, FormErrors};
use crate::http::shared::form::Form;
use crate::http::view::field_message;
use crate::locale::Translator;
use crate::service::input::{FieldFault, parse_text};
use crate::status::{Bilingual, Change, Incident, Kind, Said};

/// What a form asks for.
pub(super) enum IncidentCommand {
    /// A new incident.
    Open(Kind, Said),
    /// News of one, or its end.
    Add(Change, Said),
}

/// Reads the form of a new incident.
pub(super) fn opened(form: &Form) -> Result<IncidentCommand, FormErrors> {
    let mut reading = Reading::of(form);
    let kind = form.get("kind").parse().ok();
    let kind = kind.filter(|kind: &Kind| !kind.is_automatic());
    if kind.is_none() {
        reading.note("kind", FieldFault::Missing);
    }
    let title = reading.title();
    let text = reading.text();
    match (kind, title, text) {
        (Some(kind), Some(title), Some(text)) if reading.errors.is_empty() => {
            // Half a translation would leave a reader with a title in one language and a text in another.
            match (&title.en, &text.en) {
                (Some(_), None) => reading.note("text_en", FieldFault::Missing),
                (None, Some(_)) => reading.note("title_en", FieldFault::Missing),
                _ => {
                    let title = Some(title);
                    return Ok(IncidentCommand::Open(kind, Said { title, text }));
                }
            }
            Err(reading.errors)
        }
        _ => Err(reading.errors),
    }
}

/// Reads the form of an open one.
pub(super) fn added(form: &Form) -> Result<IncidentCommand, FormErrors> {
    let mut reading = Reading::of(form);
    let change = match form.get("change") {
        "updated" => Some(Change::Updated),
        "closed" => Some(Change::Closed),
        _ => None,
    };
    if change.is_none() {
        reading.note("change", FieldFault::Missing);
    }
    let text = reading.text();
    match (change, text) {
        (Some(change), Some(text)) if reading.errors.is_empty() => {
            Ok(IncidentCommand::Add(change, Said { title: None, text }))
        }
        _ => Err(reading.errors),
    }
}

/// The kinds that can be opened.
pub(super) fn kinds(words: Translator, current: &str) -> Vec<Choice> {
    let choice = |kind: &Kind| {
        let name = words.term("incident-kind", kind.code());
        Choice::new(kind.code(), name, current).hint(words.term("staff-incident-kind", kind.code()))
    };
    Kind::BY_HAND.iter().map(choice).collect()
}

/// What can be done with an open incident.
pub(super) fn changes(incident: &Incident, words: Translator, current: &str) -> Vec<Choice> {
    let choice = |change: Change| {
        let name = words.term("staff-incident-change", change.code());
        Choice::new(change.code(), name, current)
    };
    let closing = if incident.kind.is_automatic() {
        choice(Change::Closed)
            .disabled()
            .hint(words.t("staff-incident-automatic"))
    } else {
        choice(Change::Closed)
    };
    vec![choice(Change::Updated), closing]
}

struct Reading<'a> {
    form: &'a Form,
    errors: FormErrors,
}

impl<'a> Reading<'a> {
    fn of(form: &'a Form) -> Self {
        Self {
            form,
            errors: FormErrors::default(),
        }
    }

    fn note(&mut self, field: &'static str, fault: FieldFault) {
        let words = self.form.words;
        let label = words.term("staff-incident-field", field);
        self.errors
            .add(field, field_message::of_text(words, &label, fault));
    }

    fn title(&mut self) -> Option<Bilingual> {
        let fa = self.required("title_fa", |raw| {
            parse_text::<1, { ShortText::MAX }, true>(raw).map(|text| one_line(text.as_str()))
        });
        let en = self.optional("title_en", |raw| {
            parse_text::<1, { ShortText::MAX }, true>(raw).map(|text| one_line(text.as_str()))
        });
        fa.map(|fa| Bilingual { fa, en })
    }

    fn text(&mut self) -> Option<Bilingual> {
        let fa = self.required("text_fa", |raw| {
            parse_text::<1, { Message::MAX }, false>(raw).map(|text| text.as_str().to_owned())
        });
        let en = self.optional("text_en", |raw| {
            parse_text::<1, { Message::MAX }, false>(raw).map(|text| text.as_str().to_owned())
        });
        fa.map(|fa| Bilingual { fa, en })
    }

    fn required(
        &mut self,
        field: &'static str,
        read: impl Fn(&str) -> Result<String, FieldFault>,
    ) -> Option<String> {
        match read(self.form.get(field)) {
            Ok(text) => Some(text),
            Err(fault) => {
                self.note(field, fault);
                None
            }
        }
    }

    fn optional(
        &mut self,
        field: &'static str,
        read: impl Fn(&str) -> Result<String, FieldFault>,
    ) -> Option<String> {
        match read(self.form.get(field)) {
            Ok(text) => Some(text),
            Err(FieldFault::Missing) => None,
            Err(fault) => {
                self.note(field, fault);
                None
            }
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
