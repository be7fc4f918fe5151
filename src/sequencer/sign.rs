//! Publishing the log: on a fixed beat by the clock, also when nothing happened, and always with cover.
//!
//! On each beat the log is covered and a checkpoint signed (`sign`); a fixed step later it is made public (`make_public`), so that
//! nobody outside can tell how long that took. Between the two it is remembered outside the database (`guard`). Each step
//! is its own commit, and whoever leads next goes on where a leader stopped.

use jiff::{SignedDuration, Timestamp};
use sajam_ledger::cover_hash;
use sqlx::{Connection, PgConnection};

use super::SequencerError;
use super::beat::Beat;
use super::cover::growth;
use super::integrate::{Entry, Source, append, lock_tree};
use super::rollback_guard::RollbackGuard;
use crate::clock::{from_ms, later};
use crate::entropy::Entropy;
use crate::secrets::LogKeys;
use crate::store::hash_from_column;

/// A signed checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SignedCheckpoint {
    /// The beat it was signed for.
    pub(super) beat: Timestamp,
    /// Entries under it.
    pub(super) size: u64,
    /// The root of the tree over them.
    pub(super) root: [u8; 32],
    /// The signed note.
    pub(super) note: String,
}

/// A clock that is set back by more than so many beats is taken to have been wrong before.
const BEATS_AHEAD: i32 = 3;

/// What publishing needs to know.
#[derive(Clone, Debug)]
pub(super) struct CheckpointSigner {
    pub(super) keys: LogKeys,
    pub(super) beat: Beat,
    pub(super) entropy: Entropy,
    pub(super) guard: RollbackGuard,
}

impl CheckpointSigner {
    /// The newest signed checkpoint, and whether it has been let out.
    pub(super) async fn newest(
        &self,
        connection: &mut PgConnection,
    ) -> Result<(Option<SignedCheckpoint>, bool), SequencerError> {
        let newest = sqlx::query!(
            r#"select beat_ms, size, root, note,
                    exists (select from publications p where p.beat_ms = c.beat_ms) as "is_out!"
             from checkpoints c order by beat_ms desc limit 1"#,
        )
        .fetch_optional(connection)
        .await?;
        Ok(match newest {
            Some(row) => {
                let signed = SignedCheckpoint {
                    beat: from_ms(row.beat_ms),
                    size: row.size.unsigned_abs(),
                    root: *hash_from_column(&row.root)?.as_bytes(),
                    note: row.note,
                };
                (Some(signed), row.is_out)
            }
            None => (None, false),
        })
    }

    /// That the log of this database continues the one that was published, as far as is known in this house.
    pub(super) async fn check(&self, connection: &mut PgConnection) -> Result<(), SequencerError> {
        let mut transaction = connection.begin().await?;
        let tree = lock_tree(&mut transaction).await?;
        let (size, root) = (tree.size(), tree.root()?);
        self.guard.check(&mut transaction, size, root).await?;
        Ok(())
    }

    /// Covers the log and signs the checkpoint of the beat that `now` falls in, unless that beat, or a later one
    /// (the clock was set back), has one already.
    pub(super) async fn sign(
        &self,
        connection: &mut PgConnection,
        now: Timestamp,
    ) -> Result<Option<SignedCheckpoint>, SequencerError> {
        let mut beat = self.beat.at(now);
        let mut transaction = connection.begin().await?;
        let mut tree = lock_tree(&mut transaction).await?;
        let last =
            sqlx::query!("select beat_ms, size from checkpoints order by beat_ms desc limit 1")
                .fetch_optional(&mut *transaction)
                .await?;
        let before = last.as_ref().map(|last| from_ms(last.beat_ms));
        if let Some(before) = before.filter(|before| *before >= beat) {
            if before.duration_since(beat) <= self.beat.every * BEATS_AHEAD {
                return Ok(None);
            }
            // A clock that was far ahead once must not silence the log until it is overtaken: this one follows that.
            beat = later(before, SignedDuration::from_millis(1));
        }
        let published = last.map_or(0, |last| last.size.unsigned_abs());
        let waiting = tree.size().saturating_sub(published);
        let cover: Vec<Entry> = (waiting..growth(waiting, self.beat.block, self.entropy))
            .map(|_| {
                let secret = self.entropy.bytes();
                Entry {
                    hash: cover_hash(&secret),
                    source: Source::Cover(secret),
                }
            })
            .collect();
        if !cover.is_empty() {
            append(&mut transaction, &mut tree, &cover).await?;
        }
        let (size, root) = (tree.size(), tree.root()?);
        self.guard.check(&mut transaction, size, root).await?;
        let note = self.keys.sign_checkpoint(size, root);
        sqlx::query!(
            "insert into checkpoints (beat_ms, size, root, note) values ($1, $2, $3, $4)",
            beat.as_millisecond(),
            i64::try_from(size).unwrap_or(i64::MAX),
            root.as_slice(),
            note,
        )
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Some(SignedCheckpoint {
            beat,
            size,
            root,
            note,
        }))
    }

    /// Lets a signed checkpoint out at the next step of its beat; the very first one at once, since there is nothing
    /// before it that anybody could compare it with.
    pub(super) async fn make_public(
        &self,
        connection: &mut PgConnection,
        signed: &SignedCheckpoint,
        now: Timestamp,
    ) -> Result<(), SequencerError> {
        // Between signing and now another leader may have published, on this database or on another.
        let known = self
            .guard
            .check(&mut *connection, signed.size, signed.root)
            .await?;
        self.guard.remember(signed.note.clone(), known).await?;
        sqlx::query!(
            "insert into publications (beat_ms, public_ms)
             select $1, case when exists (select from publications) then $2::bigint else $3::bigint end
             on conflict (beat_ms) do nothing",
            signed.beat.as_millisecond(),
            self.beat.public(self.beat.at(now), now).as_millisecond(),
            now.as_millisecond(),
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}
