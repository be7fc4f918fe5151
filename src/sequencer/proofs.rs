//! What the published log says: its checkpoints, and proofs that an entry is under one.

use sajam_ledger::tree::{inclusion_places, inclusion_proof};
use sqlx::PgPool;

use super::SequencerError;
use super::integrate::read_tiles;

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
}
