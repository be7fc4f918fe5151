//! Linear programming: every published table is a set of equations about the counts beneath it, here of each month,
//! province and category, which are published nowhere. The attacker asks a solver for the least and the most that each of
//! those counts can be.
//!
//! Three ways of publishing the same tables:
//! - exact: the equations hold as they stand;
//! - small cells hidden (1 to 4, the usual limit), totals exact: an equation with an interval for each hidden cell;
//! - as we do: each noised figure with a margin so wide that all of them hold together with 95 %. No interval is certain,
//!   so this attacker is stronger than one who demands certainty and would learn nothing at all.
//!
//! Exact and hidden tables **pin** occupied cells: least = most = the truth. Ours must never do so, and must leave open of
//! every occupied cell that it is empty. That alone could be had by margins that lie; so another attacker takes the figures
//! at their word, and a third takes no margin, but the counts that make what was published likeliest (of Laplace noise that
//! too is a linear program), and plays the membership game for a hidden cell.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use super::*;

/// How many months (in quarters of three), provinces and categories there are.
#[derive(Clone, Copy)]
struct Size {
    months: usize,
    provinces: usize,
    categories: usize,
}

const YEAR: Size = Size {
    months: 12,
    provinces: 5,
    categories: 4,
};

/// A table's cell or total: the hidden cells it adds up.
struct Equation {
    family: FamilyId,
    cells: Vec<usize>,
}

/// A table as it is published: its grid, and the equation of each of its cells.
struct Published {
    grid: Grid,
    equations: Vec<Equation>,
}

/// What the attacker knows of a sum of hidden cells.
struct Known {
    cells: Vec<usize>,
    least: f64,
    most: f64,
}

impl Size {
    fn cells(self) -> usize {
        self.months * self.provinces * self.categories
    }

    /// The sum of the hidden cells that `is_in` accepts by month, province and category.
    fn sum(self, family: FamilyId, is_in: impl Fn(usize, usize, usize) -> bool) -> Equation {
        let place = |at: usize| {
            let (rest, category) = (at / self.categories, at % self.categories);
            (rest / self.provinces, rest % self.provinces, category)
        };
        let cells = (0..self.cells()).filter(|at| {
            let (month, province, category) = place(*at);
            is_in(month, province, category)
        });
        let cells = cells.collect();
        Equation { family, cells }
    }

    /// Every table that is published of these reports.
    fn tables(self) -> Vec<Published> {
        let (provinces, categories) = (self.provinces, self.categories);
        let mut all = Vec::new();
        for month in 0..self.months {
            let family = FamilyId::MonthCategory;
            let cell = |at| self.sum(family, move |m, _, c| m == month && c == at);
            all.push(Published {
                grid: Grid::new(family, &[categories]),
                equations: (0..categories).map(cell).collect(),
            });
        }
        for quarter in 0..self.months / 3 {
            let family = FamilyId::QuarterProvince;
            let cell = |at| self.sum(family, move |m, p, _| m / 3 == quarter && p == at);
            all.push(Published {
                grid: Grid::new(family, &[provinces]),
                equations: (0..provinces).map(cell).collect(),
            });
        }
        let family = FamilyId::YearProvinceCategory;
        let cell = |at| self.sum(family, move |_, p, c| p * categories + c == at);
        all.push(Published {
            grid: Grid::new(family, &[provinces, categories]),
            equations: (0..provinces * categories).map(cell).collect(),
        });
        all
    }

    /// The equations of all their cells.
    fn equations(self) -> impl Iterator<Item = Equation> {
        self.tables().into_iter().flat_map(|table| table.equations)
    }

    /// The figures that are published of these counts, each with its equation. Totals are not among them: they are sums of
    /// noised cells, and equations that follow from others.
    fn published(self, truth: &[u64], rng: &mut Seeded) -> Vec<(Equation, f64)> {
        let tables = self.tables().into_iter();
        tables
            .flat_map(|table| {
                let counts: Vec<_> = table
                    .equations
                    .iter()
                    .map(|one| count(truth, one))
                    .collect();
                let drawn = table.grid.table(&counts).noise(rng);
                let figures = noised(&drawn);
                let total = drawn.totals().last().unwrap();
                assert_eq!(total.noised, figures.iter().sum::<i64>());
                let figures = figures.into_iter().map(|figure| figure as f64);
                table.equations.into_iter().zip(figures).collect::<Vec<_>>()
            })
            .collect()
    }

    /// The totals that are published beside them where tables are exact.
    fn totals(self) -> Vec<Equation> {
        let mut all = Vec::new();
        for month in 0..self.months {
            all.push(self.sum(FamilyId::MonthCategory, |m, _, _| m == month));
        }
        for quarter in 0..self.months / 3 {
            all.push(self.sum(FamilyId::QuarterProvince, |m, _, _| m / 3 == quarter));
        }
        for province in 0..self.provinces {
            all.push(self.sum(FamilyId::YearProvinceCategory, |_, p, _| p == province));
        }
        for category in 0..self.categories {
            all.push(self.sum(FamilyId::YearProvinceCategory, |_, _, c| c == category));
        }
        all
    }
}

fn count(truth: &[u64], equation: &Equation) -> u64 {
    equation.cells.iter().map(|at| truth[*at]).sum()
}

fn exact(truth: &[u64], equation: Equation) -> Known {
    let count = count(truth, &equation) as f64;
    Known {
        cells: equation.cells,
        least: count,
        most: count,
    }
}

fn small_hidden(truth: &[u64], equation: Equation) -> Known {
    match count(truth, &equation) {
        1..=4 => Known {
            cells: equation.cells,
            least: 1.0,
            most: 4.0,
        },
        _ => exact(truth, equation),
    }
}

/// A figure with the margin that `figures` of them keep together with 95 %: P(|X| > h) ≤ 5 % / figures.
fn with_margin(equation: Equation, figure: f64, figures: usize) -> Known {
    let q = (-rate(equation.family)).exp();
    let mut h = 0;
    while 2.0 * q.powi(h + 1) / (1.0 + q) > 0.05 / figures as f64 {
        h += 1;
    }
    Known {
        least: figure - f64::from(h),
        most: figure + f64::from(h),
        cells: equation.cells,
    }
}

fn terms(variables: &[Variable], cells: &[usize]) -> Vec<(Variable, f64)> {
    cells.iter().map(|at| (variables[*at], 1.0)).collect()
}

/// The least, or the most, that a hidden cell can be; `None` where no counts make what is known.
fn extreme(
    direction: OptimizationDirection,
    cells: usize,
    known: &[Known],
    target: usize,
) -> Option<f64> {
    let mut problem = Problem::new(direction);
    let variables: Vec<Variable> = (0..cells)
        .map(|at| problem.add_var(f64::from(u8::from(at == target)), (0.0, f64::INFINITY)))
        .collect();
    for one in known {
        let terms = terms(&variables, &one.cells);
        if one.least == one.most {
            problem.add_constraint(&terms, ComparisonOp::Eq, one.least);
        } else {
            problem.add_constraint(&terms, ComparisonOp::Ge, one.least);
            problem.add_constraint(&terms, ComparisonOp::Le, one.most);
        }
    }
    match problem.solve() {
        Ok(solved) => Some(solved.into_solution().unwrap().objective()),
        Err(Error::Infeasible) => None,
        Err(error) => panic!("{error}"),
    }
}

/// What the solver says of the occupied hidden cells.
#[derive(Debug)]
struct Found {
    occupied: usize,
    /// Least and most are the truth.
    pinned: usize,
    /// Somebody is there for certain.
    shown: usize,
    narrowest: f64,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            occupied: 0,
            pinned: 0,
            shown: 0,
            narrowest: f64::INFINITY,
        }
    }
}

impl Found {
    fn add(&mut self, other: Self) {
        self.occupied += other.occupied;
        self.pinned += other.pinned;
        self.shown += other.shown;
        self.narrowest = self.narrowest.min(other.narrowest);
    }
}

fn attack(size: Size, truth: &[u64], known: &[Known]) -> Found {
    let mut found = Found::default();
    for (at, count) in truth.iter().enumerate().filter(|(_, count)| **count > 0) {
        let least = extreme(OptimizationDirection::Minimize, size.cells(), known, at).unwrap();
        let most = extreme(OptimizationDirection::Maximize, size.cells(), known, at).unwrap();
        let count = *count as f64;
        assert!(
            least <= count + 1e-6 && count <= most + 1e-6,
            "the solver is wrong"
        );
        found.occupied += 1;
        found.pinned += usize::from(most - least < 1e-6);
        found.shown += usize::from(least > 1e-6);
        found.narrowest = found.narrowest.min(most - least);
    }
    found
}

/// A quiet year: most hidden cells are empty, a few hold one report.
fn quiet_year(size: Size, reports: usize, rng: &mut Seeded) -> Vec<u64> {
    let mut truth = vec![0; size.cells()];
    for _ in 0..reports {
        truth[(rng.next_u64() % size.cells() as u64) as usize] += 1;
    }
    truth
}

/// The figures of one draw with margins that hold, the attacker's best case.
fn margins_that_hold(truth: &[u64], rng: &mut Seeded) -> Vec<Known> {
    loop {
        let published = YEAR.published(truth, rng);
        let figures = published.len();
        let known: Vec<_> = published
            .into_iter()
            .map(|(equation, figure)| with_margin(equation, figure, figures))
            .collect();
        let holds = |one: &Known| {
            let sum = one.cells.iter().map(|at| truth[*at]).sum::<u64>() as f64;
            one.least <= sum && sum <= one.most
        };
        if known.iter().all(holds) {
            return known;
        }
    }
}

#[test]
fn a_solver_pins_hidden_cells_of_exact_tables_and_none_of_ours() {
    let mut rng = Seeded(81);
    let (mut of_exact, mut of_hidden) = (Found::default(), Found::default());
    for _ in 0..5 {
        let truth = quiet_year(YEAR, 10, &mut rng);
        let both = || YEAR.equations().chain(YEAR.totals());
        let known: Vec<_> = both().map(|one| exact(&truth, one)).collect();
        of_exact.add(attack(YEAR, &truth, &known));
        let known: Vec<_> = both().map(|one| small_hidden(&truth, one)).collect();
        of_hidden.add(attack(YEAR, &truth, &known));

        let ours = attack(YEAR, &truth, &margins_that_hold(&truth, &mut rng));
        assert_eq!((ours.pinned, ours.shown), (0, 0));
        // One more report or one less is never excluded: an exact table leaves no room at all.
        assert!(ours.narrowest >= 1.0, "{}", ours.narrowest);
        println!(
            "ours: the narrowest of {} is {}",
            ours.occupied, ours.narrowest
        );
    }
    println!("exact {of_exact:?}, small cells hidden {of_hidden:?}");
    assert!(2 * of_exact.pinned > of_exact.occupied, "{of_exact:?}");
    assert!(4 * of_hidden.pinned > of_hidden.occupied, "{of_hidden:?}");
}

/// Figures that look like ours and are not noised, but exact or with small cells hidden, would be made by some counts as
/// they stand. Ours are made by none, negative ones read as zero: they contradict each other. (Where nearly every cell
/// is small, hiding leaves so much open that now and then ours fit too.)
#[test]
fn our_figures_taken_at_their_word_contradict_each_other() {
    const YEARS: usize = 20;
    let mut rng = Seeded(83);
    let readings: [fn(f64) -> (f64, f64); 2] = [
        |figure| (figure, figure),
        |figure| match figure {
            0.0..5.0 => (0.0, 4.0),
            _ => (figure, figure),
        },
    ];
    let mut contradictory = [0; 2];
    for number in 0..YEARS {
        // From a quiet year to a busy one.
        let truth = quiet_year(YEAR, 20 << (number % 7), &mut rng);
        for (reading, contradictory) in readings.iter().zip(&mut contradictory) {
            let known = |(equation, figure): (Equation, f64)| {
                let (least, most) = reading(figure.max(0.0));
                Known {
                    cells: equation.cells,
                    least,
                    most,
                }
            };
            let can_be = |known: Vec<Known>| {
                extreme(OptimizationDirection::Minimize, YEAR.cells(), &known, 0).is_some()
            };
            let exact = YEAR.equations().map(|one| {
                let count = count(&truth, &one) as f64;
                known((one, count))
            });
            assert!(can_be(exact.collect()), "the attack is a real one");
            let ours = YEAR.published(&truth, &mut rng).into_iter().map(known);
            *contradictory += usize::from(!can_be(ours.collect()));
        }
    }
    println!("of {YEARS} years' figures, {contradictory:?} contradict themselves");
    let [exact, hidden] = contradictory;
    assert_eq!(exact, YEARS);
    assert!(4 * hidden >= 3 * YEARS, "{hidden}");
}

/// The hidden cell of the likeliest counts: those with the least sum of |published − counted|, each weighed by its s/t.
fn likeliest(cells: usize, published: &[(Equation, f64)], target: usize) -> f64 {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let free = (0.0, f64::INFINITY);
    let variables: Vec<Variable> = (0..cells).map(|_| problem.add_var(0.0, free)).collect();
    for (equation, figure) in published {
        let weight = rate(equation.family);
        let mut terms = terms(&variables, &equation.cells);
        terms.push((problem.add_var(weight, free), 1.0));
        terms.push((problem.add_var(weight, free), -1.0));
        problem.add_constraint(&terms, ComparisonOp::Eq, *figure);
    }
    let solution = problem.solve().unwrap().into_solution().unwrap();
    solution.var_value(variables[target])
}

/// The membership game for a hidden cell by an attacker who knows none of the other reports.
fn game(noise: bool, trials: u32) -> f64 {
    let size = Size {
        months: 3,
        provinces: 3,
        categories: 3,
    };
    accuracy(trials, 82, |present, rng| {
        let mut truth = quiet_year(size, 3, rng);
        let target = (rng.next_u64() % size.cells() as u64) as usize;
        truth[target] = u64::from(present);
        let published = if noise {
            size.published(&truth, rng)
        } else {
            let exact = |one: Equation| {
                let count = count(&truth, &one) as f64;
                (one, count)
            };
            size.equations().map(exact).collect()
        };
        likeliest(size.cells(), &published, target) > 0.5
    })
}

#[test]
fn the_likeliest_counts_beneath_our_tables_tell_no_more_of_a_cell_than_epsilon_allows() {
    const TRIALS: u32 = 1_500;
    let families = [
        FamilyId::MonthCategory,
        FamilyId::QuarterProvince,
        FamilyId::YearProvinceCategory,
    ];
    let spent = families.map(|id| id.family().epsilon_milli).iter().sum();
    let (best, interval) = bound(spent, TRIALS);
    let (ours, exact) = (game(true, TRIALS), game(false, TRIALS));
    println!("ours {ours:.3} of at most {best:.3}, exact {exact:.3}");
    assert!(ours <= best + interval, "{ours} of {best}");
    assert!(
        exact > best + 2.0 * interval,
        "the attack is a real one: {exact}"
    );
}
