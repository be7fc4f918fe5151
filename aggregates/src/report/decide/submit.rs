//! A reporter files a report.

use super::{Asker, Decision, preconditions};
use crate::actor::By;
use crate::report::event::Submitted;
use crate::report::{Refusal, Report, ReportEvent};
use crate::sealed::Sealed;
use crate::vocabulary::{Anonymity, Category, Channel, Institution, Language, Province};

/// File a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submit {
    /// What it is about.
    pub category: Category,
    /// Where.
    pub province: Province,
    /// The body complained of.
    pub institution: Institution,
    /// How it comes in.
    pub channel: Channel,
    /// The language to answer in.
    pub language: Language,
    /// Who may learn who the reporter is.
    pub anonymity: Anonymity,
    /// What happened.
    pub narrative: Sealed,
    /// Whom it is about: name or post.
    pub subject: Option<Sealed>,
    /// Where exactly.
    pub place: Option<Sealed>,
    /// When.
    pub occurred: Option<Sealed>,
    /// Who the reporter is.
    pub identity: Option<Sealed>,
    /// How the reporter can be reached.
    pub contact: Option<Sealed>,
}

impl Decision for Submit {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        preconditions::acts_as(asker.by, preconditions::REPORTER)?;
        if report.events > 0 {
            return Err(Refusal::AlreadySubmitted);
        }
        Ok(())
    }

    fn decide(self, _: &Report, _: &By) -> Result<Vec<ReportEvent>, Refusal> {
        match self.anonymity {
            Anonymity::Anonymous if self.identity.is_some() => {
                return Err(Refusal::IdentityOnAnonymous);
            }
            Anonymity::Anonymous if self.contact.is_some() => {
                return Err(Refusal::ContactOnAnonymous);
            }
            Anonymity::Named if self.identity.is_none() => return Err(Refusal::IdentityMissing),
            Anonymity::Anonymous | Anonymity::Confidential | Anonymity::Named => {}
        }
        let Self {
            category,
            province,
            institution,
            channel,
            language,
            anonymity,
            narrative,
            subject,
            place,
            occurred,
            identity,
            contact,
        } = self;
        let submitted = Submitted {
            category,
            province,
            institution,
            channel,
            language,
            anonymity,
            narrative,
            subject,
            place,
            occurred,
            identity,
            contact,
        };
        Ok(vec![submitted.into()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::ReportAction;

    fn filing(change: impl FnOnce(&mut Submit)) -> ReportAction {
        let mut submit = submit();
        change(&mut submit);
        submit.into()
    }

    #[test]
    fn a_report_is_filed_as_it_was_sent() {
        given([])
            .when(By::Reporter, filing(|_| {}))
            .then([submitted()]);
    }

    #[test]
    fn only_once() {
        let again = filing(|_| {});
        given([submitted()])
            .when(By::Reporter, again.clone())
            .refused(Refusal::AlreadySubmitted);
        given([submitted(), withdrawn()])
            .when(By::Reporter, again)
            .refused(Refusal::AlreadySubmitted);
    }

    #[test]
    fn only_by_a_reporter() {
        for by in [By::System, intake(), supervisor()] {
            given([])
                .when(by, filing(|_| {}))
                .refused(Refusal::WrongRole {
                    needed: preconditions::REPORTER,
                });
        }
    }

    #[test]
    fn a_named_report_needs_a_name() {
        let nameless = filing(|submit| {
            submit.anonymity = Anonymity::Named;
            submit.contact = Some(sealed("contact"));
        });
        given([])
            .when(By::Reporter, nameless)
            .refused(Refusal::IdentityMissing);
    }

    #[test]
    fn an_anonymous_report_carries_neither_name_nor_address() {
        let named = filing(|submit| submit.identity = Some(sealed("identity")));
        given([])
            .when(By::Reporter, named)
            .refused(Refusal::IdentityOnAnonymous);
        let reachable = filing(|submit| submit.contact = Some(sealed("contact")));
        given([])
            .when(By::Reporter, reachable)
            .refused(Refusal::ContactOnAnonymous);
    }

    #[test]
    fn confidential_and_named_reports_may_carry_both() {
        for anonymity in [Anonymity::Confidential, Anonymity::Named] {
            let action = filing(|submit| {
                submit.anonymity = anonymity;
                submit.identity = Some(sealed("identity"));
                submit.contact = Some(sealed("contact"));
            });
            let ReportEvent::Submitted(mut expected) = submitted() else {
                panic!("a report begins with its submission")
            };
            expected.anonymity = anonymity;
            expected.identity = Some(sealed("identity"));
            expected.contact = Some(sealed("contact"));
            given([]).when(By::Reporter, action).then([expected.into()]);
        }
    }

    #[test]
    fn a_confidential_report_may_carry_neither() {
        let action = filing(|submit| submit.anonymity = Anonymity::Confidential);
        let ReportEvent::Submitted(mut expected) = submitted() else {
            panic!("a report begins with its submission")
        };
        expected.anonymity = Anonymity::Confidential;
        given([]).when(By::Reporter, action).then([expected.into()]);
    }
}
