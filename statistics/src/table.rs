//! Tables before and after noise.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::RngCore;
use serde::{Deserialize, Serialize};

use super::code::{CellCode, Code};
use super::family::FamilyId;
use super::margin::margin95;
use super::shown::Shown;

/// More cells than any declared family comes near.
const MOST_CELLS: usize = 4096;
/// With [`MOST_CELLS`] of these, totals stay far inside the ±(2^53 − 1) that JSON readers keep exactly.
const LARGEST_COUNT: u64 = 1 << 40;

/// Why counts do not make a table. Says nothing of how many were counted.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// The family has another number of dimensions.
    #[error("{family} has {expected} dimensions, and codes for {given} were given")]
    WrongDimensions {
        /// The family.
        family: FamilyId,
        /// How many dimensions it has.
        expected: usize,
        /// How many were given.
        given: usize,
    },
    /// A dimension without codes.
    #[error("a dimension has no codes")]
    EmptyDimension,
    /// A code twice in one dimension.
    #[error("the code {0} is given twice")]
    RepeatedCode(Code),
    /// More cells than a table may have.
    #[error("a table has at most {MOST_CELLS} cells")]
    TooManyCells,
    /// A count for a cell that the grid does not have: leaving it out would lose reports, adding it would tell of them.
    #[error("the grid has no cell {0}")]
    UnknownCell(CellCode),
    /// Two counts for one cell.
    #[error("the cell {0} is counted twice")]
    RepeatedCell(CellCode),
    /// A count no population could make.
    #[error("the count of the cell {0} is out of range")]
    CountOutOfRange(CellCode),
}

/// A complete table of true counts.
///
/// It has no `Debug`, `Display`, `Serialize` or `Clone` and no way to read a count, so that the only thing to be done
/// with it is to [noise](Self::noise) it, once.
pub struct TrueTable {
    family: FamilyId,
    cells: Vec<(CellCode, u64)>,
}

/// A cell or total after noise. Nothing in it depends on a true count but through `noised`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Which cell or total.
    pub cell: CellCode,
    /// The 95 % margin of `noised`.
    pub margin95: u64,
    /// The count with its noise, not clamped: it can be negative.
    pub noised: i64,
}

/// A table after noise: safe to look at, store and publish.
#[derive(Debug, PartialEq, Eq)]
pub struct NoisedTable {
    family: FamilyId,
    epsilon_milli: u32,
    cells: Vec<Figure>,
    totals: Vec<Figure>,
}

impl TrueTable {
    /// The complete grid of `dimensions` (the codes of each of the family's dimensions, in the order to publish them in)
    /// with the given counts, and zero where none is given.
    ///
    /// # Errors
    /// [`TableError`] if the grid is not one for the family, or a count does not belong in it.
    pub fn new(
        family: FamilyId,
        dimensions: &[Vec<Code>],
        counts: impl IntoIterator<Item = (CellCode, u64)>,
    ) -> Result<Self, TableError> {
        let mut given = BTreeMap::new();
        for (cell, count) in counts {
            if count > LARGEST_COUNT {
                return Err(TableError::CountOutOfRange(cell));
            }
            if given.insert(cell.clone(), count).is_some() {
                return Err(TableError::RepeatedCell(cell));
            }
        }
        let cells = grid(family, dimensions)?
            .into_iter()
            .map(|cell| {
                let count = given.remove(&cell).unwrap_or(0);
                (cell, count)
            })
            .collect();
        match given.into_keys().next() {
            Some(cell) => Err(TableError::UnknownCell(cell)),
            None => Ok(Self { family, cells }),
        }
    }

    /// Draws the noise of every cell, zeros included, and forgets the counts. Totals are sums of noised cells.
    ///
    /// `rng` is the operating system's generator everywhere but in tests.
    #[must_use]
    pub fn noise(self, rng: &mut impl RngCore) -> NoisedTable {
        let epsilon_milli = self.family.family().epsilon_milli;
        self.noise_at(epsilon_milli, rng)
    }

    /// As [`Self::noise`], at what a correction may spend: a table that was published before is paid for twice.
    #[must_use]
    pub fn noise_correction(self, rng: &mut impl RngCore) -> NoisedTable {
        let epsilon_milli = self.family.family().correction_milli();
        self.noise_at(epsilon_milli, rng)
    }

    fn noise_at(self, epsilon_milli: u32, rng: &mut impl RngCore) -> NoisedTable {
        let scale = self.family.family().scale_at(epsilon_milli);
        let noised = self
            .cells
            .into_iter()
            .map(|(cell, count)| (cell, scale.draw(rng).saturating_add_unsigned(count)))
            .collect();
        NoisedTable::of(self.family, epsilon_milli, noised)
    }
}

impl NoisedTable {
    pub(super) fn of(family: FamilyId, epsilon_milli: u32, noised: Vec<(CellCode, i64)>) -> Self {
        let declared = family.family();
        let scale = declared.scale_at(epsilon_milli);
        let margin = margin95(scale, 1);
        let cells: Vec<_> = noised
            .into_iter()
            .map(|(cell, noised)| Figure {
                cell,
                margin95: margin,
                noised,
            })
            .collect();

        let mut margins = BTreeMap::new();
        let totals = sums(declared.dimensions.len(), declared.cells_per_report, &cells)
            .into_iter()
            .map(|sum| Figure {
                margin95: *margins
                    .entry(sum.cells)
                    .or_insert_with(|| margin95(scale, sum.cells)),
                cell: sum.code,
                noised: sum.noised,
            })
            .collect();
        Self {
            family,
            epsilon_milli,
            cells,
            totals,
        }
    }

    /// The family.
    #[must_use]
    pub const fn family(&self) -> FamilyId {
        self.family
    }

    /// What each report counted in it spends, in thousandths of ε.
    #[must_use]
    pub const fn epsilon_milli(&self) -> u32 {
        self.epsilon_milli
    }

    /// Every cell, in the order of the grid.
    #[must_use]
    pub fn cells(&self) -> &[Figure] {
        &self.cells
    }

    /// The totals over each set of dimensions, the grand total last; none where a report counts in several cells.
    #[must_use]
    pub fn totals(&self) -> &[Figure] {
        &self.totals
    }

    pub(super) fn into_figures(self) -> (Vec<Figure>, Vec<Figure>) {
        (self.cells, self.totals)
    }
}

impl Figure {
    /// The figure as pages show it.
    #[must_use]
    pub const fn shown(&self) -> Shown {
        Shown::of(self.noised, self.margin95)
    }
}

/// A total: which, how many cells it adds up, and to what.
pub(super) struct Sum {
    pub(super) code: CellCode,
    pub(super) cells: usize,
    pub(super) noised: i64,
}

/// The totals of these cells over each set of their dimensions. None where a report counts in several cells: adding up
/// would count it more than once.
pub(super) fn sums(dimensions: usize, cells_per_report: u32, cells: &[Figure]) -> Vec<Sum> {
    let mut sums: Vec<Sum> = Vec::new();
    if cells_per_report != 1 {
        return sums;
    }
    for added_up in 1..1_u32 << dimensions {
        let first = sums.len();
        for figure in cells {
            let code = figure.cell.added_up(added_up);
            match sums.iter_mut().skip(first).find(|sum| sum.code == code) {
                Some(sum) => {
                    sum.cells += 1;
                    sum.noised = sum.noised.saturating_add(figure.noised);
                }
                None => sums.push(Sum {
                    code,
                    cells: 1,
                    noised: figure.noised,
                }),
            }
        }
    }
    sums
}

/// Every combination of the dimensions' codes, the last dimension changing first.
fn grid(family: FamilyId, dimensions: &[Vec<Code>]) -> Result<Vec<CellCode>, TableError> {
    let expected = family.family().dimensions.len();
    if dimensions.len() != expected {
        return Err(TableError::WrongDimensions {
            family,
            expected,
            given: dimensions.len(),
        });
    }
    let mut cells = vec![CellCode::empty()];
    for codes in dimensions {
        let mut seen = BTreeSet::new();
        if let Some(repeated) = codes.iter().find(|code| !seen.insert(*code)) {
            return Err(TableError::RepeatedCode(repeated.clone()));
        }
        if codes.is_empty() {
            return Err(TableError::EmptyDimension);
        }
        if cells.len().saturating_mul(codes.len()) > MOST_CELLS {
            return Err(TableError::TooManyCells);
        }
        cells = cells
            .iter()
            .flat_map(|cell| codes.iter().map(|code| cell.followed_by(code)))
            .collect();
    }
    Ok(cells)
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
