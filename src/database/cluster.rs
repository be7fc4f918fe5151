//! The program's own PostgreSQL: made, started, watched and stopped with the server.
//!
//! It listens on a unix socket only, asks for passwords that only the secrets' folder knows, and runs as an
//! unprivileged user when the server is started by root. Durability is full. Its log holds no statement and no value.

mod leftover;
mod process;
mod readiness;
mod server_log;
mod user;

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::path::{Path, PathBuf};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{Connection, Executor};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use super::binaries::{self, MissingPostgres};
use super::client::ClientConnection;
use super::connection::quiet;
use super::folder::DataFolder;
use super::subfolder;
use crate::entropy::Entropy;
use crate::secrets::{SecretFileError, Secrets};
use user::{DatabaseUser, UserError};

const OWNER: &str = "sajam_owner";
pub(super) const SERVER: &str = "sajam_server";
const DATABASE: &str = "sajam";

/// Files in the folder of keys.
const OWNER_PASSWORD: &str = "database-owner.password";
const SERVER_PASSWORD: &str = "database-server.password";

/// `invalid_password` (PostgreSQL's Appendix A).
const INVALID_PASSWORD: &str = "28P01";

/// A socket's path must fit sockaddr_un (108 bytes with its end), and PostgreSQL adds its file's name.
const LONGEST_SOCKET_FOLDER: usize = 80;

/// Why the private PostgreSQL does not run.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// Not installed.
    #[error(transparent)]
    Missing(#[from] MissingPostgres),
    /// No unprivileged user to run it as, or the folder is out of that user's reach.
    #[error(transparent)]
    User(#[from] UserError),
    /// A file or process could not be had.
    #[error("{action} failed")]
    Io {
        /// What was tried.
        action: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program of PostgreSQL's failed.
    #[error("{program} failed; the last lines it wrote:\n{output}")]
    Program {
        /// `initdb`, `pg_ctl`.
        program: &'static str,
        /// The end of what it printed.
        output: String,
    },
    /// It ended as soon as it was started.
    #[error("the private PostgreSQL ended at once; it said:\n{output}")]
    Ended {
        /// The end of what it wrote to its log.
        output: String,
    },
    /// It does not take a password.
    #[error(
        "the private PostgreSQL does not take the password in {0}: the folder of keys is not the one \
         that belongs to this data folder, or that file was changed. Bring it back from the backup of the keys"
    )]
    Password(&'static str),
    /// Somebody else made it, or can enter it.
    #[error(
        "{folder} is not the database's own folder, closed to others: see who made it, and remove it"
    )]
    Foreign {
        /// The folder.
        folder: PathBuf,
    },
    /// Processes of an earlier start do not end.
    #[error(
        "PostgreSQL processes of an earlier start do not end: {processes:?} in {cluster}. Look into what they wait for"
    )]
    Leftover {
        /// Their ids.
        processes: Vec<i32>,
        /// The cluster's folder.
        cluster: PathBuf,
    },
    /// The server's role or database could not be made.
    #[error("the private PostgreSQL could not be prepared")]
    Prepare(#[from] sqlx::Error),
    /// Its passwords could not be had.
    #[error(transparent)]
    Secret(#[from] SecretFileError),
}

fn io_error(action: impl Into<String>) -> impl FnOnce(io::Error) -> ClusterError {
    let action = action.into();
    move |source| ClusterError::Io { action, source }
}

/// A running private cluster; the process is ours when we hold the data folder.
pub(super) struct Cluster {
    /// How the owner of the schema connects.
    pub(super) owner: PgConnectOptions,
    /// How the server's own, lesser role connects.
    pub(super) server: PgConnectOptions,
    /// How PostgreSQL's own programs reach it as the owner.
    pub(super) client: ClientConnection,
    watch: Option<(CancellationToken, JoinHandle<()>)>,
}

impl Cluster {
    /// Whether the folder holds a cluster: then there is a system, and its keys are somewhere.
    pub(super) fn exists(folder: &DataFolder) -> bool {
        Installation::of(folder.path())
            .cluster
            .join("PG_VERSION")
            .exists()
    }

    /// Starts the folder's cluster, or attaches to the one its server runs.
    pub(super) async fn open(
        folder: &DataFolder,
        secrets: &Secrets,
        entropy: Entropy,
    ) -> Result<Self, ClusterError> {
        let owner_password = secrets.password(OWNER_PASSWORD, entropy)?;
        let server_password = secrets.password(SERVER_PASSWORD, entropy)?;
        let place = Installation::of(folder.path());
        let options = |role: &str, password: &Zeroizing<String>| {
            quiet(PgConnectOptions::new_without_pgpass())
                .socket(&place.socket)
                .username(role)
                .password(password)
                .database(DATABASE)
        };
        let client = ClientConnection::of_socket(&place.socket, OWNER, DATABASE, &owner_password);
        let owner = options(OWNER, &owner_password);
        let server = options(SERVER, &server_password);

        let mut watch = None;
        if folder.is_held_here() {
            let setup = process::Setup {
                binaries: binaries::folder()?,
                user: DatabaseUser::choose(folder.path())?,
                place,
            };
            setup.make(&owner_password).await?;
            setup.stop_leftover().await?;
            let options = owner.clone().database("postgres");
            let child = setup.start()?.ready(&options, &setup.place.log).await?;
            let stop = CancellationToken::new();
            watch = Some((
                stop.clone(),
                tokio::spawn(setup.watch(child, options, stop)),
            ));
        }
        let cluster = Self {
            owner,
            server,
            client,
            watch,
        };
        if cluster.watch.is_some()
            && let Err(error) = prepare(&cluster, &server_password).await
        {
            cluster.stop().await;
            return Err(error);
        }
        Ok(cluster)
    }

    /// Stops PostgreSQL in its "fast" mode: open transactions roll back, everything committed is on disk.
    pub(super) async fn stop(self) {
        if let Some((stop, task)) = self.watch {
            stop.cancel();
            let _ = task.await;
        }
    }
}

/// Where the cluster's things lie.
struct Installation {
    cluster: PathBuf,
    socket: PathBuf,
    log: PathBuf,
}

impl Installation {
    fn of(data: &Path) -> Self {
        let mut socket = subfolder(data, "run");
        if socket.as_os_str().len() > LONGEST_SOCKET_FOLDER {
            use sha2::{Digest, Sha256};
            let name = hex::encode(&Sha256::digest(data.as_os_str().as_encoded_bytes())[..8]);
            // Never where anybody may make a folder: whoever was first there could read the owner's password.
            socket = Path::new("/run").join(format!("sajam-{name}"));
        }
        Self {
            cluster: subfolder(data, "postgres"),
            socket,
            log: subfolder(data, "log").join("postgres.log"),
        }
    }

    /// Makes the folders that the database's user writes to, and gives them to it.
    fn make_folders(&self, user: &DatabaseUser) -> Result<(), ClusterError> {
        for folder in [Some(self.socket.as_path()), self.log.parent()]
            .into_iter()
            .flatten()
        {
            match fs::DirBuilder::new().mode(0o700).create(folder) {
                Ok(()) => own(folder, user)?,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    refuse_foreign(folder, user)?;
                }
                Err(error) => {
                    return Err(io_error(format!(
                        "making {} (where it is not allowed, choose a data folder with a shorter path)",
                        folder.display()
                    ))(error));
                }
            }
        }
        Ok(())
    }
}

/// That a folder which is there already is one of ours: a folder and no link, of the database's user, closed to others.
fn refuse_foreign(folder: &Path, user: &DatabaseUser) -> Result<(), ClusterError> {
    let found = fs::symlink_metadata(folder)
        .map_err(io_error(format!("looking at {}", folder.display())))?;
    let ours = user
        .ids()
        .map_or_else(|| nix::unistd::geteuid().as_raw(), |(uid, _)| uid);
    if found.is_dir() && found.uid() == ours && found.mode() & 0o077 == 0 {
        Ok(())
    } else {
        Err(ClusterError::Foreign {
            folder: folder.to_owned(),
        })
    }
}

fn own(path: &Path, user: &DatabaseUser) -> Result<(), ClusterError> {
    user.ids()
        .map_or(Ok(()), |(uid, gid)| chown(path, Some(uid), Some(gid)))
        .map_err(io_error(format!(
            "giving {} to the database's user",
            path.display()
        )))
}

/// The server's role and the database; each step may have been done by an earlier start that was killed.
async fn prepare(cluster: &Cluster, server_password: &str) -> Result<(), ClusterError> {
    let owner = cluster.owner.clone().database("postgres");
    let mut connection = PgConnection::connect_with(&owner).await?;
    let exists = sqlx::query!(
        r#"select exists (select from pg_roles where rolname = $1) as "role!",
                exists (select from pg_database where datname = $2) as "database!""#,
        SERVER,
        DATABASE,
    )
    .fetch_one(&mut connection)
    .await?;
    if !exists.role {
        // The password is our own hex: nothing in it needs quoting.
        connection
            .execute(format!("create role {SERVER} login password '{server_password}'").as_str())
            .await?;
    }
    if !exists.database {
        connection
            .execute(format!("create database {DATABASE}").as_str())
            .await?;
        connection.execute(format!("revoke all on database {DATABASE} from public; grant connect, temporary, create on database {DATABASE} to {SERVER}").as_str()).await?;
    }
    connection.close().await?;
    match PgConnection::connect_with(&cluster.server).await {
        Ok(connection) => Ok(connection.close().await?),
        Err(error) if is_wrong_password(&error) => Err(ClusterError::Password(SERVER_PASSWORD)),
        Err(error) => Err(error.into()),
    }
}

fn is_wrong_password(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(|error| error.code())
        .is_some_and(|code| code == INVALID_PASSWORD)
}
