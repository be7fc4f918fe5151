//! Differencing: a year of reports, and an attacker who subtracts what was public before from what is public now.
//!
//! Of one report, a fair coin says whether it was filed. The attacker knows when, where and about what it would have been.

use super::*;

const CATEGORIES: usize = 4;
const PROVINCES: usize = 3;
const DAYS: usize = 365;
const TRIALS: u32 = 6_000;

/// Where a report is counted, apart from its day.
#[derive(Clone, Copy, PartialEq)]
struct Report {
    day: usize,
    category: usize,
    province: usize,
}

impl Report {
    fn drawn(rng: &mut Seeded) -> Self {
        let mut below = |n: usize| (rng.next_u64() % n as u64) as usize;
        Self {
            day: below(DAYS),
            category: below(CATEGORIES),
            province: below(PROVINCES),
        }
    }

    fn month(self) -> usize {
        if self.day < 6 * 31 {
            self.day / 31
        } else {
            6 + (self.day - 6 * 31) / 30
        }
    }

    fn quarter(self) -> usize {
        self.month() / 3
    }

    fn week(self) -> usize {
        self.day / 7
    }

    fn cell(self) -> usize {
        self.province * CATEGORIES + self.category
    }
}

/// A year's reports, two in three days: a quiet system, where one report matters most.
fn year(rng: &mut Seeded) -> Vec<Report> {
    (0..DAYS * 2 / 3).map(|_| Report::drawn(rng)).collect()
}

fn count(reports: &[Report], counted: impl Fn(&Report) -> bool) -> u64 {
    reports.iter().filter(|report| counted(report)).count() as u64
}

/// The live table of province × category up to a day, as a page without closed periods would show it.
fn live(reports: &[Report], until: usize) -> Vec<u64> {
    (0..PROVINCES * CATEGORIES)
        .map(|cell| count(reports, |one| one.day <= until && one.cell() == cell))
        .collect()
}

/// The same with small cells hidden, and the exact totals of provinces and categories that go with it.
fn hidden(table: &[u64], limit: u64) -> (Vec<Option<u64>>, Vec<u64>) {
    let cells = table
        .iter()
        .map(|count| (*count >= limit).then_some(*count));
    let province = |p: usize| table[p * CATEGORIES..][..CATEGORIES].iter().sum();
    let category = |c: usize| table.iter().skip(c).step_by(CATEGORIES).sum();
    let totals = (0..PROVINCES)
        .map(province)
        .chain((0..CATEGORIES).map(category));
    (cells.collect(), totals.collect())
}

/// One table of a period and the one of the period before it, as they are published, and what the attacker knows of
/// them without the report.
struct Consecutive {
    grid: Grid,
    before: Vec<u64>,
    without: Vec<u64>,
    at: usize,
}

impl Consecutive {
    fn of(family: FamilyId, sizes: &[usize], at: usize, of: impl Fn(usize, bool) -> u64) -> Self {
        let grid = Grid::new(family, sizes);
        let cells = 0..grid.cells.len();
        Self {
            before: cells.clone().map(|cell| of(cell, true)).collect(),
            without: cells.map(|cell| of(cell, false)).collect(),
            grid,
            at,
        }
    }

    /// Every release in which the report is counted when it is received, each with the one before it.
    fn all(reports: &[Report], of: Report) -> [Self; 4] {
        let earlier = |period: usize, before: bool| period.checked_sub(usize::from(before));
        let received = |one: &Report, before| Some(one.week()) == earlier(of.week(), before);
        [
            Self::of(FamilyId::WeekStage, &[4], 0, |stage, before| {
                count(reports, |one| stage == 0 && received(one, before))
            }),
            Self::of(
                FamilyId::MonthCategory,
                &[CATEGORIES],
                of.category,
                |cell, before| {
                    let month = earlier(of.month(), before);
                    count(reports, |one| {
                        Some(one.month()) == month && one.category == cell
                    })
                },
            ),
            Self::of(
                FamilyId::QuarterProvince,
                &[PROVINCES],
                of.province,
                |cell, before| {
                    let quarter = earlier(of.quarter(), before);
                    count(reports, |one| {
                        Some(one.quarter()) == quarter && one.province == cell
                    })
                },
            ),
            Self::of(
                FamilyId::YearProvinceCategory,
                &[PROVINCES, CATEGORIES],
                of.cell(),
                // The year before: as many in each cell.
                |cell, before| {
                    if before {
                        20
                    } else {
                        count(reports, |one| one.cell() == cell)
                    }
                },
            ),
        ]
    }

    fn with(&self) -> Vec<u64> {
        let mut with = self.without.clone();
        with[self.at] += 1;
        with
    }

    fn published(&self, present: bool, rng: &mut Seeded) -> Vec<i64> {
        let counts = if present {
            self.with()
        } else {
            self.without.clone()
        };
        self.grid.published(&counts, rng)
    }

    /// What of the step from the release before to this one is not explained by the other reports.
    fn surprise(&self, before: &[i64], now: &[i64]) -> f64 {
        let known = self.without[self.at] as f64 - self.before[self.at] as f64;
        (now[self.at] - before[self.at]) as f64 - known
    }
}

/// What one report spends in the tables of these releases.
fn epsilon_milli(releases: &[Consecutive]) -> u32 {
    let spent = releases.iter().map(|one| {
        let family = one.grid.family.family();
        family.epsilon_milli / family.cells_per_report
    });
    spent.sum()
}

/// What closed periods and noise are for: a live table tells of nearly every single report on the day it is filed, to
/// somebody who knows nothing of the others, and hiding small cells does not help beside totals.
#[test]
fn live_tables_are_read_by_subtracting_yesterdays() {
    let exact = accuracy(TRIALS, 71, |present, rng| {
        let (mut reports, target) = (year(rng), Report::drawn(rng));
        if present {
            reports.push(target);
        }
        let before = target
            .day
            .checked_sub(1)
            .map_or(0, |day| live(&reports, day)[target.cell()]);
        live(&reports, target.day)[target.cell()] > before
    });
    assert!(exact > 0.95, "{exact}");
    let small_hidden = accuracy(TRIALS, 72, |present, rng| {
        let (mut reports, target) = (year(rng), Report::drawn(rng));
        if present {
            reports.push(target);
        }
        let empty = vec![0; PROVINCES * CATEGORIES];
        let before = target
            .day
            .checked_sub(1)
            .map_or(empty, |day| live(&reports, day));
        let now = live(&reports, target.day);
        let ((_, before), (_, now)) = (hidden(&before, 10), hidden(&now, 10));
        let rose = |total: usize| now[total] > before[total];
        rose(target.province) && rose(PROVINCES + target.category)
    });
    assert!(small_hidden > 0.9, "{small_hidden}");
    println!("live exact {exact:.3}, small cells hidden {small_hidden:.3}");
}

/// Of exact releases of closed periods the same subtraction tells each report to somebody who knows the others; of ours
/// it tells no more than the bound, in each family and by a vote of all of them.
#[test]
fn a_release_less_the_one_before_it_tells_no_more_than_epsilon_allows() {
    let mut rng = Seeded(73);
    let (reports, target) = (year(&mut rng), Report::drawn(&mut rng));
    let releases = Consecutive::all(&reports, target);
    for one in &releases {
        let signed = |counts: &[u64]| counts.iter().map(|count| *count as i64).collect::<Vec<_>>();
        let surprise = |counts: &[u64]| one.surprise(&signed(&one.before), &signed(counts));
        assert!(surprise(&one.with()) > 0.5 && surprise(&one.without) < 0.5);

        let spent = epsilon_milli(std::slice::from_ref(one));
        let (best, interval) = bound(spent, TRIALS);
        let measured = accuracy(TRIALS, 74, |present, rng| {
            let before = one.grid.published(&one.before, rng);
            one.surprise(&before, &one.published(present, rng)) > 0.5
        });
        println!("{}: {measured:.4} of at most {best:.4}", one.grid.family);
        assert!(
            measured <= best + interval,
            "{}: {measured} of {best}",
            one.grid.family
        );
    }
    let (best, interval) = bound(epsilon_milli(&releases), TRIALS);
    let vote = accuracy(TRIALS, 75, |present, rng| {
        let surprises = releases.iter().map(|one| {
            let before = one.grid.published(&one.before, rng);
            rate(one.grid.family)
                * one
                    .surprise(&before, &one.published(present, rng))
                    .clamp(-1.0, 2.0)
        });
        let rates: f64 = releases.iter().map(|one| rate(one.grid.family)).sum();
        surprises.sum::<f64>() > rates / 2.0
    });
    println!("all four: {vote:.4} of at most {best:.4}");
    assert!(vote <= best + interval, "{vote} of {best}");
    assert!(vote > 0.55, "the attack is a real one: {vote}");
}

/// Two families count the same reports, so that exact ones, subtracted, leave what one of them missed: here a report that
/// came while they were made. Of ours only the noise is left.
#[test]
fn families_that_count_the_same_reports_leave_only_noise() {
    let mut rng = Seeded(76);
    let (reports, late) = (year(&mut rng), Report::drawn(&mut rng));
    let yearly = Grid::new(FamilyId::YearProvinceCategory, &[PROVINCES, CATEGORIES]);
    let monthly = Grid::new(FamilyId::MonthCategory, &[CATEGORIES]);
    let of_category = |one: &Report| one.category == late.category;
    let months: Vec<Vec<u64>> = (0..12)
        .map(|month| {
            let cells = 0..CATEGORIES;
            let counted =
                |cell| count(&reports, |one| one.month() == month && one.category == cell);
            cells.map(counted).collect()
        })
        .collect();
    let year_of = |present: bool| -> Vec<u64> {
        let mut cells = live(&reports, DAYS);
        cells[late.cell()] += u64::from(present);
        cells
    };
    let total: u64 = months.iter().map(|month| month[late.category]).sum();
    assert_eq!(total, count(&reports, of_category));
    let column =
        |cells: &[i64]| -> i64 { cells.iter().skip(late.category).step_by(CATEGORIES).sum() };
    let left = |present| -> i64 {
        column(
            &year_of(present)
                .iter()
                .map(|count| *count as i64)
                .collect::<Vec<_>>(),
        ) - total as i64
    };
    assert_eq!((left(false), left(true)), (0, 1), "exact tables tell");

    let spent = FamilyId::YearProvinceCategory.family().epsilon_milli;
    let (best, interval) = bound(spent, TRIALS);
    let measured = accuracy(TRIALS, 77, |present, rng| {
        let year = column(&yearly.published(&year_of(present), rng));
        let months = months
            .iter()
            .map(|month| monthly.published(month, rng)[late.category]);
        year - months.sum::<i64>() > 0
    });
    println!("year less its months: {measured:.4} of at most {best:.4}");
    assert!(measured <= best + interval, "{measured} of {best}");
}

/// A correction draws again, so its ε is added: both releases of one month tell no more than the two together allow.
/// A noise that is drawn for every download would tell everything.
#[test]
fn drawing_again_is_paid_for_and_drawing_at_every_download_would_betray_everybody() {
    let family = FamilyId::MonthCategory.family();
    let grid = Grid::new(family.id, &[2]);
    let (without, with) = ([7, 3], [8, 3]);
    let ratio = |seen: &[i64], rate| log_likelihood_ratio(seen, &without, &with, rate);
    let counts = |present| if present { &with } else { &without };

    let spent = family.epsilon_milli + family.correction_milli();
    assert!(spent > family.epsilon_milli);
    let (best, interval) = bound(spent, TRIALS);
    let corrected = accuracy(TRIALS, 78, |present, rng| {
        let first = grid.published(counts(present), rng);
        let correction = noised(&grid.table(counts(present)).noise_correction(rng));
        let again = f64::from(family.correction_milli()) / 1000.0;
        ratio(&first, rate(family.id)) + ratio(&correction, again) > 0.0
    });
    assert!(corrected <= best + interval, "{corrected} of {best}");

    let always = accuracy(200, 79, |present, rng| {
        let ratios = (0..400).map(|_| {
            let seen = grid.published(counts(present), rng);
            ratio(&seen, rate(family.id))
        });
        ratios.sum::<f64>() > 0.0
    });
    assert!(always > 0.95, "{always}");
    println!("with a correction {corrected:.4} of at most {best:.4}, 400 draws {always:.3}");
}
