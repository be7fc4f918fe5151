//! DatabaseOpener a database in its steps: reach it, have the keys, bring its schema up to date, compare the two.

use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgConnection};

use super::client::ClientConnection;
use super::cluster::{Cluster, SERVER as OWN_ROLE};
use super::{
    DataFolder, Database, DatabaseError, InstallationError, KeyFolder, Location, connection,
    copy_id, installation, migrate,
};
use crate::entropy::Entropy;
use crate::secrets::{MissingKeys, Secrets};

/// A database that was reached and whose turn it is: nothing in it was looked at or changed yet.
pub struct DatabaseOpener {
    /// As its owner.
    pub owner: PgConnection,
    /// The keys that were found, or made for an empty database.
    pub secrets: Secrets,
    /// How PostgreSQL's own programs reach it as its owner.
    pub client: ClientConnection,
    options: PgConnectOptions,
    owner_options: PgConnectOptions,
    server_role: Option<String>,
    cluster: Option<Cluster>,
    entropy: Entropy,
}

impl DatabaseOpener {
    /// Starts or attaches to the database and opens the keys. Keys are made for a database that is empty and for no other.
    ///
    /// # Errors
    /// See [`DatabaseError`].
    pub async fn begin(
        location: &Location,
        folder: &DataFolder,
        keys: &KeyFolder,
        entropy: Entropy,
    ) -> Result<Self, DatabaseError> {
        match location {
            Location::Private => {
                let missing = if Cluster::exists(folder) {
                    MissingKeys::Refuse
                } else {
                    MissingKeys::Make
                };
                let secrets = Secrets::open(&keys.path, keys.origin.as_ref(), missing, entropy)?;
                let cluster = Cluster::open(folder, &secrets, entropy).await?;
                let owner = match connect(&cluster.owner).await {
                    Ok(owner) => owner,
                    Err(error) => {
                        cluster.stop().await;
                        return Err(error);
                    }
                };
                Ok(Self {
                    owner,
                    secrets,
                    client: cluster.client.clone(),
                    options: cluster.server.clone(),
                    owner_options: cluster.owner.clone(),
                    server_role: Some(OWN_ROLE.to_owned()),
                    cluster: Some(cluster),
                    entropy,
                })
            }
            Location::Given { server, owner } => {
                let address = owner.as_ref().unwrap_or(server);
                let role = server.options.get_username();
                let mut owner = connect(&address.options).await?;
                let missing = installation::missing_keys(&mut owner)
                    .await
                    .map_err(InstallationError::from)?;
                let secrets = Secrets::open(&keys.path, keys.origin.as_ref(), missing, entropy)?;
                Ok(Self {
                    owner,
                    secrets,
                    client: address.client.clone(),
                    options: server.options.clone(),
                    owner_options: address.options.clone(),
                    server_role: (address.options.get_username() != role).then(|| role.to_owned()),
                    cluster: None,
                    entropy,
                })
            }
        }
    }

    /// Whether there is nothing in it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn is_empty(&mut self) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar!(
            r#"select not exists (select from pg_class where relnamespace = 'public'::regnamespace) as "empty!""#
        )
        .fetch_one(&mut self.owner)
        .await
    }

    /// Brings the schema up to date and compares the database with the keys; then it is open.
    ///
    /// # Errors
    /// See [`DatabaseError`].
    pub async fn finish(mut self) -> Result<(Database, Secrets), DatabaseError> {
        let copy_id = match self.prepare().await {
            Ok(copy_id) => copy_id,
            Err(error) => {
                self.stop().await;
                return Err(error);
            }
        };
        let database = Database {
            pool: connection::pool(&self.options, connection::SERVER_CONNECTIONS),
            options: self.options,
            owner: self.owner_options,
            client: self.client,
            copy_id,
            cluster: self.cluster,
        };
        Ok((database, self.secrets))
    }

    async fn prepare(&mut self) -> Result<copy_id::CopyId, DatabaseError> {
        migrate::run(&mut self.owner, self.server_role.as_deref()).await?;
        installation::compare(&mut self.owner, &self.secrets, self.entropy).await?;
        let copy_id = copy_id::CopyId::find(&mut self.owner, self.cluster.is_some()).await;
        Ok(copy_id.map_err(InstallationError::from)?)
    }

    /// Gives it up; a PostgreSQL that was started is stopped.
    pub async fn stop(self) {
        drop(self.owner);
        if let Some(cluster) = self.cluster {
            cluster.stop().await;
        }
    }
}

/// A connection whose turn it is.
async fn connect(owner: &PgConnectOptions) -> Result<PgConnection, DatabaseError> {
    let unreachable = |source| DatabaseError::Unreachable {
        place: installation::address_of(owner),
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
