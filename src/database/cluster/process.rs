//! PostgreSQL's programs as processes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::postgres::PgConnectOptions;
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

use super::readiness::StartingPostgres;
use super::user::DatabaseUser;
use super::{ClusterError, Installation, OWNER, io_error, leftover, own, server_log};
use crate::database::last_lines;

/// How long a fast shutdown may take before PostgreSQL is told to stop at once (it recovers at the next start).
const LONGEST_STOP: Duration = Duration::from_secs(20);

/// How long one that was told to stop at once may take. One that hangs is left to the next start.
const LONGEST_END: Duration = Duration::from_secs(5);

/// Between the end of a PostgreSQL and the next try, so that one that cannot run does not take a core.
const RESTART_PAUSE: Duration = Duration::from_millis(500);

/// Settings on top of PostgreSQL's defaults, whose durability (fsync, synchronous_commit, full_page_writes) stays on.
/// The log is kept free of statements and values: `terse` drops the line that repeats a conflicting key.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "max_connections=100",
    "shared_buffers=256MB",
    "max_wal_size=2GB",
    // What was written when is in the write-ahead log to the millisecond: no file of it is kept for use again.
    "min_wal_size=32MB",
    "wal_recycle=off",
    "checkpoint_timeout=5min",
    "log_statement=none",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_checkpoints=off",
    "log_connections=off",
    "track_commit_timestamp=off",
    "jit=off",
];

/// What it takes to run the cluster.
pub(super) struct Setup {
    pub(super) binaries: PathBuf,
    pub(super) user: DatabaseUser,
    pub(super) place: Installation,
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
}

impl Setup {
    fn command(&self, program: &'static str) -> Command {
        let mut command = Command::new(self.binaries.join(program));
        // A group of its own: Ctrl-C reaches the server, which stops PostgreSQL when it is done with it.
        command
            .process_group(0)
            .current_dir("/")
            .stdin(Stdio::null())
            .env_clear()
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC");
        if let Some((uid, gid)) = self.user.ids() {
            command.uid(uid).gid(gid);
        }
        command
    }

    async fn finish(program: &'static str, mut command: Command) -> Result<(), ClusterError> {
        let output = command
            .output()
            .await
            .map_err(io_error(format!("running {program}")))?;
        if output.status.success() {
            return Ok(());
        }
        let text = [output.stdout, output.stderr].concat();
        Err(ClusterError::Program {
            program,
            output: last_lines(&String::from_utf8_lossy(&text)),
        })
    }

    /// Makes the cluster under another name and renames it: a start that was killed leaves no half cluster.
    pub(super) async fn make(&self, owner_password: &str) -> Result<(), ClusterError> {
        self.place.make_folders(&self.user)?;
        if self.place.cluster.join("PG_VERSION").exists() {
            return Ok(());
        }
        let draft = self.place.cluster.with_extension("new");
        if draft.exists() {
            fs::remove_dir_all(&draft).map_err(io_error("removing an unfinished cluster"))?;
        }
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&draft)
            .map_err(io_error("making the cluster's folder"))?;
        own(&draft, &self.user)?;
        let password_file = self.place.socket.join("owner.password");
        write_private(&password_file, owner_password)
            .map_err(io_error("handing initdb its password"))?;
        own(&password_file, &self.user)?;
        let mut initdb = self.command("initdb");
        initdb
            .args([
                "--username",
                OWNER,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--data-checksums",
            ])
            .arg("--pwfile")
            .arg(&password_file)
            .arg("--pgdata")
            .arg(&draft);
        let made = Self::finish("initdb", initdb).await;
        fs::remove_file(&password_file).map_err(io_error("removing initdb's password"))?;
        made?;
        fs::rename(&draft, &self.place.cluster)
            .map_err(io_error("putting the cluster in its place"))
    }

    /// Ends a PostgreSQL that outlived a killed server.
    pub(super) async fn stop_leftover(&self) -> Result<(), ClusterError> {
        leftover::clear(&self.place.cluster, &self.place.socket).await
    }

    /// Starts PostgreSQL; it is not ready yet.
    pub(super) fn start(&self) -> Result<StartingPostgres, ClusterError> {
        server_log::shorten(&self.place.log)?;
        let log = File::options()
            .create(true)
            .append(true)
            .open(&self.place.log)
            .and_then(|log| Ok((log.metadata()?.len(), log.try_clone()?, log)))
            .map_err(io_error("opening PostgreSQL's log"))?;
        let mut postgres = self.command("postgres");
        postgres
            .arg("-D")
            .arg(&self.place.cluster)
            .arg("-k")
            .arg(&self.place.socket);
        for setting in SETTINGS {
            postgres.arg("-c").arg(setting);
        }
        postgres
            .stdout(log.1)
            .stderr(log.2)
            .spawn()
            .map(|child| StartingPostgres::new(child, log.0))
            .map_err(io_error("starting PostgreSQL"))
    }

    /// Starts PostgreSQL again whenever it ends by itself; stops it when told to.
    pub(super) async fn watch(
        self,
        mut child: Child,
        options: PgConnectOptions,
        stop: CancellationToken,
    ) {
        let mut look_at_log = tokio::time::interval(server_log::LOOK_EVERY);
        loop {
            tokio::select! {
                _ = look_at_log.tick() => {
                    if let Err(error) = server_log::shorten(&self.place.log) {
                        tracing::warn!(%error, "PostgreSQL's log is not shortened");
                    }
                }
                ended = child.wait() => {
                    tracing::error!(status = ?ended.ok().and_then(|status| status.code()), "PostgreSQL ended; starting it again");
                    child = loop {
                        tokio::select! {
                            () = tokio::time::sleep(RESTART_PAUSE) => {}
                            () = stop.cancelled() => return,
                        }
                        let started = tokio::select! {
                            started = self.start_again(&options) => started,
                            () = stop.cancelled() => return,
                        };
                        match started {
                            Ok(child) => break child,
                            Err(error) => tracing::error!(%error, "PostgreSQL does not start"),
                        }
                    };
                }
                () = stop.cancelled() => return self.end(child).await,
            }
        }
    }

    async fn start_again(&self, options: &PgConnectOptions) -> Result<Child, ClusterError> {
        self.stop_leftover().await?;
        self.start()?.ready(options, &self.place.log).await
    }

    async fn end(&self, mut child: Child) {
        for (signal, longest) in [
            (Signal::SIGINT, LONGEST_STOP),
            (Signal::SIGQUIT, LONGEST_END),
        ] {
            if let Some(id) = child.id().and_then(|id| i32::try_from(id).ok()) {
                let _ = kill(Pid::from_raw(id), signal);
            }
            if tokio::time::timeout(longest, child.wait()).await.is_ok() {
                return;
            }
        }
    }
}
