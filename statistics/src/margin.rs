//! The 95 % margin of a noised figure: the smallest `h` such that the noise of that figure, one cell's or the sum of
//! several cells', lies in `−h..=h` with a probability of at least 0.95.
//!
//! It depends on the scale and the number of cells, never on what was counted.
//!
//! For one cell it has a closed form, `P(|X| > h) = 2·q^(h+1) / (1 + q)` with `q = exp(−s/t)`. For a sum it is the
//! exact quantile by convolution, not a normal approximation: a discrete Laplace variable is the difference of two
//! geometric ones, and convolving with a geometric distribution is one pass `y[i] = q·y[i−1] + (1−q)·x[i]`, so a sum of
//! `n` cells takes `n` passes up and `n` passes down over an array of probabilities.
//!
//! Probabilities are integers in units of 2⁻⁶², the same on every machine. Every rounding is downwards and what leaves
//! the array is dropped, so the margin is never too small; it is the exact one unless the coverage at `h` comes within
//! one part in a million of 0.95.

use super::laplace::Scale;

/// Probability 1.
const ONE: u64 = 1 << 62;

/// The 95 % margin of the sum of `cells` cells that carry noise of this scale each; 0 for no cells.
///
/// Work grows as `cells`^1.5 · t/s: about a millisecond for the largest declared table.
#[must_use]
pub fn margin95(scale: Scale, cells: usize) -> u64 {
    let (q, p) = geometric(scale);
    let reach = reach(scale, cells);
    let mut mass = vec![0_u64; 2 * reach + 1];
    mass[reach] = ONE;
    for _ in 0..cells {
        pass(mass.iter_mut(), q, p);
        pass(mass.iter_mut().rev(), q, p);
    }

    let mut covered = u128::from(mass[reach]);
    for h in 0..reach {
        if covered * 20 >= u128::from(ONE) * 19 {
            return h as u64;
        }
        covered += u128::from(mass[reach - h - 1]) + u128::from(mass[reach + h + 1]);
    }
    reach as u64
}

/// Convolves with the geometric distribution `p·q^k`, in the direction the cells are walked.
fn pass<'a>(cells: impl Iterator<Item = &'a mut u64>, q: u64, p: u64) {
    let mut before = 0_u64;
    for cell in cells {
        let sum = u128::from(q) * u128::from(before) + u128::from(p) * u128::from(*cell);
        // q + p ≤ 1, so the mean of two probabilities stays one.
        before = (sum >> 62) as u64;
        *cell = before;
    }
}

/// Twelve standard deviations (a cell's is below √2·t/s) and some. Kolmogorov's inequality leaves at most 1/144
/// outside, and the exponential tails leave less than a ten-millionth.
fn reach(scale: Scale, cells: usize) -> usize {
    let per_cell = scale.t().div_ceil(scale.s()) as usize;
    12 * ((2 * cells).isqrt() + 1) * per_cell + 64
}

/// Lower bounds of `q = exp(−s/t)` and of `1 − q`, in units of 2⁻⁶².
fn geometric(scale: Scale) -> (u64, u64) {
    // The alternating series of exp, in units of 2⁻⁹⁰. s ≤ t, so it ends within 30 terms, each off by less than 2 units.
    const ERROR: u128 = 64;
    let (t, s) = (u128::from(scale.t()), u128::from(scale.s()));
    let (mut positive, mut negative) = (0_u128, 0_u128);
    let mut term = 1_u128 << 90;
    let mut k = 0_u128;
    while term > 0 {
        if k.is_multiple_of(2) {
            positive += term;
        } else {
            negative += term;
        }
        k += 1;
        term = term * s / (t * k);
    }
    let q = positive - negative;
    let low = ((q - ERROR) >> 28) as u64;
    let high = ((q + ERROR) >> 28) as u64 + 1;
    (low, ONE.saturating_sub(high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded::Seeded;

    fn scale(t: u32, s: u32) -> Scale {
        Scale::new(t, s).unwrap()
    }

    #[test]
    fn one_cell_has_the_margin_of_the_closed_form() {
        for (t, s) in [(1, 1), (2, 1), (4, 1), (8, 1), (3, 2), (40, 1), (1000, 333)] {
            let q = (-f64::from(s) / f64::from(t)).exp();
            let beyond = |h: i32| 2.0 * q.powi(h + 1) / (1.0 + q);
            let h = margin95(scale(t, s), 1) as i32;
            assert!(beyond(h) <= 0.05, "scale {t}/{s}: {h}");
            assert!(h == 0 || beyond(h - 1) > 0.05, "scale {t}/{s}: {h}");
        }
    }

    /// From an independent convolution of the formula's probabilities, in Python with floating-point numbers.
    #[test]
    fn sums_have_the_margins_of_an_independent_computation() {
        for (t, cells, margin) in [
            (2, 1, 6),
            (2, 2, 8),
            (2, 3, 10),
            (4, 1, 12),
            (4, 2, 16),
            (4, 3, 20),
            (4, 12, 39),
            (8, 1, 24),
        ] {
            assert_eq!(margin95(scale(t, 1), cells), margin, "{t} × {cells}");
        }
    }

    #[test]
    fn exp_is_within_its_bounds() {
        for (t, s) in [
            (1, 1),
            (4, 1),
            (3, 2),
            (u32::MAX, 1),
            (u32::MAX, u32::MAX - 1),
        ] {
            let (q, p) = geometric(scale(t, s));
            let exact = (-f64::from(s) / f64::from(t)).exp();
            assert!((q as f64 / ONE as f64 - exact).abs() < 1e-15, "{t}/{s}");
            assert!(q + p < ONE && ONE - (q + p) <= 3, "{t}/{s}");
        }
    }

    #[test]
    fn a_sum_is_covered_95_times_in_100_and_by_no_wider_margin_than_it_takes() {
        const TRIALS: u32 = 20_000;
        let sigma = (0.95 * 0.05 / f64::from(TRIALS)).sqrt();
        let mut rng = Seeded(11);
        for (t, s, cells) in [
            (4, 1, 1),
            (4, 1, 2),
            (4, 1, 12),
            (4, 1, 31),
            (2, 1, 60),
            (3, 2, 7),
        ] {
            let h = margin95(scale(t, s), cells);
            let (mut within, mut narrower) = (0_u32, 0_u32);
            for _ in 0..TRIALS {
                let sum: i64 = (0..cells).map(|_| scale(t, s).draw(&mut rng)).sum();
                within += u32::from(sum.unsigned_abs() <= h);
                narrower += u32::from(sum.unsigned_abs() < h);
            }
            let share = |count: u32| f64::from(count) / f64::from(TRIALS);
            assert!(
                share(within) >= 0.95 - 3.0 * sigma,
                "{t}/{s} × {cells}: {}",
                share(within)
            );
            assert!(
                share(narrower) < 0.95 + 3.0 * sigma,
                "{t}/{s} × {cells}: {}",
                share(narrower)
            );
        }
    }

    #[test]
    fn a_large_sum_approaches_the_normal_margin() {
        for (t, cells) in [(2, 372), (4, 400)] {
            let variance =
                f64::from(u32::try_from(cells).unwrap()) / ((1.0 / f64::from(t)).cosh() - 1.0);
            let normal = 1.959_964 * variance.sqrt();
            let h = margin95(scale(t, 1), cells) as f64;
            assert!((h - normal).abs() <= 1.0, "{h} for {normal}");
        }
    }

    #[test]
    fn nothing_has_no_margin() {
        assert_eq!(margin95(scale(4, 1), 0), 0);
    }
}
