//! Attacks on published tables, by somebody who knows everything but whether one report exists.

use std::num::NonZeroU32;

use super::seeded::Seeded;
use super::*;
use rand_core::RngCore;

const TRIALS: u32 = 20_000;

fn codes(texts: &[&str]) -> Vec<Code> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn table(family: FamilyId, names: &[&str], counts: &[u64]) -> TrueTable {
    let cells = codes(names).into_iter().map(CellCode::from);
    TrueTable::new(family, &[codes(names)], cells.zip(counts.iter().copied())).unwrap()
}

fn noised(table: &NoisedTable) -> Vec<i64> {
    table.cells().iter().map(|figure| figure.noised).collect()
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

/// The share of right guesses of the optimal attacker (Neyman–Pearson) between two tables, one chosen by a fair coin.
fn accuracy(family: FamilyId, names: &[&str], without: &[u64], with: &[u64], seed: u64) -> f64 {
    let scale = family.family().scale();
    let rate = f64::from(scale.s()) / f64::from(scale.t());
    let mut rng = Seeded(seed);
    let mut right = 0_u32;
    for _ in 0..TRIALS {
        let present = rng.next_u64() >> 63 == 1;
        let counts = if present { with } else { without };
        let seen = noised(&table(family, names, counts).noise(&mut rng));
        let guess = log_likelihood_ratio(&seen, without, with, rate) > 0.0;
        right += u32::from(guess == present);
    }
    f64::from(right) / f64::from(TRIALS)
}

/// The best accuracy that ε-differential privacy allows, e^ε / (1 + e^ε), and three standard deviations of a measurement.
fn bound(epsilon_milli: u32) -> (f64, f64) {
    let ratio = (f64::from(epsilon_milli) / 1000.0).exp();
    let best = ratio / (1.0 + ratio);
    (best, 3.0 * (best * (1.0 - best) / f64::from(TRIALS)).sqrt())
}

#[test]
fn membership_of_one_report_is_guessed_no_better_than_epsilon_allows() {
    let names = ["bribery", "delay", "health"];
    let family = FamilyId::MonthCategory;
    let (best, interval) = bound(family.family().epsilon_milli);
    for (seed, without, with) in [(31, [17, 0, 3], [17, 1, 3]), (32, [17, 0, 3], [18, 0, 3])] {
        let more = accuracy(family, &names, &without, &with, seed);
        assert!(more <= best + interval, "{more} of {best}");
        // For one cell the bound is reached: a weaker attacker, or more noise than declared, would show here.
        assert!(more >= best - interval, "{more} of {best}");
        let less = accuracy(family, &names, &with, &without, seed + 10);
        assert!(less <= best + interval, "{less} of {best}");
    }
}

#[test]
fn a_report_in_every_stage_is_guessed_no_better_than_the_familys_epsilon_allows() {
    let names = ["received", "assigned", "investigated", "resolved"];
    let (best, interval) = bound(FamilyId::WeekStage.family().epsilon_milli);
    let measured = accuracy(
        FamilyId::WeekStage,
        &names,
        &[9, 7, 4, 0],
        &[10, 8, 5, 1],
        33,
    );
    assert!(measured <= best + interval, "{measured} of {best}");
    // Each of the four cells points the right way with probability 1/(1+q), q = exp(−1/10); the optimal attacker needs
    // three of them: ½ + ½·(P(≥ 3 of 4 | there) − P(≥ 3 of 4 | not there)) = 0.5374.
    assert!((measured - 0.5374).abs() <= interval, "{measured}");
}

/// A report that is known to exist, in one of two categories, is one report less and one more: the loss is twice ε.
#[test]
fn the_category_of_a_known_report_is_guessed_no_better_than_twice_epsilon_allows() {
    let (best, interval) = bound(2 * FamilyId::MonthCategory.family().epsilon_milli);
    let measured = accuracy(
        FamilyId::MonthCategory,
        &["bribery", "delay"],
        &[5, 6],
        &[6, 5],
        34,
    );
    assert!(measured <= best + interval, "{measured} of {best}");
}

fn metadata() -> Metadata {
    Metadata {
        data_until: "2026-11-21".parse().unwrap(),
        licence: "CC-BY-4.0".parse().unwrap(),
        methodology: 1,
        period: "1405-08".parse().unwrap(),
        published_on: "2026-12-01".parse().unwrap(),
        revision: NonZeroU32::MIN,
    }
}

/// A canary report in an empty cell, with noise that happens to hide it: every byte that leaves the house is the same.
#[test]
fn nothing_published_depends_on_a_true_count_but_through_the_noised_one() {
    let names = ["bribery", "delay", "health"];
    let empty = || table(FamilyId::MonthCategory, &names, &[4, 0, 250]);
    let canary = || table(FamilyId::MonthCategory, &names, &[4, 1, 250]);
    let mut compared = 0;
    for seed in 0..3 {
        let published = empty().noise(&mut Seeded(seed));
        let Some(other) = (1_000..200_000)
            .map(|seed| canary().noise(&mut Seeded(seed)))
            .find(|table| noised(table) == noised(&published))
        else {
            continue;
        };
        let (release, files) = published.publish(metadata()).unwrap();
        let (other_release, other_files) = other.publish(metadata()).unwrap();
        assert_eq!(files, other_files);
        assert_eq!(release.to_json(), other_release.to_json());
        compared += 1;
    }
    assert_eq!(
        compared, 3,
        "no streams of noise were found that hide the canary"
    );
}

/// Fetching again teaches nothing: the bytes are kept, and the table they were made from is gone.
#[test]
fn averaging_over_downloads_is_averaging_one_draw() {
    let release = |seed| {
        let table = table(FamilyId::MonthCategory, &["bribery"], &[5]).noise(&mut Seeded(seed));
        table.publish(metadata()).unwrap()
    };
    let (stored, files) = release(1);
    let again = Release::from_json(&stored.to_json()).unwrap();
    assert!(
        again
            .files()
            .iter()
            .zip(&files)
            .all(|(digest, file)| digest.matches(file.content()))
    );
    assert_ne!(release(2).1, files, "noise is drawn from the generator");
}
