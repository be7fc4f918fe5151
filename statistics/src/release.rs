//! A release: one period's table of one family, published once.

use std::fmt;
use std::num::NonZeroU32;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::digest::FileDigest;
use super::family::{FAMILIES, FamilyId};
use super::json::canonical;
use super::laplace::Scale;
use super::margin::margin95;
use super::shown::Shown;
use super::table::{Figure, NoisedTable, sums};
use crate::calendar::Period;

/// The time of day in Tehran at which releases come out, as announced.
pub const RELEASE_TIME: Time = Time::constant(9, 0, 0, 0);

/// What a release says of itself besides its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// The last day whose data is in it (Gregorian).
    #[serde(with = "iso_date")]
    pub data_until: Date,
    /// The licence of the files.
    pub licence: LicenceId,
    /// The version of the counting rules and of this method.
    pub methodology: u32,
    /// The closed period, of the family's cadence.
    pub period: Period,
    /// The day it is published (Gregorian): after `data_until`.
    #[serde(with = "iso_date")]
    pub published_on: Date,
    /// 1, and one more for each release that corrects the one before it. Each draws its own noise and is paid for.
    pub revision: NonZeroU32,
}

/// A licence's identifier in the SPDX list, e.g. `CC-BY-4.0`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct LicenceId(String);

/// Not an SPDX identifier.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a licence identifier: expected ASCII letters, digits, `.`, `-` and `+`")]
pub struct NotALicence;

/// A release's permanent name: family, period, and from the second revision on its number, e.g.
/// `month-category-1405-08` or `month-category-1405-08-r2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReleaseId {
    family: FamilyId,
    period: Period,
    revision: NonZeroU32,
}

/// A published release as it is stored. Its JSON holds integers and ASCII only, keys in order.
///
/// It keeps the ε and the margins it was made with: a later declaration of the family changes nothing here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    cells: Vec<Figure>,
    cells_per_report: u32,
    epsilon_milli: u32,
    family: FamilyId,
    files: Vec<FileDigest>,
    metadata: Metadata,
    totals: Vec<Figure>,
}

/// Why stored bytes are not a release.
#[derive(Debug, thiserror::Error)]
pub enum StoredReleaseError {
    /// Not the JSON of a release.
    #[error("not the JSON of a release")]
    Json(#[from] serde_json::Error),
    /// A cell or a total does not belong to the family, or a total is not the sum of its cells.
    #[error("the figures of {0} do not add up")]
    Inconsistent(ReleaseId),
}

impl Release {
    /// What is published of a table, before it has files.
    pub(crate) fn of(table: NoisedTable, metadata: Metadata) -> Self {
        let family = table.family();
        let epsilon_milli = table.epsilon_milli();
        let (cells, totals) = table.into_figures();
        Self {
            cells,
            cells_per_report: family.family().cells_per_report,
            epsilon_milli,
            family,
            files: Vec::new(),
            metadata,
            totals,
        }
    }

    /// The same with its files, which are made from it.
    pub(crate) fn with_files(self, files: Vec<FileDigest>) -> Self {
        Self { files, ..self }
    }

    /// The release's name.
    #[must_use]
    pub const fn id(&self) -> ReleaseId {
        ReleaseId {
            family: self.family,
            period: self.metadata.period,
            revision: self.metadata.revision,
        }
    }

    /// The family.
    #[must_use]
    pub const fn family(&self) -> FamilyId {
        self.family
    }

    /// The closed period.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.metadata.period
    }

    /// The scale of each cell's noise when it was made.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        match Scale::new(1000 * self.cells_per_report, self.epsilon_milli) {
            Some(scale) => scale,
            None => Scale::ONE,
        }
    }

    /// Period, dates, methodology and licence.
    #[must_use]
    pub const fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// What each report counted in it has spent, in thousandths of ε, when it was made.
    #[must_use]
    pub const fn epsilon_milli(&self) -> u32 {
        self.epsilon_milli
    }

    /// In how many cells of the family a report could be counted when it was made; each had an equal share of ε.
    #[must_use]
    pub const fn cells_per_report(&self) -> u32 {
        self.cells_per_report
    }

    /// Every cell, in the order of the grid.
    #[must_use]
    pub fn cells(&self) -> &[Figure] {
        &self.cells
    }

    /// The totals, the grand total last.
    #[must_use]
    pub fn totals(&self) -> &[Figure] {
        &self.totals
    }

    /// The name of the file that says all of it.
    #[must_use]
    pub fn document_name(&self) -> String {
        format!("{}.json", self.family)
    }

    /// The cells of a table of one dimension with these codes, added up: for a reader, and no new table. Nothing is drawn.
    #[must_use]
    pub fn added_up(&self, codes: &[&str]) -> Shown {
        let cells: Vec<&Figure> = self
            .cells
            .iter()
            .filter(|figure| {
                figure
                    .cell
                    .parts()
                    .next()
                    .is_some_and(|code| codes.contains(&code))
            })
            .collect();
        self.sum(&cells)
    }

    /// [`Self::added_up`] where it is said to be a part of [`Self::grand_total`]: no more than that. Noise can make it more,
    /// where other cells fell below nothing; the margins stay as they are.
    #[must_use]
    pub fn part(&self, codes: &[&str]) -> Shown {
        let (part, whole) = (self.added_up(codes), self.grand_total());
        Shown {
            value: part.value.min(whole.value),
            ..part
        }
    }

    /// All cells added up, also where a report may be counted in several of them.
    #[must_use]
    pub fn grand_total(&self) -> Shown {
        match self.totals.last() {
            Some(total) => total.shown(),
            None => self.sum(&self.cells.iter().collect::<Vec<_>>()),
        }
    }

    fn sum(&self, cells: &[&Figure]) -> Shown {
        let noised = cells
            .iter()
            .fold(0_i64, |sum, figure| sum.saturating_add(figure.noised));
        Shown::of(noised, margin95(self.scale(), cells.len()))
    }

    /// Its files: names, lengths and hashes.
    #[must_use]
    pub fn files(&self) -> &[FileDigest] {
        &self.files
    }

    /// The stored form.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        canonical(self)
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// [`StoredReleaseError`] if the bytes are not a release whose figures add up.
    pub fn from_json(bytes: &[u8]) -> Result<Self, StoredReleaseError> {
        let release: Self = serde_json::from_slice(bytes)?;
        let dimensions = release.family.family().dimensions.len();
        let sums = sums(dimensions, release.cells_per_report, &release.cells);
        let adds_up = release
            .cells
            .iter()
            .all(|figure| figure.cell.is_cell_of(dimensions))
            && sums.len() == release.totals.len()
            && sums
                .iter()
                .zip(&release.totals)
                .all(|(sum, total)| sum.code == total.cell && sum.noised == total.noised);
        if adds_up {
            Ok(release)
        } else {
            Err(StoredReleaseError::Inconsistent(release.id()))
        }
    }
}

impl ReleaseId {
    /// The first release of a period.
    #[must_use]
    pub const fn first(family: FamilyId, period: Period) -> Self {
        Self {
            family,
            period,
            revision: NonZeroU32::MIN,
        }
    }

    /// The release that corrects this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self {
            revision: self.revision.saturating_add(1),
            ..self
        }
    }

    /// The release that this one corrects; none for the first.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        let revision = NonZeroU32::new(self.revision.get() - 1)?;
        Some(Self { revision, ..self })
    }

    /// The family.
    #[must_use]
    pub const fn family(self) -> FamilyId {
        self.family
    }

    /// The closed period.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }

    /// 1, and one more for each correction.
    #[must_use]
    pub const fn revision(self) -> NonZeroU32 {
        self.revision
    }
}

/// Not the name of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a release: expected a family and a period, as in month-category-1405-08")]
pub struct NotARelease;

impl std::str::FromStr for ReleaseId {
    type Err = NotARelease;

    fn from_str(text: &str) -> Result<Self, NotARelease> {
        let (name, revision) = match text.rsplit_once("-r") {
            Some((name, digits)) => (name, revision(digits).ok_or(NotARelease)?),
            None => (text, NonZeroU32::MIN),
        };
        let family = FAMILIES
            .iter()
            .map(|family| family.id)
            .find(|id| {
                name.strip_prefix(id.code())
                    .is_some_and(|rest| rest.starts_with('-'))
            })
            .ok_or(NotARelease)?;
        let period = name[family.code().len() + 1..]
            .parse::<Period>()
            .map_err(|_| NotARelease)?;
        if period.cadence() != family.family().cadence {
            return Err(NotARelease);
        }
        Ok(Self {
            family,
            period,
            revision,
        })
    }
}

/// From 2 on, without a leading zero: a release has one name.
fn revision(digits: &str) -> Option<NonZeroU32> {
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    digits
        .parse()
        .ok()
        .filter(|revision: &NonZeroU32| is_plain && revision.get() > 1)
}

impl fmt::Display for ReleaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.family, self.period)?;
        if self.revision.get() > 1 {
            write!(f, "-r{}", self.revision)?;
        }
        Ok(())
    }
}

impl LicenceId {
    /// The identifier's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for LicenceId {
    type Error = NotALicence;

    fn try_from(text: String) -> Result<Self, NotALicence> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
        if !text.is_empty() && text.len() <= 64 && text.bytes().all(allowed) {
            Ok(Self(text))
        } else {
            Err(NotALicence)
        }
    }
}

impl std::str::FromStr for LicenceId {
    type Err = NotALicence;

    fn from_str(text: &str) -> Result<Self, NotALicence> {
        text.to_owned().try_into()
    }
}

impl From<LicenceId> for String {
    fn from(licence: LicenceId) -> Self {
        licence.0
    }
}

/// Dates as ISO 8601, `2026-11-21`.
mod iso_date {
    use jiff::civil::Date;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Date, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
#[path = "release_tests.rs"]
mod tests;
