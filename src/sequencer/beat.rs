//! The beat of publication: by the clock alone, whatever happens in the house.

use jiff::{SignedDuration, Timestamp};

use crate::clock::{floor, later, millis};

/// When and in which steps the log is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// From one publication to the next; beats begin at multiples of it since 1970.
    pub every: SignedDuration,
    /// Entries: every publication grows the log by a multiple of this.
    pub block: u64,
}

impl Default for Beat {
    fn default() -> Self {
        Self {
            every: SignedDuration::from_mins(10),
            block: 64,
        }
    }
}

impl Beat {
    /// The beat that `now` falls in, named by its beginning.
    pub fn at(&self, now: Timestamp) -> Timestamp {
        floor(now, self.every)
    }

    /// The beginning of the first beat after `now` at which everything committed by then is published.
    pub fn published_by(&self, now: Timestamp) -> Timestamp {
        // The event may be committed just after a beat began: the next one is the first that surely has it.
        later(self.at(now), self.every * 2)
    }

    /// From one moment at which something public may change to the next: a tenth of a beat. Within it the
    /// work of a publication is done and witnesses are asked, and however long that takes, nobody outside can tell.
    pub fn step(&self) -> SignedDuration {
        SignedDuration::from_millis((millis(self.every) / 10).max(1))
    }

    /// When the checkpoint of the beat `beat`, ready at `ready`, is let out: one step into the beat, or at a later
    /// step when it was not ready well before that.
    pub fn public(&self, beat: Timestamp, ready: Timestamp) -> Timestamp {
        let step = millis(self.step());
        // Committing takes a moment too: what is ready just before a step waits for the next.
        let late = millis(ready.duration_since(beat)).max(0) + step / 4;
        let steps = late / step + 1;
        later(beat, SignedDuration::from_millis(steps * step))
    }

    /// The first moment after `now` at which something public may change.
    pub fn next_step(&self, now: Timestamp) -> Timestamp {
        let step = self.step();
        later(floor(now, step), step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_ms;

    const BEAT: Beat = Beat {
        every: SignedDuration::from_mins(10),
        block: 64,
    };

    #[test]
    fn beats_follow_the_clock_and_a_promise_spans_a_whole_beat() {
        for (now, beat) in [
            (1_200_001, 1_200_000),
            (1_200_000, 1_200_000),
            (-1, -600_000),
        ] {
            assert_eq!(BEAT.at(from_ms(now)), from_ms(beat));
        }
        assert_eq!(BEAT.published_by(from_ms(1_799_999)), from_ms(2_400_000));
    }

    /// When a checkpoint of the beat that begins then is let out, in Unix milliseconds.
    fn public(beat: i64, ready: i64) -> i64 {
        BEAT.public(from_ms(beat), from_ms(ready)).as_millisecond()
    }

    #[test]
    fn however_long_the_work_takes_a_checkpoint_is_let_out_on_a_step() {
        for ready in [0, 1, 30_000, 44_999] {
            assert_eq!(public(1_200_000, 1_200_000 + ready), 1_260_000);
        }
        for ready in [45_000, 60_000, 104_999] {
            assert_eq!(public(1_200_000, 1_200_000 + ready), 1_320_000);
        }
        // A clock that was set back.
        assert_eq!(public(1_200_000, 1_100_000), 1_260_000);
        assert_eq!(BEAT.next_step(from_ms(1_260_000)), from_ms(1_320_000));
        assert_eq!(BEAT.next_step(from_ms(1_259_999)), from_ms(1_260_000));
    }

    #[test]
    fn what_a_receipt_promises_is_kept_also_at_the_last_moment() {
        for committed in [0, 1, 599_999, 600_000].map(from_ms) {
            // It may just have missed the beat it was committed in, and its own beat's work may take three quarters of a step.
            let beat = BEAT.at(committed) + BEAT.every;
            let ready = beat + SignedDuration::from_millis(44_999);
            assert!(BEAT.public(beat, ready) <= BEAT.published_by(committed));
        }
    }
}
