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
