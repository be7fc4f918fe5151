//! Figures as a page shows them: clamped, rounded, with a margin that covers the rounding too.
//!
//! Post-processing of what is noised already: it spends no privacy and hides no noise, it only keeps readers from
//! taking a noised figure for an exact one.

use std::fmt;

/// Figures are rounded to multiples of this.
const STEP: u64 = 5;
/// Below this a figure says only that it is.
const SMALLEST: u64 = 10;

/// A figure as shown, with the ± of 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What is shown.
    pub value: ShownValue,
    /// The 95 % margin around it: the noise's margin and the most that rounding moves a figure, 2.
    pub margin95: u64,
}

/// A shown value. Displays as `<10` or the number, in ASCII digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShownValue {
    /// Fewer than ten.
    BelowTen,
    /// A multiple of five, at least ten.
    Rounded(u64),
}

impl Shown {
    pub(super) const fn of(noised: i64, margin95: u64) -> Self {
        let clamped = if noised < 0 { 0 } else { noised.unsigned_abs() };
        let value = if clamped < SMALLEST {
            ShownValue::BelowTen
        } else {
            ShownValue::Rounded((clamped + STEP / 2) / STEP * STEP)
        };
        Self {
            value,
            margin95: margin95 + STEP / 2,
        }
    }

    /// The least and the most that the true count is, with a confidence of 95 %: the ends of an error bar.
    /// Made from what is shown and nothing else.
    #[must_use]
    pub const fn range(&self) -> (u64, u64) {
        match self.value {
            ShownValue::BelowTen => (0, SMALLEST - 1 + self.margin95),
            ShownValue::Rounded(value) => {
                (value.saturating_sub(self.margin95), value + self.margin95)
            }
        }
    }
}

impl fmt::Display for ShownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BelowTen => write!(f, "<{SMALLEST}"),
            Self::Rounded(value) => write!(f, "{value}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laplace::Scale;
    use crate::margin::margin95;
    use crate::seeded::Seeded;

    #[test]
    fn values_are_clamped_rounded_and_hidden_below_ten() {
        for (noised, shown) in [
            (i64::MIN, "<10"),
            (-3, "<10"),
            (0, "<10"),
            (9, "<10"),
            (10, "10"),
            (12, "10"),
            (13, "15"),
            (17, "15"),
            (18, "20"),
            (1002, "1000"),
            (1003, "1005"),
        ] {
            assert_eq!(Shown::of(noised, 12).value.to_string(), shown, "{noised}");
        }
    }

    #[test]
    fn a_range_is_made_from_what_is_shown() {
        assert_eq!(Shown::of(101, 12).range(), (86, 114));
        assert_eq!(Shown::of(-40, 12).range(), (0, 23));
        assert_eq!(Shown::of(11, 12).range(), (0, 24));
        for noised in 98..=102 {
            assert_eq!(Shown::of(noised, 12), Shown::of(100, 12));
        }
    }

    #[test]
    fn the_true_count_is_in_the_shown_range_95_times_in_100() {
        const TRIALS: u32 = 20_000;
        let scale = Scale::new(4, 1).unwrap();
        let margin = margin95(scale, 1);
        let sigma = (0.95 * 0.05 / f64::from(TRIALS)).sqrt();
        let mut rng = Seeded(21);
        for truth in [0_u32, 1, 9, 10, 12, 40, 43, 1000] {
            let covered = (0..TRIALS)
                .filter(|_| {
                    let (least, most) =
                        Shown::of(scale.draw(&mut rng) + i64::from(truth), margin).range();
                    (least..=most).contains(&u64::from(truth))
                })
                .count();
            let share = covered as f64 / f64::from(TRIALS);
            assert!(share >= 0.95 - 3.0 * sigma, "{truth}: {share}");
        }
    }
}
