//! A case's facts and history in the reader's words.

use std::collections::BTreeMap;

use sajam_aggregates::{
    Actor, Audience, Institution, ReportEvent, Sealed, SealedField, StaffId, Status,
};
use zeroize::Zeroizing;

use crate::clock::{HourStamp, from_at};
use crate::context::Context;
use crate::http::view::actor::who;
use crate::locale::Translator;
use crate::service::{CaseFile, Entry, OpenedText, ServiceError};

/// Something a person wrote, with what it is; without a text once it was erased.
pub(super) struct SealedText {
    pub(super) label: String,
    pub(super) text: Option<Zeroizing<String>>,
}

impl SealedText {
    /// What was opened of a field.
    pub(super) fn of(words: Translator, field: SealedField, text: &OpenedText) -> Self {
        Self {
            label: label(words, label_code(field)),
            text: match text {
                OpenedText::Text(text) => Some(text.clone()),
                OpenedText::Erased => None,
            },
        }
    }
}

/// Something that happened.
pub(super) struct TimelineItem {
    pub(super) number: u64,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) who: String,
    /// How the timeline marks it.
    pub(super) tone: &'static str,
    /// Facts it settled.
    pub(super) lines: Vec<(String, String)>,
    /// What was written with it.
    pub(super) passages: Vec<SealedText>,
    /// Whether it changed the case, rather than only reading it.
    pub(super) changes: bool,
}

/// What telling a case takes.
pub(super) struct CaseTimeline<'a> {
    pub(super) context: &'a Context,
    pub(super) words: Translator,
    pub(super) case: &'a CaseFile,
    pub(super) logins: &'a BTreeMap<StaffId, String>,
}

impl CaseTimeline<'_> {
    /// What the reporter wrote when they filed it, the account first; at the end the grounds of an appeal that waits, for
    /// whoever decides it.
    pub(super) fn written(&self) -> Result<Vec<SealedText>, ServiceError> {
        let Some(filed) = self.case.entries.first().map(|entry| &entry.event) else {
            return Ok(Vec::new());
        };
        let mut written = self.passages(filed)?;
        if let Some(appeal) = self.open_appeal() {
            written.extend(self.passages(appeal)?);
        }
        Ok(written)
    }

    fn open_appeal(&self) -> Option<&ReportEvent> {
        if self.case.report.status() != Some(Status::Appealed) {
            return None;
        }
        let mut events = self.case.entries.iter().rev().map(|entry| &entry.event);
        events.find(|event| matches!(event, ReportEvent::Appealed(_)))
    }

    /// The history, the first event first.
    pub(super) fn moments(&self) -> Result<Vec<TimelineItem>, ServiceError> {
        let mut moments = self
            .case
            .entries
            .iter()
            .map(|entry| self.moment(entry))
            .collect::<Result<Vec<_>, _>>()?;
        if !self.case.report.status().is_some_and(Status::is_closed)
            && let Some(last) = moments.iter_mut().rev().find(|moment| moment.changes)
        {
            last.tone = "current";
        }
        Ok(moments)
    }

    fn moment(&self, entry: &Entry) -> Result<TimelineItem, ServiceError> {
        let words = self.words;
        let at = from_at(entry.at);
        Ok(TimelineItem {
            number: entry.stored.sequence,
            title: words.term("staff-event", entry.event.name()).into_owned(),
            when: if entry.actor == Actor::Reporter {
                words.hour(HourStamp::of(at))
            } else {
                words.datetime(at)
            },
            who: who(words, &entry.actor, self.logins),
            tone: tone(&entry.event),
            lines: self.lines(&entry.event),
            // What was filed stands above the history.
            passages: match &entry.event {
                ReportEvent::Submitted(_) => Vec::new(),
                event => self.passages(event)?,
            },
            changes: !matches!(entry.event, ReportEvent::Opened(_)),
        })
    }

    /// What an event settled, in coded words.
    fn lines(&self, event: &ReportEvent) -> Vec<(String, String)> {
        let words = self.words;
        let line = |name: &str, value: String| (label(words, name), value);
        let coded = |name: &str, code: &str| line(name, words.term(name, code).into_owned());
        match event {
            ReportEvent::Submitted(submitted) => vec![
                coded("category", submitted.category.code()),
                coded("province", submitted.province.code()),
                line("institution", self.institution(&submitted.institution)),
            ],
            ReportEvent::Triaged(triaged) => {
                let mut lines = vec![
                    coded("category", triaged.category.code()),
                    coded("province", triaged.province.code()),
                    coded("priority", triaged.priority.code()),
                ];
                match &triaged.institution {
                    // Its words are among the passages.
                    Institution::Described(_) => {}
                    other => lines.push(line("institution", self.institution(other))),
                }
                lines
            }
            ReportEvent::Assigned(assigned) => {
                let unit = self
                    .context
                    .directory
                    .unit_name(&assigned.unit, words.locale());
                let investigator = assigned
                    .investigator
                    .as_ref()
                    .map(|id| line("investigator", self.login(id)));
                std::iter::once(line("unit", unit))
                    .chain(investigator)
                    .collect()
            }
            ReportEvent::Investigated(step) => vec![coded("step", step.step.code())],
            ReportEvent::Resolved(resolved) => vec![coded("outcome", resolved.outcome.code())],
            _ => Vec::new(),
        }
    }

    /// What a person wrote with an event.
    fn passages(&self, event: &ReportEvent) -> Result<Vec<SealedText>, ServiceError> {
        let passage = |(field, sealed): (SealedField, &Sealed)| {
            let text = self.case.open(field, sealed)?;
            Ok(SealedText::of(self.words, field, &text))
        };
        event.texts_for(Audience::Staff).map(passage).collect()
    }

    /// A body's name; of one in the reporter's words only that it is.
    pub(super) fn institution(&self, institution: &Institution) -> String {
        match institution {
            Institution::Listed(code) => self
                .context
                .directory
                .institution_name(code, self.words.locale()),
            Institution::Described(_) => self.words.t("staff-institution-described").into_owned(),
            Institution::Unknown => self.words.t("staff-institution-unknown").into_owned(),
        }
    }

    /// The login of an account.
    pub(super) fn login(&self, id: &StaffId) -> String {
        self.logins
            .get(id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }
}

/// How the timeline marks an event.
fn tone(event: &ReportEvent) -> &'static str {
    match event {
        ReportEvent::QuestionAsked(_)
        | ReportEvent::ReporterAnswered(_)
        | ReportEvent::Appealed(_) => "message",
        ReportEvent::Resolved(_) | ReportEvent::AppealDismissed(_) | ReportEvent::Withdrawn(_) => {
            "end"
        }
        ReportEvent::Opened(_) => "quiet",
        _ => "plain",
    }
}

/// What a sealed field is called among the words for fields: a question and its answer are both messages.
fn label_code(field: SealedField) -> &'static str {
    match field {
        SealedField::ReporterAnsweredMessage => "answer",
        SealedField::IdentityOpenedReason => "opening_reason",
        other => other.name(),
    }
}

/// What a field is called.
pub(super) fn label(words: Translator, field: &str) -> String {
    words.term("staff-field", field).into_owned()
}
