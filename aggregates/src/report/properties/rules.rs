//! The rules of a report, stated once more over a finished history and not taken from the decisions.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use super::History;
use super::commands::UNITS;
use crate::actor::{By, Staff};
use crate::event::StoredEvent;
use crate::ids::StaffId;
use crate::report::{Opened, ReportEvent};
use crate::vocabulary::{Anonymity, Role, UnitCode};

/// Whether every event could follow those before it, and was granted to somebody who may.
pub(super) fn could_have_happened(history: &History) -> Result<(), TestCaseError> {
    let mut accused = None;
    let (mut acknowledged, mut triaged, mut question, mut closed) = (false, false, false, false);
    let mut unit: Option<&UnitCode> = None;
    let mut investigator: Option<&StaffId> = None;
    let (mut appealed, mut appeal_waits) = (false, false);
    let mut resolver: Option<&StaffId> = None;
    let mut has_read = BTreeSet::new();
    let mut recused = BTreeSet::new();
    for (index, (by, event)) in history.iter().enumerate() {
        prop_assert_eq!(
            matches!(event, ReportEvent::Submitted(_)),
            index == 0,
            "filed first, and once"
        );
        prop_assert!(
            !closed || matches!(event, ReportEvent::Opened(_) | ReportEvent::Appealed(_)),
            "closed is closed, unless the reporter appeals"
        );
        prop_assert!(
            !appeal_waits
                || matches!(
                    event,
                    ReportEvent::Opened(_)
                        | ReportEvent::Reopened(_)
                        | ReportEvent::AppealDismissed(_)
                ),
            "an appeal is decided before anything else"
        );
        if let By::Staff(staff) = by {
            prop_assert!(!matches!(
                staff.role,
                Role::Auditor | Role::Publisher | Role::Administrator
            ));
            prop_assert!(
                !recused.contains(&staff.id),
                "aside is aside, in every role"
            );
        }
        match event {
            ReportEvent::Submitted(filed) => {
                prop_assert_eq!(by, &By::Reporter);
                let (name, address) = (filed.identity.is_some(), filed.contact.is_some());
                match filed.anonymity {
                    Anonymity::Anonymous => prop_assert!(!name && !address),
                    Anonymity::Named => prop_assert!(name),
                    Anonymity::Confidential => {}
                }
                accused = filed.institution.listed();
            }
            ReportEvent::Acknowledged(_) => {
                prop_assert!(!acknowledged && !triaged);
                acknowledged = true;
            }
            ReportEvent::Triaged(event) => {
                prop_assert!(acknowledged && unit.is_none());
                triaged = true;
                accused = event.institution.listed();
            }
            ReportEvent::Assigned(event) => {
                prop_assert!(triaged, "assigned only after triage");
                let owner = UNITS.iter().find(|(code, _)| *code == event.unit.as_str());
                let owner = owner.and_then(|(_, institution)| *institution);
                prop_assert!(owner.is_none() || owner != accused.map(|code| code.as_str()));
                let given_to = event.investigator.as_ref();
                prop_assert!(given_to.is_none_or(|id| !recused.contains(id)));
                if let By::Staff(Staff {
                    id,
                    role: Role::Investigator,
                    units,
                }) = by
                {
                    prop_assert_eq!(
                        (investigator, unit),
                        (None, Some(&event.unit)),
                        "taken from the queue"
                    );
                    prop_assert_eq!(event.investigator.as_ref(), Some(id));
                    prop_assert!(units.contains(&event.unit));
                }
                (unit, investigator) = (Some(&event.unit), event.investigator.as_ref());
            }
            ReportEvent::Recused(event) => {
                let (By::Staff(staff), Some(unit)) = (by, unit) else {
                    return Err(TestCaseError::fail("aside from nothing"));
                };
                prop_assert_eq!(
                    (&event.investigator, staff.role),
                    (&staff.id, Role::Investigator)
                );
                prop_assert!(staff.units.contains(unit));
                prop_assert!(investigator.is_none_or(|id| *id == staff.id));
                investigator = None;
                recused.insert(&staff.id);
            }
            ReportEvent::Investigated(_)
            | ReportEvent::IdentityOpened(_)
            | ReportEvent::QuestionAsked(_)
            | ReportEvent::Resolved(_) => {
                let (By::Staff(staff), Some(unit)) = (by, unit) else {
                    return Err(TestCaseError::fail("handled by nobody, or for no unit"));
                };
                match staff.role {
                    Role::Investigator => {
                        prop_assert!(staff.units.contains(unit));
                        prop_assert_eq!(investigator, Some(&staff.id));
                    }
                    Role::Supervisor => {
                        prop_assert!(staff.units.is_empty() || staff.units.contains(unit))
                    }
                    _ => return Err(TestCaseError::fail("handled in a wrong role")),
                }
                if matches!(event, ReportEvent::QuestionAsked(_)) {
                    prop_assert!(!question, "one question at a time");
                    question = true;
                }
                if matches!(event, ReportEvent::Resolved(_)) {
                    (closed, question, resolver) = (true, false, Some(&staff.id));
                }
            }
            ReportEvent::Appealed(_) => {
                prop_assert!(by == &By::Reporter && !appealed, "once, by the reporter");
                prop_assert!(resolver.is_some() && closed, "against an answer");
                (appealed, appeal_waits, closed) = (true, true, false);
            }
            ReportEvent::Reopened(_) | ReportEvent::AppealDismissed(_) => {
                let (By::Staff(staff), Some(unit)) = (by, unit) else {
                    return Err(TestCaseError::fail("decided by nobody, or for no unit"));
                };
                prop_assert!(appeal_waits);
                prop_assert_eq!(staff.role, Role::Supervisor);
                prop_assert!(staff.units.is_empty() || staff.units.contains(unit));
                prop_assert!(resolver != Some(&staff.id), "about somebody else's answer");
                appeal_waits = false;
                closed = matches!(event, ReportEvent::AppealDismissed(_));
            }
            ReportEvent::ReporterAnswered(_) => {
                prop_assert!(question && by == &By::Reporter);
                question = false;
            }
            ReportEvent::Withdrawn(_) => {
                prop_assert_eq!(by, &By::Reporter);
                closed = true;
            }
            ReportEvent::Opened(Opened { reader }) => {
                let By::Staff(staff) = by else {
                    return Err(TestCaseError::fail("read by nobody"));
                };
                prop_assert_eq!(reader, &staff.id);
                prop_assert!(
                    staff.role != Role::Intake || unit.is_none(),
                    "intake reads until assigned"
                );
                prop_assert!(has_read.insert(reader), "recorded twice for nothing");
            }
        }
        if !matches!(
            event,
            ReportEvent::Opened(_) | ReportEvent::Acknowledged(_) | ReportEvent::Assigned(_)
        ) && holds_sealed(&event.payload())
        {
            has_read.clear();
        }
    }
    Ok(())
}

/// Whether some field of the payload is ciphertext.
fn holds_sealed(payload: &Value) -> bool {
    let fields = [
        "narrative",
        "note",
        "message",
        "explanation",
        "grounds",
        "reason",
        "conflict",
    ];
    fields.iter().any(|field| payload[field].is_string())
        || payload["institution"]["sealed"].is_string()
}
