//! A reporter files a report.

use super::guard;
use crate::actor::By;
use crate::report::event::Submitted;
use crate::report::{Refusal, Report, ReportEvent, Submit};
use crate::vocabulary::Anonymity;

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    guard::acts_as(by, guard::REPORTER)?;
    if report.events > 0 {
        return Err(Refusal::AlreadySubmitted);
    }
    Ok(())
}

pub(super) fn decide(submit: Submit) -> Result<Vec<ReportEvent>, Refusal> {
    match submit.anonymity {
        Anonymity::Anonymous if submit.identity.is_some() => {
            return Err(Refusal::IdentityOnAnonymous);
        }
        Anonymity::Anonymous if submit.contact.is_some() => {
            return Err(Refusal::ContactOnAnonymous);
        }
        Anonymity::Named if submit.identity.is_none() => return Err(Refusal::IdentityMissing),
        Anonymity::Anonymous | Anonymity::Confidential | Anonymity::Named => {}
    }
    let Submit {
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
    } = submit;
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
