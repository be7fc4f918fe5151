//! A unit gets the report, or another one does.

use super::{Asker, Decision, preconditions};
use crate::actor::{By, Capacity};
use crate::ids::StaffId;
use crate::report::event::Assigned;
use crate::report::{Refusal, Report, ReportEvent};
use crate::vocabulary::{InstitutionCode, Role, UnitCode};

/// Those who may take a report from the unit that has it.
const REASSIGNERS: &[Capacity] = &[Capacity::Staff(Role::Supervisor)];

/// Hand the report to a unit, or to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assign {
    /// The unit.
    pub unit: UnitCode,
    /// The institution the unit belongs to, looked up by the caller.
    pub unit_institution: Option<InstitutionCode>,
    /// Whose case it is to be; `None` leaves it in the unit's queue.
    pub investigator: Option<StaffId>,
}

impl Decision for Assign {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        let case = preconditions::filed(report)?;
        let staff = preconditions::staff_as(asker.by, preconditions::RECEIVERS)?;
        preconditions::not_closed(case)?;
        if case.unit.is_some() {
            preconditions::acts_as(asker.by, REASSIGNERS)?;
            return preconditions::of_the_unit(case, staff);
        }
        if case.priority.is_none() {
            return Err(Refusal::NotTriaged);
        }
        Ok(())
    }

    fn decide(self, report: &Report, _: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let Self {
            unit,
            unit_institution,
            investigator,
        } = self;
        let case = preconditions::filed(report)?;
        if investigator
            .as_ref()
            .is_some_and(|id| case.recused.contains(id))
        {
            return Err(Refusal::InvestigatorRecused);
        }
        let accused = case.institution.listed();
        if unit_institution.is_some() && unit_institution.as_ref() == accused {
            return Err(Refusal::UnitBelongsToAccused);
        }
        Ok(vec![Assigned { investigator, unit }.into()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::ReportAction;
    use crate::vocabulary::Institution;

    fn assign_unit_of(institution: &str) -> ReportAction {
        Assign {
            unit: unit("inspection"),
            unit_institution: Some(institution.parse().unwrap()),
            investigator: None,
        }
        .into()
    }

    #[test]
    fn a_triaged_report_goes_to_a_unit_or_to_one_of_its_investigators() {
        for by in [intake(), supervisor()] {
            given(triaged_report())
                .when(by.clone(), assign("tehran", None))
                .then([assigned("tehran", None)]);
            given(triaged_report())
                .when(by, assign("tehran", Some(id(2))))
                .then([assigned("tehran", Some(id(2)))]);
        }
    }

    #[test]
    fn not_before_triage() {
        for events in [vec![submitted()], vec![submitted(), acknowledged()]] {
            given(events)
                .when(intake(), assign("tehran", None))
                .refused(Refusal::NotTriaged);
        }
        given([])
            .when(intake(), assign("tehran", None))
            .refused(Refusal::NoSuchReport);
    }

    #[test]
    fn a_unit_of_the_institution_complained_of_never_gets_it() {
        given(triaged_report())
            .when(intake(), assign_unit_of("municipality"))
            .refused(Refusal::UnitBelongsToAccused);
        given(triaged_report())
            .when(supervisor(), assign_unit_of("municipality"))
            .refused(Refusal::UnitBelongsToAccused);
        given(assigned_report(None))
            .when(supervisor(), assign_unit_of("municipality"))
            .refused(Refusal::UnitBelongsToAccused);
    }

    #[test]
    fn the_institution_is_the_one_settled_at_triage() {
        let corrected = with(triaged_report(), [triaged(listed("water-company"))]);
        given(corrected.clone())
            .when(intake(), assign_unit_of("water-company"))
            .refused(Refusal::UnitBelongsToAccused);
        given(corrected)
            .when(intake(), assign_unit_of("municipality"))
            .then([assigned("inspection", None)]);
    }

    #[test]
    fn an_institution_that_is_not_listed_bars_no_unit() {
        for institution in [Institution::Unknown, Institution::Described(sealed("body"))] {
            let events = vec![submitted(), acknowledged(), triaged(institution)];
            given(events.clone())
                .when(intake(), assign_unit_of("municipality"))
                .then([assigned("inspection", None)]);
            given(events)
                .when(intake(), assign("tehran", None))
                .then([assigned("tehran", None)]);
        }
    }

    #[test]
    fn a_supervisor_of_the_unit_may_hand_it_on_until_it_is_closed() {
        for events in [
            assigned_report(Some(id(2))),
            with(assigned_report(Some(id(2))), [investigated()]),
            with(assigned_report(Some(id(2))), [asked()]),
        ] {
            given(events.clone())
                .when(supervisor(), assign("qom", Some(id(4))))
                .then([assigned("qom", Some(id(4)))]);
            given(events.clone())
                .when(intake(), assign("qom", None))
                .refused(Refusal::WrongRole {
                    needed: REASSIGNERS,
                });
            given(events)
                .when(strange_supervisor(), assign("qom", None))
                .refused(Refusal::NotYourUnit);
        }
        given(with(assigned_report(None), [resolved()]))
            .when(supervisor(), assign("qom", None))
            .refused(Refusal::AlreadyResolved);
        given(with(assigned_report(None), [withdrawn()]))
            .when(supervisor(), assign("qom", None))
            .refused(Refusal::AlreadyWithdrawn);
    }

    #[test]
    fn the_question_stays_open_when_the_case_is_handed_on() {
        let events = with(
            assigned_report(Some(id(2))),
            [asked(), assigned("qom", None)],
        );
        given(events)
            .when(By::Reporter, answer())
            .then([answered()]);
    }

    #[test]
    fn is_for_those_who_receive_reports() {
        for by in [
            By::Reporter,
            By::System,
            investigator(),
            auditor(),
            administrator(),
        ] {
            given(triaged_report())
                .when(by, assign("tehran", None))
                .refused(Refusal::WrongRole {
                    needed: preconditions::RECEIVERS,
                });
        }
    }

    #[test]
    fn two_people_assigning_from_the_same_page_do_not_overwrite_each_other() {
        given(assigned_report(None))
            .when(supervisor(), assign("qom", None))
            .having_seen(3)
            .refused(Refusal::ChangedSince { revision: 4 });
    }
}
