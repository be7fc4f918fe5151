//! The membership game: two tables, or sets of tables, that differ by one report; a fair coin picks one; the attacker,
//! who knows both, has to say which from what is published. The optimal attacker compares likelihoods (Neyman–Pearson).

use super::family::{FAMILIES, spent_by_one_report};
use super::*;

/// What the attacker knows of one family: the grid, and the counts without and with the report.
struct Neighbours {
    grid: Grid,
    without: Vec<u64>,
    with: Vec<u64>,
}

impl Neighbours {
    /// The smallest grid of the family in which a report is counted as often as it may be.
    fn of(family: FamilyId) -> Self {
        let declared = family.family();
        let most = declared.cells_per_report as usize;
        let grid = Grid::new(family, &vec![most.max(2); declared.dimensions.len()]);
        let without: Vec<u64> = (0..grid.cells.len())
            .map(|at| [7, 0, 3, 41][at % 4])
            .collect();
        let mut with = without.clone();
        with[..most].iter_mut().for_each(|count| *count += 1);
        Self {
            grid,
            without,
            with,
        }
    }

    fn counts(&self, present: bool) -> &[u64] {
        if present { &self.with } else { &self.without }
    }

    fn published(&self, present: bool, rng: &mut Seeded) -> Vec<i64> {
        self.grid.published(self.counts(present), rng)
    }

    fn ratio(&self, seen: &[i64]) -> f64 {
        log_likelihood_ratio(seen, &self.without, &self.with, rate(self.grid.family))
    }
}

/// The optimal attacker's accuracy from all of these families' tables together.
fn together(families: &[FamilyId], seed: u64) -> f64 {
    let neighbours: Vec<_> = families.iter().map(|id| Neighbours::of(*id)).collect();
    accuracy(TRIALS, seed, |present, rng| {
        let ratios = neighbours
            .iter()
            .map(|one| one.ratio(&one.published(present, rng)));
        ratios.sum::<f64>() > 0.0
    })
}

/// The same from theory. Each cell in which the report is counted points the right way with probability 1/(1+q),
/// q = exp(−s/t), by s/t; the attacker follows the sum over every way in which they can point.
fn in_theory(families: &[FamilyId]) -> f64 {
    let rates: Vec<f64> = families
        .iter()
        .flat_map(|id| vec![rate(*id); id.family().cells_per_report as usize])
        .collect();
    let ways = (0..1_u32 << rates.len()).map(|way| {
        let points = |cell: usize| if way >> cell & 1 == 1 { 1.0 } else { -1.0 };
        let likelihood = |present: f64| -> f64 {
            let cells = rates.iter().enumerate();
            cells
                .map(|(cell, rate)| 1.0 / (1.0 + (-rate * points(cell) * present).exp()))
                .product()
        };
        likelihood(1.0).max(likelihood(-1.0))
    });
    ways.sum::<f64>() / 2.0
}

#[test]
fn a_report_is_guessed_no_better_than_its_familys_epsilon_allows() {
    for (seed, family) in FAMILIES.iter().enumerate() {
        let (best, interval) = bound(family.epsilon_milli, TRIALS);
        let measured = together(&[family.id], 40 + seed as u64);
        println!("{}: {measured:.4} of at most {best:.4}", family.id);
        assert!(
            measured <= best + interval,
            "{}: {measured} of {best}",
            family.id
        );
        // A weaker attacker, or more noise than declared, would show here. For one cell the bound is reached.
        let expected = in_theory(&[family.id]);
        assert!(
            (measured - expected).abs() <= interval,
            "{}: {measured}, not {expected}",
            family.id
        );
        if family.cells_per_report == 1 {
            assert!((expected - best).abs() < 1e-9, "{}", family.id);
        }
    }
}

#[test]
fn a_report_in_every_family_is_guessed_no_better_than_all_of_epsilon_allows() {
    let families: Vec<_> = FAMILIES.iter().map(|family| family.id).collect();
    let (best, interval) = bound(spent_by_one_report(), TRIALS);
    let measured = together(&families, 60);
    println!("all families: {measured:.4} of at most {best:.4}");
    assert!(measured <= best + interval, "{measured} of {best}");
    let expected = in_theory(&families);
    assert!(
        (measured - expected).abs() <= interval,
        "{measured}, not {expected}"
    );
    // The attacker does gain by adding up: more than the dearest family alone gives away.
    let dearest = FAMILIES.iter().map(|family| family.epsilon_milli).max();
    assert!(expected > bound(dearest.unwrap(), TRIALS).0, "{expected}");
}

/// The game sees what is wrong: exact counts, and noise of half the scale.
#[test]
fn the_game_is_lost_by_exact_counts_and_by_half_the_noise() {
    for family in FAMILIES
        .iter()
        .filter(|family| family.cells_per_report == 1)
    {
        let (best, interval) = bound(family.epsilon_milli, TRIALS);
        let one = Neighbours::of(family.id);
        let exact = accuracy(TRIALS, 61, |present, _| {
            let seen: Vec<i64> = one
                .counts(present)
                .iter()
                .map(|count| *count as i64)
                .collect();
            one.ratio(&seen) > 0.0
        });
        assert!((exact - 1.0).abs() < f64::EPSILON, "{}: {exact}", family.id);
        let half = Scale::new(family.scale().t(), 2 * family.scale().s()).unwrap();
        let halved = accuracy(TRIALS, 62, |present, rng| {
            let counts = one.counts(present).iter();
            let seen: Vec<i64> = counts.map(|count| *count as i64 + half.draw(rng)).collect();
            one.ratio(&seen) > 0.0
        });
        assert!(
            halved > best + interval,
            "{}: {halved} of {best}",
            family.id
        );
    }
}

#[test]
fn presence_and_absence_in_an_empty_and_in_a_full_cell_are_guessed_alike() {
    let family = FamilyId::MonthCategory;
    let grid = Grid::new(family, &[3]);
    let (best, interval) = bound(family.family().epsilon_milli, TRIALS);
    for (seed, without, with) in [(31, [17, 0, 3], [17, 1, 3]), (32, [17, 0, 3], [18, 0, 3])] {
        let measured = accuracy(TRIALS, seed, |present, rng| {
            let counts = if present { &with } else { &without };
            let seen = grid.published(counts, rng);
            log_likelihood_ratio(&seen, &without, &with, rate(family)) > 0.0
        });
        assert!((measured - best).abs() <= interval, "{measured} of {best}");
    }
}

/// A report that is known to exist, in one of two categories, is one report less and one more: the loss is twice ε.
#[test]
fn the_category_of_a_known_report_is_guessed_no_better_than_twice_epsilon_allows() {
    let family = FamilyId::MonthCategory;
    let (best, interval) = bound(2 * family.family().epsilon_milli, TRIALS);
    let grid = Grid::new(family, &[2]);
    let (one, other) = ([5, 6], [6, 5]);
    let measured = accuracy(TRIALS, 34, |present, rng| {
        let counts = if present { &other } else { &one };
        let seen = grid.published(counts, rng);
        log_likelihood_ratio(&seen, &one, &other, rate(family)) > 0.0
    });
    assert!(measured <= best + interval, "{measured} of {best}");
}
