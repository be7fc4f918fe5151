//! Whether the public log keeps its beat.

use jiff::Timestamp;

use crate::clock::millis;
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
        published: Timestamp,
    },
    /// It is older than that; or it lies ahead, because the clock was set back: then nothing is published either until
    /// the clock has caught up.
    Late {
        /// The beat of the newest publication.
        published: Timestamp,
        /// Whole beats between it and now.
        beats: u64,
        /// Whether it lies ahead.
        is_ahead: bool,
    },
}

impl LogState {
    /// From the newest publication's beat.
    #[must_use]
    pub fn of(newest: Option<Timestamp>, beat: Beat, now: Timestamp) -> Self {
        let Some(published) = newest else {
            return Self::NotYet;
        };
        let away = millis(beat.at(now).duration_since(published)) / millis(beat.every).max(1);
        if away.abs() > PATIENCE {
            Self::Late {
                published,
                beats: away.unsigned_abs(),
                is_ahead: away < 0,
            }
        } else {
            Self::OnBeat { published }
        }
    }

    /// Whether it is late.
    #[must_use]
    pub fn is_late(self) -> bool {
        matches!(self, Self::Late { .. })
    }

    /// The beat of the newest publication.
    #[must_use]
    pub fn published(self) -> Option<Timestamp> {
        match self {
            Self::NotYet => None,
            Self::OnBeat { published } | Self::Late { published, .. } => Some(published),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::clock::from_ms;

    const BEAT: Beat = Beat {
        every: SignedDuration::from_mins(10),
        block: 64,
    };

    #[test]
    fn more_than_two_beats_are_late_and_so_is_a_clock_that_was_set_back() {
        let newest = from_ms(6_000_000);
        let millisecond = SignedDuration::from_millis(1);
        let late = |now| LogState::of(Some(newest), BEAT, now).is_late();
        assert!(!late(newest));
        assert!(!late(newest + BEAT.every * 3 - millisecond));
        assert!(late(newest + BEAT.every * 3));
        assert!(!late(newest - BEAT.every * 2));
        assert!(late(newest - BEAT.every * 2 - millisecond));
        assert_eq!(LogState::of(None, BEAT, newest), LogState::NotYet);
    }
}
