//! The read model that is counted from, brought up to date.

use std::time::Duration;

use sajam_projections::{Position, statistics};

use super::PublishError;
use crate::context::Context;
use crate::sequencer::backlog;

/// How often, and how many times, another server is waited for that is reading the log just now.
const LOOK: (Duration, u32) = (Duration::from_millis(100), 20);

/// Whatever the log holds now is read; what is appended from now on is of open periods.
pub(super) async fn catch_up(context: &Context) -> Result<(), PublishError> {
    let size = backlog::log_size(&context.pool).await?;
    let (pause, times) = LOOK;
    let mut position = Position::FIRST;
    for _ in 0..times {
        sajam_projections::catch_up(&context.pool).await?;
        position = statistics::position(&context.pool).await?;
        if !position.is_under(size) {
            return Ok(());
        }
        tokio::time::sleep(pause).await;
    }
    Err(PublishError::Behind { position, size })
}
