//! The monitor: derives everything again from the database (events → chain → leaves → tiles → root → checkpoints) and
//! names the first difference.
//!
//! It reads a snapshot, so it can run while servers work. Memory does not grow with the log.

mod bounds;
mod entries;
mod finding;
mod outside;

use entries::Kind;
use sajam_ledger::VerifierKey;
use sajam_ledger::tree::{TILE_WIDTH, Tiles, TreeEdge};
use sajam_projections::Position;
use sqlx::{Executor, PgConnection};

pub use finding::Finding;
pub use outside::Outside;

/// What was found to be in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Entries of the log.
    pub entries: u64,
    /// Of those, events; the rest is cover.
    pub events: u64,
    /// Entries that were published and whose events are lost: the log was taken up again from what was published.
    pub lost: u64,
    /// Events that have no position yet.
    pub queued: u64,
    /// Published checkpoints.
    pub checkpoints: u64,
}

/// Why no verdict was reached.
#[derive(Debug, thiserror::Error)]
pub enum MonitorError {
    /// Something does not hold.
    #[error("{0}")]
    Finding(#[from] Finding),
    /// The database is away.
    #[error("the database is not available")]
    Sql(#[from] sqlx::Error),
}

/// Checks the whole database. `progress` is told (entries checked, entries there are).
///
/// # Errors
/// [`MonitorError::Finding`] with the first thing that does not hold, in the log's order.
pub async fn check(
    connection: &mut PgConnection,
    outside: impl Into<Outside>,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Verdict, MonitorError> {
    connection
        .execute("begin isolation level repeatable read, read only")
        .await?;
    let result = check_snapshot(connection, outside, progress).await;
    connection.execute("rollback").await?;
    result
}

/// [`check`] in the transaction that is open on the connection, which should see one snapshot.
///
/// # Errors
/// As [`check`].
pub async fn check_snapshot(
    connection: &mut PgConnection,
    outside: impl Into<Outside>,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Verdict, MonitorError> {
    let outside = outside.into();
    let head = sqlx::query_scalar!("select size from log_head")
        .fetch_optional(&mut *connection)
        .await?;
    let head = head.and_then(|size| u64::try_from(size).ok());
    let size = head.ok_or(Finding::Head)?;
    let checkpoints = sqlx::query_as!(
        StoredCheckpoint,
        "select beat_ms, size, root, note from checkpoints order by beat_ms",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut verdict = Verdict {
        checkpoints: checkpoints.len() as u64,
        ..Verdict::default()
    };
    let mut due = Checkpoints::new(checkpoints, &outside.key)?;
    let mut tree = TreeEdge::new(0, Tiles::new()).map_err(|_| Finding::Tree)?;
    due.compare(&tree)?;
    loop {
        let batch = entries::read(connection, Position::new(tree.size())).await?;
        for entry in &batch {
            let position = Position::new(tree.size());
            match entry.check(position)? {
                Kind::Event => verdict.events += 1,
                Kind::Lost if outside.may_be_lost(position) => verdict.lost += 1,
                Kind::Lost => return Err(Finding::NotLost { position }.into()),
                Kind::Cover => {}
            }
            tree.push(&entry.hash()?);
            due.compare(&tree)?;
            outside.compare(tree.size(), || tree.root().ok())?;
        }
        compare_tiles(connection, &mut tree).await?;
        verdict.entries = tree.size();
        progress(tree.size(), size);
        if batch.is_empty() {
            break;
        }
    }
    if tree.size() != size {
        return Err(Finding::Size {
            head: size,
            entries: tree.size(),
        }
        .into());
    }
    outside.is_reached(size)?;
    if let Some(beat_ms) = due.unreached() {
        return Err(Finding::CheckpointBeyondLog { beat_ms }.into());
    }
    bounds::check_tiles(connection, size).await?;
    bounds::check_publications(connection).await?;
    verdict.queued = check_completeness(connection).await?;
    Ok(verdict)
}

/// Every event is in the log or waits in the queue.
async fn check_completeness(connection: &mut PgConnection) -> Result<u64, MonitorError> {
    let lost = sqlx::query!(
        "select aggregate_type, aggregate_id, sequence from events e
         where not exists (select from log_entries l where (l.aggregate_type, l.aggregate_id, l.sequence) = (e.aggregate_type, e.aggregate_id, e.sequence))
           and not exists (select from log_queue q where (q.aggregate_type, q.aggregate_id, q.sequence, q.hash) = (e.aggregate_type, e.aggregate_id, e.sequence, e.hash))
         order by 1, 2, 3 limit 1",
    )
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(row) = lost {
        return Err(Finding::Unlogged {
            stream: format!("{}/{}", row.aggregate_type, row.aggregate_id),
            sequence: row.sequence,
        }
        .into());
    }
    let queued = sqlx::query_scalar!(r#"select count(*) as "count!" from log_queue"#)
        .fetch_one(connection)
        .await?;
    Ok(queued.unsigned_abs())
}

/// Compares the tiles that the last entries changed with the stored ones.
async fn compare_tiles(
    connection: &mut PgConnection,
    tree: &mut TreeEdge,
) -> Result<(), MonitorError> {
    for (place, expected) in tree.take_changed() {
        let stored = sqlx::query_scalar!(
            "select hashes from log_tiles where level = $1 and tile = $2",
            i16::from(place.level),
            i64::try_from(place.tile).unwrap_or(i64::MAX),
        )
        .fetch_optional(&mut *connection)
        .await?;
        // A tile that goes on to grow is stored longer than it is known yet; a full one is all there is.
        let holds = stored.is_some_and(|stored| {
            stored.starts_with(&expected) && stored.len() as u64 <= TILE_WIDTH * 32
        });
        if !holds {
            return Err(Finding::Tile {
                level: place.level,
                tile: place.tile,
            }
            .into());
        }
    }
    Ok(())
}

/// A checkpoint as it is stored.
struct StoredCheckpoint {
    beat_ms: i64,
    size: i64,
    root: Vec<u8>,
    note: String,
}

/// Published checkpoints in order, each compared when the tree has its size.
struct Checkpoints {
    waiting: std::iter::Peekable<std::vec::IntoIter<(i64, u64, [u8; 32])>>,
}

impl Checkpoints {
    fn new(stored: Vec<StoredCheckpoint>, key: &VerifierKey) -> Result<Self, Finding> {
        let mut last = 0;
        let mut parsed = Vec::with_capacity(stored.len());
        for StoredCheckpoint {
            beat_ms,
            size,
            root,
            note,
        } in stored
        {
            let signed = key
                .verify_checkpoint(&note)
                .map_err(|_| Finding::CheckpointSignature { beat_ms })?;
            let same = u64::try_from(size).is_ok_and(|size| size == signed.size)
                && signed.root.as_bytes().as_slice() == root;
            // Each beat adds cover, so no two checkpoints have one size.
            if !same || signed.size <= last {
                return Err(Finding::CheckpointRow { beat_ms });
            }
            last = signed.size;
            parsed.push((beat_ms, signed.size, *signed.root.as_bytes()));
        }
        Ok(Self {
            waiting: parsed.into_iter().peekable(),
        })
    }

    fn compare(&mut self, tree: &TreeEdge) -> Result<(), Finding> {
        while let Some((beat_ms, _, root)) =
            self.waiting.next_if(|(_, size, _)| *size == tree.size())
        {
            if tree.root().map_err(|_| Finding::Tree)? != root {
                return Err(Finding::CheckpointRoot {
                    beat_ms,
                    size: tree.size(),
                });
            }
        }
        Ok(())
    }

    fn unreached(&mut self) -> Option<i64> {
        self.waiting.next().map(|(beat_ms, ..)| beat_ms)
    }
}
