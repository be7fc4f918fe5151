//! The database: one of the program's own in the data folder, or one the operator names.

mod binaries;
mod cluster;
mod connection;
mod folder;
mod migrate;

use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;

pub use binaries::MissingPostgres;
pub use cluster::ClusterError;
pub use folder::{DataFolder, FolderError};
pub use migrate::MigrationError;

use crate::entropy::Entropy;
use crate::secrets::{SecretFileError, Secrets};
use cluster::Cluster;

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Location {
    /// The program's own PostgreSQL in the data folder.
    Private,
    /// The operator's: the server's connection, and the owner's for migrations when that is another role.
    Given {
        /// `DATABASE_URL`.
        server: SecretString,
        /// `DATABASE_OWNER_URL`.
        owner: Option<SecretString>,
    },
}

/// Why there is no database to work with.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// PostgreSQL could not be started.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// Its passwords could not be had.
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// `DATABASE_URL` is no PostgreSQL address. The address is not repeated: it may hold a password.
    #[error("DATABASE_URL is not an address like postgres://user:password@host/database")]
    Address,
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
    /// Starts or attaches to the database and brings its schema up to date.
    ///
    /// A private cluster is started when `folder` is held by this process; otherwise the running server's is used.
    ///
    /// # Errors
    /// See [`DatabaseError`].
    pub async fn open(
        location: &Location,
        folder: &DataFolder,
        secrets: &Secrets,
        entropy: Entropy,
    ) -> Result<Self, DatabaseError> {
        match location {
            Location::Private => {
                let cluster = Cluster::open(folder, secrets, entropy).await?;
                if let Err(error) = migrate::run(&cluster.owner, Some(&cluster.server_role())).await
                {
                    cluster.stop().await;
                    return Err(error.into());
                }
                let options = cluster.server.clone();
                let owner = cluster.owner.clone();
                let pool = connection::pool(&options, connection::SERVER_CONNECTIONS);
                Ok(Self {
                    pool,
                    options,
                    owner,
                    cluster: Some(cluster),
                })
            }
            Location::Given { server, owner } => {
                let options = address(server)?;
                let owner = owner
                    .as_ref()
                    .map_or_else(|| Ok(options.clone()), address)?;
                let role = (owner.get_username() != options.get_username())
                    .then(|| options.get_username());
                migrate::run(&owner, role).await?;
                let pool = connection::pool(&options, connection::SERVER_CONNECTIONS);
                Ok(Self {
                    pool,
                    options,
                    owner,
                    cluster: None,
                })
            }
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

fn address(url: &SecretString) -> Result<PgConnectOptions, DatabaseError> {
    let text = url.expose_secret();
    if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
        return Err(DatabaseError::Address);
    }
    let options: PgConnectOptions = text.parse().map_err(|_| DatabaseError::Address)?;
    Ok(connection::quiet(options))
}

/// The folders inside a data folder.
fn subfolder(data: &Path, name: &str) -> PathBuf {
    data.join(name)
}
