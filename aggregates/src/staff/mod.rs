//! The `staff` aggregate: who could do what, and when.
//!
//! Its id is the [`StaffId`]. Passwords and second factors are not events and are kept elsewhere.

mod command;
mod decide;
mod event;
mod login;
mod refusal;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};

use crate::actor::Staff;
use crate::ids::StaffId;
use crate::vocabulary::{Role, UnitCode};

pub use command::{StaffAction, StaffCommand};
pub use decide::decide;
pub use event::{Invited, Reinstated, RoleGranted, RoleRevoked, StaffEvent, Suspended};
pub use login::{InvalidLogin, Login};
pub use refusal::StaffRefusal;

/// A staff member's account as its events left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMember {
    events: u64,
    login: Option<Login>,
    suspended: bool,
    grants: BTreeSet<Grant>,
}

/// A role, for one unit or for none in particular.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit it is held for; `None` is every unit for a supervisor, and says nothing for the others.
    pub unit: Option<UnitCode>,
}

impl StaffMember {
    /// How many events the account has.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The name they sign in with; `None` before they were invited.
    #[must_use]
    pub fn login(&self) -> Option<&Login> {
        self.login.as_ref()
    }

    /// Whether they are shut out for now.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.suspended
    }

    /// The roles they hold, also while suspended.
    pub fn grants(&self) -> impl Iterator<Item = &Grant> {
        self.grants.iter()
    }

    /// Them acting in `role`, for a session; `None` if they do not hold it or are suspended.
    ///
    /// `id` is this account's.
    #[must_use]
    pub fn acting_as(&self, id: StaffId, role: Role) -> Option<Staff> {
        let mut held = self
            .grants
            .iter()
            .filter(|grant| grant.role == role)
            .peekable();
        if self.suspended || held.peek().is_none() {
            return None;
        }
        // One grant without a unit is every unit, whatever the others say: no units, in a session's terms.
        let units: Option<Vec<UnitCode>> = held.map(|grant| grant.unit.clone()).collect();
        Some(Staff {
            id,
            role,
            units: units.unwrap_or_default(),
        })
    }
}

impl Aggregate for StaffMember {
    const TYPE: &'static str = "staff";
    type Command = StaffCommand;
    type Event = StaffEvent;
    type Error = StaffRefusal;
    type Services = ();

    async fn handle(
        &mut self,
        command: StaffCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), StaffRefusal> {
        for event in decide(self, command)? {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: StaffEvent) {
        self.events += 1;
        match event {
            StaffEvent::Invited(Invited { login }) => self.login = Some(login),
            StaffEvent::RoleGranted(RoleGranted { role, unit }) => {
                self.grants.insert(Grant { role, unit });
            }
            StaffEvent::RoleRevoked(RoleRevoked { role, unit }) => {
                self.grants.remove(&Grant { role, unit });
            }
            StaffEvent::Suspended(_) => self.suspended = true,
            StaffEvent::Reinstated(_) => self.suspended = false,
        }
    }
}
