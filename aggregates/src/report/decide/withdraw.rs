//! The reporter takes the report back, at any time before it is answered.

use super::{Asker, Decision, preconditions};
use crate::actor::By;
use crate::report::event::Withdrawn;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;

/// Take the report back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdraw {
    /// Why, if the reporter says.
    pub reason: Option<Sealed>,
}

impl Decision for Withdraw {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        let case = preconditions::filed(report)?;
        preconditions::acts_as(asker.by, preconditions::REPORTER)?;
        preconditions::not_closed(case)
    }

    fn decide(self, _: &Report, _: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let Self { reason } = self;
        Ok(vec![Withdrawn { reason }.into()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;

    #[test]
    fn at_any_time_before_it_is_closed() {
        for events in [
            vec![submitted()],
            vec![submitted(), acknowledged()],
            triaged_report(),
            assigned_report(None),
            with(assigned_report(None), [investigated()]),
            with(assigned_report(None), [asked()]),
        ] {
            given(events)
                .when(By::Reporter, withdraw())
                .then([withdrawn()]);
        }
    }

    #[test]
    fn with_a_reason_if_the_reporter_gives_one() {
        let reason = Some(sealed("reason"));
        given([submitted()])
            .when(
                By::Reporter,
                Withdraw {
                    reason: reason.clone(),
                },
            )
            .then([Withdrawn { reason }.into()]);
    }

    #[test]
    fn only_by_the_reporter() {
        for by in [
            By::System,
            intake(),
            investigator(),
            supervisor(),
            administrator(),
        ] {
            given(assigned_report(None))
                .when(by, withdraw())
                .refused(Refusal::WrongRole {
                    needed: preconditions::REPORTER,
                });
        }
    }

    #[test]
    fn not_what_is_closed_or_was_never_filed() {
        given([])
            .when(By::Reporter, withdraw())
            .refused(Refusal::NoSuchReport);
        given([submitted(), withdrawn()])
            .when(By::Reporter, withdraw())
            .refused(Refusal::AlreadyWithdrawn);
        given(with(assigned_report(None), [resolved()]))
            .when(By::Reporter, withdraw())
            .refused(Refusal::AlreadyResolved);
    }
}
