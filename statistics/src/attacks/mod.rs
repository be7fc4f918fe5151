//! Attacks on published tables, by somebody who knows everything but whether one report exists.
//!
//! Each attack is also made on tables that are published otherwise, exact or with small cells hidden: there it succeeds,
//! so the attack is a real one.

mod bounds;
mod differencing;
mod membership;
mod stored;

use super::seeded::Seeded;
use super::*;
use rand_core::RngCore;

const TRIALS: u32 = 20_000;

/// A family's table in small: so many codes in each dimension.
struct Grid {
    family: FamilyId,
    dimensions: Vec<Vec<Code>>,
    cells: Vec<CellCode>,
}

impl Grid {
    fn new(family: FamilyId, sizes: &[usize]) -> Self {
        let code = |number| format!("c{number}").parse().unwrap();
        let dimensions: Vec<Vec<Code>> = sizes
            .iter()
            .map(|size| (0..*size).map(code).collect())
            .collect();
        let mut cells = vec![CellCode::empty()];
        for codes in &dimensions {
            cells = cells
                .iter()
                .flat_map(|cell| codes.iter().map(|code| cell.followed_by(code)))
                .collect();
        }
        Self {
            family,
            dimensions,
            cells,
        }
    }

    fn table(&self, counts: &[u64]) -> TrueTable {
        assert_eq!(counts.len(), self.cells.len());
        let counts = self.cells.iter().cloned().zip(counts.iter().copied());
        TrueTable::new(self.family, &self.dimensions, counts).unwrap()
    }

    /// The figures that are published of these counts, by the road every table takes.
    fn published(&self, counts: &[u64], rng: &mut Seeded) -> Vec<i64> {
        noised(&self.table(counts).noise(rng))
    }
}

fn noised(table: &NoisedTable) -> Vec<i64> {
    table.cells().iter().map(|figure| figure.noised).collect()
}

fn coin(rng: &mut Seeded) -> bool {
    rng.next_u64() >> 63 == 1
}

/// The privacy loss of one cell of a family, s/t.
fn rate(family: FamilyId) -> f64 {
    let scale = family.family().scale();
    f64::from(scale.s()) / f64::from(scale.t())
}

/// The logarithm of P(seen | with) / P(seen | without), from the distribution's formula.
fn log_likelihood_ratio(seen: &[i64], without: &[u64], with: &[u64], rate: f64) -> f64 {
    let distance = |counts: &[u64]| -> f64 {
        seen.iter()
            .zip(counts)
            .map(|(seen, count)| (*seen as f64 - *count as f64).abs())
            .sum()
    };
    rate * (distance(without) - distance(with))
}

/// The share of `trials` in which `guess` finds out a fair coin.
fn accuracy(trials: u32, seed: u64, mut guess: impl FnMut(bool, &mut Seeded) -> bool) -> f64 {
    let mut rng = Seeded(seed);
    let right = (0..trials)
        .filter(|_| {
            let present = coin(&mut rng);
            guess(present, &mut rng) == present
        })
        .count();
    right as f64 / f64::from(trials)
}

/// The best accuracy that ε-differential privacy allows, e^ε / (1 + e^ε), and three standard deviations of a measurement.
fn bound(epsilon_milli: u32, trials: u32) -> (f64, f64) {
    let ratio = (f64::from(epsilon_milli) / 1000.0).exp();
    let best = ratio / (1.0 + ratio);
    (best, 3.0 * (best * (1.0 - best) / f64::from(trials)).sqrt())
}
