//! A case's facts and history in the reader's words.

use std::collections::BTreeMap;

use sajam_aggregates::report::{Appealed, Submitted};
use sajam_aggregates::{Actor, Institution, ReportEvent, Sealed, StaffId, Status};
use zeroize::Zeroizing;

use crate::app::App;
use crate::locale::Words;
use crate::service::{CaseFile, Entry, OpenedText, ServiceError};

/// Something a person wrote, with what it is; without a text once it was erased.
pub(super) struct Passage {
    pub(super) label: String,
    pub(super) text: Option<Zeroizing<String>>,
}

/// Something that happened.
pub(super) struct Moment {
    pub(super) number: u64,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) who: String,
    /// How the timeline marks it.
    pub(super) tone: &'static str,
    /// Facts it settled.
    pub(super) lines: Vec<(String, String)>,
    /// What was written with it.
    pub(super) passages: Vec<Passage>,
    /// Whether it changed the case, rather than only reading it.
    pub(super) changes: bool,
}

/// What telling a case takes.
pub(super) struct Teller<'a> {
    pub(super) app: &'a App,
    pub(super) words: Words,
    pub(super) case: &'a CaseFile,
    pub(super) logins: &'a BTreeMap<StaffId, String>,
}

impl Teller<'_> {
    /// What was filed, as it was filed.
    pub(super) fn submitted(&self) -> Option<&Submitted> {
        self.case
            .entries
            .iter()
            .find_map(|entry| match &entry.event {
                ReportEvent::Submitted(submitted) => Some(submitted),
                _ => None,
            })
    }

    /// What the reporter wrote when they filed it, the account first; at the end the grounds of an appeal that waits, for
    /// whoever decides it.
    pub(super) fn written(&self) -> Result<Vec<Passage>, ServiceError> {
        let Some(filed) = self.submitted() else {
            return Ok(Vec::new());
        };
        let described = match &filed.institution {
            Institution::Described(sealed) => Some(sealed),
            Institution::Listed(_) | Institution::Unknown => None,
        };
        let fields = [
            ("narrative", Some(&filed.narrative)),
            ("subject", filed.subject.as_ref()),
            ("institution", described),
            ("place", filed.place.as_ref()),
            ("occurred", filed.occurred.as_ref()),
            ("identity", filed.identity.as_ref()),
            ("contact", filed.contact.as_ref()),
        ];
        let filed = fields
            .into_iter()
            .filter_map(|(name, sealed)| Some((name, sealed?)))
            .map(|(name, sealed)| self.passage(name, &format!("Submitted.{name}"), sealed));
        let appeal = self
            .open_appeal()
            .map(|appealed| self.passage("grounds", "Appealed.grounds", &appealed.grounds));
        filed.chain(appeal).collect()
    }

    fn open_appeal(&self) -> Option<&Appealed> {
        if self.case.report.status() != Some(Status::Appealed) {
            return None;
        }
        let mut events = self.case.entries.iter().rev();
        events.find_map(|entry| match &entry.event {
            ReportEvent::Appealed(appealed) => Some(appealed),
            _ => None,
        })
    }

    /// The history, the first event first.
    pub(super) fn moments(&self) -> Result<Vec<Moment>, ServiceError> {
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

    fn moment(&self, entry: &Entry) -> Result<Moment, ServiceError> {
        let words = self.words;
        let mut lines = Vec::new();
        let mut line = |name: &str, value: String| lines.push((label(words, name), value));
        let mut passages = Vec::new();
        let mut tone = "plain";
        match &entry.event {
            ReportEvent::Submitted(submitted) => {
                line(
                    "category",
                    words.term("category", submitted.category.code()).into(),
                );
                line(
                    "province",
                    words.term("province", submitted.province.code()).into(),
                );
                line("institution", self.institution(&submitted.institution));
            }
            ReportEvent::Triaged(triaged) => {
                line(
                    "category",
                    words.term("category", triaged.category.code()).into(),
                );
                line(
                    "province",
                    words.term("province", triaged.province.code()).into(),
                );
                line(
                    "priority",
                    words.term("priority", triaged.priority.code()).into(),
                );
                match &triaged.institution {
                    Institution::Described(sealed) => {
                        passages.push(self.passage(
                            "institution",
                            "Triaged.institution",
                            sealed,
                        )?);
                    }
                    other => line("institution", self.institution(other)),
                }
            }
            ReportEvent::Assigned(assigned) => {
                line(
                    "unit",
                    self.app.directory.unit_name(&assigned.unit, words.locale()),
                );
                if let Some(investigator) = &assigned.investigator {
                    line("investigator", self.login(investigator));
                }
            }
            ReportEvent::Investigated(step) => {
                line("step", words.term("step", step.step.code()).into());
                passages.push(self.passage("note", "Investigated.note", &step.note)?);
            }
            ReportEvent::QuestionAsked(asked) => {
                tone = "message";
                passages.push(self.passage("message", "QuestionAsked.message", &asked.message)?);
            }
            ReportEvent::ReporterAnswered(answered) => {
                tone = "message";
                let field = "ReporterAnswered.message";
                passages.push(self.passage("answer", field, &answered.message)?);
            }
            ReportEvent::Resolved(resolved) => {
                tone = "end";
                line(
                    "outcome",
                    words.term("outcome", resolved.outcome.code()).into(),
                );
                let explanation = &resolved.explanation;
                passages.push(self.passage("explanation", "Resolved.explanation", explanation)?);
                if let Some(reasons) = &resolved.reasons {
                    passages.push(self.passage("reasons", "Resolved.reasons", reasons)?);
                }
            }
            ReportEvent::Appealed(appealed) => {
                tone = "message";
                passages.push(self.passage("grounds", "Appealed.grounds", &appealed.grounds)?);
            }
            ReportEvent::Reopened(reopened) => {
                let explanation = &reopened.explanation;
                passages.push(self.passage("explanation", "Reopened.explanation", explanation)?);
            }
            ReportEvent::AppealDismissed(dismissed) => {
                tone = "end";
                let field = "AppealDismissed.explanation";
                passages.push(self.passage("explanation", field, &dismissed.explanation)?);
            }
            ReportEvent::Withdrawn(withdrawn) => {
                tone = "end";
                if let Some(reason) = &withdrawn.reason {
                    passages.push(self.passage("reason", "Withdrawn.reason", reason)?);
                }
            }
            ReportEvent::Opened(_) => tone = "quiet",
            ReportEvent::Acknowledged(_) => {}
        }
        let at_ms = entry.at.to_unix_millis();
        Ok(Moment {
            number: entry.stored.sequence,
            title: words.term("staff-event", entry.event.name()).into_owned(),
            when: if entry.actor == Actor::Reporter {
                words.hour_ms(at_ms)
            } else {
                words.datetime_ms(at_ms)
            },
            who: who(words, &entry.actor, self.logins),
            tone,
            lines,
            passages,
            changes: !matches!(entry.event, ReportEvent::Opened(_)),
        })
    }

    fn passage(
        &self,
        label_of: &str,
        field: &str,
        sealed: &Sealed,
    ) -> Result<Passage, ServiceError> {
        Ok(Passage {
            label: label(self.words, label_of),
            text: match self.case.open(field, sealed)? {
                OpenedText::Text(text) => Some(text),
                OpenedText::Erased => None,
            },
        })
    }

    /// A body's name; of one in the reporter's words only that it is.
    pub(super) fn institution(&self, institution: &Institution) -> String {
        match institution {
            Institution::Listed(code) => self
                .app
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

/// What a field is called.
pub(super) fn label(words: Words, field: &str) -> String {
    words.term("staff-field", field).into_owned()
}

/// Who did something: a login with the role they acted in.
pub(in crate::http) fn who(
    words: Words,
    actor: &Actor,
    logins: &BTreeMap<StaffId, String>,
) -> String {
    match actor {
        Actor::Reporter => words.t("staff-who-reporter").into_owned(),
        Actor::System => words.t("staff-who-system").into_owned(),
        Actor::Staff { id, role } => {
            let login = logins.get(id).map_or_else(|| id.as_str(), String::as_str);
            let role = words.term("role", role.code());
            words
                .args("staff-who", &[("login", login), ("role", &role)])
                .into_owned()
        }
    }
}
