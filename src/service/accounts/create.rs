//! How an account is made, and gets a new password.

use sajam_aggregates::staff::{Grant, Login};
use sajam_aggregates::{Actor, By, StaffAction, StaffCommand, StaffId, StaffMember, StaffRefusal};
use zeroize::Zeroizing;

use super::password::{generate_password, hash_password};
use crate::context::Context;
use crate::service::{ActionError, ServiceError};
use crate::store::Acting;

/// A new account and its password, shown once.
pub struct NewAccount {
    /// What they sign in with.
    pub login: Login,
    /// Generated, to be changed by whoever signs in with it; only its hash is stored.
    pub password: Zeroizing<String>,
}

/// Makes an account with a generated password and the given roles, on behalf of the operator.
///
/// # Errors
/// The domain's refusals, and see [`ServiceError`].
pub async fn create(
    context: &Context,
    login: Login,
    grants: &[Grant],
) -> Result<NewAccount, ActionError<StaffRefusal>> {
    let password = generate_password(context);
    let hash = hash_password(context, password.clone()).await?;
    let account = StaffId::from_bytes(context.entropy.bytes());
    // The login is taken first: it is what must be unique. An account without its events can do nothing.
    let taken = sqlx::query!(
        "insert into accounts (login, staff_id, password_hash) values ($1, $2, $3) on conflict do nothing",
        login.as_str(),
        account.as_str(),
        hash,
    )
    .execute(&context.pool)
    .await?
    .rows_affected()
        == 0;
    if taken {
        return Err(ActionError::Refused(StaffRefusal::AlreadyInvited));
    }
    invite(context, &account, &login, grants).await?;
    Ok(NewAccount { login, password })
}

/// The account's events. Those that it has from a start that was broken off are passed over.
pub(super) async fn invite(
    context: &Context,
    account: &StaffId,
    login: &Login,
    grants: &[Grant],
) -> Result<(), ActionError<StaffRefusal>> {
    let invite = StaffAction::Invite {
        login: login.clone(),
    };
    let grants = grants.iter().map(|grant| StaffAction::GrantRole {
        role: grant.role,
        unit: grant.unit.clone(),
    });
    for action in std::iter::once(invite).chain(grants) {
        let acting = Acting {
            actor: Actor::System,
            request: "operator".to_owned(),
            at: context.clock.now(),
        };
        let command = StaffCommand {
            by: By::System,
            account: account.clone(),
            action,
        };
        let done = context
            .store
            .execute::<StaffMember>(account.as_str(), command, acting)
            .await
            .map_err(ActionError::from);
        match done {
            Err(ActionError::Refused(
                StaffRefusal::AlreadyInvited | StaffRefusal::AlreadyGranted,
            )) => {}
            done => done.map(drop)?,
        }
    }
    Ok(())
}

/// Gives an account a new generated password and ends its sessions, also those that begin at the same moment.
///
/// # Errors
/// [`ServiceError::NotFound`] for a login that does not exist.
pub async fn reset_password(context: &Context, login: &Login) -> Result<NewAccount, ServiceError> {
    let password = generate_password(context);
    let hash = hash_password(context, password.clone()).await?;
    let changed = sqlx::query!(
        "with ended as (delete from staff_sessions where login = $1)
         update accounts set password_hash = $2, password_generation = password_generation + 1, must_change_password = true
         where login = $1",
        login.as_str(),
        hash,
    )
    .execute(&context.pool)
    .await?
    .rows_affected();
    if changed == 0 {
        return Err(ServiceError::NotFound);
    }
    Ok(NewAccount {
        login: login.clone(),
        password,
    })
}
