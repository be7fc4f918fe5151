//! The sampler of the noise against SciPy's, by a two-sample chi-square test of a million draws each.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use rand_core::RngCore;
use sajam_statistics::Scale;
use sajam_statistics::family::FAMILIES;
use serde_json::{Value, json};

use super::ask;
use super::seeded::Seeded;

const DRAWS: usize = 1_000_000;

/// Below this a sampler is refused. Of five right ones one would be refused once in 200 000 times; the seeds are fixed, so
/// that it happens always or never.
const SIGNIFICANCE: f64 = 1e-6;

/// The scales t/s of every declared family and of its corrections.
const SCALES: [(u32, u32); 5] = [(20, 7), (4, 1), (8, 1), (10, 1), (16, 1)];

/// A histogram of draws, said to be of the scale t/s.
fn sample(t: u32, s: u32, seed: u64, mut draw: impl FnMut(&mut Seeded) -> i64) -> Value {
    let mut rng = Seeded(seed);
    let mut counts = BTreeMap::<i64, u32>::new();
    for _ in 0..DRAWS {
        *counts.entry(draw(&mut rng)).or_default() += 1;
    }
    json!({ "t": t, "s": s, "seed": seed, "counts": counts })
}

/// The p-value of each sample, made on threads of their own.
fn p_values(samples: Vec<Box<dyn FnOnce() -> Value + Send>>) -> Vec<f64> {
    let threads: Vec<_> = samples.into_iter().map(thread::spawn).collect();
    let samples: Vec<Value> = threads.into_iter().map(|one| one.join().unwrap()).collect();
    let answer = ask("laplace_draws.py", &serde_json::to_vec(&samples).unwrap());
    serde_json::from_value(answer).unwrap()
}

#[test]
fn the_scales_are_those_in_use() {
    let mut used = BTreeSet::new();
    for family in FAMILIES {
        for scale in [family.scale(), family.scale_at(family.correction_milli())] {
            used.insert((scale.t(), scale.s()));
        }
    }
    assert_eq!(used, BTreeSet::from(SCALES));
}

#[test]
fn draws_are_not_told_from_those_of_another_implementation() {
    let samples = SCALES.map(|(t, s)| -> Box<dyn FnOnce() -> Value + Send> {
        let scale = Scale::new(t, s).unwrap();
        Box::new(move || sample(t, s, u64::from(t), |rng| scale.draw(rng)))
    });
    let p_values = p_values(samples.into());
    for ((t, s), p) in SCALES.iter().zip(p_values) {
        assert!(p > SIGNIFICANCE, "scale {t}/{s}: p = {p:e}");
        println!("scale {t}/{s}: p = {p:.3}");
    }
}

/// The same test refuses a scale that is 5 % off, at every scale, and a rounded continuous Laplace variable at the two
/// where a million draws are enough: its error is of the order (s/t)², one part in a thousand at 10/1.
#[test]
fn wrong_samplers_are_told() {
    let mut samples: Vec<Box<dyn FnOnce() -> Value + Send>> = Vec::new();
    for (t, s) in SCALES {
        let scale = Scale::new(21 * t, 20 * s).unwrap();
        samples.push(Box::new(move || {
            sample(t, s, u64::from(t), |rng| scale.draw(rng))
        }));
    }
    for (t, s) in [(20, 7), (4, 1)] {
        let rounded = move |rng: &mut Seeded| {
            let unit = (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
            let magnitude = -f64::from(t) / f64::from(s) * (1.0 - unit).ln();
            let sign = if rng.next_u64() & 1 == 0 { 1.0 } else { -1.0 };
            (sign * magnitude).round() as i64
        };
        samples.push(Box::new(move || sample(t, s, u64::from(t), rounded)));
    }
    for (at, p) in p_values(samples).into_iter().enumerate() {
        assert!(p < SIGNIFICANCE, "wrong sampler {at}: p = {p:e}");
    }
}
