//! Deletes the pages of reporters that nobody can see any more.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::context::Context;
use crate::service::reporter::shown_page;

/// How long such a page may lie there at most.
const EVERY: Duration = Duration::from_secs(60);

/// Does so until `stop`.
pub(super) async fn delete_expired(context: Context, stop: CancellationToken) {
    loop {
        if let Err(error) = shown_page::delete_expired(&context).await {
            tracing::warn!(%error, "pages that have expired are not deleted; trying again");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => return,
        }
    }
}
