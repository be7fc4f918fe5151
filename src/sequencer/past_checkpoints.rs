//! Older published checkpoints: the first that covers an entry, and the one of a given size.

use sajam_projections::Position;

use super::checkpoint_reader::{Row, checkpoint};
use super::{Checkpoints, PublishedCheckpoint};
use crate::clock::millis;

impl Checkpoints {
    /// The first published checkpoint that covers the entry at `position`; `None` when none does yet.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn first_covering(
        &self,
        position: Position,
    ) -> Result<Option<PublishedCheckpoint>, sqlx::Error> {
        // As for the newest: nothing is public before its time.
        let row = checkpoint!(
            "join publications p using (beat_ms)
where (p.public_ms <= $1 or c.beat_ms > $1 + $3) and c.size > $2 order by c.size, c.beat_ms limit 1",
            self.clock.now().as_millisecond(),
            position.column(),
            millis(self.beat.step()),
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(PublishedCheckpoint::from))
    }

    /// The published checkpoint of exactly `size` entries; `None` when none was published with it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of_size(&self, size: u64) -> Result<Option<PublishedCheckpoint>, sqlx::Error> {
        let Ok(size) = i64::try_from(size) else {
            return Ok(None);
        };
        let row = checkpoint!(
            "join publications p using (beat_ms)
where (p.public_ms <= $1 or c.beat_ms > $1 + $3) and c.size = $2 order by c.size, c.beat_ms limit 1",
            self.clock.now().as_millisecond(),
            size,
            millis(self.beat.step()),
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(PublishedCheckpoint::from))
    }
}
