use std::fmt;

use super::*;
use crate::family::CORRECTIONS_MILLI;
use crate::seeded::Seeded;

/// Fails to compile if the type has one of the traits: each would be a second answer to which `check` is meant.
macro_rules! assert_not_implemented {
    ($type:ty: $($forbidden:path),+) => {
        const _: fn() = || {
            trait Ambiguous<Marker> { fn check() {} }
            impl<T: ?Sized> Ambiguous<()> for T {}
            $({
                struct Marker;
                impl<T: ?Sized + $forbidden> Ambiguous<Marker> for T {}
            })+
            let _ = <$type as Ambiguous<_>>::check;
        };
    };
}
assert_not_implemented!(TrueTable: fmt::Debug, fmt::Display, Serialize, Clone, PartialEq, std::hash::Hash);

fn codes(texts: &[&str]) -> Vec<Code> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn cell(text: &str) -> CellCode {
    text.parse().unwrap()
}

fn month(counts: &[(&str, u64)]) -> Result<TrueTable, TableError> {
    TrueTable::new(
        FamilyId::MonthCategory,
        &[codes(&["bribery", "delay", "health"])],
        counts.iter().map(|(code, count)| (cell(code), *count)),
    )
}

#[test]
fn the_grid_is_complete_and_in_the_order_given() {
    let table = month(&[("health", 1000)]).unwrap().noise(&mut Seeded(1));
    let names: Vec<_> = table
        .cells()
        .iter()
        .map(|figure| figure.cell.to_string())
        .collect();
    assert_eq!(names, ["bribery", "delay", "health"]);
    assert!(table.cells()[2].noised > 900);
}

#[test]
fn empty_cells_are_noised_like_any_other() {
    let mut rng = Seeded(2);
    let mut touched = [0_u32; 3];
    for _ in 0..2_000 {
        let table = month(&[]).unwrap().noise(&mut rng);
        for (count, figure) in touched.iter_mut().zip(table.cells()) {
            *count += u32::from(figure.noised != 0);
        }
    }
    // P(X ≠ 0) = 1 − tanh(1/8) = 0.8756; 2000 tables give 1751 ± 44 (three standard deviations).
    assert!(
        touched.iter().all(|count| (1_707..=1_795).contains(count)),
        "{touched:?}"
    );
}

#[test]
fn cells_are_noised_independently() {
    let mut rng = Seeded(3);
    let products: Vec<f64> = (0..20_000)
        .map(|_| {
            let table = month(&[]).unwrap().noise(&mut rng);
            (table.cells()[0].noised * table.cells()[1].noised) as f64
        })
        .collect();
    let covariance = products.iter().sum::<f64>() / 20_000.0;
    let variance = 1.0 / (0.25_f64.cosh() - 1.0);
    assert!(
        covariance.abs() < 4.0 * variance / 20_000_f64.sqrt(),
        "{covariance}"
    );
}

#[test]
fn a_total_is_the_sum_of_noised_cells_with_the_margin_of_their_sum() {
    let table = month(&[("bribery", 40)]).unwrap().noise(&mut Seeded(4));
    let [total] = table.totals() else {
        panic!("one total")
    };
    assert_eq!(total.cell.to_string(), "total");
    assert_eq!(
        total.noised,
        table
            .cells()
            .iter()
            .map(|figure| figure.noised)
            .sum::<i64>()
    );
    assert_eq!(
        total.margin95,
        margin95(FamilyId::MonthCategory.family().scale(), 3)
    );
    assert!(table.cells().iter().all(|figure| figure.margin95 == 12));
}

#[test]
fn two_dimensions_have_totals_each_way() {
    let table = TrueTable::new(
        FamilyId::YearProvinceCategory,
        &[
            codes(&["fars", "qom"]),
            codes(&["bribery", "delay", "health"]),
        ],
        [(cell("qom/delay"), 7)],
    )
    .unwrap()
    .noise(&mut Seeded(5));
    let names: Vec<_> = table
        .totals()
        .iter()
        .map(|figure| figure.cell.to_string())
        .collect();
    assert_eq!(
        names,
        [
            "fars/total",
            "qom/total",
            "total/bribery",
            "total/delay",
            "total/health",
            "total/total"
        ]
    );
    let noised: Vec<_> = table.cells().iter().map(|figure| figure.noised).collect();
    let totals: Vec<_> = table.totals().iter().map(|figure| figure.noised).collect();
    assert_eq!(totals[1], noised[3] + noised[4] + noised[5]);
    assert_eq!(totals[2], noised[0] + noised[3]);
    assert_eq!(totals[5], noised.iter().sum::<i64>());
    let scale = FamilyId::YearProvinceCategory.family().scale();
    assert_eq!(table.totals()[0].margin95, margin95(scale, 3));
    assert_eq!(table.totals()[2].margin95, margin95(scale, 2));
}

#[test]
fn stages_have_no_total_and_a_quarter_of_the_epsilon() {
    let table = TrueTable::new(FamilyId::WeekStage, &[codes(&["received", "assigned"])], [])
        .unwrap()
        .noise(&mut Seeded(6));
    assert_eq!(table.totals(), []);
    assert_eq!(table.cells()[0].margin95, 30);
}

#[test]
fn a_correction_spends_no_more_than_is_kept_for_it() {
    let stages = || TrueTable::new(FamilyId::WeekStage, &[codes(&["received"])], []).unwrap();
    let corrected = stages().noise_correction(&mut Seeded(6));
    assert_eq!(corrected.epsilon_milli(), CORRECTIONS_MILLI);
    assert!(corrected.cells()[0].margin95 > stages().noise(&mut Seeded(6)).cells()[0].margin95);
}

#[test]
fn counts_and_grids_that_do_not_fit_are_refused() {
    let refused = |result: Result<TrueTable, TableError>| result.err().unwrap();
    assert_eq!(
        refused(month(&[("other", 1)])),
        TableError::UnknownCell(cell("other"))
    );
    assert_eq!(
        refused(month(&[("total", 1)])),
        TableError::UnknownCell(cell("total"))
    );
    assert_eq!(
        refused(month(&[("delay", 1), ("delay", 1)])),
        TableError::RepeatedCell(cell("delay"))
    );
    assert_eq!(
        refused(month(&[("delay", 1 << 41)])),
        TableError::CountOutOfRange(cell("delay"))
    );
    let grid = |family, dimensions: &[Vec<Code>]| refused(TrueTable::new(family, dimensions, []));
    let twice = codes(&["delay", "delay"]);
    assert_eq!(
        grid(FamilyId::MonthCategory, &[twice]),
        TableError::RepeatedCode("delay".parse().unwrap())
    );
    assert_eq!(
        grid(FamilyId::MonthCategory, &[vec![]]),
        TableError::EmptyDimension
    );
    assert_eq!(
        grid(FamilyId::YearProvinceCategory, &[codes(&["qom"])]),
        TableError::WrongDimensions {
            family: FamilyId::YearProvinceCategory,
            expected: 2,
            given: 1
        }
    );
    let many: Vec<Code> = (0..65).map(|n| format!("c{n}").parse().unwrap()).collect();
    assert_eq!(
        grid(FamilyId::YearProvinceCategory, &[many.clone(), many]),
        TableError::TooManyCells
    );
}
