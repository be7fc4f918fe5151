//! A step is taken to find out.

use super::{Asker, Decision, preconditions};
use crate::actor::By;
use crate::report::event::Investigated;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;
use crate::vocabulary::FindingStep;

/// Record a step taken to find out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Investigate {
    /// What was done.
    pub step: FindingStep,
    /// What came of it.
    pub note: Sealed,
}

impl Decision for Investigate {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        preconditions::handles(report, asker.by)
    }

    fn decide(self, report: &Report, by: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let Self { step, note } = self;
        preconditions::by_handler(report, by, Investigated { step, note }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;

    #[test]
    fn by_the_investigator_named() {
        given(assigned_report(Some(id(2))))
            .when(investigator(), investigate())
            .then([investigated()]);
        given(assigned_report(Some(id(2))))
            .when(colleague(), investigate())
            .refused(Refusal::NotYourCase);
    }

    #[test]
    fn the_first_of_the_unit_to_act_takes_a_case_nobody_is_named_for() {
        given(assigned_report(None))
            .when(colleague(), investigate())
            .then([assigned("tehran", Some(id(3))), investigated()]);
        let taken = with(
            assigned_report(None),
            [assigned("tehran", Some(id(3))), investigated()],
        );
        given(taken.clone())
            .when(colleague(), investigate())
            .then([investigated()]);
        given(taken)
            .when(investigator(), investigate())
            .refused(Refusal::NotYourCase);
    }

    #[test]
    fn a_supervisor_of_the_unit_acts_without_taking_the_case() {
        for investigator in [None, Some(id(2))] {
            given(assigned_report(investigator))
                .when(supervisor(), investigate())
                .then([investigated()]);
        }
    }

    #[test]
    fn nobody_of_another_unit() {
        for by in [stranger(), strange_supervisor()] {
            given(assigned_report(None))
                .when(by, investigate())
                .refused(Refusal::NotYourUnit);
        }
        // Named, and then moved to another unit.
        given(with(triaged_report(), [assigned("tehran", Some(id(4)))]))
            .when(stranger(), investigate())
            .refused(Refusal::NotYourUnit);
    }

    #[test]
    fn nobody_in_another_role() {
        for by in [
            By::Reporter,
            By::System,
            intake(),
            auditor(),
            publisher(),
            administrator(),
        ] {
            given(assigned_report(None))
                .when(by, investigate())
                .refused(Refusal::WrongRole {
                    needed: preconditions::HANDLERS,
                });
        }
    }

    #[test]
    fn a_question_that_waits_goes_on_waiting() {
        let events = with(assigned_report(Some(id(2))), [asked(), investigated()]);
        given(events)
            .when(investigator(), ask())
            .refused(Refusal::QuestionOpen);
    }

    #[test]
    fn only_what_a_unit_has_and_only_while_it_is_open() {
        given([])
            .when(investigator(), investigate())
            .refused(Refusal::NoSuchReport);
        for events in [vec![submitted()], triaged_report()] {
            given(events.clone())
                .when(investigator(), investigate())
                .refused(Refusal::NotAssigned);
            given(events)
                .when(supervisor(), investigate())
                .refused(Refusal::NotAssigned);
        }
        given(with(assigned_report(None), [resolved()]))
            .when(investigator(), investigate())
            .refused(Refusal::AlreadyResolved);
        given(with(assigned_report(None), [withdrawn()]))
            .when(investigator(), investigate())
            .refused(Refusal::AlreadyWithdrawn);
    }
}
