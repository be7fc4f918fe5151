//! Whoever handles the report looks at who the reporter is: their name, and how to reach them. It is a step of its own,
//! with a reason, recorded each time, and the reporter is told that it was taken.

use super::{Asker, Decision, preconditions};
use crate::actor::By;
use crate::report::event::IdentityOpened;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;

/// Look at name and contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenIdentity {
    /// What it is needed for.
    pub reason: Sealed,
}

impl Decision for OpenIdentity {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        preconditions::handles(report, asker.by)?;
        if preconditions::filed(report)?.has_identity {
            Ok(())
        } else {
            Err(Refusal::NoIdentity)
        }
    }

    fn decide(self, report: &Report, by: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let opened = IdentityOpened {
            reason: self.reason,
        };
        preconditions::by_handler(report, by, opened.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::preconditions::HANDLERS;
    use super::*;
    use crate::report::{ReportAction, event::Submitted};

    fn open_identity() -> ReportAction {
        OpenIdentity {
            reason: sealed("reason"),
        }
        .into()
    }

    fn opened() -> ReportEvent {
        IdentityOpened {
            reason: sealed("reason"),
        }
        .into()
    }

    /// An assigned report whose reporter said this of themselves.
    fn report_of(identity: Option<&str>, contact: Option<&str>) -> Vec<ReportEvent> {
        let mut events = assigned_report(Some(id(2)));
        if let Some(ReportEvent::Submitted(submitted)) = events.first_mut() {
            *submitted = Submitted {
                identity: identity.map(sealed),
                contact: contact.map(sealed),
                ..submitted.clone()
            };
        }
        events
    }

    #[test]
    fn each_time_is_recorded() {
        let events = report_of(Some("name"), None);
        given(events.clone())
            .when(investigator(), open_identity())
            .then([opened()]);
        given(with(events, [opened()]))
            .when(supervisor(), open_identity())
            .then([opened()]);
        given(report_of(None, Some("contact")))
            .when(investigator(), open_identity())
            .then([opened()]);
    }

    #[test]
    fn whoever_takes_it_from_the_queue_has_the_case_from_then_on() {
        let mut events = report_of(Some("name"), None);
        events.pop();
        events.push(assigned("tehran", None));
        given(events)
            .when(investigator(), open_identity())
            .then([assigned("tehran", Some(id(2))), opened()]);
    }

    #[test]
    fn there_is_nothing_to_open_where_nothing_was_said() {
        given(report_of(None, None))
            .when(investigator(), open_identity())
            .refused(Refusal::NoIdentity);
    }

    #[test]
    fn only_those_who_handle_it_and_while_it_is_open() {
        let events = report_of(Some("name"), None);
        for by in [By::Reporter, By::System, intake(), auditor()] {
            given(events.clone())
                .when(by, open_identity())
                .refused(Refusal::WrongRole { needed: HANDLERS });
        }
        given(events.clone())
            .when(colleague(), open_identity())
            .refused(Refusal::NotYourCase);
        given(events.clone())
            .when(stranger(), open_identity())
            .refused(Refusal::NotYourUnit);
        given(with(events, [resolved()]))
            .when(investigator(), open_identity())
            .refused(Refusal::AlreadyResolved);
    }
}
