//! Tries again and again whether the database takes anything.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::context::Context;

/// How long a full disk may go untold.
const EVERY: Duration = Duration::from_secs(10);

/// Does so until `stop`.
pub(super) async fn probe_writing(context: Context, stop: CancellationToken) {
    loop {
        context.write_probe.probe(&context.pool).await;
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => return,
        }
    }
}
