//! The report is answered. An open question lapses: it may never be answered, and must not hold the case up.

use super::{Asker, Decision, preconditions};
use crate::actor::By;
use crate::report::event::Resolved;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;
use crate::vocabulary::Outcome;

/// Answer the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolve {
    /// What handling it came to.
    pub outcome: Outcome,
    /// What the reporter is told.
    pub explanation: Sealed,
    /// The reasons, for those who handle the case.
    pub reasons: Option<Sealed>,
}

impl Decision for Resolve {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        preconditions::handles(report, asker.by)
    }

    fn decide(self, report: &Report, by: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let Self {
            outcome,
            explanation,
            reasons,
        } = self;
        let resolved = Resolved {
            outcome,
            explanation,
            reasons,
        };
        preconditions::by_handler(report, by, resolved.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::Status;

    #[test]
    fn from_every_state_in_which_a_unit_has_the_report() {
        for events in [
            assigned_report(Some(id(2))),
            with(assigned_report(Some(id(2))), [investigated()]),
            with(assigned_report(Some(id(2))), [asked()]),
        ] {
            for by in [investigator(), supervisor()] {
                given(events.clone()).when(by, resolve()).then([resolved()]);
            }
        }
    }

    #[test]
    fn closes_the_report_and_lets_an_open_question_lapse() {
        let given = given(with(assigned_report(Some(id(2))), [asked(), resolved()]));
        assert_eq!(given.0.status(), Some(Status::Resolved));
        assert_eq!(given.0.outcome(), Some(Outcome::Substantiated));
        assert_eq!(given.0.open_question(), None);
    }

    #[test]
    fn who_resolves_a_case_nobody_is_named_for_takes_it() {
        given(assigned_report(None))
            .when(investigator(), resolve())
            .then([assigned("tehran", Some(id(2))), resolved()]);
    }

    #[test]
    fn only_once() {
        given(with(assigned_report(Some(id(2))), [resolved()]))
            .when(investigator(), resolve())
            .refused(Refusal::AlreadyResolved);
        given(with(assigned_report(Some(id(2))), [withdrawn()]))
            .when(investigator(), resolve())
            .refused(Refusal::AlreadyWithdrawn);
    }

    #[test]
    fn not_before_a_unit_has_it_and_not_by_others() {
        given(triaged_report())
            .when(supervisor(), resolve())
            .refused(Refusal::NotAssigned);
        given(assigned_report(Some(id(2))))
            .when(colleague(), resolve())
            .refused(Refusal::NotYourCase);
        given(assigned_report(None))
            .when(stranger(), resolve())
            .refused(Refusal::NotYourUnit);
        for by in [
            By::Reporter,
            By::System,
            intake(),
            auditor(),
            publisher(),
            administrator(),
        ] {
            given(assigned_report(None))
                .when(by, resolve())
                .refused(Refusal::WrongRole {
                    needed: preconditions::HANDLERS,
                });
        }
    }

    #[test]
    fn not_from_a_page_that_misses_the_answer() {
        given(with(assigned_report(Some(id(2))), [asked(), answered()]))
            .when(investigator(), resolve())
            .having_seen(5)
            .refused(Refusal::ChangedSince { revision: 6 });
    }
}
