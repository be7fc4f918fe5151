//! What the witnesses of the log know better than this house: whether its database is the newest there is, and what time
//! it is. A table is published once and for good, so it waits until they have been heard.

use super::PublishError;
use crate::context::Context;

/// A checkpoint that was cosigned so many beats ago or longer says nothing of now.
pub const RECENT_BEATS: i64 = 3;

/// How far clocks may be apart.
const APART_MS: i64 = 3_600_000;

/// Where witnesses are configured: that one of them has cosigned the log just now, by a clock that agrees. A leader that
/// witnesses contradict lets nothing new out, so nothing new is cosigned either.
///
/// # Errors
/// [`PublishError::Unwitnessed`], [`PublishError::ClockAhead`], and when the database is away.
pub(super) async fn check(context: &Context) -> Result<(), PublishError> {
    let Some(policy) = &context.policy else {
        return Ok(());
    };
    let recent_ms = RECENT_BEATS * context.beat.every_ms;
    let newest = context.checkpoints.newest_cosigned(policy).await?;
    let newest = newest.filter(|newest| context.clock.now_ms() - newest.beat_ms <= recent_ms);
    let newest = newest.ok_or(PublishError::Unwitnessed)?;
    if newest.beat_ms - newest.cosigned_ms > APART_MS {
        return Err(PublishError::ClockAhead);
    }
    Ok(())
}
