//! The accounts of the first start: one a role, whose passwords are shown once.
//!
//! Until somebody has been shown them they are not final: a start that was broken off before makes what is missing and gives
//! all of them new passwords, so that none is left behind that nobody can use.

use sajam_aggregates::staff::{Grant, Login};
use sajam_aggregates::{Role, StaffId, StaffRefusal};
use sqlx::PgConnection;

use super::create::{NewAccount, invite};
use super::password::{generate_password, hash_password};
use crate::context::Context;
use crate::service::{ActionError, ServiceError};

/// Servers that start together make them one after the other.
const FIRST_ACCOUNTS_LOCK: i64 = 0x7361_6a61_6d02;

/// New accounts, to be shown and then [confirmed](Self::confirm_shown).
pub struct FirstAccounts {
    /// One a role; none when the first start is over.
    pub accounts: Vec<NewAccount>,
    /// Holds the lock: it ends with the connection.
    connection: PgConnection,
}

impl FirstAccounts {
    /// Makes them, unless somebody was shown an account before.
    ///
    /// # Errors
    /// As [`super::create`].
    pub async fn make(context: &Context) -> Result<Self, ActionError<StaffRefusal>> {
        let mut connection = context.pool.acquire().await?.detach();
        sqlx::query!(
            r#"select pg_advisory_lock($1)::text as "locked""#,
            FIRST_ACCOUNTS_LOCK
        )
        .fetch_one(&mut connection)
        .await?;
        let is_over = sqlx::query_scalar!(
            r#"select exists (select from accounts where not is_unshown) as "any!""#
        )
        .fetch_one(&mut connection)
        .await?;
        let mut accounts = Vec::new();
        if !is_over {
            for role in Role::ALL {
                accounts.push(make(context, *role).await?);
            }
        }
        Ok(Self {
            accounts,
            connection,
        })
    }

    /// Their passwords have been shown: from now on they are as any others.
    ///
    /// # Errors
    /// See [`ServiceError`].
    pub async fn confirm_shown(mut self) -> Result<(), ServiceError> {
        sqlx::query!("update accounts set is_unshown = false where is_unshown")
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}

async fn make(context: &Context, role: Role) -> Result<NewAccount, ActionError<StaffRefusal>> {
    let login: Login = role
        .code()
        .parse()
        .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
    let password = generate_password(context);
    let hash = hash_password(context, password.clone()).await?;
    let new = StaffId::from_bytes(context.entropy.bytes());
    let account = sqlx::query_scalar!(
        "insert into accounts (login, staff_id, password_hash, is_unshown) values ($1, $2, $3, true)
         on conflict (login) do update set password_hash = excluded.password_hash,
            password_generation = accounts.password_generation + 1, must_change_password = true
         returning staff_id",
        login.as_str(),
        new.as_str(),
        hash,
    )
    .fetch_one(&context.pool)
    .await?;
    let account: StaffId = account
        .parse()
        .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
    invite(context, &account, &login, &grants(context, role)).await?;
    Ok(NewAccount { login, password })
}

/// The first investigator works for every unit there is; an administrator narrows that later.
fn grants(context: &Context, role: Role) -> Vec<Grant> {
    match role {
        Role::Investigator => context
            .directory
            .units()
            .map(|unit| Grant {
                role,
                unit: Some(unit.code.clone()),
            })
            .collect(),
        _ => vec![Grant { role, unit: None }],
    }
}
