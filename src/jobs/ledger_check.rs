//! The check of the whole history, once a day, by one server.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::daily::Daily;
use crate::server::Server;
use crate::status::checks::{self, Outcome};

/// One check at a time, whichever server makes it. Any number, the same for all servers: "sjchck" in ASCII.
const LOCK: i64 = 0x73_6a_63_68_63_6b;

/// A check rests after each batch for as long as the batch took, but no longer than this.
const LONGEST_REST: Duration = Duration::from_millis(250);

/// When and how.
#[derive(Clone, Copy, Debug)]
pub struct LedgerCheckSettings {
    /// The time of day.
    pub daily: Daily,
    /// How long a server that has just started is left alone.
    pub settle: Duration,
    /// How often the clock is looked at: it may be set, and the machine may sleep.
    pub poll: Duration,
}

impl LedgerCheckSettings {
    /// As a server does it.
    #[must_use]
    pub fn at(daily: Daily) -> Self {
        Self {
            daily,
            settle: Duration::from_secs(60),
            poll: Duration::from_secs(10),
        }
    }
}

/// Checks at the time of day, and soon after the start when the last time was missed, until `stop`. A check that is
/// under way is broken off then: the next one begins anew.
pub async fn check_daily(
    server: Server,
    options: PgConnectOptions,
    settings: LedgerCheckSettings,
    stop: CancellationToken,
) {
    let job = Job {
        server,
        options,
        daily: settings.daily,
        stop,
    };
    let mut wait = settings.settle;
    let mut done_for = None;
    while job.waited(wait).await {
        wait = settings.poll;
        if let Err(error) = job.check_if_due(&mut done_for).await {
            tracing::warn!(%error, "the check of the log was interrupted; trying again");
        }
    }
}

struct Job {
    server: Server,
    options: PgConnectOptions,
    daily: Daily,
    stop: CancellationToken,
}

impl Job {
    /// Whether to go on.
    async fn waited(&self, wait: Duration) -> bool {
        tokio::select! {
            () = self.stop.cancelled() => false,
            () = tokio::time::sleep(wait) => true,
        }
    }

    /// `done_for` is the time of the schedule that is known to be done, so that the database is asked once a day.
    async fn check_if_due(&self, done_for: &mut Option<Timestamp>) -> Result<(), sqlx::Error> {
        let scheduled = self.daily.last(self.server.clock.now());
        if *done_for == Some(scheduled) {
            return Ok(());
        }
        if !self.is_done().await? {
            // No parallel workers: requests come first.
            let mut connection = self
                .options
                .clone()
                .options([("max_parallel_workers_per_gather", "0")])
                .connect()
                .await?;
            if !sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "checks!""#, LOCK)
                .fetch_one(&mut connection)
                .await?
            {
                return Ok(());
            }
            // Another server may have ended its check just before it let go of the lock.
            let is_done = self.is_done().await?;
            if !is_done && !self.check(&mut connection).await? {
                return Ok(());
            }
            connection.close().await?;
        }
        *done_for = Some(scheduled);
        Ok(())
    }

    async fn is_done(&self) -> Result<bool, sqlx::Error> {
        let newest = checks::newest(&self.server.pool).await?;
        let begun = newest.map(|check| check.started);
        Ok(self.daily.is_done(begun, self.server.clock.now()))
    }

    /// Whether it reached an end before the stop.
    async fn check(&self, connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
        let batch = Notify::new();
        let mut progress = |_, _| batch.notify_one();
        let check = checks::run(
            &self.server,
            &self.server.incidents,
            connection,
            &mut progress,
        );
        tokio::pin!(check);
        let mut working_since = Instant::now();
        let checks::Checked { outcome, recorded } = loop {
            tokio::select! {
                biased;
                () = self.stop.cancelled() => return Ok(false),
                // While it rests, the check is not polled: the batch it has asked for waits in its connection.
                () = batch.notified() => {
                    let rest = working_since.elapsed().min(LONGEST_REST);
                    if !self.waited(rest).await {
                        return Ok(false);
                    }
                    working_since = Instant::now();
                }
                checked = &mut check => break checked?,
            }
        };
        match outcome {
            Outcome::Holds(verdict) => tracing::info!(
                entries = verdict.entries,
                checkpoints = verdict.checkpoints,
                "the log was checked and holds"
            ),
            Outcome::Differs(finding) => tracing::error!(%finding, "the log does not hold"),
        }
        recorded?;
        Ok(true)
    }
}
