//! The reporter is asked, one question at a time.

use super::{Asker, Decision, preconditions};
use crate::actor::By;
use crate::report::event::QuestionAsked;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;

/// Ask the reporter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskQuestion {
    /// The question.
    pub message: Sealed,
}

impl Decision for AskQuestion {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        preconditions::handles(report, asker.by)?;
        match report.open_question() {
            Some(_) => Err(Refusal::QuestionOpen),
            None => Ok(()),
        }
    }

    fn decide(self, report: &Report, by: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let Self { message } = self;
        preconditions::by_handler(report, by, QuestionAsked { message }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::Status;

    #[test]
    fn the_report_waits_for_the_reporter() {
        given(assigned_report(Some(id(2))))
            .when(investigator(), ask())
            .then([asked()]);
        let given = given(with(assigned_report(Some(id(2))), [asked()]));
        assert_eq!(given.0.status(), Some(Status::AwaitingReporter));
        assert_eq!(given.0.open_question(), Some(5));
    }

    #[test]
    fn the_first_of_the_unit_to_ask_takes_the_case() {
        given(assigned_report(None))
            .when(investigator(), ask())
            .then([assigned("tehran", Some(id(2))), asked()]);
    }

    #[test]
    fn one_question_at_a_time() {
        let events = with(assigned_report(Some(id(2))), [asked()]);
        given(events.clone())
            .when(investigator(), ask())
            .refused(Refusal::QuestionOpen);
        given(events.clone())
            .when(supervisor(), ask())
            .refused(Refusal::QuestionOpen);
        given(with(events, [answered()]))
            .when(investigator(), ask())
            .then([asked()]);
    }

    #[test]
    fn who_may_not_ask_does_not_learn_that_a_question_is_open() {
        let events = with(assigned_report(Some(id(2))), [asked()]);
        given(events.clone())
            .when(stranger(), ask())
            .refused(Refusal::NotYourUnit);
        given(events)
            .when(colleague(), ask())
            .refused(Refusal::NotYourCase);
    }
}
