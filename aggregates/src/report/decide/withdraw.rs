//! The reporter takes the report back, at any time before it is answered.

use super::guard;
use crate::actor::By;
use crate::report::event::Withdrawn;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    let case = guard::filed(report)?;
    guard::acts_as(by, guard::REPORTER)?;
    guard::not_closed(case)
}

pub(super) fn decide(reason: Option<Sealed>) -> Vec<ReportEvent> {
    vec![Withdrawn { reason }.into()]
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::ReportAction;

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
                ReportAction::Withdraw {
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
                    needed: guard::REPORTER,
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
