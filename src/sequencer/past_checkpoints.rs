//! Older published checkpoints: the first that covers an entry, and the one of a given size.

use super::checkpoint_reader::Row;
use super::{Checkpoints, PublishedCheckpoint};

/// As for the newest: nothing is public before its time.
const PUBLISHED: &str = "\
select c.beat_ms, c.size, c.note,
       array(select witness || ' ' || line from cosignatures s where s.beat_ms = c.beat_ms order by witness) as lines
from checkpoints c join publications p using (beat_ms)
where (p.public_ms <= $1 or c.beat_ms > $1 + $3)";

impl Checkpoints {
    /// The first published checkpoint that covers the entry at `position`; `None` when none does yet.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn first_covering(
        &self,
        position: u64,
    ) -> Result<Option<PublishedCheckpoint>, sqlx::Error> {
        self.first("c.size > $2", position).await
    }

    /// The published checkpoint of exactly `size` entries; `None` when none was published with it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of_size(&self, size: u64) -> Result<Option<PublishedCheckpoint>, sqlx::Error> {
        self.first("c.size = $2", size).await
    }

    async fn first(
        &self,
        condition: &str,
        number: u64,
    ) -> Result<Option<PublishedCheckpoint>, sqlx::Error> {
        let Ok(number) = i64::try_from(number) else {
            return Ok(None);
        };
        let row: Option<Row> = sqlx::query_as(&format!(
            "{PUBLISHED} and {condition} order by c.size, c.beat_ms limit 1"
        ))
        .bind(self.clock.now_ms())
        .bind(number)
        .bind(self.beat.step_ms())
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(PublishedCheckpoint::from))
    }
}
