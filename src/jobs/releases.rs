//! Publishing statistics when they are due.

use std::error::Error;
use std::time::Duration;

use sajam_aggregates::By;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::calendar::last_time_of_day_ms;
use crate::disclosure::ReleaseId;
use crate::disclosure::release::RELEASE_TIME;
use crate::service::releases::{self, PublishError};

/// How often the clock is looked at: it may be set, and the machine may sleep. What failed is tried again as often.
pub const RELEASES_POLL: Duration = Duration::from_secs(20);

/// Publishes whatever is due, at the time of day at which releases come out and soon after the start, until `stop`. Each
/// server does this: a table is drawn once, and whoever comes second finds it published.
pub async fn publish_due(app: App, poll: Duration, stop: CancellationToken) {
    let mut done_for = None;
    loop {
        let scheduled = last_time_of_day_ms(RELEASE_TIME, app.clock.now_ms());
        if done_for != Some(scheduled) {
            match publish_all(&app, &stop).await {
                Ok(()) => done_for = Some(scheduled),
                Err(error) => {
                    let cause = error.source();
                    tracing::warn!(%error, cause, "statistics are not published yet; trying again");
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(poll) => {}
        }
    }
}

/// One table that cannot be published does not keep the others back.
async fn publish_all(app: &App, stop: &CancellationToken) -> Result<(), PublishError> {
    let mut failed = None;
    for due in releases::plan(app).await? {
        if stop.is_cancelled() {
            return Ok(());
        }
        let id = ReleaseId::first(due.family, due.period);
        match releases::publish(app, due.family, due.period, &By::System).await {
            Ok(_) => tracing::info!(release = %id, "published"),
            Err(PublishError::AlreadyPublished(_)) => {}
            Err(error) => {
                tracing::warn!(release = %id, %error, "not published");
                failed = Some(error);
            }
        }
    }
    failed.map_or(Ok(()), Err)
}
