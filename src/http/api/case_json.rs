//! A case as JSON.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sajam_aggregates::{
    Actor, Audience, Institution, Refusal, ReportEvent, Sealed, SealedField, StaffId,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::to_at;
use crate::service::action;
use crate::service::{CaseFile, Entry, OpenedText, ServiceError};

/// A report with its whole story.
#[derive(Serialize, ToSchema)]
pub struct Case {
    /// 32 hexadecimal digits.
    pub id: String,
    /// The `seen` of a command decided on this.
    pub revision: u64,
    /// Where it stands.
    pub status: &'static str,
    /// What it is about.
    pub category: &'static str,
    /// Where (ISO 3166-2).
    pub province: &'static str,
    /// The body complained of: `listed:` and its code, `described` or `unknown`.
    pub institution: String,
    /// How soon it is to be handled; `null` before triage.
    pub priority: Option<&'static str>,
    /// The unit that has it.
    pub unit: Option<String>,
    /// The login of its investigator.
    pub investigator: Option<String>,
    /// What handling it came to.
    pub outcome: Option<&'static str>,
    /// How it came in.
    pub channel: &'static str,
    /// The language to answer in.
    pub language: &'static str,
    /// Who may learn who the reporter is.
    pub anonymity: &'static str,
    /// Whether what people wrote was erased: every text is then `null`.
    pub is_erased: bool,
    /// What happened, the first event first.
    pub events: Vec<Event>,
    /// Every command with whether it may be given now.
    pub actions: Vec<Action>,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
pub struct Event {
    /// Its place in the history, from 1.
    pub sequence: u64,
    /// Its name.
    pub r#type: &'static str,
    /// When (RFC 3339, UTC); to the hour for what the reporter did.
    pub at: String,
    /// Who.
    pub by: By,
    /// Codes it settled, by name.
    pub settled: BTreeMap<&'static str, String>,
    /// What was written with it, by name; `null` where it was erased.
    pub texts: BTreeMap<&'static str, Option<String>>,
}

/// Who acted.
#[derive(Serialize, ToSchema)]
pub struct By {
    /// `reporter`, `system` or `staff`.
    pub kind: &'static str,
    /// A staff member's login.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// The role they acted in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
}

/// A command and whether it may be given.
#[derive(Serialize, ToSchema)]
pub struct Action {
    /// The command.
    pub command: &'static str,
    /// Why it is refused; `null` when it may be given.
    pub refusal: Option<&'static str>,
}

type Logins = BTreeMap<StaffId, String>;

impl Case {
    /// The case as somebody who may read it sees it.
    pub(super) fn of(
        case: &CaseFile,
        verdicts: Vec<(&action::Action, Result<(), Refusal>)>,
        logins: &Logins,
    ) -> Result<Self, ServiceError> {
        let report = &case.report;
        let events = case.entries.iter().map(|entry| event(case, entry, logins));
        Ok(Self {
            id: case.id.to_string(),
            revision: report.revision(),
            status: report.status().map_or("", |one| one.code()),
            category: report.category().map_or("", |one| one.code()),
            province: report.province().map_or("", |one| one.code()),
            institution: report.institution().map(institution).unwrap_or_default(),
            priority: report.priority().map(|one| one.code()),
            unit: report.unit().map(ToString::to_string),
            investigator: report.investigator().map(|id| login(logins, id)),
            outcome: report.outcome().map(|one| one.code()),
            channel: report.channel().map_or("", |one| one.code()),
            language: report.language().map_or("", |one| one.code()),
            anonymity: report.anonymity().map_or("", |one| one.code()),
            is_erased: case.key().is_none(),
            events: events.collect::<Result<_, _>>()?,
            actions: verdicts
                .into_iter()
                .map(|(command, verdict)| Action {
                    command: command.code(),
                    refusal: verdict.err().map(|refusal| refusal.code()),
                })
                .collect(),
        })
    }
}

fn institution(institution: &Institution) -> String {
    match institution {
        Institution::Listed(code) => format!("listed:{code}"),
        Institution::Described(_) => "described".to_owned(),
        Institution::Unknown => "unknown".to_owned(),
    }
}

fn login(logins: &Logins, id: &StaffId) -> String {
    logins.get(id).cloned().unwrap_or_else(|| id.to_string())
}

fn event(case: &CaseFile, entry: &Entry, logins: &Logins) -> Result<Event, ServiceError> {
    let open = |(field, sealed): (SealedField, &Sealed)| {
        let text = match case.open(field, sealed)? {
            OpenedText::Text(text) => Some(text.to_string()),
            OpenedText::Erased => None,
        };
        Ok((field.name(), text))
    };
    Ok(Event {
        sequence: entry.stored.sequence,
        r#type: entry.event.name(),
        at: entry.at.to_string(),
        by: by(&entry.actor, logins),
        settled: settled(&entry.event, logins),
        texts: entry
            .event
            .texts_for(Audience::Staff)
            .map(open)
            .collect::<Result<_, ServiceError>>()?,
    })
}

/// The codes that an event settled, by name.
fn settled(event: &ReportEvent, logins: &Logins) -> BTreeMap<&'static str, String> {
    match event {
        ReportEvent::Submitted(filed) => BTreeMap::from([
            ("category", filed.category.code().to_owned()),
            ("province", filed.province.code().to_owned()),
            ("institution", institution(&filed.institution)),
        ]),
        ReportEvent::Triaged(triaged) => BTreeMap::from([
            ("category", triaged.category.code().to_owned()),
            ("province", triaged.province.code().to_owned()),
            ("priority", triaged.priority.code().to_owned()),
            ("institution", institution(&triaged.institution)),
        ]),
        ReportEvent::Assigned(assigned) => {
            let investigator = assigned.investigator.as_ref();
            std::iter::once(("unit", assigned.unit.to_string()))
                .chain(investigator.map(|id| ("investigator", login(logins, id))))
                .collect()
        }
        ReportEvent::Investigated(step) => BTreeMap::from([("step", step.step.code().to_owned())]),
        ReportEvent::Resolved(resolved) => {
            BTreeMap::from([("outcome", resolved.outcome.code().to_owned())])
        }
        _ => BTreeMap::new(),
    }
}

fn by(actor: &Actor, logins: &Logins) -> By {
    let (kind, login, role) = match actor {
        Actor::Reporter => ("reporter", None, None),
        Actor::System => ("system", None, None),
        Actor::Staff { id, role } => ("staff", Some(login(logins, id)), Some(role.code())),
    };
    By { kind, login, role }
}

/// RFC 3339, UTC.
pub(super) fn at(at: Timestamp) -> String {
    to_at(at).map(|at| at.to_string()).unwrap_or_default()
}
