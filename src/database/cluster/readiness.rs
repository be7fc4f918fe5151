//! Waiting until PostgreSQL answers: as long as it lives, for recovery after a crash takes what it takes.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use tokio::process::Child;
use tokio::time::{Instant, sleep, timeout};

use super::{ClusterError, OWNER_PASSWORD, is_wrong_password};
use crate::database::last_lines;

/// How often is told how far it is.
const TELL_EVERY: Duration = Duration::from_secs(10);

/// A PostgreSQL that starts. Given up before it is ready, it is told to stop: nothing is left behind.
pub(super) struct StartingPostgres {
    child: Option<Child>,
    /// Where in the log its own lines begin.
    log_from: u64,
}

impl StartingPostgres {
    pub(super) fn new(child: Child, log_from: u64) -> Self {
        Self {
            child: Some(child),
            log_from,
        }
    }

    /// Waits for the first answer.
    ///
    /// # Errors
    /// [`ClusterError::Ended`] with what it wrote, when it ended by itself; [`ClusterError::Password`].
    pub(super) async fn ready(
        mut self,
        options: &PgConnectOptions,
        log: &Path,
    ) -> Result<Child, ClusterError> {
        let mut told = Instant::now();
        loop {
            // One that hangs is no answer either.
            match timeout(TELL_EVERY, PgConnection::connect_with(options)).await {
                Ok(Ok(connection)) => {
                    let _ = connection.close().await;
                    if let Some(child) = self.child.take() {
                        return Ok(child);
                    }
                }
                Ok(Err(error)) if is_wrong_password(&error) => {
                    return Err(ClusterError::Password(OWNER_PASSWORD));
                }
                _ => {}
            }
            let ended = self.child.as_mut().map(Child::try_wait);
            if let Some(Ok(Some(_))) = ended {
                self.child = None;
                return Err(ClusterError::Ended {
                    output: last_lines(&self.written(log)),
                });
            }
            if told.elapsed() >= TELL_EVERY {
                let written = self.written(log);
                tracing::info!(
                    "waiting for PostgreSQL: {}",
                    written.lines().last().unwrap_or("it has said nothing yet")
                );
                told = Instant::now();
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    fn written(&self, log: &Path) -> String {
        let mut bytes = Vec::new();
        let _ = File::open(log).and_then(|mut file| {
            file.seek(SeekFrom::Start(self.log_from))?;
            file.take(1 << 20).read_to_end(&mut bytes)
        });
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for StartingPostgres {
    fn drop(&mut self) {
        let id = self.child.as_ref().and_then(Child::id);
        if let Some(id) = id.and_then(|id| i32::try_from(id).ok()) {
            let _ = kill(Pid::from_raw(id), Signal::SIGINT);
        }
    }
}
