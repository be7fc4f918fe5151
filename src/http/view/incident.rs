//! An incident as the public and the staff who tell of it see it.

use std::borrow::Cow;

use crate::locale::Translator;
use crate::status::words::{PublicText, text, title};
use crate::status::{Change, Incident, Kind};

/// An incident as a page shows it.
pub(in crate::http) struct IncidentView {
    pub(in crate::http) href: String,
    pub(in crate::http) title: PublicText,
    pub(in crate::http) kind: String,
    /// Whether it goes on.
    pub(in crate::http) state: Cow<'static, str>,
    /// Of the tag that says so: work that was announced is no alarm.
    pub(in crate::http) tone: &'static str,
    pub(in crate::http) steps: Vec<StepView>,
}

/// A step of it.
pub(in crate::http) struct StepView {
    pub(in crate::http) change: String,
    pub(in crate::http) when: String,
    pub(in crate::http) tone: &'static str,
    pub(in crate::http) text: PublicText,
}

impl IncidentView {
    /// The newest step comes first.
    pub(in crate::http) fn of(incident: &Incident, words: Translator) -> Self {
        let steps = incident.steps.iter().rev().map(|step| StepView {
            change: words
                .term("incident-change", step.change.code())
                .into_owned(),
            when: words.hour(step.hour),
            tone: match step.change {
                Change::Closed => "end",
                _ => "plain",
            },
            text: text(incident, step, words),
        });
        Self {
            href: words
                .locale()
                .href(&format!("/status/incidents/{}", incident.id)),
            title: title(incident, words),
            kind: words
                .term("incident-kind", incident.kind.code())
                .into_owned(),
            state: words.t(match (incident.is_open(), incident.kind) {
                (false, _) => "status-incident-closed",
                (true, Kind::Maintenance) => "status-incident-announced",
                (true, _) => "status-incident-open",
            }),
            tone: match (incident.is_open(), incident.kind) {
                (false, _) => "good",
                (true, Kind::Maintenance) => "waiting",
                (true, _) => "bad",
            },
            steps: steps.collect(),
        }
    }
}
