//! What a report is filed under is settled, as often as needed until a unit has it.

use super::{Asker, Decision, preconditions};
use crate::actor::By;
use crate::report::event::{Acknowledged, Triaged};
use crate::report::{Refusal, Report, ReportEvent, Status};
use crate::vocabulary::{Category, Institution, Priority, Province};

/// Settle what the report is filed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triage {
    /// What it is about.
    pub category: Category,
    /// Where.
    pub province: Province,
    /// The body complained of.
    pub institution: Institution,
    /// How soon it is to be handled.
    pub priority: Priority,
}

impl Decision for Triage {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        let case = preconditions::filed(report)?;
        preconditions::acts_as(asker.by, preconditions::RECEIVERS)?;
        preconditions::not_closed(case)?;
        if case.unit.is_some() {
            return Err(Refusal::AlreadyAssigned);
        }
        Ok(())
    }

    fn decide(self, report: &Report, _: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let Self {
            category,
            province,
            institution,
            priority,
        } = self;
        let triaged = Triaged {
            category,
            province,
            institution,
            priority,
        }
        .into();
        Ok(match preconditions::filed(report)?.status {
            // Whoever triages it has received it: the reporter is told that first.
            Status::Received => vec![Acknowledged {}.into(), triaged],
            _ => vec![triaged],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;

    #[test]
    fn settles_what_the_report_is_filed_under() {
        let given = given([
            submitted(),
            acknowledged(),
            triaged(listed("water-company")),
        ]);
        assert_eq!(given.0.category(), Some(Category::Bribery));
        assert_eq!(given.0.province(), Some(Province::Qom));
        assert_eq!(given.0.institution(), Some(&listed("water-company")));
        assert_eq!(given.0.priority(), Some(Priority::High));
    }

    #[test]
    fn of_a_received_report_acknowledges_it_first() {
        for by in [intake(), supervisor()] {
            given([submitted()])
                .when(by, triage(Institution::Unknown))
                .then([acknowledged(), triaged(Institution::Unknown)]);
        }
    }

    #[test]
    fn may_be_corrected_until_a_unit_has_the_report() {
        given([submitted(), acknowledged()])
            .when(intake(), triage(listed("municipality")))
            .then([triaged(listed("municipality"))]);
        given(triaged_report())
            .when(intake(), triage(listed("water-company")))
            .then([triaged(listed("water-company"))]);
        given(assigned_report(None))
            .when(intake(), triage(listed("water-company")))
            .refused(Refusal::AlreadyAssigned);
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
            given([submitted()])
                .when(by, triage(Institution::Unknown))
                .refused(Refusal::WrongRole {
                    needed: preconditions::RECEIVERS,
                });
        }
    }

    #[test]
    fn needs_a_report_that_is_open() {
        let action = triage(Institution::Unknown);
        given([])
            .when(intake(), action.clone())
            .refused(Refusal::NoSuchReport);
        given([submitted(), withdrawn()])
            .when(intake(), action.clone())
            .refused(Refusal::AlreadyWithdrawn);
        given(with(assigned_report(None), [resolved()]))
            .when(intake(), action)
            .refused(Refusal::AlreadyResolved);
    }

    #[test]
    fn from_a_stale_page_overwrites_nothing() {
        given(triaged_report())
            .when(intake(), triage(Institution::Unknown))
            .having_seen(2)
            .refused(Refusal::ChangedSince { revision: 3 });
        given(triaged_report())
            .when(intake(), triage(Institution::Unknown))
            .having_seen(3)
            .then([triaged(Institution::Unknown)]);
    }
}
