//! The database: one of the program's own in the data folder, or one the operator names.

mod address;
mod binaries;
mod client;
mod cluster;
mod connection;
mod copy_id;
mod folder;
mod installation;
mod last_backup;
mod migrate;
mod opener;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;

pub use address::{AddressError, DatabaseAddress, parse as parse_address};
pub use binaries::MissingPostgres;
pub use client::{ClientConnection, MissingClient};
pub use cluster::ClusterError;
pub use copy_id::{CopyId, Hold, hold, resume};
pub use folder::{DataFolder, FolderError};
pub use installation::InstallationError;
pub use last_backup::{last_backup, note_backup};
pub use migrate::MigrationError;
pub use opener::DatabaseOpener;

use crate::entropy::Entropy;
use crate::secrets::{LogOrigin, RotationError, Secrets};
use cluster::Cluster;

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Location {
    /// The program's own PostgreSQL in the data folder.
    Private,
    /// The operator's: the server's connection, and the owner's for migrations when that is another role.
    Given {
        /// `DATABASE_URL`.
        server: Box<DatabaseAddress>,
        /// `DATABASE_OWNER_URL`.
        owner: Option<Box<DatabaseAddress>>,
    },
}

/// Where the keys are.
#[derive(Clone, Debug)]
pub struct KeyFolder {
    /// The folder.
    pub path: PathBuf,
    /// The name of a log that is begun now.
    pub origin: Option<LogOrigin>,
}

/// Why there is no database to work with.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// PostgreSQL could not be started.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// The keys could not be had.
    #[error(transparent)]
    Keys(#[from] RotationError),
    /// The keys are not this database's.
    #[error(transparent)]
    Installation(#[from] InstallationError),
    /// Nobody answers there, or not to us.
    #[error("the database {place} cannot be reached")]
    Unreachable {
        /// Which database where.
        place: String,
        /// What was said.
        source: sqlx::Error,
    },
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migration(#[from] MigrationError),
}

/// How long connections may take to end.
const LONGEST_CLOSE: Duration = Duration::from_secs(5);

/// A running, migrated database.
pub struct Database {
    /// Connections of the server's role.
    pub pool: PgPool,
    options: PgConnectOptions,
    owner: PgConnectOptions,
    client: ClientConnection,
    copy_id: CopyId,
    cluster: Option<Cluster>,
}

impl Database {
    /// Starts or attaches to the database, brings its schema up to date, and opens the keys that belong to it.
    ///
    /// A private cluster is started when `folder` is held by this process; otherwise the running server's is used. Keys are
    /// made for a database that is empty and for no other.
    ///
    /// # Errors
    /// See [`DatabaseError`].
    pub async fn open(
        location: &Location,
        folder: &DataFolder,
        keys: &KeyFolder,
        entropy: Entropy,
    ) -> Result<(Self, Secrets), DatabaseError> {
        DatabaseOpener::begin(location, folder, keys, entropy)
            .await?
            .finish()
            .await
    }

    /// A pool of its own for work that must not wait behind requests and runs the same few statements over and over:
    /// they are planned once, not at every execution.
    pub fn reserved_pool(&self, connections: u32) -> PgPool {
        let options = self
            .options
            .clone()
            .options([("plan_cache_mode", "force_generic_plan")]);
        connection::pool(&options, connections)
    }

    /// How to open a single connection that lives long, such as the one that holds leadership.
    pub fn options(&self) -> &PgConnectOptions {
        &self.options
    }

    /// How whoever owns the tables connects: for migrations and for rebuilding projections.
    pub fn owner_options(&self) -> &PgConnectOptions {
        &self.owner
    }

    /// How PostgreSQL's own programs reach the database as its owner.
    pub fn client(&self) -> &ClientConnection {
        &self.client
    }

    /// Which database this is among all copies of it.
    pub fn copy_id(&self) -> &CopyId {
        &self.copy_id
    }

    /// The server's role, when it is not the owner.
    pub fn server_role(&self) -> Option<&str> {
        let role = self.options.get_username();
        (role != self.owner.get_username()).then_some(role)
    }

    /// Closes connections and, when this process started it, stops PostgreSQL.
    pub async fn close(self) {
        // One that hangs is not waited for: it ends with the process.
        let _ = tokio::time::timeout(LONGEST_CLOSE, self.pool.close()).await;
        if let Some(cluster) = self.cluster {
            cluster.stop().await;
        }
    }
}

/// The folders inside a data folder.
fn subfolder(data: &Path, name: &str) -> PathBuf {
    data.join(name)
}

/// The end of what a program printed, for a message.
pub(crate) fn last_lines(text: &str) -> String {
    let last: Vec<&str> = text.lines().rev().take(8).collect();
    last.into_iter().rev().collect::<Vec<_>>().join("\n")
}
