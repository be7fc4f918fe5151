//! What a queue can be sorted by.

use sajam_aggregates::{Category, Priority, Province, Status};

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Column {
    /// When it was filed.
    #[default]
    Received,
    /// When something last happened.
    Updated,
    /// Where it stands, in the order of the road.
    Status,
    /// What it is about, in the order categories are shown in.
    Category,
    /// Where.
    Province,
    /// How soon; what is not triaged counts as normal.
    Priority,
    /// Who handles it.
    Unit,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Updated,
        Self::Status,
        Self::Category,
        Self::Province,
        Self::Priority,
        Self::Unit,
    ];

    /// Its name in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Updated => "updated",
            Self::Status => "status",
            Self::Category => "category",
            Self::Province => "province",
            Self::Priority => "priority",
            Self::Unit => "unit",
        }
    }

    /// The column of that name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }

    /// Whether it is a time: what is then sorted is all of the queue, and not its values one after the other.
    pub(super) fn is_time(self) -> bool {
        matches!(self, Self::Received | Self::Updated)
    }

    /// The codes it can hold, in their order; none where they are no closed list.
    pub(super) fn codes(self) -> Vec<&'static str> {
        match self {
            Self::Status => Status::ALL.iter().map(|one| one.code()).collect(),
            Self::Category => Category::ALL.iter().map(|one| one.code()).collect(),
            Self::Province => Province::ALL.iter().map(|one| one.code()).collect(),
            Self::Priority => Priority::ALL.iter().map(|one| one.code()).collect(),
            Self::Received | Self::Updated | Self::Unit => Vec::new(),
        }
    }
}

/// How a queue is sorted. Cases of one value go by age, the longest waiting first, whichever value comes first; and those of
/// one time by id, so that pages neither repeat nor skip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// The largest, latest, most urgent first.
    pub descending: bool,
}
