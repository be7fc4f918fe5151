//! Which database this is among all copies of it. A copy that was restored, or put beside a running system to try
//! something, has the same events and the same keys: it must not sign, or two logs go out under one name. So it is *held*
//! until somebody has compared it with what was published (`sajam ledger resume`).

use sha2::{Digest, Sha256};
use sqlx::PgConnection;

/// What a copy does not share with its original: PostgreSQL's identifier of the cluster and the number of the database in
/// it, and for a private cluster the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyId(String);

/// Why a database is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It is not where it was when it last published.
    Elsewhere,
    /// Somebody said so.
    ByHand,
}

const COPY: &str = "copy";
const HELD: &str = "held";

impl CopyId {
    /// Where the database is now. One that is seen for the first time has always been there.
    pub(super) async fn find(
        connection: &mut PgConnection,
        is_private: bool,
    ) -> Result<Self, sqlx::Error> {
        let numbers = sqlx::query_scalar!(
            r#"select s.system_identifier || '/' || d.oid as "numbers!"
               from pg_control_system() s, pg_database d where d.datname = current_database()"#
        )
        .fetch_one(&mut *connection)
        .await?;
        // Servers of one shared database are on several machines.
        let machine = if is_private { machine() } else { String::new() };
        let name = hex::encode(&Sha256::digest(format!("{numbers}/{machine}"))[..16]);
        sqlx::query!(
            "insert into installation (name, value) select $1, $2
             where not exists (select from installation where name = $1)",
            COPY,
            name,
        )
        .execute(connection)
        .await?;
        Ok(Self(name))
    }

    /// Whether the database is held, and why.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn hold(&self, connection: &mut PgConnection) -> Result<Option<Hold>, sqlx::Error> {
        let found = sqlx::query!(
            r#"select exists (select from installation where name = $1 and value = $2) as "is_here!",
                    exists (select from installation where name = $3) as "is_held!""#,
            COPY,
            self.0,
            HELD,
        )
        .fetch_one(connection)
        .await?;
        Ok(match (found.is_held, found.is_here) {
            (true, _) => Some(Hold::ByHand),
            (false, false) => Some(Hold::Elsewhere),
            (false, true) => None,
        })
    }
}

fn machine() -> String {
    std::fs::read_to_string("/etc/machine-id").unwrap_or_default()
}

/// Holds the database until it is [resumed](resume). Over the owner's connection.
///
/// # Errors
/// When the database is away.
pub async fn hold(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into installation (name, value) values ($1, '') on conflict do nothing",
        HELD
    )
    .execute(connection)
    .await
    .map(drop)
}

/// From now on this copy signs and publishes. Over the owner's connection.
///
/// # Errors
/// When the database is away.
pub async fn resume(connection: &mut PgConnection, copy_id: &CopyId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with gone as (delete from installation where name = $1 or name = $2 and value <> $3)
         insert into installation (name, value) values ($2, $3) on conflict do nothing",
        HELD,
        COPY,
        copy_id.0,
    )
    .execute(connection)
    .await
    .map(drop)
}
