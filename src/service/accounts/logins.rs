//! What accounts are called.

use std::collections::BTreeMap;

use sajam_aggregates::StaffId;

use crate::context::Context;
use crate::service::ServiceError;

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
