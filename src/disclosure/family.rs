//! The families of published tables, and what each costs the report that is counted in it.
//!
//! A report is counted once in each cell it belongs to, in one period of a family, and in no more cells than the family
//! says; so over all releases of all families, however long the system runs, one report spends at most
//! [`BUDGET_MILLI`]. Losses add up (Dwork & Roth 2014, Theorem 3.16), with neighbours that differ by one report
//! more or less.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::laplace::Scale;
use super::period::Cadence;

/// What one report may spend over everything that is ever published, in thousandths of ε.
pub const BUDGET_MILLI: u32 = 2000;

/// A family of tables: the same grid, published period after period.
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
    /// Reports closed in a quarter, in time or late.
    QuarterTimeliness,
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
    /// In time or late.
    Timeliness,
}

/// Whether releases of a family are made yet. Its budget is reserved either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Releases are made.
    Published,
    /// Declared, and not published yet.
    Reserved,
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
    /// Whether it is published.
    pub status: Status,
}

/// Every family there is.
pub const FAMILIES: [Family; 6] = [
    Family {
        id: FamilyId::WeekStage,
        cadence: Cadence::Week,
        dimensions: &[Dimension::Stage],
        epsilon_milli: 500,
        // A report passes its four stages in up to four weeks.
        cells_per_report: 4,
        status: Status::Reserved,
    },
    Family {
        id: FamilyId::MonthCategory,
        cadence: Cadence::Month,
        dimensions: &[Dimension::Category],
        epsilon_milli: 250,
        cells_per_report: 1,
        status: Status::Published,
    },
    Family {
        id: FamilyId::QuarterProvince,
        cadence: Cadence::Quarter,
        dimensions: &[Dimension::Province],
        epsilon_milli: 250,
        cells_per_report: 1,
        status: Status::Reserved,
    },
    Family {
        id: FamilyId::YearProvinceCategory,
        cadence: Cadence::Year,
        dimensions: &[Dimension::Province, Dimension::Category],
        epsilon_milli: 500,
        cells_per_report: 1,
        status: Status::Reserved,
    },
    Family {
        id: FamilyId::QuarterOutcome,
        cadence: Cadence::Quarter,
        dimensions: &[Dimension::Outcome],
        epsilon_milli: 250,
        cells_per_report: 1,
        status: Status::Reserved,
    },
    Family {
        id: FamilyId::QuarterTimeliness,
        cadence: Cadence::Quarter,
        dimensions: &[Dimension::Timeliness],
        epsilon_milli: 250,
        cells_per_report: 1,
        status: Status::Reserved,
    },
];

/// The most one report can spend, in thousandths of ε: the sum over all families, reserved ones too.
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
    assert!(spent_by_one_report() <= BUDGET_MILLI);
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
        match Scale::new(1000 * self.cells_per_report, self.epsilon_milli) {
            Some(scale) => scale,
            None => unreachable!(),
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
            Self::QuarterTimeliness => "quarter-timeliness",
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
    /// The dimension's code: a column's name in downloads.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Category => "category",
            Self::Province => "province",
            Self::Outcome => "outcome",
            Self::Timeliness => "timeliness",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_report_spends_at_most_two() {
        assert_eq!(spent_by_one_report(), 2000);
        assert_eq!(BUDGET_MILLI, 2000);
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
        assert_eq!(Some(FamilyId::WeekStage.family().scale()), Scale::new(8, 1));
        assert_eq!(
            Some(FamilyId::MonthCategory.family().scale()),
            Scale::new(4, 1)
        );
    }

    #[test]
    fn only_the_monthly_categories_are_published() {
        let published: Vec<_> = FAMILIES
            .iter()
            .filter(|family| family.status == Status::Published)
            .map(|family| family.id)
            .collect();
        assert_eq!(published, [FamilyId::MonthCategory]);
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
