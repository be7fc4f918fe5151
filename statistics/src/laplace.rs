//! The exact discrete Laplace distribution.
//!
//! For a scale `t/s` an integer `x` is drawn with
//!
//! ```text
//! P(x) = tanh(s/2t) · exp(−|x|·s/t)          variance = 1 / (cosh(s/t) − 1)
//! ```
//!
//! so that adding it to a count that one report changes by at most 1 is (s/t)-differentially private.
//! The sampler is Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential Privacy" (2020),
//! <https://arxiv.org/abs/2004.00010>, Algorithms 1 and 2. It compares integers only: rounding of floating-point
//! numbers, which tells true counts apart (Mironov 2012), cannot occur.
//!
//! How long a draw takes depends on what is drawn. Tables are noised by a job, never while a reader waits.

use rand_core::RngCore;

/// The scale `t/s` of the noise, in lowest terms and at least 1 (a privacy loss of at most 1 per cell).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    t: u32,
    s: u32,
}

impl Scale {
    /// `1/1`.
    pub const ONE: Self = Self { t: 1, s: 1 };

    /// The scale `t/s`; `None` unless `1 ≤ s ≤ t`.
    #[must_use]
    pub const fn new(t: u32, s: u32) -> Option<Self> {
        if s == 0 || s > t {
            return None;
        }
        let common = greatest_common_divisor(t, s);
        Some(Self {
            t: t / common,
            s: s / common,
        })
    }

    /// The numerator, `t`.
    #[must_use]
    pub const fn t(self) -> u32 {
        self.t
    }

    /// The denominator, `s`.
    #[must_use]
    pub const fn s(self) -> u32 {
        self.s
    }

    /// One draw (Algorithm 2).
    pub fn draw(self, rng: &mut impl RngCore) -> i64 {
        let (t, s) = (u64::from(self.t), u64::from(self.s));
        loop {
            let low = uniform_below(t, rng);
            if !bernoulli_exp(low, t, rng) {
                continue;
            }
            let mut high = 0_u64;
            while bernoulli_exp(1, 1, rng) {
                high += 1;
            }
            // `high` ≥ k has probability exp(−k): the bounds below are out of any generator's reach.
            let magnitude = t.saturating_mul(high).saturating_add(low) / s;
            let magnitude = i64::try_from(magnitude).unwrap_or(i64::MAX);
            let negative = bernoulli(1, 2, rng);
            if negative && magnitude == 0 {
                // Zero has one sign, or it would be drawn twice as often as it should.
                continue;
            }
            return if negative { -magnitude } else { magnitude };
        }
    }
}

const fn greatest_common_divisor(mut a: u32, mut b: u32) -> u32 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// True with probability exp(−numerator/denominator), for a fraction in 0..=1, all that Algorithm 2 asks
/// (Algorithm 1, its case γ ≤ 1). `denominator` is below 2^32.
fn bernoulli_exp(numerator: u64, denominator: u64, rng: &mut impl RngCore) -> bool {
    let mut k = 1_u64;
    // The chance of reaching k is at most 1/(k−1)!, so the product never saturates.
    while bernoulli(numerator, denominator.saturating_mul(k), rng) {
        k += 1;
    }
    k % 2 == 1
}

/// True with probability numerator/denominator.
fn bernoulli(numerator: u64, denominator: u64, rng: &mut impl RngCore) -> bool {
    uniform_below(denominator, rng) < numerator
}

/// Uniform in `0..bound` (`bound` ≥ 1): as many random bits as the bound has, drawn again until they fall below it.
fn uniform_below(bound: u64, rng: &mut impl RngCore) -> u64 {
    let unused_bits = (bound - 1).leading_zeros();
    let mask = u64::MAX.checked_shr(unused_bits).unwrap_or(0);
    loop {
        let candidate = rng.next_u64() & mask;
        if candidate < bound {
            return candidate;
        }
    }
}

#[cfg(test)]
#[path = "laplace_tests.rs"]
mod tests;
