//! The report is answered. An open question lapses: it may never be answered, and must not hold the case up.

use super::guard;
use crate::actor::By;
use crate::report::event::Resolved;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;
use crate::vocabulary::Outcome;

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    guard::handles(report, by)
}

pub(super) fn decide(
    report: &Report,
    by: &By,
    outcome: Outcome,
    explanation: Sealed,
    reasons: Option<Sealed>,
) -> Result<Vec<ReportEvent>, Refusal> {
    guard::by_handler(
        report,
        by,
        Resolved {
            outcome,
            explanation,
            reasons,
        }
        .into(),
    )
}
