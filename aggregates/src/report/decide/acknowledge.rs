//! The reporter is told that the report arrived.

use super::guard;
use crate::actor::{By, Capacity};
use crate::report::event::Acknowledged;
use crate::report::{Refusal, Report, ReportEvent, Status};
use crate::vocabulary::Role;

const MAY: &[Capacity] = &[
    Capacity::Staff(Role::Intake),
    Capacity::Staff(Role::Supervisor),
    Capacity::System,
];

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    let case = guard::filed(report)?;
    guard::acts_as(by, MAY)?;
    guard::not_closed(case)?;
    match case.status {
        Status::Received => Ok(()),
        _ => Err(Refusal::AlreadyAcknowledged),
    }
}

pub(super) fn decide() -> Vec<ReportEvent> {
    vec![Acknowledged {}.into()]
}
