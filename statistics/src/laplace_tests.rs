use super::*;
use crate::seeded::Seeded;

/// Every declared family's scale, and some whose `s` is not 1.
const SCALES: [(u32, u32); 7] = [(1, 1), (2, 1), (4, 1), (8, 1), (3, 2), (7, 5), (1000, 333)];
const DRAWS: usize = 200_000;

fn probability(x: i64, rate: f64) -> f64 {
    (rate / 2.0).tanh() * (-rate * x.unsigned_abs() as f64).exp()
}

/// Pearson's statistic of `draws` against the distribution of `rate` = s/t, tails pooled where fewer than 10 are
/// expected, divided by its critical value at p ≈ 3·10⁻⁵ (Wilson–Hilferty): above 1 is a rejection.
fn rejection(draws: &[i64], rate: f64) -> f64 {
    let n = draws.len() as f64;
    let mut edge = 0_i64;
    while n * probability(edge + 1, rate) >= 10.0 {
        edge += 1;
    }
    let bins = (2 * edge + 3) as usize;
    let mut observed = vec![0_f64; bins];
    for draw in draws {
        observed[(draw.clamp(&(-edge - 1), &(edge + 1)) + edge + 1) as usize] += 1.0;
    }
    let tail = (-rate * (edge + 1) as f64).exp() / (1.0 + (-rate).exp());
    let statistic: f64 = (0..bins)
        .map(|bin| {
            let x = bin as i64 - edge - 1;
            let expected = n * if x.abs() > edge {
                tail
            } else {
                probability(x, rate)
            };
            (observed[bin] - expected).powi(2) / expected
        })
        .sum();
    let freedom = (bins - 1) as f64;
    let width = 2.0 / (9.0 * freedom);
    statistic / (freedom * (1.0 - width + 4.0 * width.sqrt()).powi(3))
}

fn draws(t: u32, s: u32, seed: u64) -> Vec<i64> {
    let scale = Scale::new(t, s).unwrap();
    let mut rng = Seeded(seed);
    (0..DRAWS).map(|_| scale.draw(&mut rng)).collect()
}

#[test]
fn draws_follow_the_exact_probabilities() {
    for (t, s) in SCALES {
        let score = rejection(&draws(t, s, 1), f64::from(s) / f64::from(t));
        assert!(score < 1.0, "scale {t}/{s}: {score}");
    }
}

#[test]
fn the_chi_square_test_sees_a_scale_that_is_two_percent_off() {
    assert!(rejection(&draws(4, 1, 1), 0.255) > 1.0);
}

/// Rounding a continuous Laplace variable to the nearest integer gives the right tails but P(0) = 1 − exp(−s/2t)
/// instead of tanh(s/2t), so its likelihood ratio between 0 and 1 is not exp(s/t).
#[test]
fn rounded_continuous_laplace_is_told_from_the_exact_one() {
    for (t, s) in SCALES {
        let rate = f64::from(s) / f64::from(t);
        let exact = (rate / 2.0).tanh();
        let rounded = 1.0 - (-rate / 2.0).exp();
        let n = DRAWS as f64;
        let zeros = draws(t, s, 2).iter().filter(|draw| **draw == 0).count() as f64 / n;
        let sigma = (exact * (1.0 - exact) / n).sqrt();
        assert!(
            (zeros - exact).abs() < 4.0 * sigma,
            "scale {t}/{s}: {zeros}"
        );
        if t / s <= 4 {
            assert!(
                (zeros - rounded).abs() > 4.0 * sigma,
                "scale {t}/{s}: {zeros}"
            );
        }
    }

    let mut rng = Seeded(3);
    let rounded: Vec<i64> = (0..DRAWS)
        .map(|_| {
            let unit = (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
            let magnitude = -4.0 * (1.0 - unit).ln();
            let sign = if rng.next_u64() & 1 == 0 { 1.0 } else { -1.0 };
            (sign * magnitude).round() as i64
        })
        .collect();
    assert!(rejection(&rounded, 0.25) > 1.0);
}

#[test]
fn positive_and_negative_are_equally_likely() {
    for (t, s) in SCALES {
        let draws = draws(t, s, 4);
        for x in 1..=3 {
            let above = draws.iter().filter(|draw| **draw == x).count() as f64;
            let below = draws.iter().filter(|draw| **draw == -x).count() as f64;
            assert!(
                (above - below).abs() < 4.0 * (above + below).sqrt(),
                "scale {t}/{s}, {x}"
            );
        }
    }
}

#[test]
fn variance_is_the_documented_one() {
    for (t, s) in SCALES {
        let draws = draws(t, s, 5);
        let measured = draws.iter().map(|x| (x * x) as f64).sum::<f64>() / DRAWS as f64;
        let stated = 1.0 / ((f64::from(s) / f64::from(t)).cosh() - 1.0);
        // The square of a Laplace variable has a standard deviation of about √5 variances.
        let sigma = stated * (6.0 / DRAWS as f64).sqrt();
        assert!(
            (measured - stated).abs() < 4.0 * sigma,
            "scale {t}/{s}: {measured} for {stated}"
        );
    }
}

#[test]
fn uniform_covers_its_range_evenly_and_nothing_else() {
    let mut rng = Seeded(6);
    for bound in [1_u64, 2, 3, 5, 8, 9, 1000] {
        let mut seen = vec![0_f64; bound as usize];
        let n = 2_000 * bound;
        for _ in 0..n {
            seen[uniform_below(bound, &mut rng) as usize] += 1.0;
        }
        assert!(
            seen.iter()
                .all(|count| (count - 2_000.0).abs() < 5.0 * 2_000_f64.sqrt()),
            "{bound}"
        );
    }
    assert!(uniform_below(u64::MAX, &mut rng) < u64::MAX);
}

#[test]
fn scales_are_reduced_and_bounded() {
    assert_eq!(Scale::new(1000, 250), Scale::new(4, 1));
    assert_eq!(Scale::new(1, 0), None);
    assert_eq!(Scale::new(0, 0), None);
    assert_eq!(Scale::new(1, 2), None);
    let widest = Scale::new(u32::MAX, 1).unwrap();
    assert!(widest.draw(&mut Seeded(7)).unsigned_abs() > 1_000);
}
