//! Axes from zero with round numbers on them.
//!
//! P. Heckbert, *Nice Numbers for Graph Labels*, Graphics Gems (1990), "loose" labels: the last one is not below the
//! largest value. In integers, so that a label is exactly where it says.

use super::text;
use crate::locale::Translator;

/// An axis from 0 to [`Axis::top`] along `length` units.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    step: u128,
    steps: u128,
    length: f64,
}

impl Axis {
    /// An axis for values up to `largest` with about `labels` labels, never fewer than two.
    pub(super) fn new(largest: u64, labels: u8, length: f64) -> Self {
        let largest = u128::from(largest.max(1));
        let gaps = u128::from(labels.max(2) - 1);
        let range = nice_range(largest);
        let step = nice_step(range, gaps);
        Self {
            step,
            steps: largest.div_ceil(step),
            length,
        }
    }

    /// The axis with most labels, five or fewer, that fit beside each other in text of `size`.
    pub(super) fn fitting(largest: u64, length: f64, words: Translator, size: f64) -> Self {
        let fits = |axis: &Self| {
            let spacing = axis.at(axis.step);
            axis.labels().all(|value| {
                text::width(&label(words, value), size) + 0.6 * size <= spacing || axis.steps == 1
            })
        };
        [5, 4, 3]
            .into_iter()
            .map(|labels| Self::new(largest, labels, length))
            .find(fits)
            .unwrap_or_else(|| Self::new(largest, 2, length))
    }

    /// The value at the end.
    pub(super) const fn top(&self) -> u128 {
        self.step * self.steps
    }

    /// The labelled values, from zero.
    pub(super) fn labels(&self) -> impl DoubleEndedIterator<Item = u128> {
        let step = self.step;
        (0..=u64::try_from(self.steps).unwrap_or(u64::MAX))
            .map(move |index| u128::from(index) * step)
    }

    /// How far from zero a value is, in units; what is beyond the end is at the end.
    pub(super) fn at(&self, value: impl Into<u128>) -> f64 {
        let value = value.into().min(self.top());
        // Both fit 2^70; their ratio is good to 15 digits and is drawn with four.
        self.length * (value as f64 / self.top() as f64)
    }
}

/// A value of an axis in words.
pub(super) fn label(words: Translator, value: u128) -> String {
    words.number(u64::try_from(value).unwrap_or(u64::MAX))
}

/// The smallest of 1, 2, 5, 10, 20, … that is not below `largest`.
fn nice_range(largest: u128) -> u128 {
    let mut power = 1;
    loop {
        for digit in [1, 2, 5] {
            if digit * power >= largest {
                return digit * power;
            }
        }
        power *= 10;
    }
}

/// `range / gaps` rounded to 1, 2, 5 or 10 of its power of ten at 1.5, 3 and 7; at least 1.
fn nice_step(range: u128, gaps: u128) -> u128 {
    let mut power = 1;
    while power * 10 * gaps <= range {
        power *= 10;
    }
    let tenths = 10 * range / (power * gaps);
    let digit = match tenths {
        0..15 => 1,
        15..30 => 2,
        30..70 => 5,
        _ => 10,
    };
    digit * power
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::locale::Locale;

    fn labels(largest: u64, count: u8) -> Vec<u128> {
        Axis::new(largest, count, 100.0).labels().collect()
    }

    #[test]
    fn labels_are_heckberts() {
        // The values of R's labeling::heckbert(0, largest, 5).
        assert_eq!(labels(23, 5), [0, 10, 20, 30]);
        assert_eq!(labels(100, 5), [0, 20, 40, 60, 80, 100]);
        assert_eq!(labels(134, 5), [0, 50, 100, 150]);
        assert_eq!(labels(999, 5), [0, 200, 400, 600, 800, 1000]);
        assert_eq!(labels(4_321, 5), [0, 1000, 2000, 3000, 4000, 5000]);
        assert_eq!(labels(0, 5), [0, 1]);
        assert_eq!(labels(1, 5), [0, 1]);
        assert_eq!(labels(7, 2), [0, 10]);
    }

    #[test]
    fn long_labels_are_fewer() {
        let words = Translator::of(Locale::En);
        let count = |largest| Axis::fitting(largest, 280.0, words, 11.0).labels().count();
        assert!(count(400) >= 4);
        assert!(count(4_000_000_000) < count(400));
        assert_eq!(count(u64::MAX), 2);
    }

    proptest! {
        #[test]
        fn an_axis_holds_its_values_and_little_more(largest: u64, count in 2_u8..8) {
            let axis = Axis::new(largest, count, 100.0);
            prop_assert!(axis.top() >= u128::from(largest));
            prop_assert!(axis.top() <= 4 * u128::from(largest.max(1)));
            prop_assert!(axis.labels().count() <= 3 * usize::from(count));
            prop_assert!((0.0..=100.0).contains(&axis.at(largest)));
        }

        #[test]
        fn equal_steps_are_equally_long(largest in 1_u64..1_000_000) {
            let axis = Axis::new(largest, 5, 100.0);
            for (index, value) in axis.labels().enumerate() {
                let place = axis.at(value);
                prop_assert!((place - index as f64 * axis.at(axis.step)).abs() < 1e-9);
            }
        }
    }
}
