//! An appeal is decided: the case goes on, or the answer stands for good. By a supervisor of the case's unit, and never
//! by whoever gave the answer.

use super::{Asker, Decision, preconditions};
use crate::actor::{By, Capacity};
use crate::ids::StaffId;
use crate::report::event::{AppealDismissed, Reopened};
use crate::report::{Refusal, Report, ReportEvent, Status};
use crate::sealed::Sealed;
use crate::vocabulary::Role;

const DECIDERS: &[Capacity] = &[Capacity::Staff(Role::Supervisor)];

/// Accept the appeal: the case goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopen {
    /// What the reporter is told.
    pub explanation: Sealed,
    /// Who resolved the report, looked up by the caller: the context of `Resolved` says so, and its payload,
    /// which is the reporter's to see, does not.
    pub resolver: Option<StaffId>,
}

impl Decision for Reopen {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        permit(report, asker)
    }

    fn decide(self, _: &Report, _: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let explanation = self.explanation;
        Ok(vec![Reopened { explanation }.into()])
    }

    fn resolver(&self) -> Option<&StaffId> {
        self.resolver.as_ref()
    }
}

/// Do not accept the appeal: the answer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DismissAppeal {
    /// What the reporter is told.
    pub explanation: Sealed,
    /// As with [`Reopen`].
    pub resolver: Option<StaffId>,
}

impl Decision for DismissAppeal {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        permit(report, asker)
    }

    fn decide(self, _: &Report, _: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let explanation = self.explanation;
        Ok(vec![AppealDismissed { explanation }.into()])
    }

    fn resolver(&self) -> Option<&StaffId> {
        self.resolver.as_ref()
    }
}

fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
    let case = preconditions::filed(report)?;
    let staff = preconditions::staff_as(asker.by, DECIDERS)?;
    if case.unit.is_some() {
        preconditions::of_the_unit(case, staff)?;
    }
    if case.status != Status::Appealed {
        return Err(Refusal::NoOpenAppeal);
    }
    match asker.resolver {
        Some(resolver) if *resolver != staff.id => Ok(()),
        // A caller that read the history before it was resolved knows nobody: that is no leave to decide.
        _ => Err(Refusal::OwnResolution),
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::ReportAction;
    use crate::vocabulary::Outcome;

    #[test]
    fn an_accepted_appeal_brings_the_case_back_to_whoever_had_it() {
        given(appealed_report())
            .when(supervisor(), reopen_of(2))
            .then([reopened()]);
        let events = with(appealed_report(), [reopened()]);
        let report = given(events.clone()).0;
        assert_eq!(report.status(), Some(Status::Investigating));
        assert_eq!(report.unit(), Some(&unit("tehran")));
        assert_eq!(report.investigator(), Some(&id(2)));
        assert_eq!(report.outcome(), None, "the answer no longer holds");
        for (action, event) in [
            (investigate(), investigated()),
            (ask(), asked()),
            (resolve(), resolved()),
        ] {
            given(events.clone())
                .when(investigator(), action)
                .then([event]);
        }
        given(events)
            .when(supervisor(), assign("qom", None))
            .then([assigned("qom", None)]);
    }

    #[test]
    fn a_question_that_lapsed_stays_lapsed() {
        let events = with(
            assigned_report(Some(id(2))),
            [asked(), resolved(), appealed(), reopened()],
        );
        given(events.clone())
            .when(By::Reporter, answer())
            .refused(Refusal::NoOpenQuestion);
        given(events).when(investigator(), ask()).then([asked()]);
    }

    #[test]
    fn a_dismissed_appeal_leaves_the_answer_for_good() {
        given(appealed_report())
            .when(supervisor(), dismiss_of(2))
            .then([dismissed()]);
        let events = with(appealed_report(), [dismissed()]);
        let report = given(events.clone()).0;
        assert_eq!(report.status(), Some(Status::Resolved));
        assert_eq!(report.outcome(), Some(Outcome::Substantiated));
        given(events.clone())
            .when(investigator(), investigate())
            .refused(Refusal::AlreadyResolved);
        given(events)
            .when(supervisor(), reopen_of(2))
            .refused(Refusal::NoOpenAppeal);
    }

    #[test]
    fn nobody_decides_about_an_answer_of_their_own() {
        for (action, event) in [(reopen_of(5), reopened()), (dismiss_of(5), dismissed())] {
            given(appealed_report())
                .when(supervisor(), action.clone())
                .refused(Refusal::OwnResolution);
            given(appealed_report())
                .when(staff(Role::Supervisor, 10, &["tehran"]), action)
                .then([event]);
        }
    }

    #[test]
    fn somebody_who_was_the_investigator_then_does_not_decide_as_supervisor_now() {
        given(appealed_report())
            .when(staff(Role::Supervisor, 2, &["tehran"]), reopen_of(2))
            .refused(Refusal::OwnResolution);
    }

    #[test]
    fn nobody_decides_without_knowing_whose_answer_it_was() {
        let explanation = sealed("why");
        for action in [
            ReportAction::from(Reopen {
                explanation: explanation.clone(),
                resolver: None,
            }),
            ReportAction::from(DismissAppeal {
                explanation,
                resolver: None,
            }),
        ] {
            given(appealed_report())
                .when(supervisor(), action)
                .refused(Refusal::OwnResolution);
        }
    }

    #[test]
    fn only_supervisors_of_the_unit() {
        for by in [
            By::Reporter,
            By::System,
            intake(),
            investigator(),
            colleague(),
            auditor(),
            publisher(),
            administrator(),
        ] {
            given(appealed_report())
                .when(by, reopen_of(2))
                .refused(Refusal::WrongRole { needed: DECIDERS });
        }
        given(appealed_report())
            .when(strange_supervisor(), dismiss_of(2))
            .refused(Refusal::NotYourUnit);
    }

    #[test]
    fn only_an_appeal_that_waits() {
        given([])
            .when(supervisor(), reopen_of(2))
            .refused(Refusal::NoSuchReport);
        for events in [
            vec![submitted()],
            assigned_report(Some(id(2))),
            with(assigned_report(Some(id(2))), [resolved()]),
            with(assigned_report(Some(id(2))), [withdrawn()]),
            with(appealed_report(), [reopened()]),
            with(appealed_report(), [reopened(), resolved()]),
        ] {
            for action in [reopen_of(2), dismiss_of(2)] {
                given(events.clone())
                    .when(supervisor(), action)
                    .refused(Refusal::NoOpenAppeal);
            }
        }
    }

    #[test]
    fn two_supervisors_do_not_decide_one_after_the_other() {
        given(with(appealed_report(), [dismissed()]))
            .when(supervisor(), reopen_of(2))
            .having_seen(6)
            .refused(Refusal::NoOpenAppeal);
    }
}
