//! The reporter appeals against the answer: once in a report's life, so that the decision on it is final.

use super::{Asker, Decision, preconditions};
use crate::actor::By;
use crate::report::event::Appealed;
use crate::report::{Refusal, Report, ReportEvent, Status};
use crate::sealed::Sealed;

/// Appeal against the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// Why it is not accepted.
    pub grounds: Sealed,
}

impl Decision for Appeal {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        let case = preconditions::filed(report)?;
        preconditions::acts_as(asker.by, preconditions::REPORTER)?;
        match case.status {
            Status::Withdrawn => Err(Refusal::AlreadyWithdrawn),
            _ if case.is_appealed => Err(Refusal::AlreadyAppealed),
            Status::Resolved => Ok(()),
            _ => Err(Refusal::NotResolved),
        }
    }

    fn decide(self, _: &Report, _: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let Self { grounds } = self;
        Ok(vec![Appealed { grounds }.into()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::vocabulary::Outcome;

    #[test]
    fn a_resolution_is_appealed_against_and_stands_until_the_decision() {
        let events = with(assigned_report(Some(id(2))), [resolved()]);
        given(events.clone())
            .when(By::Reporter, appeal())
            .then([appealed()]);
        let given = given(with(events, [appealed()])).0;
        assert_eq!(given.status(), Some(Status::Appealed));
        assert_eq!(given.outcome(), Some(Outcome::Substantiated));
        assert!(given.is_appealed());
    }

    #[test]
    fn only_after_the_resolution() {
        given([])
            .when(By::Reporter, appeal())
            .refused(Refusal::NoSuchReport);
        for events in [
            vec![submitted()],
            triaged_report(),
            assigned_report(None),
            with(assigned_report(None), [investigated()]),
            with(assigned_report(None), [asked()]),
        ] {
            given(events)
                .when(By::Reporter, appeal())
                .refused(Refusal::NotResolved);
        }
    }

    #[test]
    fn never_after_a_withdrawal() {
        given([submitted(), withdrawn()])
            .when(By::Reporter, appeal())
            .refused(Refusal::AlreadyWithdrawn);
        given(with(appealed_report(), [reopened(), withdrawn()]))
            .when(By::Reporter, appeal())
            .refused(Refusal::AlreadyWithdrawn);
    }

    #[test]
    fn once_whatever_was_decided() {
        for more in [
            vec![],
            vec![dismissed()],
            vec![reopened()],
            vec![reopened(), resolved()],
        ] {
            given(with(appealed_report(), more))
                .when(By::Reporter, appeal())
                .refused(Refusal::AlreadyAppealed);
        }
    }

    #[test]
    fn only_by_the_reporter() {
        for by in [
            By::System,
            intake(),
            investigator(),
            supervisor(),
            auditor(),
        ] {
            given(with(assigned_report(Some(id(2))), [resolved()]))
                .when(by, appeal())
                .refused(Refusal::WrongRole {
                    needed: preconditions::REPORTER,
                });
        }
    }

    #[test]
    fn not_from_a_page_made_before_the_resolution() {
        given(with(assigned_report(Some(id(2))), [resolved()]))
            .when(By::Reporter, appeal())
            .having_seen(4)
            .refused(Refusal::ChangedSince { revision: 5 });
    }

    #[test]
    fn while_it_waits_nothing_else_happens() {
        let actions = [
            (By::Reporter, answer()),
            (By::Reporter, withdraw()),
            (By::System, crate::report::Acknowledge.into()),
            (intake(), triage(listed("municipality"))),
            (supervisor(), assign("qom", None)),
            (supervisor(), investigate()),
            (supervisor(), ask()),
            (supervisor(), resolve()),
            (investigator(), investigate()),
            (investigator(), ask()),
            (investigator(), resolve()),
        ];
        for (by, action) in actions {
            given(appealed_report())
                .when(by, action)
                .refused(Refusal::AppealOpen);
        }
    }
}
