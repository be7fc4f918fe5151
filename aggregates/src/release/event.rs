//! What happens to a release, and the exact shape of the payload.

use serde::{Deserialize, Serialize};

use super::file::{FamilyCode, PeriodCode, ReleaseFile};
use super::notice::Notice;
use crate::event::events;
use crate::ids::ReleaseId;

events! {
    /// Something that happened to a release.
    pub enum ReleaseEvent {
        /// It was published.
        Published = "1",
        /// Its figures were found to be wrong.
        Corrected = "1",
    }
}

/// It was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The table family.
    pub family: FamilyCode,
    /// The closed period it was made from.
    pub period: PeriodCode,
    /// Its files.
    pub files: Vec<ReleaseFile>,
    /// The privacy budget it spent, in thousandths of ε: history holds no fractions.
    pub epsilon_milli: u32,
}

/// Its figures were found to be wrong. Its files stay as they are: what was read once can be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrected {
    /// What is wrong, for everybody to read.
    pub reason: Notice,
    /// The release that replaces it; `null` where its figures are withdrawn and there are no others.
    pub replacement: Option<ReleaseId>,
}
