//! What can be asked of a staff member's account.

use super::login::Login;
use crate::actor::By;
use crate::ids::StaffId;
use crate::vocabulary::{Role, UnitCode};

/// What somebody asks of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffCommand {
    /// Who asks.
    pub by: By,
    /// The account it is about: the stream's id, which an aggregate does not know by itself.
    pub account: StaffId,
    /// What is asked.
    pub action: StaffAction,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffAction {
    /// Make the account.
    Invite {
        /// The name they sign in with. That no other account has it is for the caller to see to.
        login: Login,
    },
    /// Give them a role.
    GrantRole {
        /// The role.
        role: Role,
        /// The unit it is for: needed for an investigator.
        unit: Option<UnitCode>,
    },
    /// Take a role from them.
    RevokeRole {
        /// The role.
        role: Role,
        /// The unit it was given for.
        unit: Option<UnitCode>,
    },
    /// Shut them out.
    Suspend,
    /// Let them in again.
    Reinstate,
}
