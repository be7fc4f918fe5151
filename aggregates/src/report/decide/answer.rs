//! The reporter answers the open question.

use super::{Asker, Decision, preconditions};
use crate::actor::By;
use crate::report::event::ReporterAnswered;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;

/// Answer the open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub message: Sealed,
}

impl Decision for Answer {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        let case = preconditions::filed(report)?;
        preconditions::acts_as(asker.by, preconditions::REPORTER)?;
        preconditions::not_closed(case)?;
        match case.open_question {
            Some(_) => Ok(()),
            None => Err(Refusal::NoOpenQuestion),
        }
    }

    fn decide(self, _: &Report, _: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let Self { message } = self;
        Ok(vec![ReporterAnswered { message }.into()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::Status;

    #[test]
    fn the_reporter_answers_and_the_investigation_goes_on() {
        let events = with(assigned_report(Some(id(2))), [asked()]);
        given(events.clone())
            .when(By::Reporter, answer())
            .then([answered()]);
        let given = given(with(events, [answered()]));
        assert_eq!(given.0.status(), Some(Status::Investigating));
        assert_eq!(given.0.open_question(), None);
    }

    #[test]
    fn only_what_was_asked() {
        given([])
            .when(By::Reporter, answer())
            .refused(Refusal::NoSuchReport);
        given([submitted()])
            .when(By::Reporter, answer())
            .refused(Refusal::NoOpenQuestion);
        given(with(assigned_report(None), [asked(), answered()]))
            .when(By::Reporter, answer())
            .refused(Refusal::NoOpenQuestion);
    }

    #[test]
    fn only_the_reporter() {
        for by in [By::System, intake(), investigator(), supervisor()] {
            given(with(assigned_report(None), [asked()]))
                .when(by, answer())
                .refused(Refusal::WrongRole {
                    needed: preconditions::REPORTER,
                });
        }
    }

    #[test]
    fn not_after_the_report_was_closed() {
        let events = with(assigned_report(None), [asked()]);
        given(with(events.clone(), [resolved()]))
            .when(By::Reporter, answer())
            .refused(Refusal::AlreadyResolved);
        given(with(events, [withdrawn()]))
            .when(By::Reporter, answer())
            .refused(Refusal::AlreadyWithdrawn);
    }
}
