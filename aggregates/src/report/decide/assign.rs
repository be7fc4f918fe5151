//! A unit gets the report, or another one does.

use super::guard;
use crate::actor::{By, Capacity};
use crate::ids::StaffId;
use crate::report::event::Assigned;
use crate::report::{Refusal, Report, ReportEvent};
use crate::vocabulary::{InstitutionCode, Role, UnitCode};

/// Those who may take a report from the unit that has it.
const REASSIGNERS: &[Capacity] = &[Capacity::Staff(Role::Supervisor)];

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    let case = guard::filed(report)?;
    let staff = guard::staff_as(by, guard::RECEIVERS)?;
    guard::not_closed(case)?;
    if case.unit.is_some() {
        guard::acts_as(by, REASSIGNERS)?;
        return guard::of_the_unit(case, staff);
    }
    if case.priority.is_none() {
        return Err(Refusal::NotTriaged);
    }
    Ok(())
}

pub(super) fn decide(
    report: &Report,
    unit: UnitCode,
    unit_institution: Option<&InstitutionCode>,
    investigator: Option<StaffId>,
) -> Result<Vec<ReportEvent>, Refusal> {
    let accused = guard::filed(report)?.institution.listed();
    if unit_institution.is_some() && unit_institution == accused {
        return Err(Refusal::UnitBelongsToAccused);
    }
    Ok(vec![Assigned { investigator, unit }.into()])
}
