//! The reporter is asked, one question at a time.

use super::guard;
use crate::actor::By;
use crate::report::event::QuestionAsked;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    guard::handles(report, by)?;
    match report.open_question() {
        Some(_) => Err(Refusal::QuestionOpen),
        None => Ok(()),
    }
}

pub(super) fn decide(
    report: &Report,
    by: &By,
    message: Sealed,
) -> Result<Vec<ReportEvent>, Refusal> {
    guard::by_handler(report, by, QuestionAsked { message }.into())
}
