//! What happens to a staff member's account, and the exact shape of each payload.

use serde::{Deserialize, Serialize};

use super::login::Login;
use crate::event::events;
use crate::vocabulary::{Role, UnitCode};

events! {
    /// Something that happened to a staff member's account.
    pub enum StaffEvent {
        /// The account was made.
        Invited = "1",
        /// They got a role.
        RoleGranted = "1",
        /// They lost a role.
        RoleRevoked = "1",
        /// They were shut out.
        Suspended = "1",
        /// They were let in again.
        Reinstated = "1",
    }
}

/// The account was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invited {
    /// The name they sign in with.
    pub login: Login,
}

/// They got a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleGranted {
    /// The role.
    pub role: Role,
    /// The unit it is for.
    pub unit: Option<UnitCode>,
}

/// They lost a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleRevoked {
    /// The role.
    pub role: Role,
    /// The unit it was for.
    pub unit: Option<UnitCode>,
}

/// They were shut out. Their roles stay, for when they are reinstated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspended {}

/// They were let in again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reinstated {}
