//! Whether the public log keeps its beat.

use crate::sequencer::Beat;

/// Beats that may pass without a publication before it is said that the log is late.
const PATIENCE: i64 = 2;

/// How the public log stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogState {
    /// Nothing was published yet.
    NotYet,
    /// The newest publication is that of this beat or one shortly before.
    OnBeat {
        /// Its beat.
        beat_ms: i64,
    },
    /// It is older than that; or it lies ahead, because the clock was set back: then nothing is published either until
    /// the clock has caught up.
    Late {
        /// The beat of the newest publication.
        beat_ms: i64,
        /// Whole beats between it and now.
        beats: u64,
    },
}

impl LogState {
    /// From the newest publication's beat.
    #[must_use]
    pub fn of(newest_ms: Option<i64>, beat: Beat, now_ms: i64) -> Self {
        let Some(beat_ms) = newest_ms else {
            return Self::NotYet;
        };
        let away = (beat.at(now_ms) - beat_ms) / beat.every_ms;
        if away.abs() > PATIENCE {
            Self::Late {
                beat_ms,
                beats: away.unsigned_abs(),
            }
        } else {
            Self::OnBeat { beat_ms }
        }
    }

    /// Whether it is late.
    #[must_use]
    pub fn is_late(self) -> bool {
        matches!(self, Self::Late { .. })
    }

    /// The beat of the newest publication.
    #[must_use]
    pub fn published_ms(self) -> Option<i64> {
        match self {
            Self::NotYet => None,
            Self::OnBeat { beat_ms } | Self::Late { beat_ms, .. } => Some(beat_ms),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEAT: Beat = Beat {
        every_ms: 600_000,
        block: 64,
    };

    #[test]
    fn more_than_two_beats_are_late_and_so_is_a_clock_that_was_set_back() {
        let newest = 6_000_000;
        let late = |now_ms| LogState::of(Some(newest), BEAT, now_ms).is_late();
        assert!(!late(newest));
        assert!(!late(newest + 3 * BEAT.every_ms - 1));
        assert!(late(newest + 3 * BEAT.every_ms));
        assert!(!late(newest - 2 * BEAT.every_ms));
        assert!(late(newest - 2 * BEAT.every_ms - 1));
        assert_eq!(LogState::of(None, BEAT, newest), LogState::NotYet);
    }
}
