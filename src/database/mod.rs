//! The database: one of the program's own in the data folder, or one the operator names.

mod address;
mod binaries;
mod cluster;
mod connection;
mod folder;
mod installation;
mod migrate;

use std::path::{Path, PathBuf};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{Connection, PgPool};

pub use address::{AddressError, parse as parse_address};
pub use binaries::MissingPostgres;
pub use cluster::ClusterError;
pub use folder::{DataFolder, FolderError};
pub use installation::InstallationError;
pub use migrate::MigrationError;

use crate::entropy::Entropy;
use crate::secrets::{LogOrigin, MissingKeys, RotationError, Secrets};
use cluster::{Cluster, SERVER as OWN_ROLE};

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Location {
    /// The program's own PostgreSQL in the data folder.
    Private,
    /// The operator's: the server's connection, and the owner's for migrations when that is another role.
    Given {
        /// `DATABASE_URL`.
        server: PgConnectOptions,
        /// `DATABASE_OWNER_URL`.
        owner: Option<PgConnectOptions>,
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

/// A running, migrated database.
pub struct Database {
    /// Connections of the server's role.
    pub pool: PgPool,
    options: PgConnectOptions,
    owner: PgConnectOptions,
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
        match location {
            Location::Private => {
                let missing = if Cluster::exists(folder) {
                    MissingKeys::Refuse
                } else {
                    MissingKeys::Make
                };
                let secrets = Secrets::open(&keys.path, keys.origin.as_ref(), missing, entropy)?;
                let cluster = Cluster::open(folder, &secrets, entropy).await?;
                let options = cluster.server.clone();
                let owner = cluster.owner.clone();
                let prepared = async {
                    let mut connection = connect(&owner).await?;
                    prepare(&mut connection, &secrets, Some(OWN_ROLE), entropy).await
                };
                if let Err(error) = prepared.await {
                    cluster.stop().await;
                    return Err(error);
                }
                Ok((Self::of(options, owner, Some(cluster)), secrets))
            }
            Location::Given { server, owner } => {
                let owner = owner.as_ref().unwrap_or(server);
                let role =
                    (owner.get_username() != server.get_username()).then(|| server.get_username());
                let mut connection = connect(owner).await?;
                let missing = installation::missing_keys(&mut connection)
                    .await
                    .map_err(InstallationError::from)?;
                let secrets = Secrets::open(&keys.path, keys.origin.as_ref(), missing, entropy)?;
                prepare(&mut connection, &secrets, role, entropy).await?;
                Ok((Self::of(server.clone(), owner.clone(), None), secrets))
            }
        }
    }

    fn of(options: PgConnectOptions, owner: PgConnectOptions, cluster: Option<Cluster>) -> Self {
        Self {
            pool: connection::pool(&options, connection::SERVER_CONNECTIONS),
            options,
            owner,
            cluster,
        }
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

    /// The server's role, when it is not the owner.
    pub fn server_role(&self) -> Option<&str> {
        let role = self.options.get_username();
        (role != self.owner.get_username()).then_some(role)
    }

    /// Closes connections and, when this process started it, stops PostgreSQL.
    pub async fn close(self) {
        self.pool.close().await;
        if let Some(cluster) = self.cluster {
            cluster.stop().await;
        }
    }
}

/// A connection whose turn it is to prepare the database.
async fn connect(owner: &PgConnectOptions) -> Result<PgConnection, DatabaseError> {
    let unreachable = |source| DatabaseError::Unreachable {
        place: installation::place_of(owner),
        source,
    };
    let mut connection = PgConnection::connect_with(owner)
        .await
        .map_err(unreachable)?;
    installation::take_turn(&mut connection)
        .await
        .map_err(unreachable)?;
    Ok(connection)
}

/// Brings the schema up to date and compares the database with the keys.
async fn prepare(
    connection: &mut PgConnection,
    secrets: &Secrets,
    server_role: Option<&str>,
    entropy: Entropy,
) -> Result<(), DatabaseError> {
    migrate::run(connection, server_role).await?;
    Ok(installation::compare(connection, secrets, entropy).await?)
}

/// The folders inside a data folder.
fn subfolder(data: &Path, name: &str) -> PathBuf {
    data.join(name)
}
