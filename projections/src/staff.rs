//! Who holds which role: what forms offer to choose from. What somebody may do is decided on their own history, never
//! here.

use async_trait::async_trait;
use sajam_aggregates::staff::StaffEvent;
use sajam_aggregates::{Role, StaffId, UnitCode};
use sqlx::{PgConnection, PgPool};

use crate::event::LogContent;
use crate::{LogEvent, Projection, ProjectionError};

/// The projection.
pub struct Staff;

#[async_trait]
impl Projection for Staff {
    fn name(&self) -> &'static str {
        "staff"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["staff_members", "staff_grants"]
    }

    async fn apply(
        &self,
        connection: &mut PgConnection,
        events: &[LogEvent],
    ) -> Result<(), ProjectionError> {
        for event in events {
            if let LogContent::Staff { id, event } = &event.content {
                change(connection, id, event).await?;
            }
        }
        Ok(())
    }
}

async fn change(
    connection: &mut PgConnection,
    id: &str,
    event: &StaffEvent,
) -> Result<(), ProjectionError> {
    let set_suspended = |is_suspended: bool| {
        sqlx::query!(
            "update staff_members set is_suspended = $2 where staff_id = $1",
            id,
            is_suspended,
        )
    };
    let query = match event {
        StaffEvent::Invited(invited) => sqlx::query(
            "insert into staff_members (staff_id, login, is_suspended) values ($1, $2, false)",
        )
        .bind(id)
        .bind(invited.login.as_str()),
        StaffEvent::RoleGranted(granted) => {
            sqlx::query!(
                "insert into staff_grants (staff_id, role, unit) values ($1, $2, $3)",
                id,
                granted.role.code(),
                granted.unit.as_ref().map_or(EVERY_UNIT, UnitCode::as_str),
            )
        }
        StaffEvent::RoleRevoked(revoked) => {
            sqlx::query!(
                "delete from staff_grants where staff_id = $1 and role = $2 and unit = $3",
                id,
                revoked.role.code(),
                revoked.unit.as_ref().map_or(EVERY_UNIT, UnitCode::as_str),
            )
        }
        StaffEvent::Suspended(_) => set_suspended(true),
        StaffEvent::Reinstated(_) => set_suspended(false),
    };
    query.execute(connection).await?;
    Ok(())
}

/// How a role that is held for no unit in particular stands in `staff_grants.unit`.
const EVERY_UNIT: &str = "";

/// Somebody who holds a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub id: StaffId,
    /// The name they sign in with.
    pub login: String,
    /// The units they hold it for, by code; none for every unit.
    pub units: Vec<UnitCode>,
}

/// Who holds a role and is not suspended, by login.
///
/// # Errors
/// When the database is away.
pub async fn holders(pool: &PgPool, role: Role) -> Result<Vec<Holder>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select staff_id, login, array_agg(unit order by unit) as "units!"
         from staff_members join staff_grants using (staff_id)
         where role = $1 and not is_suspended
         group by staff_id, login order by login"#,
        role.code(),
    )
    .fetch_all(pool)
    .await?;
    let holders = rows.into_iter().filter_map(|row| {
        let is_for_every_unit = row.units.iter().any(|unit| unit == EVERY_UNIT);
        let units = row.units.iter().filter_map(|unit| unit.parse().ok());
        Some(Holder {
            id: row.staff_id.parse().ok()?,
            units: units.filter(|_| !is_for_every_unit).collect(),
            login: row.login,
        })
    });
    Ok(holders.collect())
}
