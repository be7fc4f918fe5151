//! The last step: a noised table becomes a release and its files.

use jiff::civil::Date;

use super::calendar::Period;
use super::digest::ReleaseFile;
use super::family::FamilyId;
use super::files;
use super::release::{Metadata, Release};
use super::table::NoisedTable;

/// Why a table is not published.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// The period is longer or shorter than the family's.
    #[error("{period} is not a period of {family}")]
    OtherCadence {
        /// The family.
        family: FamilyId,
        /// The period given.
        period: Period,
    },
    /// The period is still open on the day of publication.
    #[error("data until {data_until} cannot be published on {published_on}")]
    StillOpen {
        /// The last day with data.
        data_until: Date,
        /// The day of publication.
        published_on: Date,
    },
}

impl NoisedTable {
    /// Makes the release and its files. The same table and metadata give the same bytes.
    ///
    /// # Errors
    /// [`PublishError`] if the period is another cadence's or still open.
    pub fn publish(self, metadata: Metadata) -> Result<(Release, Vec<ReleaseFile>), PublishError> {
        let family = self.family();
        if metadata.period.cadence() != family.family().cadence {
            return Err(PublishError::OtherCadence {
                family,
                period: metadata.period,
            });
        }
        if metadata.published_on <= metadata.data_until {
            return Err(PublishError::StillOpen {
                data_until: metadata.data_until,
                published_on: metadata.published_on,
            });
        }
        let release = Release::of(self, metadata);
        let files = files::render(&release);
        let digests = files.iter().map(|file| file.digest().clone()).collect();
        Ok((release.with_files(digests), files))
    }
}
