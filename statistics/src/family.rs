//! The families of published tables, and what each costs the report that is counted in it.
//!
//! A report is counted once in each cell it belongs to, in one period of a family, and in no more cells than the family
//! says; so over all first releases of all families, however long the system runs, one report spends at most
//! [`spent_by_one_report`], and what is left of [`BUDGET_MILLI`] pays for corrections. Losses add up (Dwork & Roth 2014,
//! Theorem 3.16), with neighbours that differ by one report more or less.
//!
//! Here is the declaration. That it is kept is seen to by the table `privacy_ledger`, which refuses whatever would spend
//! more, whoever asks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::laplace::Scale;
use crate::calendar::Cadence;

/// What one report may spend over everything that is ever published, in thousandths of ε. The database holds the same.
pub const BUDGET_MILLI: u32 = 2000;

/// What is kept for corrections: a corrected table is drawn anew, and every report in it pays again.
pub const CORRECTIONS_MILLI: u32 = 250;

/// A family of tables: the same grid, published period after period. One that is given up stays in here: what was
/// published of it, and what that cost, is named after it for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FamilyId {
    /// How many reports reached each stage in a week.
    WeekStage,
    /// Reports received in a month, by category.
    MonthCategory,
    /// Reports received in a quarter, by province.
    QuarterProvince,
    /// Reports received in a year, by province and category.
    YearProvinceCategory,
    /// Reports closed in a quarter, by outcome.
    QuarterOutcome,
    /// Reports received in a quarter, by whether they were acknowledged in time.
    QuarterAcknowledgement,
    /// Reports closed in a quarter, by how long it took.
    QuarterClosing,
    /// Appeals decided in a quarter, by decision.
    QuarterAppeal,
}

/// What the cells of a table tell apart, besides the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Received, assigned, investigated, resolved.
    Stage,
    /// What the report is about.
    Category,
    /// The province.
    Province,
    /// How the case ended.
    Outcome,
    /// Acknowledged in time, or late.
    Acknowledgement,
    /// How long it took from receipt to the first closing, in bands.
    ClosingTime,
    /// What an appeal came to.
    Appeal,
}

/// A family's declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// Which family.
    pub id: FamilyId,
    /// How long its periods are.
    pub cadence: Cadence,
    /// What its cells tell apart, in the order of a cell's code.
    pub dimensions: &'static [Dimension],
    /// What a report spends by being counted in this family, in thousandths of ε.
    pub epsilon_milli: u32,
    /// In how many cells, over all periods, one report can be counted. Each cell has an equal share of ε.
    pub cells_per_report: u32,
}

/// How many families there are.
pub const FAMILY_COUNT: usize = 8;

const fn family(
    id: FamilyId,
    cadence: Cadence,
    dimensions: &'static [Dimension],
    epsilon_milli: u32,
    cells_per_report: u32,
) -> Family {
    Family {
        id,
        cadence,
        dimensions,
        epsilon_milli,
        cells_per_report,
    }
}

/// Every family there is.
#[rustfmt::skip]
pub const FAMILIES: [Family; FAMILY_COUNT] = [
    // A report passes its four stages in up to four weeks.
    family(FamilyId::WeekStage, Cadence::Week, &[Dimension::Stage], 400, 4),
    family(FamilyId::MonthCategory, Cadence::Month, &[Dimension::Category], 250, 1),
    family(FamilyId::QuarterProvince, Cadence::Quarter, &[Dimension::Province], 250, 1),
    family(FamilyId::YearProvinceCategory, Cadence::Year, &[Dimension::Province, Dimension::Category], 350, 1),
    family(FamilyId::QuarterOutcome, Cadence::Quarter, &[Dimension::Outcome], 125, 1),
    family(FamilyId::QuarterAcknowledgement, Cadence::Quarter, &[Dimension::Acknowledgement], 125, 1),
    family(FamilyId::QuarterClosing, Cadence::Quarter, &[Dimension::ClosingTime], 125, 1),
    family(FamilyId::QuarterAppeal, Cadence::Quarter, &[Dimension::Appeal], 125, 1),
];

/// The most one report can spend on first releases, in thousandths of ε: the sum over all families.
#[must_use]
pub const fn spent_by_one_report() -> u32 {
    let mut sum = 0;
    let mut next = 0;
    while next < FAMILIES.len() {
        sum += FAMILIES[next].epsilon_milli;
        next += 1;
    }
    sum
}

// Checked by the compiler: no build of the program can overspend, or look up the wrong family.
const _: () = {
    assert!(spent_by_one_report() + CORRECTIONS_MILLI <= BUDGET_MILLI);
    let mut next = 0;
    while next < FAMILIES.len() {
        assert!(FAMILIES[next].id as usize == next);
        assert!(FAMILIES[next].epsilon_milli > 0 && FAMILIES[next].cells_per_report > 0);
        assert!(FAMILIES[next].epsilon_milli <= 1000 * FAMILIES[next].cells_per_report);
        next += 1;
    }
};

impl Family {
    /// The scale of the noise of each cell: `t/s` with `s/t` = ε / cells per report.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        self.scale_at(self.epsilon_milli)
    }

    /// What a report spends by being counted in a corrected table, in thousandths of ε.
    #[must_use]
    pub const fn correction_milli(&self) -> u32 {
        if self.epsilon_milli < CORRECTIONS_MILLI {
            self.epsilon_milli
        } else {
            CORRECTIONS_MILLI
        }
    }

    /// The scale of the noise of each cell of a table that a report spends `epsilon_milli` on. More than one whole ε a
    /// cell is treated as one: more noise than was asked for, never less.
    #[must_use]
    pub const fn scale_at(&self, epsilon_milli: u32) -> Scale {
        match Scale::new(1000 * self.cells_per_report, epsilon_milli) {
            Some(scale) => scale,
            None => Scale::ONE,
        }
    }
}

impl FamilyId {
    /// The family's declaration.
    #[must_use]
    pub const fn family(self) -> &'static Family {
        &FAMILIES[self as usize]
    }

    /// The family's code, which also names its files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WeekStage => "week-stage",
            Self::MonthCategory => "month-category",
            Self::QuarterProvince => "quarter-province",
            Self::YearProvinceCategory => "year-province-category",
            Self::QuarterOutcome => "quarter-outcome",
            Self::QuarterAcknowledgement => "quarter-acknowledgement",
            Self::QuarterClosing => "quarter-closing",
            Self::QuarterAppeal => "quarter-appeal",
        }
    }
}

impl fmt::Display for FamilyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// No family has this code.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("no family of statistics has this code")]
pub struct UnknownFamily;

impl FromStr for FamilyId {
    type Err = UnknownFamily;

    fn from_str(code: &str) -> Result<Self, UnknownFamily> {
        FAMILIES
            .iter()
            .map(|family| family.id)
            .find(|id| id.code() == code)
            .ok_or(UnknownFamily)
    }
}

impl Dimension {
    /// The vocabulary its codes are named in for readers: the code with hyphens.
    #[must_use]
    pub fn vocabulary(self) -> String {
        self.code().replace('_', "-")
    }

    /// The dimension's code: a column's name in downloads.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Category => "category",
            Self::Province => "province",
            Self::Outcome => "outcome",
            Self::Acknowledgement => "acknowledgement",
            Self::ClosingTime => "closing_time",
            Self::Appeal => "appeal",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_report_spends_at_most_two() {
        assert_eq!(spent_by_one_report(), 1750);
        assert_eq!(spent_by_one_report() + CORRECTIONS_MILLI, BUDGET_MILLI);
        for family in FAMILIES {
            assert!(
                family.correction_milli() <= CORRECTIONS_MILLI,
                "{}",
                family.id
            );
        }
    }

    #[test]
    fn the_shares_of_a_reports_cells_add_up_to_the_familys_epsilon() {
        for family in FAMILIES {
            let scale = family.scale();
            // cells · s/t = ε/1000, without dividing.
            assert_eq!(
                u64::from(family.cells_per_report) * u64::from(scale.s()) * 1000,
                u64::from(family.epsilon_milli) * u64::from(scale.t()),
                "{}",
                family.id
            );
        }
        assert_eq!(
            Some(FamilyId::WeekStage.family().scale()),
            Scale::new(10, 1)
        );
        assert_eq!(
            Some(FamilyId::MonthCategory.family().scale()),
            Scale::new(4, 1)
        );
    }

    #[test]
    fn codes_are_read_back_and_are_what_json_says() {
        for family in FAMILIES {
            assert_eq!(family.id.code().parse(), Ok(family.id));
            assert_eq!(serde_json::to_value(family.id).unwrap(), family.id.code());
        }
        assert_eq!("month".parse::<FamilyId>(), Err(UnknownFamily));
    }
}
