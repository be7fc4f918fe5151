//! Decisions about accounts: state + command → events or a refusal.

use super::command::{StaffAction, StaffCommand};
use super::event::{Invited, Reinstated, RoleGranted, RoleRevoked, StaffEvent, Suspended};
use super::{Grant, StaffMember, StaffRefusal};
use crate::actor::{By, Capacity};
use crate::ids::StaffId;
use crate::vocabulary::Role;

const ADMINISTRATOR: &[Capacity] = &[Capacity::Staff(Role::Administrator)];
/// The operator's command line makes the first accounts, and new ones when every administrator is locked out.
/// It takes nothing from anybody: that has an administrator's name on it.
const ADMINISTRATOR_OR_SYSTEM: &[Capacity] =
    &[Capacity::Staff(Role::Administrator), Capacity::System];

/// What happens when `command` meets `member`.
///
/// # Errors
/// The [`StaffRefusal`] that says why nothing happens.
pub fn decide(
    member: &StaffMember,
    command: StaffCommand,
) -> Result<Vec<StaffEvent>, StaffRefusal> {
    let StaffCommand {
        by,
        account,
        action,
    } = command;
    let event = match action {
        StaffAction::Invite { login } => {
            acts_as(&by, ADMINISTRATOR_OR_SYSTEM)?;
            if member.events > 0 {
                return Err(StaffRefusal::AlreadyInvited);
            }
            Invited { login }.into()
        }
        StaffAction::GrantRole { role, unit } => {
            may_change(member, &by, &account, ADMINISTRATOR_OR_SYSTEM)?;
            if role == Role::Investigator && unit.is_none() {
                return Err(StaffRefusal::UnitMissing);
            }
            let grant = Grant { role, unit };
            if member.grants.contains(&grant) {
                return Err(StaffRefusal::AlreadyGranted);
            }
            RoleGranted {
                role,
                unit: grant.unit,
            }
            .into()
        }
        StaffAction::RevokeRole { role, unit } => {
            may_change(member, &by, &account, ADMINISTRATOR)?;
            let grant = Grant { role, unit };
            if !member.grants.contains(&grant) {
                return Err(StaffRefusal::NotGranted);
            }
            RoleRevoked {
                role,
                unit: grant.unit,
            }
            .into()
        }
        StaffAction::Suspend => {
            may_change(member, &by, &account, ADMINISTRATOR)?;
            if member.suspended {
                return Err(StaffRefusal::AlreadySuspended);
            }
            Suspended {}.into()
        }
        StaffAction::Reinstate => {
            may_change(member, &by, &account, ADMINISTRATOR)?;
            if !member.suspended {
                return Err(StaffRefusal::NotSuspended);
            }
            Reinstated {}.into()
        }
    };
    Ok(vec![event])
}

/// An account that exists, changed by one of `needed` who is somebody else.
fn may_change(
    member: &StaffMember,
    by: &By,
    account: &StaffId,
    needed: &'static [Capacity],
) -> Result<(), StaffRefusal> {
    acts_as(by, needed)?;
    if member.login.is_none() {
        return Err(StaffRefusal::NoSuchAccount);
    }
    match by {
        By::Staff(staff) if staff.id == *account => Err(StaffRefusal::OwnAccount),
        By::Staff(_) | By::Reporter | By::System => Ok(()),
    }
}

fn acts_as(by: &By, needed: &'static [Capacity]) -> Result<(), StaffRefusal> {
    if needed.contains(&by.capacity()) {
        Ok(())
    } else {
        Err(StaffRefusal::WrongRole { needed })
    }
}
