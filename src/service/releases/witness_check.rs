//! What the witnesses of the log know better than this house: whether its database is the newest there is, and what time
//! it is. A table is published once and for good, so it waits until they have been heard.

use jiff::SignedDuration;

use super::PublishError;
use crate::context::Context;

/// A checkpoint that was cosigned so many beats ago or longer says nothing of now.
pub const RECENT_BEATS: u32 = 3;

/// How far clocks may be apart.
const APART: SignedDuration = SignedDuration::from_hours(1);

/// Where witnesses are configured: that one of them has cosigned the log just now, by a clock that agrees. A leader that
/// witnesses contradict lets nothing new out, so nothing new is cosigned either.
///
/// # Errors
/// [`PublishError::Unwitnessed`], [`PublishError::ClockAhead`], and when the database is away.
pub(super) async fn check(context: &Context) -> Result<(), PublishError> {
    let Some(policy) = &context.policy else {
        return Ok(());
    };
    let recent = context.beat.every * RECENT_BEATS.cast_signed();
    let newest = context.checkpoints.newest_cosigned(policy).await?;
    let newest = newest.filter(|newest| context.clock.now().duration_since(newest.beat) <= recent);
    let newest = newest.ok_or(PublishError::Unwitnessed)?;
    if newest.beat.duration_since(newest.cosigned) > APART {
        return Err(PublishError::ClockAhead);
    }
    Ok(())
}
