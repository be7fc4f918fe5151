//! What somebody may do, told by their `staff` stream alone and read at each request: a revoked role ends at once.

use cqrs_es::Aggregate;
use sajam_aggregates::staff::Login;
use sajam_aggregates::{Role, Staff, StaffId, StaffMember, UnitCode};

use crate::context::Context;
use crate::service::ServiceError;

/// A signed-in member of the staff, with what they may do now.
#[derive(Clone, Debug)]
pub struct StaffSession {
    /// Who.
    pub id: StaffId,
    /// The name they sign in with.
    pub login: String,
    /// Wrong passwords that were given for the login, from wherever, between the sign-in before and this one.
    pub failures: u32,
    /// Whether they have to change their password before they can do anything else: the program drew it.
    pub must_change_password: bool,
    pub(super) member: StaffMember,
}

impl StaffSession {
    /// Their roles, each once.
    pub fn roles(&self) -> Vec<Role> {
        Role::ALL
            .iter()
            .copied()
            .filter(|role| self.has(*role))
            .collect()
    }

    /// Whether they have this role, for some unit at least.
    pub fn has(&self, role: Role) -> bool {
        self.member.acting_as(self.id.clone(), role).is_some()
    }

    /// What they can act as, one entry a role.
    pub fn capacities(&self) -> Vec<Staff> {
        Role::ALL
            .iter()
            .filter_map(|role| self.member.acting_as(self.id.clone(), *role))
            .collect()
    }

    /// Whether they have this role for a unit.
    pub fn acts_for(&self, role: Role, unit: &UnitCode) -> bool {
        self.member
            .acting_as(self.id.clone(), role)
            .is_some_and(|staff| staff.acts_for(unit))
    }

    /// The units they hold `role` for; `None` without the role, empty for every unit.
    pub fn units(&self, role: Role) -> Option<Vec<UnitCode>> {
        self.member
            .acting_as(self.id.clone(), role)
            .map(|staff| staff.units)
    }
}

pub(super) async fn session_of(
    context: &Context,
    staff_id: &str,
    login: &str,
) -> Result<Option<StaffSession>, ServiceError> {
    let id: StaffId = staff_id
        .parse()
        .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
    let member: StaffMember = load(context, &id).await?;
    Ok((!member.is_suspended()).then(|| StaffSession {
        id,
        login: login.to_owned(),
        failures: 0,
        must_change_password: false,
        member,
    }))
}

async fn load<A>(context: &Context, id: &StaffId) -> Result<A, ServiceError>
where
    A: Aggregate,
    A::Event: sajam_aggregates::StoredEvent,
{
    context
        .store
        .load::<A>(id.as_str())
        .await
        .map_err(|error| match error {
            crate::store::CommandError::Unavailable(source) => ServiceError::Unavailable(source),
            other => ServiceError::Corrupt(other.to_string().into()),
        })
}

/// The session an account would have: for commands of the operator that act as somebody, and to see what somebody may do.
///
/// # Errors
/// [`ServiceError::NotFound`] for a login that does not exist or is suspended.
pub async fn session_for(context: &Context, login: &str) -> Result<StaffSession, ServiceError> {
    // As in `account_of`.
    if login.parse::<Login>().is_err() {
        return Err(ServiceError::NotFound);
    }
    let staff_id = sqlx::query_scalar!("select staff_id from accounts where login = $1", login)
        .fetch_optional(&context.pool)
        .await?;
    let staff_id = staff_id.ok_or(ServiceError::NotFound)?;
    session_of(context, &staff_id, login)
        .await?
        .ok_or(ServiceError::NotFound)
}
