//! The beat of publication: by the clock alone, whatever happens in the house.

/// When and in which steps the log is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// Milliseconds from one publication to the next; beats begin at multiples of it since 1970.
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

    /// Milliseconds from one moment at which something public may change to the next: a tenth of a beat. Within it the
    /// work of a publication is done and witnesses are asked, and however long that takes, nobody outside can tell.
    pub fn step_ms(&self) -> i64 {
        (self.every_ms / 10).max(1)
    }

    /// When the checkpoint of the beat `beat_ms`, ready at `ready_ms`, is let out: one step into the beat, or at a later
    /// step when it was not ready well before that.
    pub fn public_ms(&self, beat_ms: i64, ready_ms: i64) -> i64 {
        let step = self.step_ms();
        // Committing takes a moment too: what is ready just before a step waits for the next.
        let late = (ready_ms - beat_ms).max(0) + step / 4;
        let steps = late / step + 1;
        beat_ms + steps * step
    }

    /// The first moment after `now_ms` at which something public may change.
    pub fn next_step(&self, now_ms: i64) -> i64 {
        let step = self.step_ms();
        (now_ms.div_euclid(step) + 1) * step
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
    fn beats_follow_the_clock_and_a_promise_spans_a_whole_beat() {
        assert_eq!(BEAT.at(1_200_001), 1_200_000);
        assert_eq!(BEAT.at(1_200_000), 1_200_000);
        assert_eq!(BEAT.at(-1), -600_000);
        assert_eq!(BEAT.published_by(1_799_999), 2_400_000);
    }

    #[test]
    fn however_long_the_work_takes_a_checkpoint_is_let_out_on_a_step() {
        for ready in [0, 1, 30_000, 44_999] {
            assert_eq!(BEAT.public_ms(1_200_000, 1_200_000 + ready), 1_260_000);
        }
        for ready in [45_000, 60_000, 104_999] {
            assert_eq!(BEAT.public_ms(1_200_000, 1_200_000 + ready), 1_320_000);
        }
        // A clock that was set back.
        assert_eq!(BEAT.public_ms(1_200_000, 1_100_000), 1_260_000);
        assert_eq!(BEAT.next_step(1_260_000), 1_320_000);
        assert_eq!(BEAT.next_step(1_259_999), 1_260_000);
    }

    #[test]
    fn what_a_receipt_promises_is_kept_also_at_the_last_moment() {
        for committed in [0, 1, 599_999, 600_000] {
            // It may just have missed the beat it was committed in, and its own beat's work may take three quarters of a step.
            let beat = BEAT.at(committed) + BEAT.every_ms;
            assert!(BEAT.public_ms(beat, beat + 44_999) <= BEAT.published_by(committed));
        }
    }
}
