//! How an event changes the state. It decides nothing: what has happened has happened.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Assigned, Opened, Recused, Resolved, Submitted, Triaged};
use super::{Case, Report, ReportEvent, Status};

pub(super) fn apply(report: &mut Report, event: ReportEvent) {
    report.events += 1;
    let sequence = report.events;
    if !matches!(event, ReportEvent::Opened(_)) {
        report.revision = sequence;
    }
    let carries_sealed = !event.sealed_content().is_empty();
    match (&mut report.case, event) {
        (case @ None, ReportEvent::Submitted(submitted)) => *case = Some(received(submitted)),
        (Some(case), event) => change(case, sequence, event),
        // Nothing can happen to a report before it is filed, nor can it be filed twice: `decide` sees to it.
        (None, _) => {}
    }
    if carries_sealed && let Some(case) = &mut report.case {
        case.sealed_at = sequence;
    }
}

fn received(submitted: Submitted) -> Case {
    Case {
        has_identity: submitted.identity.is_some() || submitted.contact.is_some(),
        status: Status::Received,
        category: submitted.category,
        province: submitted.province,
        institution: submitted.institution,
        channel: submitted.channel,
        language: submitted.language,
        anonymity: submitted.anonymity,
        priority: None,
        unit: None,
        investigator: None,
        recused: BTreeSet::new(),
        open_question: None,
        outcome: None,
        is_appealed: false,
        sealed_at: 0,
        opened: BTreeMap::new(),
    }
}

fn change(case: &mut Case, sequence: u64, event: ReportEvent) {
    match event {
        ReportEvent::Submitted(_) | ReportEvent::IdentityOpened(_) => {}
        ReportEvent::Acknowledged(_) => case.status = Status::Acknowledged,
        ReportEvent::Triaged(Triaged {
            category,
            province,
            institution,
            priority,
        }) => {
            case.status = Status::Triaged;
            case.category = category;
            case.province = province;
            case.institution = institution;
            case.priority = Some(priority);
        }
        ReportEvent::Assigned(Assigned { investigator, unit }) => {
            // Who handles the case changes nothing about the question the reporter was asked.
            if case.open_question.is_none() {
                case.status = Status::Assigned;
            }
            case.unit = Some(unit);
            case.investigator = investigator;
        }
        ReportEvent::Recused(Recused { investigator, .. }) => {
            if case.open_question.is_none() {
                case.status = Status::Assigned;
            }
            case.investigator = None;
            case.recused.insert(investigator);
        }
        ReportEvent::Investigated(_) => {
            if case.open_question.is_none() {
                case.status = Status::Investigating;
            }
        }
        ReportEvent::QuestionAsked(_) => {
            case.status = Status::AwaitingReporter;
            case.open_question = Some(sequence);
        }
        ReportEvent::ReporterAnswered(_) => {
            case.status = Status::Investigating;
            case.open_question = None;
        }
        ReportEvent::Resolved(Resolved { outcome, .. }) => {
            case.status = Status::Resolved;
            case.open_question = None;
            case.outcome = Some(outcome);
        }
        ReportEvent::Appealed(_) => {
            case.status = Status::Appealed;
            case.is_appealed = true;
        }
        // Back to whoever had it, without the answer that did not hold.
        ReportEvent::Reopened(_) => {
            case.status = Status::Investigating;
            case.outcome = None;
        }
        ReportEvent::AppealDismissed(_) => case.status = Status::Resolved,
        ReportEvent::Withdrawn(_) => {
            case.status = Status::Withdrawn;
            case.open_question = None;
        }
        ReportEvent::Opened(Opened { reader }) => {
            case.opened.insert(reader, sequence);
        }
    }
}
