//! What happens to a release, and the exact shape of the payload.

use serde::{Deserialize, Serialize};

use super::file::{FamilyCode, PeriodCode, ReleaseFile};
use crate::event::events;

events! {
    /// Something that happened to a release.
    pub enum ReleaseEvent {
        /// It was published.
        Published = "1",
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
