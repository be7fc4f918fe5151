//! What the published log says: its checkpoints, and proofs that an entry is under one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::{SignedDuration, Timestamp};
use sajam_ledger::tree::{
    LogPath, TILE_WIDTH, TilePlace, TreeError, entries_to_bytes, inclusion_places, inclusion_proof,
};
use sajam_ledger::{Policy, WitnessVerifier, cosignatures, with_signature};
use sajam_projections::Position;
use sqlx::PgPool;
use tokio::sync::Mutex;

use super::SequencerError;
use super::beat::Beat;
use super::integrate::read_tiles;
use crate::clock::{Clock, from_ms, later, millis};
use crate::store::hash_from_column;

/// A checkpoint that has left the house.
#[derive(Clone, Debug)]
pub struct PublishedCheckpoint {
    /// The beat it was published for.
    pub beat: Timestamp,
    /// Entries under it.
    pub size: u64,
    /// The signed note.
    pub note: String,
}

/// An entry's place under a checkpoint.
#[derive(Clone, Debug)]
pub struct Inclusion {
    /// The index of the entry's leaf.
    pub index: u64,
    /// RFC 6962 inclusion proof, leaf to root.
    pub proof: Vec<[u8; 32]>,
}

/// Reads the published log. Cheap to clone.
///
/// What is the same for everybody is kept in memory: the newest checkpoint until the next moment at which there can be
/// another, and tiles, which never change. So reading the log costs the database next to nothing, how long an answer
/// takes does not tell what the house is doing, and the log can be read while the database is away.
#[derive(Clone)]
pub struct Checkpoints {
    pub(super) pool: PgPool,
    pub(super) clock: Clock,
    pub(super) beat: Beat,
    newest: Arc<RwLock<Option<Known>>>,
    asking: Arc<Mutex<()>>,
    files: Files,
}

/// A checkpoint as it is stored, with the signature lines of witnesses.
pub(super) struct Row {
    pub(super) beat_ms: i64,
    pub(super) size: i64,
    pub(super) note: String,
    pub(super) lines: Vec<String>,
}

impl From<Row> for PublishedCheckpoint {
    fn from(row: Row) -> Self {
        Self {
            beat: from_ms(row.beat_ms),
            size: row.size.unsigned_abs(),
            note: row
                .lines
                .iter()
                .fold(row.note, |note, line| cosigned(&note, line).unwrap_or(note)),
        }
    }
}

/// The note with a witness's line, `<public key> <line>`, if that is its cosignature: a false one would make everybody
/// who demands the witness refuse the whole.
fn cosigned(note: &str, line: &str) -> Option<String> {
    let (witness, line) = line.split_once(' ')?;
    let witness = WitnessVerifier::parse(witness).ok()?;
    let longer = with_signature(note, line).ok()?;
    let found = cosignatures(&longer, &[witness]).ok()?;
    (found.len() == 1).then_some(longer)
}

/// Proofs whose tiles are in memory at once: each needs one of its own at most, of 8 KiB, and the few above it.
const MOST_PROOFS: usize = 1024;

/// How long the newest checkpoint is used when the database did not say whether there is a newer one.
const ASK_AGAIN: SignedDuration = SignedDuration::from_secs(1);

#[derive(Clone)]
struct Known {
    checkpoint: PublishedCheckpoint,
    /// When it was read, and how long it is used. A clock that shows an earlier time was set back: then how long says nothing.
    read: Timestamp,
    until: Timestamp,
}

/// A statement for a [`Row`]: its columns, and what follows them.
macro_rules! checkpoint {
    ($from:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select c.beat_ms, c.size, c.note,
       array(select witness || ' ' || line from cosignatures s where s.beat_ms = c.beat_ms order by witness) as "lines!"
from checkpoints c "# + $from
            $(, $argument)*
        )
    };
}
pub(super) use checkpoint;

/// When a checkpoint was cosigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// Its beat, by this house's clock.
    pub beat: Timestamp,
    /// By the clock of the witness that cosigned last.
    pub cosigned: Timestamp,
}

impl Checkpoints {
    /// A reader over `pool`.
    pub fn new(pool: PgPool, clock: Clock, beat: Beat) -> Self {
        Self {
            pool,
            clock,
            beat,
            newest: Arc::default(),
            asking: Arc::default(),
            files: Files::default(),
        }
    }

    /// The newest published checkpoint; none before the first beat.
    ///
    /// # Errors
    /// When the database is away and no checkpoint was read before.
    pub async fn newest(&self) -> Result<Option<PublishedCheckpoint>, sqlx::Error> {
        let now = self.clock.now();
        let Some(known) = self.known() else {
            let newest = self.read_newest(now).await?;
            self.keep(newest.as_ref(), now, self.beat.next_step(now));
            return Ok(newest);
        };
        if (known.read..known.until).contains(&now) {
            return Ok(Some(known.checkpoint));
        }
        // One asks the database; the others go on with what they have, however long it takes.
        let Ok(_asking) = self.asking.try_lock() else {
            return Ok(Some(known.checkpoint));
        };
        match self.read_newest(now).await {
            Ok(Some(checkpoint)) => {
                self.keep(Some(&checkpoint), now, self.beat.next_step(now));
                Ok(Some(checkpoint))
            }
            // An older checkpoint of an append-only log is still a true one.
            Ok(None) | Err(_) => {
                self.keep(Some(&known.checkpoint), now, later(now, ASK_AGAIN));
                Ok(Some(known.checkpoint))
            }
        }
    }

    /// The beat of the newest checkpoint that this server has read: no later one is published before it is over.
    pub fn known_beat(&self) -> Option<Timestamp> {
        self.known().map(|known| known.checkpoint.beat)
    }

    fn known(&self) -> Option<Known> {
        let newest = self.newest.read();
        newest.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, checkpoint: Option<&PublishedCheckpoint>, read: Timestamp, until: Timestamp) {
        let Some(checkpoint) = checkpoint.cloned() else {
            return;
        };
        let mut newest = self.newest.write().unwrap_or_else(PoisonError::into_inner);
        // Of two who asked at once the one with the older answer may be the later one; and a log only grows.
        let is_older = |known: &Known| known.checkpoint.size > checkpoint.size;
        if newest.as_ref().is_some_and(is_older) {
            return;
        }
        *newest = Some(Known {
            checkpoint,
            read,
            until,
        });
    }

    async fn read_newest(
        &self,
        now: Timestamp,
    ) -> Result<Option<PublishedCheckpoint>, sqlx::Error> {
        // Every publication has its row; nothing is public before its time. Cosignatures are added as they come in.
        // A checkpoint of a beat that has yet to come was signed before the clock was set back: people have it, so it stays.
        let row = checkpoint!(
            "join publications p using (beat_ms)
where p.public_ms <= $1 or c.beat_ms > $1 + $2
order by c.beat_ms desc limit 1",
            now.as_millisecond(),
            millis(self.beat.step()),
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(PublishedCheckpoint::from))
    }

    /// The newest checkpoint that a witness of the policy has cosigned. None where no stored cosignature is one.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn newest_cosigned(&self, policy: &Policy) -> Result<Option<Cosigned>, sqlx::Error> {
        let row = checkpoint!(
            "where exists (select from cosignatures s where s.beat_ms = c.beat_ms)
order by c.beat_ms desc limit 1"
        )
        .fetch_optional(&self.pool)
        .await?;
        let Some(checkpoint) = row.map(PublishedCheckpoint::from) else {
            return Ok(None);
        };
        let witnesses: Vec<_> = policy
            .witnesses()
            .iter()
            .map(|one| one.key.clone())
            .collect();
        let found = cosignatures(&checkpoint.note, &witnesses).unwrap_or_default();
        let newest = found.iter().map(|cosignature| cosignature.time).max();
        Ok(newest.map(|seconds| Cosigned {
            beat: checkpoint.beat,
            cosigned: i64::try_from(seconds)
                .ok()
                .and_then(|seconds| Timestamp::from_second(seconds).ok())
                .unwrap_or(Timestamp::MAX),
        }))
    }

    /// Who has cosigned the newest published checkpoints, the newest first: their public keys.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn cosigners(&self, checkpoints: i64) -> Result<Vec<Vec<String>>, sqlx::Error> {
        sqlx::query_scalar!(
            r#"select array(select witness from cosignatures s where s.beat_ms = p.beat_ms) as "witnesses!"
             from publications p where public_ms <= $1 order by beat_ms desc limit $2"#,
            self.clock.now().as_millisecond(),
            checkpoints,
        )
        .fetch_all(&self.pool)
        .await
    }

    /// The proof that the entry at `position` is under a checkpoint of `size` entries; `None` when it is not under it yet.
    ///
    /// # Errors
    /// When the database is away or the tiles do not hold such a tree.
    pub async fn inclusion(
        &self,
        position: Position,
        size: u64,
    ) -> Result<Option<Inclusion>, SequencerError> {
        if !position.is_under(size) {
            return Ok(None);
        }
        let index = position.index();
        let places = inclusion_places(index, size)?;
        let tiles = read_tiles(&mut *self.pool.acquire().await?, &places).await?;
        Ok(Some(Inclusion {
            index,
            proof: inclusion_proof(index, size, &tiles)?,
        }))
    }

    /// [`inclusion`](Self::inclusion) of many entries, of those that are under the checkpoint. Their tiles are read together:
    /// a long stream takes as many queries as a short one.
    ///
    /// # Errors
    /// When the database is away. That tiles do not hold such a tree is said of each entry.
    pub async fn inclusions(
        &self,
        positions: &[Position],
        size: u64,
    ) -> Result<BTreeMap<Position, Result<Inclusion, TreeError>>, SequencerError> {
        let mut inclusions = BTreeMap::new();
        let positions = positions.iter().filter(|position| position.is_under(size));
        let positions: Vec<Position> = positions.copied().collect();
        for part in positions.chunks(MOST_PROOFS) {
            let places = part
                .iter()
                .map(|position| inclusion_places(position.index(), size));
            let places: BTreeSet<TilePlace> = places.filter_map(Result::ok).flatten().collect();
            let places: Vec<TilePlace> = places.into_iter().collect();
            let tiles = read_tiles(&mut *self.pool.acquire().await?, &places).await?;
            inclusions.extend(part.iter().map(|position| {
                let index = position.index();
                let proof = inclusion_proof(index, size, &tiles);
                (*position, proof.map(|proof| Inclusion { index, proof }))
            }));
        }
        Ok(inclusions)
    }

    /// A tile or an entry bundle of the published log (C2SP tlog-tiles); `None` for what is not under the newest checkpoint,
    /// whether it exists or not.
    ///
    /// # Errors
    /// When it was not read before and the database is away, or the log has a gap there.
    pub async fn file(&self, path: LogPath) -> Result<Option<Arc<[u8]>>, SequencerError> {
        let size = self.newest().await?.map_or(0, |newest| newest.size);
        let (place, width) = match path {
            LogPath::Tile(place, width) => (place, width),
            LogPath::Entries(tile, width) => (TilePlace { level: 0, tile }, width),
        };
        if width > place.width(size) {
            return Ok(None);
        }
        if let Some(bytes) = self.files.get(path) {
            return Ok(Some(bytes));
        }
        let bytes = Arc::<[u8]>::from(match path {
            LogPath::Tile(place, width) => self.tile(place, width).await?,
            LogPath::Entries(bundle, width) => {
                let first = Position::new(bundle * TILE_WIDTH);
                self.entries(first, width).await?
            }
        });
        self.files.keep(path, bytes.clone());
        Ok(Some(bytes))
    }

    /// The first `width` hashes of a tile.
    async fn tile(&self, place: TilePlace, width: u16) -> Result<Vec<u8>, SequencerError> {
        let mut tiles = read_tiles(&mut *self.pool.acquire().await?, &[place]).await?;
        let bytes = usize::from(width) * 32;
        let mut hashes = tiles.remove(&place).unwrap_or_default();
        if hashes.len() < bytes {
            return Err(TreeError::Incomplete.into());
        }
        hashes.truncate(bytes);
        Ok(hashes)
    }

    /// The bundle of `count` entries from position `first` on.
    async fn entries(&self, first: Position, count: u16) -> Result<Vec<u8>, SequencerError> {
        let first = first.column();
        let hashes = sqlx::query_scalar!(
            "select hash from log_entries where position >= $1 and position < $2 order by position",
            first,
            first.saturating_add(i64::from(count)),
        )
        .fetch_all(&self.pool)
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

/// Files of the log that were asked for. They never change, so any of them may be dropped and read again.
#[derive(Clone, Default)]
struct Files(Arc<std::sync::Mutex<HashMap<LogPath, Arc<[u8]>>>>);

/// Each is 8.5 KiB at most: 35 MiB.
const MOST_FILES: usize = 4096;

impl Files {
    fn get(&self, path: LogPath) -> Option<Arc<[u8]>> {
        self.lock().get(&path).cloned()
    }

    fn keep(&self, path: LogPath, bytes: Arc<[u8]>) {
        let mut files = self.lock();
        if files.len() >= MOST_FILES {
            files.clear();
        }
        files.insert(path, bytes);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<LogPath, Arc<[u8]>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
