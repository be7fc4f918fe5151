//! Who holds a role, and what accounts are called.

use std::collections::BTreeMap;

use sajam_aggregates::{Role, StaffId, UnitCode};

use super::session::session_of;
use crate::context::Context;
use crate::service::ServiceError;

/// Somebody who holds a role.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Who.
    pub id: StaffId,
    /// The name they sign in with.
    pub login: String,
    /// The units they hold it for.
    pub units: Vec<UnitCode>,
}

/// The accounts that hold a role, for the given unit or for any, by login: for choosing an investigator.
///
/// # Errors
/// When the database is away.
pub async fn holders(
    context: &Context,
    role: Role,
    unit: Option<&UnitCode>,
) -> Result<Vec<Holder>, ServiceError> {
    let rows = sqlx::query!("select staff_id, login from accounts order by login")
        .fetch_all(&context.pool)
        .await?;
    let mut holders = Vec::new();
    for row in rows {
        let Some(session) = session_of(context, &row.staff_id, &row.login).await? else {
            continue;
        };
        let Some(staff) = session.member.acting_as(session.id.clone(), role) else {
            continue;
        };
        if unit.is_none_or(|unit| staff.acts_for(unit)) {
            holders.push(Holder {
                id: session.id,
                login: row.login,
                units: staff.units,
            });
        }
    }
    Ok(holders)
}

/// The login of each account, by id.
///
/// # Errors
/// When the database is away.
pub async fn logins(context: &Context) -> Result<BTreeMap<StaffId, String>, ServiceError> {
    let rows = sqlx::query!("select staff_id, login from accounts")
        .fetch_all(&context.pool)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.staff_id.parse().ok()?, row.login)))
        .collect())
}
