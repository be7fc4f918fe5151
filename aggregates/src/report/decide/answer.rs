//! The reporter answers the open question.

use super::guard;
use crate::actor::By;
use crate::report::event::ReporterAnswered;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    let case = guard::filed(report)?;
    guard::acts_as(by, guard::REPORTER)?;
    guard::not_closed(case)?;
    match case.open_question {
        Some(_) => Ok(()),
        None => Err(Refusal::NoOpenQuestion),
    }
}

pub(super) fn decide(message: Sealed) -> Vec<ReportEvent> {
    vec![ReporterAnswered { message }.into()]
}
