//! What a report is filed under is settled, as often as needed until a unit has it.

use super::guard;
use crate::actor::By;
use crate::report::event::{Acknowledged, Triaged};
use crate::report::{Refusal, Report, ReportEvent, Status};
use crate::vocabulary::{Category, Institution, Priority, Province};

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    let case = guard::filed(report)?;
    guard::acts_as(by, guard::RECEIVERS)?;
    guard::not_closed(case)?;
    if case.unit.is_some() {
        return Err(Refusal::AlreadyAssigned);
    }
    Ok(())
}

pub(super) fn decide(
    report: &Report,
    category: Category,
    province: Province,
    institution: Institution,
    priority: Priority,
) -> Result<Vec<ReportEvent>, Refusal> {
    let triaged = Triaged {
        category,
        province,
        institution,
        priority,
    }
    .into();
    Ok(match guard::filed(report)?.status {
        // Whoever triages it has received it: the reporter is told that first.
        Status::Received => vec![Acknowledged {}.into(), triaged],
        _ => vec![triaged],
    })
}
