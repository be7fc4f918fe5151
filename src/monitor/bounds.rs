//! What lies beside the log: tiles outside the tree or of another width, and publications of nothing.

use sqlx::PgConnection;

use super::MonitorError;
use super::finding::Finding;

/// Every stored tile is one of a tree of `size` entries, and as wide as it is there.
///
/// That each has the hashes it should have is seen while the log is read; this is about what there is too much.
pub(super) async fn check_tiles(
    connection: &mut PgConnection,
    size: u64,
) -> Result<(), MonitorError> {
    let stray = sqlx::query!(
        "select level, tile from log_tiles
         where level not between 0 and 7 or tile < 0 or tile > $1
            or octet_length(hashes) <> 32 * least(256, greatest(0, ($1 >> (8 * level)) - 256 * tile))
         order by level, tile limit 1",
        i64::try_from(size).unwrap_or(i64::MAX),
    )
    .fetch_optional(connection)
    .await?;
    match stray {
        Some(row) => {
            let (level, tile) = (row.level, row.tile);
            Err(Finding::StrayTile { level, tile }.into())
        }
        None => Ok(()),
    }
}

/// Every checkpoint that was let out is there. One that never was may be missing: nobody has it.
pub(super) async fn check_publications(connection: &mut PgConnection) -> Result<(), MonitorError> {
    let missing = sqlx::query_scalar!(
        "select beat_ms from publications p
         where not exists (select from checkpoints c where c.beat_ms = p.beat_ms)
         order by beat_ms limit 1",
    )
    .fetch_optional(connection)
    .await?;
    match missing {
        Some(beat_ms) => Err(Finding::CheckpointMissing { beat_ms }.into()),
        None => Ok(()),
    }
}
