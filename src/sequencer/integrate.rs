//! Moving committed events from the queue into the log and its tree.

use sajam_ledger::EventHash;
use sajam_ledger::tree::{TilePlace, Tiles, TreeEdge, edge_places};
use sajam_projections::Position;
use sqlx::{Connection, Executor, PgConnection};

use super::SequencerError;
use crate::store::hash_from_column;

/// Events moved in one transaction at most.
const LARGEST_BATCH: i64 = 2000;

/// What becomes a leaf.
pub(super) struct Entry {
    pub(super) hash: EventHash,
    pub(super) source: Source,
}

pub(super) enum Source {
    Event {
        aggregate_type: String,
        aggregate_id: String,
        sequence: i64,
    },
    /// The 32 secret bytes of a cover entry.
    Cover([u8; 32]),
    /// A published entry whose event is lost.
    Lost,
}

/// Whether a batch emptied the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Emptied,
    More,
}

/// Moves all that waits in the queue into the log. The leader does so by itself, and only one can at a time.
///
/// # Errors
/// When the database is away, or its tiles do not fit its log.
pub async fn sequence_waiting(connection: &mut PgConnection) -> Result<(), SequencerError> {
    while sequence_batch(connection).await? == Progress::More {}
    Ok(())
}

/// Moves one batch of the queue.
///
/// Positions are given in the order of the queue's tickets. A later event of a stream has a later ticket: its command
/// could only be decided once the earlier event was committed. An event whose transaction commits late gets a later
/// position and is never skipped, which reading by ticket alone would do.
///
/// The commit need not wait for the disk. After a crash the log is as it was at some earlier moment and the queue with
/// it; whatever was built on a later position (a projection's, a checkpoint) was committed after it and is gone as well.
async fn sequence_batch(connection: &mut PgConnection) -> Result<Progress, SequencerError> {
    let waits = sqlx::query_scalar!(r#"select exists (select from log_queue) as "waits!""#)
        .fetch_one(&mut *connection)
        .await?;
    if !waits {
        return Ok(Progress::Emptied);
    }
    let mut transaction = connection.begin().await?;
    transaction
        .execute("set local synchronous_commit = off")
        .await?;
    let mut tree = lock_tree(&mut transaction).await?;
    let mut moved = sqlx::query!(
        "delete from log_queue where ticket in (select ticket from log_queue order by ticket limit $1)
         returning ticket, aggregate_type, aggregate_id, sequence, hash",
        LARGEST_BATCH,
    )
    .fetch_all(&mut *transaction)
    .await?;
    moved.sort_unstable_by_key(|row| row.ticket);
    let entries = moved
        .into_iter()
        .map(|row| {
            let source = Source::Event {
                aggregate_type: row.aggregate_type,
                aggregate_id: row.aggregate_id,
                sequence: row.sequence,
            };
            Ok(Entry {
                hash: hash_from_column(&row.hash)?,
                source,
            })
        })
        .collect::<Result<Vec<_>, sqlx::Error>>()?;
    append(&mut transaction, &mut tree, &entries).await?;
    transaction.commit().await?;
    let is_full = i64::try_from(entries.len()).is_ok_and(|moved| moved == LARGEST_BATCH);
    Ok(if is_full {
        Progress::More
    } else {
        Progress::Emptied
    })
}

/// Locks the log's head, so that only one sequencer at a time appends, and loads the tree's right edge.
pub(super) async fn lock_tree(transaction: &mut PgConnection) -> Result<TreeEdge, SequencerError> {
    let size = sqlx::query_scalar!("select size from log_head for update")
        .fetch_one(&mut *transaction)
        .await?;
    let size = size.unsigned_abs();
    let tiles = read_tiles(transaction, &edge_places(size)).await?;
    Ok(TreeEdge::new(size, tiles)?)
}

/// The stored tiles at `places`; those that do not exist are left out.
pub(super) async fn read_tiles(
    connection: &mut PgConnection,
    places: &[TilePlace],
) -> Result<Tiles, sqlx::Error> {
    let levels: Vec<i16> = places.iter().map(|place| i16::from(place.level)).collect();
    let numbers: Vec<i64> = places
        .iter()
        .map(|place| i64::try_from(place.tile).unwrap_or(i64::MAX))
        .collect();
    let rows = sqlx::query!(
        "select level, tile, hashes from log_tiles join unnest($1::smallint[], $2::bigint[]) as wanted (level, tile) using (level, tile)",
        &levels,
        &numbers,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let level =
                u8::try_from(row.level).map_err(|error| sqlx::Error::Decode(error.into()))?;
            let tile = row.tile.unsigned_abs();
            Ok((TilePlace { level, tile }, row.hashes))
        })
        .collect()
}

/// Appends entries to log and tree in the caller's transaction.
pub(super) async fn append(
    transaction: &mut PgConnection,
    tree: &mut TreeEdge,
    entries: &[Entry],
) -> Result<(), SequencerError> {
    let mut positions = Vec::with_capacity(entries.len());
    let mut hashes: Vec<&[u8]> = Vec::with_capacity(entries.len());
    let (mut types, mut ids, mut sequences) = (Vec::new(), Vec::new(), Vec::new());
    let (mut covers, mut losses) = (Vec::new(), Vec::new());
    for (index, entry) in (tree.size()..).zip(entries) {
        tree.push(&entry.hash);
        positions.push(Position::new(index).column());
        hashes.push(entry.hash.as_bytes());
        let (event, cover) = match &entry.source {
            Source::Event {
                aggregate_type,
                aggregate_id,
                sequence,
            } => (Some((aggregate_type, aggregate_id, *sequence)), None),
            Source::Cover(secret) => (None, Some(secret.as_slice())),
            Source::Lost => (None, None),
        };
        losses.push(matches!(entry.source, Source::Lost));
        types.push(event.map(|(aggregate_type, ..)| aggregate_type.as_str()));
        ids.push(event.map(|(_, id, _)| id.as_str()));
        sequences.push(event.map(|(.., sequence)| sequence));
        covers.push(cover);
    }
    sqlx::query!(
        "insert into log_entries (position, hash, aggregate_type, aggregate_id, sequence, cover, lost)
         select * from unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[], $5::bigint[], $6::bytea[], $7::boolean[])",
        &positions,
        &hashes as &[&[u8]],
        &types as &[Option<&str>],
        &ids as &[Option<&str>],
        &sequences as &[Option<i64>],
        &covers as &[Option<&[u8]>],
        &losses,
    )
    .execute(&mut *transaction)
    .await?;
    let changed = tree.take_changed();
    let levels: Vec<i16> = changed.keys().map(|place| i16::from(place.level)).collect();
    let numbers: Vec<i64> = changed
        .keys()
        .map(|place| i64::try_from(place.tile).unwrap_or(i64::MAX))
        .collect();
    let hashes: Vec<&[u8]> = changed.values().map(Vec::as_slice).collect();
    sqlx::query!(
        "insert into log_tiles (level, tile, hashes) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
         on conflict (level, tile) do update set hashes = excluded.hashes",
        &levels,
        &numbers,
        &hashes as &[&[u8]],
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query!(
        "update log_head set size = $1",
        i64::try_from(tree.size()).unwrap_or(i64::MAX),
    )
    .execute(&mut *transaction)
    .await?;
    Ok(())
}
