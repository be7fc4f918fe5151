//! How much the log grows at a publication: enough for what waits, and saying as little as can be of how much that is.
//!
//! A log that grows the moment somebody files tells who watches it when that was. So it grows by whole blocks, and by one
//! more than needed: up to a block of events a beat, the growth is drawn from one and the same distribution, whatever
//! happened. Noise that were merely added to what waits would be moved by it, and an observer would see that: with
//! blocks of 64, 40 reports in a beat against none could be told apart in 65 of 100 beats. Only what goes beyond a block
//! is covered by noise alone (one-sided geometric, mean one block).

use crate::entropy::Entropy;

/// Entries that the log grows by when `waiting` events are to be published: a multiple of `block`, not less than `waiting`.
pub(super) fn growth(waiting: u64, block: u64, entropy: Entropy) -> u64 {
    grown(waiting, block, noise(block, entropy))
}

fn grown(waiting: u64, block: u64, noise: u64) -> u64 {
    let beyond = waiting.saturating_sub(block);
    block + (beyond + noise).next_multiple_of(block)
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
    fn up_to_a_block_of_events_changes_nothing_at_all() {
        for noise in 0..1000 {
            let idle = grown(0, 64, noise);
            for waiting in 1..=64 {
                assert_eq!(grown(waiting, 64, noise), idle);
            }
        }
    }

    #[test]
    fn whatever_waits_has_room_and_growth_is_whole_blocks() {
        for block in [1, 7, 64, 100] {
            for waiting in 0..500 {
                for noise in [0, 1, 63, 64, 65, 400] {
                    let grown = grown(waiting, block, noise);
                    assert!(grown >= waiting && grown >= block && grown.is_multiple_of(block));
                }
            }
        }
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
