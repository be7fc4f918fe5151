//! Who acts.

use serde::{Deserialize, Serialize};

use crate::ids::StaffId;
use crate::vocabulary::{Role, UnitCode};

/// Who acts, with the authority they act under: what a decision is given.
///
/// It is made from the session, never from what a page sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Whoever filed the report: they hold its tracking number.
    Reporter,
    /// The program itself: a job, or the operator's command line.
    System,
    /// A staff member.
    Staff(Staff),
}

/// A staff member in one of their roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Who it is.
    pub id: StaffId,
    /// The role they act in now: one, even if they hold several.
    pub role: Role,
    /// The units they hold this role for. Empty means every unit for a supervisor, and none for anybody else.
    pub units: Vec<UnitCode>,
}

/// Who acted, as an event's context keeps it.
///
/// Units are left out: they are facts of the session's authority, and the staff history tells them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Actor {
    /// Whoever filed the report.
    Reporter,
    /// The program itself.
    System,
    /// A staff member.
    Staff {
        /// Who it is.
        id: StaffId,
        /// The role they acted in.
        role: Role,
    },
}

/// What somebody acts as: the part of [`By`] that rules about roles ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capacity {
    /// Whoever filed the report.
    Reporter,
    /// The program itself.
    System,
    /// A staff member in this role.
    Staff(Role),
}

impl By {
    /// What they act as.
    #[must_use]
    pub fn capacity(&self) -> Capacity {
        match self {
            Self::Reporter => Capacity::Reporter,
            Self::System => Capacity::System,
            Self::Staff(staff) => Capacity::Staff(staff.role),
        }
    }

    /// What history keeps of them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match self {
            Self::Reporter => Actor::Reporter,
            Self::System => Actor::System,
            Self::Staff(staff) => Actor::Staff {
                id: staff.id.clone(),
                role: staff.role,
            },
        }
    }
}

impl Staff {
    /// Whether their role reaches cases of `unit`.
    #[must_use]
    pub fn acts_for(&self, unit: &UnitCode) -> bool {
        self.units.contains(unit) || (self.role == Role::Supervisor && self.units.is_empty())
    }
}

impl Capacity {
    /// The stable code: `reporter`, `system`, or the role's.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::System => "system",
            Self::Staff(role) => role.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn staff(role: Role, units: &[&str]) -> Staff {
        Staff {
            id: StaffId::from_bytes([7; 16]),
            role,
            units: units.iter().map(|unit| unit.parse().unwrap()).collect(),
        }
    }

    #[test]
    fn the_context_keeps_exactly_this() {
        let id = "07".repeat(16);
        for (by, kept) in [
            (By::Reporter, json!({"kind": "reporter"})),
            (By::System, json!({"kind": "system"})),
            (
                By::Staff(staff(Role::Intake, &["tehran-1"])),
                json!({"kind": "staff", "id": id, "role": "intake"}),
            ),
        ] {
            assert_eq!(serde_json::to_value(by.actor()).unwrap(), kept);
            assert_eq!(serde_json::from_value::<Actor>(kept).unwrap(), by.actor());
        }
        assert!(serde_json::from_value::<Actor>(json!({"kind": "staff", "id": id})).is_err());
    }

    #[test]
    fn no_units_means_every_unit_to_a_supervisor_and_none_to_an_investigator() {
        let unit: UnitCode = "tehran-1".parse().unwrap();
        assert!(staff(Role::Supervisor, &[]).acts_for(&unit));
        assert!(staff(Role::Supervisor, &["tehran-1"]).acts_for(&unit));
        assert!(!staff(Role::Supervisor, &["qom-1"]).acts_for(&unit));
        assert!(staff(Role::Investigator, &["qom-1", "tehran-1"]).acts_for(&unit));
        assert!(!staff(Role::Investigator, &[]).acts_for(&unit));
    }
}
