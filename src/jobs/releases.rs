//! Publishing statistics when they are due.

use std::error::Error;
use std::time::Duration;

use sajam_aggregates::By;
use sajam_statistics::ReleaseId;
use sajam_statistics::calendar::last_time_of_day_ms;
use sajam_statistics::release::RELEASE_TIME;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::server::Server;
use crate::service::releases::{self, PublishError};

/// How often the clock is looked at: it may be set, and the machine may sleep. What failed is tried again as often.
pub const RELEASES_POLL: Duration = Duration::from_secs(20);

/// How long what failed is left alone.
const REST: Duration = Duration::from_secs(300);

/// A clock that has gone this much further than time has is not believed for [`DISBELIEF`].
const JUMP_MS: i64 = 3_600_000;

/// Long enough for somebody to set it right: a period that is published before it is over stays so for good.
const DISBELIEF: Duration = Duration::from_secs(86_400);

/// Publishes whatever is due, at the time of day at which releases come out and soon after the start, until `stop`. Each
/// server does this: a table is drawn once, and whoever comes second finds it published.
pub async fn publish_due(server: Server, poll: Duration, stop: CancellationToken) {
    let mut done_for = None;
    let mut not_before = heard(&server);
    let mut clock_jumps = ClockJumpDetector::begin(server.clock.now_ms());
    loop {
        if clock_jumps.has_jumped(server.clock.now_ms()) {
            tracing::warn!(
                "the clock has jumped: no statistics are published for a day; see whether it is right"
            );
            not_before = Some(Instant::now() + DISBELIEF);
        }
        let scheduled = last_time_of_day_ms(RELEASE_TIME, server.clock.now_ms());
        let is_resting = not_before.is_some_and(|instant| Instant::now() < instant);
        if !is_resting {
            let published = match releases::finish(&server, &server.catalogue, &By::System).await {
                Ok(_) if done_for == Some(scheduled) => Ok(()),
                Ok(_) => publish_all(&server, &stop).await,
                Err(error) => Err(error),
            };
            match published {
                Ok(()) => done_for = Some(scheduled),
                Err(error) => {
                    let cause = error.source();
                    tracing::warn!(%error, cause, "statistics are not published yet; trying again");
                    not_before = Some(Instant::now() + REST);
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(poll) => {}
        }
    }
}

/// From when on what a witness cosigned lately was cosigned since the start: a copy from half an hour ago would have had
/// its checkpoints cosigned lately, too.
fn heard(server: &Server) -> Option<Instant> {
    server.policy.as_ref()?;
    let beat = Duration::from_millis(server.beat.every_ms.unsigned_abs());
    let beats = u32::try_from(releases::RECENT_BEATS).unwrap_or(u32::MAX);
    Some(Instant::now() + beat * beats)
}

/// The clock against the time that passes.
struct ClockJumpDetector {
    clock_ms: i64,
    at: Instant,
}

impl ClockJumpDetector {
    fn begin(clock_ms: i64) -> Self {
        Self {
            clock_ms,
            at: Instant::now(),
        }
    }

    /// Whether the clock went ahead since the last look, by more than what passed and [`JUMP_MS`].
    fn has_jumped(&mut self, clock_ms: i64) -> bool {
        let passed = i64::try_from(self.at.elapsed().as_millis()).unwrap_or(i64::MAX);
        let has_jumped = clock_ms - self.clock_ms > passed.saturating_add(JUMP_MS);
        *self = Self::begin(clock_ms);
        has_jumped
    }
}

/// One table that cannot be published does not keep the others back.
async fn publish_all(server: &Server, stop: &CancellationToken) -> Result<(), PublishError> {
    let mut failed = None;
    for due in releases::plan(server).await? {
        if stop.is_cancelled() {
            return Ok(());
        }
        let id = ReleaseId::first(due.family, due.period);
        match releases::publish(
            server,
            &server.catalogue,
            due.family,
            due.period,
            &By::System,
        )
        .await
        {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_goes_ahead_of_time_is_seen_once() {
        let mut clock_jumps = ClockJumpDetector::begin(0);
        assert!(!clock_jumps.has_jumped(JUMP_MS - 1));
        assert!(clock_jumps.has_jumped(2 * JUMP_MS + 60_000));
        assert!(!clock_jumps.has_jumped(2 * JUMP_MS + 60_000));
        assert!(!clock_jumps.has_jumped(0), "back is no danger");
    }
}
