//! The reporter is told that the report arrived.

use super::{Asker, Decision, preconditions};
use crate::actor::{By, Capacity};
use crate::report::event::Acknowledged;
use crate::report::{Refusal, Report, ReportEvent, Status};
use crate::vocabulary::Role;

const MAY: &[Capacity] = &[
    Capacity::Staff(Role::Intake),
    Capacity::Staff(Role::Supervisor),
    Capacity::System,
];

/// Tell the reporter that the report arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledge;

impl Decision for Acknowledge {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        let case = preconditions::filed(report)?;
        preconditions::acts_as(asker.by, MAY)?;
        preconditions::not_closed(case)?;
        match case.status {
            Status::Received => Ok(()),
            _ => Err(Refusal::AlreadyAcknowledged),
        }
    }

    fn decide(self, _: &Report, _: &By) -> Result<Vec<ReportEvent>, Refusal> {
        Ok(vec![Acknowledged {}.into()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;

    #[test]
    fn by_the_system_or_by_those_who_receive_reports() {
        for by in [By::System, intake(), supervisor()] {
            given([submitted()])
                .when(by, Acknowledge)
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
                .when(by, Acknowledge)
                .refused(Refusal::WrongRole { needed: MAY });
        }
    }

    #[test]
    fn only_once_and_only_what_was_filed() {
        given([])
            .when(By::System, Acknowledge)
            .refused(Refusal::NoSuchReport);
        for events in [
            vec![submitted(), acknowledged()],
            triaged_report(),
            assigned_report(None),
        ] {
            given(events)
                .when(By::System, Acknowledge)
                .refused(Refusal::AlreadyAcknowledged);
        }
    }

    #[test]
    fn not_after_a_withdrawal() {
        given([submitted(), withdrawn()])
            .when(By::System, Acknowledge)
            .refused(Refusal::AlreadyWithdrawn);
    }
}
