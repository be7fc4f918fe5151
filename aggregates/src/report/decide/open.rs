//! A staff member reads the sealed content. Reading is part of the history: once for each reader and each
//! change of what there is to read, also after the report was closed.

use super::guard;
use crate::actor::{By, Capacity};
use crate::report::event::Opened;
use crate::report::{Refusal, Report, ReportEvent};
use crate::vocabulary::Role;

const READERS: &[Capacity] = &[
    Capacity::Staff(Role::Intake),
    Capacity::Staff(Role::Investigator),
    Capacity::Staff(Role::Supervisor),
];

pub(super) fn permit(report: &Report, by: &By) -> Result<(), Refusal> {
    let case = guard::filed(report)?;
    let staff = match by {
        By::Staff(staff) => staff,
        By::Reporter | By::System => return Err(Refusal::WrongRole { needed: READERS }),
    };
    match (staff.role, &case.unit) {
        (Role::Auditor | Role::Publisher | Role::Administrator, _) => Err(Refusal::RoleMayNotRead),
        (Role::Intake | Role::Supervisor, None) => Ok(()),
        // Once a unit has it, it is no longer intake's to read.
        (Role::Intake, Some(_)) => Err(Refusal::WrongRole {
            needed: guard::HANDLERS,
        }),
        (Role::Investigator | Role::Supervisor, _) => guard::of_the_unit(case, staff),
    }
}

pub(super) fn decide(report: &Report, by: &By) -> Result<Vec<ReportEvent>, Refusal> {
    let case = guard::filed(report)?;
    let reader = &guard::staff_as(by, READERS)?.id;
    let has_read_all = case
        .opened
        .get(reader)
        .is_some_and(|&opened| opened > case.sealed_at);
    Ok(if has_read_all {
        vec![]
    } else {
        vec![
            Opened {
                reader: reader.clone(),
            }
            .into(),
        ]
    })
}
