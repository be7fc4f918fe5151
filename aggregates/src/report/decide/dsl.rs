//! `given(events).when(by, action).then(events)` or `.refused(refusal)`, and the people and reports tests speak of.

use cqrs_es::Aggregate as _;

use super::decide;
use crate::actor::{By, Staff};
use crate::ids::StaffId;
use crate::report::{
    Acknowledged, Answer, Appeal, AppealDismissed, Appealed, AskQuestion, Assign, Assigned,
    DismissAppeal, Investigate, Investigated, QuestionAsked, Refusal, Reopen, Reopened, Report,
    ReportAction, ReportCommand, ReportEvent, ReporterAnswered, Resolve, Resolved, Submit,
    Submitted, Triage, Triaged, Withdraw, Withdrawn,
};
use crate::sealed::Sealed;
use crate::vocabulary::{
    Anonymity, Category, Channel, FindingStep, Institution, Language, Outcome, Priority, Province,
    Role, UnitCode,
};

/// A report to which `events` happened.
pub(crate) fn given(events: impl IntoIterator<Item = ReportEvent>) -> Given {
    let mut report = Report::default();
    for event in events {
        report.apply(event);
    }
    Given(report)
}

pub(crate) struct Given(pub(crate) Report);

impl Given {
    pub(crate) fn when(self, by: By, action: impl Into<ReportAction>) -> When {
        When {
            report: self.0,
            command: ReportCommand {
                by,
                seen: None,
                action: action.into(),
            },
        }
    }
}

pub(crate) struct When {
    report: Report,
    command: ReportCommand,
}

impl When {
    pub(crate) fn having_seen(mut self, revision: u64) -> Self {
        self.command.seen = Some(revision);
        self
    }

    #[track_caller]
    pub(crate) fn then(self, events: impl IntoIterator<Item = ReportEvent>) {
        assert_eq!(
            decide(&self.report, self.command),
            Ok(events.into_iter().collect())
        );
    }

    #[track_caller]
    pub(crate) fn refused(self, refusal: Refusal) {
        assert_eq!(decide(&self.report, self.command), Err(refusal));
    }
}

// Things

/// Stands for ciphertext; `label` tells one from another.
pub(crate) fn sealed(label: &str) -> Sealed {
    let mut text = label.to_owned();
    while text.is_empty() || !text.len().is_multiple_of(4) {
        text.push('A');
    }
    Sealed::from_base64(text).unwrap()
}

pub(crate) fn unit(code: &str) -> UnitCode {
    code.parse().unwrap()
}

pub(crate) fn listed(code: &str) -> Institution {
    Institution::Listed(code.parse().unwrap())
}

// People

pub(crate) fn id(number: u8) -> StaffId {
    StaffId::from_bytes([number; 16])
}

pub(crate) fn staff(role: Role, number: u8, units: &[&str]) -> By {
    By::Staff(Staff {
        id: id(number),
        role,
        units: units.iter().map(|code| unit(code)).collect(),
    })
}

pub(crate) fn intake() -> By {
    staff(Role::Intake, 1, &[])
}

/// Staff member 2, of unit `tehran`.
pub(crate) fn investigator() -> By {
    staff(Role::Investigator, 2, &["tehran"])
}

/// Staff member 3, of unit `tehran` like [`investigator`].
pub(crate) fn colleague() -> By {
    staff(Role::Investigator, 3, &["tehran"])
}

/// Staff member 4, of another unit.
pub(crate) fn stranger() -> By {
    staff(Role::Investigator, 4, &["qom"])
}

/// Staff member 5, of every unit.
pub(crate) fn supervisor() -> By {
    staff(Role::Supervisor, 5, &[])
}

/// Staff member 6, of another unit.
pub(crate) fn strange_supervisor() -> By {
    staff(Role::Supervisor, 6, &["qom"])
}

pub(crate) fn auditor() -> By {
    staff(Role::Auditor, 7, &[])
}

pub(crate) fn publisher() -> By {
    staff(Role::Publisher, 8, &[])
}

pub(crate) fn administrator() -> By {
    staff(Role::Administrator, 9, &[])
}

// Reports

/// An anonymous report against `municipality`.
pub(crate) fn submit() -> Submit {
    Submit {
        category: Category::Omission,
        province: Province::Tehran,
        institution: listed("municipality"),
        channel: Channel::Web,
        language: Language::Persian,
        anonymity: Anonymity::Anonymous,
        narrative: sealed("narrative"),
        subject: None,
        place: Some(sealed("place")),
        occurred: None,
        identity: None,
        contact: None,
    }
}

pub(crate) fn submitted() -> ReportEvent {
    Submitted {
        category: Category::Omission,
        province: Province::Tehran,
        institution: listed("municipality"),
        channel: Channel::Web,
        language: Language::Persian,
        anonymity: Anonymity::Anonymous,
        narrative: sealed("narrative"),
        subject: None,
        place: Some(sealed("place")),
        occurred: None,
        identity: None,
        contact: None,
    }
    .into()
}

pub(crate) fn acknowledged() -> ReportEvent {
    Acknowledged {}.into()
}

pub(crate) fn triaged(institution: Institution) -> ReportEvent {
    Triaged {
        category: Category::Bribery,
        province: Province::Qom,
        institution,
        priority: Priority::High,
    }
    .into()
}

pub(crate) fn assigned(code: &str, investigator: Option<StaffId>) -> ReportEvent {
    Assigned {
        investigator,
        unit: unit(code),
    }
    .into()
}

pub(crate) fn investigated() -> ReportEvent {
    Investigated {
        step: FindingStep::SiteVisit,
        note: sealed("note"),
    }
    .into()
}

pub(crate) fn asked() -> ReportEvent {
    QuestionAsked {
        message: sealed("question"),
    }
    .into()
}

pub(crate) fn answered() -> ReportEvent {
    ReporterAnswered {
        message: sealed("answer"),
    }
    .into()
}

pub(crate) fn resolved() -> ReportEvent {
    Resolved {
        outcome: Outcome::Substantiated,
        explanation: sealed("explanation"),
        reasons: Some(sealed("reasons")),
    }
    .into()
}

pub(crate) fn appealed() -> ReportEvent {
    Appealed {
        grounds: sealed("grounds"),
    }
    .into()
}

pub(crate) fn reopened() -> ReportEvent {
    Reopened {
        explanation: sealed("why"),
    }
    .into()
}

pub(crate) fn dismissed() -> ReportEvent {
    AppealDismissed {
        explanation: sealed("why"),
    }
    .into()
}

pub(crate) fn withdrawn() -> ReportEvent {
    Withdrawn { reason: None }.into()
}

/// A report that was triaged and stays with the institution it was filed against.
pub(crate) fn triaged_report() -> Vec<ReportEvent> {
    vec![submitted(), acknowledged(), triaged(listed("municipality"))]
}

/// One that unit `tehran` has: [`investigator`]'s case, or in the unit's queue.
pub(crate) fn assigned_report(investigator: Option<StaffId>) -> Vec<ReportEvent> {
    with(triaged_report(), [assigned("tehran", investigator)])
}

/// One that [`investigator`] resolved and the reporter appealed about.
pub(crate) fn appealed_report() -> Vec<ReportEvent> {
    with(assigned_report(Some(id(2))), [resolved(), appealed()])
}

pub(crate) fn with(
    mut events: Vec<ReportEvent>,
    more: impl IntoIterator<Item = ReportEvent>,
) -> Vec<ReportEvent> {
    events.extend(more);
    events
}

// Actions

pub(crate) fn triage(institution: Institution) -> ReportAction {
    Triage {
        category: Category::Bribery,
        province: Province::Qom,
        institution,
        priority: Priority::High,
    }
    .into()
}

pub(crate) fn assign(code: &str, investigator: Option<StaffId>) -> ReportAction {
    Assign {
        unit: unit(code),
        unit_institution: None,
        investigator,
    }
    .into()
}

pub(crate) fn investigate() -> ReportAction {
    Investigate {
        step: FindingStep::SiteVisit,
        note: sealed("note"),
    }
    .into()
}

pub(crate) fn ask() -> ReportAction {
    AskQuestion {
        message: sealed("question"),
    }
    .into()
}

pub(crate) fn answer() -> ReportAction {
    Answer {
        message: sealed("answer"),
    }
    .into()
}

pub(crate) fn resolve() -> ReportAction {
    Resolve {
        outcome: Outcome::Substantiated,
        explanation: sealed("explanation"),
        reasons: Some(sealed("reasons")),
    }
    .into()
}

pub(crate) fn appeal() -> ReportAction {
    Appeal {
        grounds: sealed("grounds"),
    }
    .into()
}

/// Of a report that staff member `resolver` resolved.
pub(crate) fn reopen_of(resolver: u8) -> ReportAction {
    Reopen {
        explanation: sealed("why"),
        resolver: Some(id(resolver)),
    }
    .into()
}

/// Of a report that staff member `resolver` resolved.
pub(crate) fn dismiss_of(resolver: u8) -> ReportAction {
    DismissAppeal {
        explanation: sealed("why"),
        resolver: Some(id(resolver)),
    }
    .into()
}

pub(crate) fn withdraw() -> ReportAction {
    Withdraw { reason: None }.into()
}
