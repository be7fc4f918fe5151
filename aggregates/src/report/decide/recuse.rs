//! An investigator steps aside because of a conflict of interest: the case goes back to the unit's queue, and they are
//! never given it again, nor read it.

use super::{Asker, Decision, preconditions};
use crate::actor::{By, Capacity};
use crate::report::event::Recused;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;
use crate::vocabulary::Role;

const INVESTIGATORS: &[Capacity] = &[Capacity::Staff(Role::Investigator)];

/// Step aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recuse {
    /// What the conflict of interest is.
    pub conflict: Sealed,
}

impl Decision for Recuse {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        preconditions::filed(report)?;
        preconditions::acts_as(asker.by, INVESTIGATORS)?;
        preconditions::handles(report, asker.by)
    }

    fn decide(self, _: &Report, by: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let investigator = preconditions::staff_as(by, INVESTIGATORS)?.id.clone();
        let conflict = self.conflict;
        Ok(vec![
            Recused {
                investigator,
                conflict,
            }
            .into(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::{Open, ReportAction, Status};

    fn recuse() -> ReportAction {
        Recuse {
            conflict: sealed("conflict"),
        }
        .into()
    }

    fn recused(number: u8) -> ReportEvent {
        Recused {
            investigator: id(number),
            conflict: sealed("conflict"),
        }
        .into()
    }

    #[test]
    fn the_case_goes_back_to_the_units_queue() {
        given(assigned_report(Some(id(2))))
            .when(investigator(), recuse())
            .then([recused(2)]);
        let report = given(with(
            assigned_report(Some(id(2))),
            [investigated(), recused(2)],
        ))
        .0;
        assert_eq!(report.investigator(), None);
        assert_eq!(report.unit(), Some(&unit("tehran")));
        assert_eq!(report.status(), Some(Status::Assigned));
    }

    #[test]
    fn also_before_anybody_is_named_and_then_they_do_not_become_its_investigator() {
        given(assigned_report(None))
            .when(investigator(), recuse())
            .then([recused(2)]);
    }

    #[test]
    fn a_question_that_waits_goes_on_waiting() {
        let events = with(assigned_report(Some(id(2))), [asked(), recused(2)]);
        let report = given(events.clone()).0;
        assert_eq!(report.status(), Some(Status::AwaitingReporter));
        given(events)
            .when(By::Reporter, answer())
            .then([answered()]);
    }

    #[test]
    fn whoever_stepped_aside_neither_handles_nor_reads_it() {
        let events = with(assigned_report(Some(id(2))), [recused(2)]);
        for action in [investigate(), ask(), resolve(), recuse(), Open.into()] {
            given(events.clone())
                .when(investigator(), action)
                .refused(Refusal::Recused);
        }
        given(events)
            .when(colleague(), investigate())
            .then([assigned("tehran", Some(id(3))), investigated()]);
    }

    #[test]
    fn nobody_gives_them_the_case_again_not_even_in_another_unit() {
        let events = with(assigned_report(Some(id(2))), [recused(2)]);
        for code in ["tehran", "qom"] {
            given(events.clone())
                .when(supervisor(), assign(code, Some(id(2))))
                .refused(Refusal::InvestigatorRecused);
            given(events.clone())
                .when(supervisor(), assign(code, Some(id(4))))
                .then([assigned(code, Some(id(4)))]);
        }
    }

    #[test]
    fn whoever_stepped_aside_acts_on_it_in_no_other_role() {
        let events = with(assigned_report(Some(id(5))), [recused(5)]);
        given(events.clone())
            .when(supervisor(), assign("qom", None))
            .refused(Refusal::Recused);
        let appealed = with(events, [resolved(), appealed()]);
        given(appealed)
            .when(supervisor(), reopen_of(2))
            .refused(Refusal::Recused);
    }

    #[test]
    fn only_an_investigator_whose_case_it_is_and_while_it_is_open() {
        for by in [By::Reporter, By::System, intake(), supervisor(), auditor()] {
            given(assigned_report(None))
                .when(by, recuse())
                .refused(Refusal::WrongRole {
                    needed: INVESTIGATORS,
                });
        }
        given(assigned_report(Some(id(2))))
            .when(colleague(), recuse())
            .refused(Refusal::NotYourCase);
        given(assigned_report(Some(id(2))))
            .when(stranger(), recuse())
            .refused(Refusal::NotYourUnit);
        given(with(assigned_report(Some(id(2))), [resolved()]))
            .when(investigator(), recuse())
            .refused(Refusal::AlreadyResolved);
        given(triaged_report())
            .when(investigator(), recuse())
            .refused(Refusal::NotAssigned);
    }
}
