//! What a server does besides answering.

mod daily;
mod ledger_check;
mod log_watch;
mod releases;

use std::sync::Arc;
use std::time::Duration;

use sajam_projections::{Progress, ProjectionError};
use sqlx::PgPool;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub use daily::{Daily, NotATime};
pub use ledger_check::{LedgerCheckSettings, check_daily};
pub use log_watch::{POLL as WATCH_POLL, tell_publication, watch_log};
pub use releases::{RELEASES_POLL, publish_due};

/// How often the log is looked at even when nobody said that it grew: another server may lead the sequencer.
const POLL: Duration = Duration::from_millis(500);

/// How long a round waits for more once it was woken.
const GATHER: Duration = Duration::from_millis(50);

/// Lets every projection follow the log until `stop`. Each server does this; a projection's lock lets one at a time.
pub async fn follow_projections(pool: PgPool, sequenced: Arc<Notify>, stop: CancellationToken) {
    loop {
        let stopping = stop.is_cancelled();
        if let Err(error) = catch_up(&pool).await {
            tracing::warn!(%error, "projections stand still; trying again");
        }
        if stopping {
            return;
        }
        tokio::select! {
            () = sequenced.notified() => {}
            () = tokio::time::sleep(POLL) => {}
            () = stop.cancelled() => {}
        }
        tokio::time::sleep(GATHER).await;
    }
}

/// Reads the log to its end for every projection that no other server is following now.
///
/// # Errors
/// See [`ProjectionError`].
pub async fn catch_up(pool: &PgPool) -> Result<(), ProjectionError> {
    for projection in sajam_projections::all() {
        while sajam_projections::follow(pool, projection).await? == Progress::More {}
    }
    Ok(())
}
