//! What the published log says: its checkpoints, and proofs that an entry is under one.

use sajam_ledger::tree::{
    TilePlace, TreeError, entries_to_bytes, inclusion_places, inclusion_proof,
};
use sqlx::PgPool;

use super::SequencerError;
use super::integrate::read_tiles;
use crate::store::hash_from_column;

/// A checkpoint that has left the house.
#[derive(Clone, Debug)]
pub struct PublishedCheckpoint {
    /// The beat it was published for, in Unix milliseconds.
    pub beat_ms: i64,
    /// Entries under it.
    pub size: u64,
    /// The signed note.
    pub note: String,
}

/// An entry's place under a checkpoint.
#[derive(Clone, Debug)]
pub struct Inclusion {
    /// The entry's position.
    pub index: u64,
    /// RFC 6962 inclusion proof, leaf to root.
    pub proof: Vec<[u8; 32]>,
}

/// Reads the published log.
#[derive(Clone)]
pub struct Checkpoints(PgPool);

impl Checkpoints {
    /// A reader over `pool`.
    pub fn new(pool: PgPool) -> Self {
        Self(pool)
    }

    /// The newest published checkpoint; none before the first beat.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn newest(&self) -> Result<Option<PublishedCheckpoint>, sqlx::Error> {
        let row: Option<(i64, i64, String)> = sqlx::query_as(
            "select beat_ms, size, note from checkpoints order by beat_ms desc limit 1",
        )
        .fetch_optional(&self.0)
        .await?;
        Ok(row.map(|(beat_ms, size, note)| PublishedCheckpoint {
            beat_ms,
            size: size.unsigned_abs(),
            note,
        }))
    }

    /// The proof that the entry at `position` is under a checkpoint of `size` entries; `None` when it is not under it yet.
    ///
    /// # Errors
    /// When the database is away or the tiles do not hold such a tree.
    pub async fn inclusion(
        &self,
        position: u64,
        size: u64,
    ) -> Result<Option<Inclusion>, SequencerError> {
        if position >= size {
            return Ok(None);
        }
        let places = inclusion_places(position, size)?;
        let tiles = read_tiles(&mut *self.0.acquire().await?, &places).await?;
        Ok(Some(Inclusion {
            index: position,
            proof: inclusion_proof(position, size, &tiles)?,
        }))
    }

    /// The first `width` hashes of a tile; `None` when there is no such tile.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn tile(
        &self,
        place: TilePlace,
        width: u16,
    ) -> Result<Option<Vec<u8>>, SequencerError> {
        let mut tiles = read_tiles(&mut *self.0.acquire().await?, &[place]).await?;
        let bytes = usize::from(width) * 32;
        Ok(tiles
            .remove(&place)
            .filter(|hashes| hashes.len() >= bytes)
            .map(|mut hashes| {
                hashes.truncate(bytes);
                hashes
            }))
    }

    /// The bundle of `count` entries from position `first` on (C2SP tlog-tiles, entry bundles).
    ///
    /// # Errors
    /// When the database is away or the log has a gap there.
    pub async fn entries(&self, first: u64, count: u16) -> Result<Vec<u8>, SequencerError> {
        let first = i64::try_from(first).unwrap_or(i64::MAX);
        let hashes: Vec<Vec<u8>> = sqlx::query_scalar(
            "select hash from log_entries where position >= $1 and position < $2 order by position",
        )
        .bind(first)
        .bind(first.saturating_add(i64::from(count)))
        .fetch_all(&self.0)
        .await?;
        if hashes.len() != usize::from(count) {
            return Err(TreeError::Incomplete.into());
        }
        let entries = hashes
            .iter()
            .map(|hash| hash_from_column(hash))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(entries_to_bytes(&entries))
    }
}
