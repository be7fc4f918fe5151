//! Lets the read models follow the log.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// How often the log is looked at even when nobody said that it grew: another server may lead the sequencer.
const POLL: Duration = Duration::from_millis(500);

/// How long a round waits for more once it was woken.
const GATHER: Duration = Duration::from_millis(50);

/// Lets every projection follow the log until `stop`. Each server does this; a projection's lock lets one at a time.
pub(super) async fn follow_projections(
    pool: PgPool,
    sequenced: Arc<Notify>,
    stop: CancellationToken,
) {
    loop {
        let stopping = stop.is_cancelled();
        if let Err(error) = sajam_projections::catch_up(&pool).await {
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
