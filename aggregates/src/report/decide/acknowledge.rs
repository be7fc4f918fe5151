//! The reporter is told that the report arrived.

use super::guard;
use crate::actor::{By, Capacity};
use crate::report::event::Acknowledged;
use crate::report::{Refusal, Report, ReportEvent, Status};
use crate::vocabulary::Role;

const MAY: &[Capacity] = &[
    Capacity::Staff(Role::Intake),
    Capacity::Staff(Role::Supervisor),
    Capacity::System,
];

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    let case = guard::filed(report)?;
    guard::acts_as(by, MAY)?;
    guard::not_closed(case)?;
    match case.status {
        Status::Received => Ok(()),
        _ => Err(Refusal::AlreadyAcknowledged),
    }
}

pub(super) fn decide() -> Vec<ReportEvent> {
    vec![Acknowledged {}.into()]
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::ReportAction;

    #[test]
    fn by_the_system_or_by_those_who_receive_reports() {
        for by in [By::System, intake(), supervisor()] {
            given([submitted()])
                .when(by, ReportAction::Acknowledge)
                .then([acknowledged()]);
        }
    }

    #[test]
    fn by_nobody_else() {
        for by in [
            By::Reporter,
            investigator(),
            auditor(),
            publisher(),
            administrator(),
        ] {
            given([submitted()])
                .when(by, ReportAction::Acknowledge)
                .refused(Refusal::WrongRole { needed: MAY });
        }
    }

    #[test]
    fn only_once_and_only_what_was_filed() {
        given([])
            .when(By::System, ReportAction::Acknowledge)
            .refused(Refusal::NoSuchReport);
        for events in [
            vec![submitted(), acknowledged()],
            triaged_report(),
            assigned_report(None),
        ] {
            given(events)
                .when(By::System, ReportAction::Acknowledge)
                .refused(Refusal::AlreadyAcknowledged);
        }
    }

    #[test]
    fn not_after_a_withdrawal() {
        given([submitted(), withdrawn()])
            .when(By::System, ReportAction::Acknowledge)
            .refused(Refusal::AlreadyWithdrawn);
    }
}
