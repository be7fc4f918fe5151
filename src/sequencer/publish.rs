//! Publishing the log: on a fixed beat by the clock, also when nothing happened, and always with cover.
//!
//! A log that grows the moment somebody files tells who watches it when that was. So each publication grows the log
//! by a multiple of a block, after one-sided geometric noise; the rest is cover entries that nobody outside can tell
//! from events (docs/history-format.md, "Cover").

use sajam_ledger::{LogKey, cover_hash};
use sqlx::{Connection, PgConnection};

use super::SequencerError;
use super::integrate::{Entry, Source, append, lock_tree};
use crate::entropy::Entropy;

/// When and in which steps the log is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// Milliseconds from one publication to the next; publications fall on multiples of it since 1970.
    pub every_ms: i64,
    /// Entries: every publication grows the log by a multiple of this.
    pub block: u64,
}

impl Default for Beat {
    fn default() -> Self {
        Self {
            every_ms: 600_000,
            block: 64,
        }
    }
}

impl Beat {
    /// The beat that `now_ms` falls in, named by its beginning.
    pub fn at(&self, now_ms: i64) -> i64 {
        now_ms.div_euclid(self.every_ms) * self.every_ms
    }

    /// The beginning of the first beat after `now_ms` at which everything committed by then is published.
    pub fn published_by(&self, now_ms: i64) -> i64 {
        // The event may be committed just after a beat began: the next one is the first that surely has it.
        self.at(now_ms) + 2 * self.every_ms
    }
}

/// Publishes the beat that `now_ms` falls in, unless it, or a later one (the clock was set back), is out already.
/// Whether it did.
pub(super) async fn publish(
    connection: &mut PgConnection,
    key: &LogKey,
    beat: Beat,
    now_ms: i64,
    entropy: Entropy,
) -> Result<bool, SequencerError> {
    let beat_ms = beat.at(now_ms);
    let mut transaction = connection.begin().await?;
    let mut tree = lock_tree(&mut transaction).await?;
    let last: Option<(i64, i64)> =
        sqlx::query_as("select beat_ms, size from checkpoints order by beat_ms desc limit 1")
            .fetch_optional(&mut *transaction)
            .await?;
    if last.is_some_and(|(last_ms, _)| last_ms >= beat_ms) {
        return Ok(false);
    }
    let published = last.map_or(0, |(_, size)| size.unsigned_abs());
    let waiting = tree.size().saturating_sub(published);
    let grown = (waiting + noise(beat.block, entropy))
        .next_multiple_of(beat.block)
        .max(beat.block);
    let cover: Vec<Entry> = (waiting..grown)
        .map(|_| {
            let secret = entropy.bytes();
            Entry {
                hash: cover_hash(&secret),
                source: Source::Cover(secret),
            }
        })
        .collect();
    if !cover.is_empty() {
        append(&mut transaction, &mut tree, &cover).await?;
    }
    let root = tree.root()?;
    sqlx::query("insert into checkpoints (beat_ms, size, root, note) values ($1, $2, $3, $4)")
        .bind(beat_ms)
        .bind(i64::try_from(tree.size()).unwrap_or(i64::MAX))
        .bind(root.as_slice())
        .bind(key.sign_checkpoint(tree.size(), root))
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(true)
}

/// One-sided geometric noise with mean `block` entries: P(k) = (1 − p)^k · p with p = 1/(block + 1).
fn noise(block: u64, entropy: Entropy) -> u64 {
    let sides = block + 1;
    // Draws at or past the last multiple of `sides` are thrown away: every side is equally likely.
    let limit = u64::MAX - u64::MAX % sides;
    let mut noise = 0;
    loop {
        let draw = u64::from_le_bytes(entropy.bytes());
        if draw >= limit {
            continue;
        }
        if draw.is_multiple_of(sides) {
            return noise;
        }
        noise += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beats_follow_the_clock_and_a_promise_spans_a_whole_beat() {
        let beat = Beat {
            every_ms: 600_000,
            block: 64,
        };
        assert_eq!(beat.at(1_200_001), 1_200_000);
        assert_eq!(beat.at(1_200_000), 1_200_000);
        assert_eq!(beat.at(-1), -600_000);
        assert_eq!(beat.published_by(1_799_999), 2_400_000);
    }

    #[test]
    fn noise_has_its_mean() {
        let draws = 4000;
        let sum: u64 = (0..draws).map(|_| noise(64, Entropy::system())).sum();
        let mean = sum as f64 / f64::from(draws);
        // Standard deviation of the mean: sqrt(64 · 65 / 4000) ≈ 1.02; eight of them.
        assert!((mean - 64.0).abs() < 8.2, "{mean}");
    }
}
