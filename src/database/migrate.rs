//! Bringing the schema up to date, and the rights of the server's role.

use sqlx::Executor;
use sqlx::postgres::PgConnection;

/// The oldest PostgreSQL the statements are written for.
const OLDEST_VERSION: i32 = 150_000;

/// What it may do with tables that can be made again from the events.
const READ_MODEL: &str = "select, insert, update, delete";

/// What the server's role may do, table by table; with those of the projections, [`READ_MODEL`]. Nothing is granted on events and log that could rewrite them.
const RIGHTS: &[(&str, &str)] = &[
    ("installation", "select, insert"),
    ("write_probes", "select, insert, truncate"),
    ("events", "select, insert"),
    ("event_streams", "select"),
    ("data_keys", "select, insert, delete"),
    ("log_queue", "select, insert, delete"),
    ("log_entries", "select, insert"),
    ("log_head", "select, update"),
    ("log_tiles", "select, insert, update"),
    ("checkpoints", "select, insert"),
    ("publications", "select, insert"),
    ("cosignatures", "select, insert"),
    ("projection_positions", READ_MODEL),
    ("accounts", "select, insert, update"),
    ("staff_sessions", "select, insert, update, delete"),
    ("privacy_ledger", "select, insert"),
    ("privacy_shares", "select"),
    ("statistics_beginning", "select, insert"),
    ("releases", "select, insert"),
    ("release_files", "select, insert"),
    ("sign_in_failures", "select, insert, update, delete"),
    ("ledger_checks", "select, insert"),
    ("incident_events", "select, insert"),
    ("shown_pages", "select, insert, delete"),
    ("report_feeds", "select, insert, update, delete"),
];

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// Why the schema is not what the program needs.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// A statement failed.
    #[error("the database could not be prepared")]
    Sql(#[from] sqlx::Error),
    /// A migration failed or the database is newer than the program.
    #[error("the database's schema could not be brought up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// PostgreSQL is too old.
    #[error("PostgreSQL {found} is too old: Sajam needs 15 or later")]
    TooOld {
        /// `server_version`.
        found: String,
    },
}

/// Applies what is missing over the owner's connection, and grants the server's role its rights when it is a role apart.
pub(super) async fn run(
    connection: &mut PgConnection,
    server_role: Option<&str>,
) -> Result<(), MigrationError> {
    let version = sqlx::query!(
        r#"select current_setting('server_version_num')::int as "number!", current_setting('server_version') as "name!""#,
    )
    .fetch_one(&mut *connection)
    .await?;
    if version.number < OLDEST_VERSION {
        return Err(MigrationError::TooOld {
            found: version.name,
        });
    }
    MIGRATIONS.run_direct(connection).await?;
    if let Some(role) = server_role {
        grant(connection, role).await?;
    }
    Ok(())
}

async fn grant(connection: &mut PgConnection, role: &str) -> Result<(), sqlx::Error> {
    let role = format!("\"{}\"", role.replace('"', "\"\""));
    let read_models = sajam_projections::all()
        .into_iter()
        .flat_map(|projection| projection.tables())
        .map(|table| (*table, READ_MODEL));
    for (table, rights) in RIGHTS.iter().copied().chain(read_models) {
        // Names come from the list above and a quoted identifier; rights cannot be bound as parameters.
        let statement =
            format!("revoke all on {table} from {role}; grant {rights} on {table} to {role}");
        connection.execute(statement.as_str()).await?;
    }
    Ok(())
}
