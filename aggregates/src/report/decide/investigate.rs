//! A step is taken to find out.

use super::guard;
use crate::actor::By;
use crate::report::event::Investigated;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;
use crate::vocabulary::FindingStep;

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    guard::handles(report, by)
}

pub(super) fn decide(
    report: &Report,
    by: &By,
    step: FindingStep,
    note: Sealed,
) -> Result<Vec<ReportEvent>, Refusal> {
    guard::by_handler(report, by, Investigated { step, note }.into())
}
