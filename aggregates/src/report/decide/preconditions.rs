//! Questions that several decisions ask.

use crate::actor::{By, Capacity, Staff};
use crate::report::event::Assigned;
use crate::report::{Case, Refusal, Report, ReportEvent, Status};
use crate::vocabulary::Role;

pub(super) const REPORTER: &[Capacity] = &[Capacity::Reporter];
/// Those who receive reports and hand them to units.
pub(super) const RECEIVERS: &[Capacity] = &[
    Capacity::Staff(Role::Intake),
    Capacity::Staff(Role::Supervisor),
];
/// Those who handle a report that a unit has.
pub(super) const HANDLERS: &[Capacity] = &[
    Capacity::Staff(Role::Investigator),
    Capacity::Staff(Role::Supervisor),
];

/// A report that was filed.
pub(super) fn filed(report: &Report) -> Result<&Case, Refusal> {
    report.case.as_ref().ok_or(Refusal::NoSuchReport)
}

/// Somebody who acts as one of `needed`.
pub(super) fn acts_as(by: &By, needed: &'static [Capacity]) -> Result<(), Refusal> {
    if needed.contains(&by.capacity()) {
        Ok(())
    } else {
        Err(Refusal::WrongRole { needed })
    }
}

/// A staff member who acts as one of `needed`.
pub(super) fn staff_as<'a>(by: &'a By, needed: &'static [Capacity]) -> Result<&'a Staff, Refusal> {
    acts_as(by, needed)?;
    match by {
        By::Staff(staff) => Ok(staff),
        By::Reporter | By::System => Err(Refusal::WrongRole { needed }),
    }
}

/// A report that was neither resolved nor withdrawn, and has no appeal that waits: until it is decided, nothing else
/// happens.
pub(super) fn not_closed(case: &Case) -> Result<(), Refusal> {
    match case.status {
        Status::Resolved => Err(Refusal::AlreadyResolved),
        Status::Appealed => Err(Refusal::AppealOpen),
        Status::Withdrawn => Err(Refusal::AlreadyWithdrawn),
        _ => Ok(()),
    }
}

/// A page made from the report as it is.
pub(super) fn unchanged(report: &Report, seen: Option<u64>) -> Result<(), Refusal> {
    match seen {
        Some(seen) if seen != report.revision => Err(Refusal::ChangedSince {
            revision: report.revision,
        }),
        _ => Ok(()),
    }
}

/// A staff member whose role reaches the unit that has the report, and who has not stepped aside.
pub(super) fn of_the_unit(case: &Case, staff: &Staff) -> Result<(), Refusal> {
    let unit = case.unit.as_ref().ok_or(Refusal::NotAssigned)?;
    if !staff.acts_for(unit) {
        Err(Refusal::NotYourUnit)
    } else if case.recused.contains(&staff.id) {
        Err(Refusal::Recused)
    } else {
        Ok(())
    }
}

/// Whoever handles the report: its investigator, any investigator of the unit while nobody is named, or a
/// supervisor of the unit.
pub(super) fn handles(report: &Report, by: &By) -> Result<(), Refusal> {
    let case = filed(report)?;
    let staff = staff_as(by, HANDLERS)?;
    not_closed(case)?;
    of_the_unit(case, staff)?;
    match &case.investigator {
        Some(named) if staff.role == Role::Investigator && *named != staff.id => {
            Err(Refusal::NotYourCase)
        }
        _ => Ok(()),
    }
}

/// `event`, preceded by the assignment to `by` if they are the first investigator of the unit to act on a case
/// that nobody is named for. From then on it is theirs, and history says since when.
pub(super) fn by_handler(
    report: &Report,
    by: &By,
    event: ReportEvent,
) -> Result<Vec<ReportEvent>, Refusal> {
    let case = filed(report)?;
    Ok(match (by, &case.unit, &case.investigator) {
        (By::Staff(staff), Some(unit), None) if staff.role == Role::Investigator => {
            let taken = Assigned {
                investigator: Some(staff.id.clone()),
                unit: unit.clone(),
            };
            vec![taken.into(), event]
        }
        _ => vec![event],
    })
}
