//! Publishing statistics when they are due.

use std::error::Error;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sajam_aggregates::By;
use sajam_statistics::ReleaseId;
use sajam_statistics::calendar::last_time_of_day;
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
const JUMP: SignedDuration = SignedDuration::from_hours(1);

/// A log that was last published so long ago says nothing of what time it is.
const STOOD_LONG: SignedDuration = SignedDuration::from_hours(24);

/// Long enough for somebody to set it right: a period that is published before it is over stays so for good.
const DISBELIEF: Duration = Duration::from_secs(86_400);

/// Publishes whatever is due, at the time of day at which releases come out and soon after the start, until `stop`. Each
/// server does this: a table is drawn once, and whoever comes second finds it published.
pub async fn publish_due(server: Server, poll: Duration, stop: CancellationToken) {
    let mut done_for = None;
    let mut not_before = heard(&server);
    if stood_long(&server).await {
        tracing::warn!(
            "the log was last published long ago by this clock: no statistics are published for a day; see whether the clock is right"
        );
        not_before = Some(Instant::now() + DISBELIEF);
    }
    let mut clock_jumps = ClockJumpDetector::begin(server.clock.now());
    loop {
        if clock_jumps.has_jumped(server.clock.now()) {
            tracing::warn!(
                "the clock has jumped: no statistics are published for a day; see whether it is right"
            );
            not_before = Some(Instant::now() + DISBELIEF);
        }
        let scheduled = last_time_of_day(RELEASE_TIME, server.clock.now());
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

/// Whether the clock is far ahead of what this database last published: then it may be wrong from the start. A system that
/// was off for so long waits a day as well, or somebody publishes by hand.
async fn stood_long(server: &Server) -> bool {
    let newest = server.checkpoints.newest().await;
    let now = server.clock.now();
    newest.is_ok_and(|newest| {
        newest.is_some_and(|newest| now.duration_since(newest.beat) > STOOD_LONG)
    })
}

/// From when on what a witness cosigned lately was cosigned since the start: a copy from half an hour ago would have had
/// its checkpoints cosigned lately, too.
fn heard(server: &Server) -> Option<Instant> {
    server.policy.as_ref()?;
    let beat = server.beat.every.unsigned_abs();
    Some(Instant::now() + beat * releases::RECENT_BEATS)
}

/// The clock against the time that passes.
struct ClockJumpDetector {
    clock: Timestamp,
    at: Instant,
}

impl ClockJumpDetector {
    fn begin(clock: Timestamp) -> Self {
        Self {
            clock,
            at: Instant::now(),
        }
    }

    /// Whether the clock went ahead since the last look, by more than what passed and [`JUMP`].
    fn has_jumped(&mut self, clock: Timestamp) -> bool {
        let passed = SignedDuration::try_from(self.at.elapsed()).unwrap_or(SignedDuration::MAX);
        let has_jumped = clock.duration_since(self.clock) > passed.saturating_add(JUMP);
        *self = Self::begin(clock);
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
        let begun = Timestamp::UNIX_EPOCH;
        let far = begun + 2 * JUMP + SignedDuration::from_mins(1);
        let mut clock_jumps = ClockJumpDetector::begin(begun);
        assert!(!clock_jumps.has_jumped(begun + JUMP - SignedDuration::from_millis(1)));
        assert!(clock_jumps.has_jumped(far));
        assert!(!clock_jumps.has_jumped(far));
        assert!(!clock_jumps.has_jumped(begun), "back is no danger");
    }
}
