//! Why a report refuses what is asked.

use crate::actor::Capacity;

/// Why a report refuses what is asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A report is filed once.
    #[error("the report has been filed already")]
    AlreadySubmitted,
    /// Nothing was filed under this id.
    #[error("there is no such report")]
    NoSuchReport,
    /// The reporter has been told already.
    #[error("the report has been acknowledged already")]
    AlreadyAcknowledged,
    /// It has to be triaged first.
    #[error("the report has not been triaged")]
    NotTriaged,
    /// What it is filed under is settled once a unit has it.
    #[error("the report has been assigned already")]
    AlreadyAssigned,
    /// No unit has it yet.
    #[error("the report has not been assigned")]
    NotAssigned,
    /// The unit belongs to the institution complained of.
    #[error("the unit belongs to the institution complained of")]
    UnitBelongsToAccused,
    /// Another unit has it.
    #[error("the report is with another unit")]
    NotYourUnit,
    /// Another investigator has it.
    #[error("the report is another investigator's case")]
    NotYourCase,
    /// The reporter has not answered the last question.
    #[error("a question is still open")]
    QuestionOpen,
    /// The reporter was asked nothing, or has answered.
    #[error("no question is open")]
    NoOpenQuestion,
    /// It has been answered.
    #[error("the report has been resolved")]
    AlreadyResolved,
    /// The reporter took it back.
    #[error("the report has been withdrawn")]
    AlreadyWithdrawn,
    /// The role never reads what reporters write.
    #[error("this role does not read reports")]
    RoleMayNotRead,
    /// Others do this.
    #[error("this is for others to do")]
    WrongRole {
        /// Who may.
        needed: &'static [Capacity],
    },
    /// A named report needs a name.
    #[error("a named report says who files it")]
    IdentityMissing,
    /// An anonymous report carries no name.
    #[error("an anonymous report does not say who files it")]
    IdentityOnAnonymous,
    /// An anonymous report carries no address.
    #[error("an anonymous report does not say how to reach whoever files it")]
    ContactOnAnonymous,
    /// Somebody else was quicker.
    #[error("the report has changed since the page was made")]
    ChangedSince {
        /// The revision there is now.
        revision: u64,
    },
}

impl Refusal {
    /// The stable code: the key of its translation and the end of its problem type's address.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadySubmitted => "already-submitted",
            Self::NoSuchReport => "no-such-report",
            Self::AlreadyAcknowledged => "already-acknowledged",
            Self::NotTriaged => "not-triaged",
            Self::AlreadyAssigned => "already-assigned",
            Self::NotAssigned => "not-assigned",
            Self::UnitBelongsToAccused => "unit-belongs-to-accused",
            Self::NotYourUnit => "not-your-unit",
            Self::NotYourCase => "not-your-case",
            Self::QuestionOpen => "question-open",
            Self::NoOpenQuestion => "no-open-question",
            Self::AlreadyResolved => "already-resolved",
            Self::AlreadyWithdrawn => "already-withdrawn",
            Self::RoleMayNotRead => "role-may-not-read",
            Self::WrongRole { .. } => "wrong-role",
            Self::IdentityMissing => "identity-missing",
            Self::IdentityOnAnonymous => "identity-on-anonymous",
            Self::ContactOnAnonymous => "contact-on-anonymous",
            Self::ChangedSince { .. } => "changed-since",
        }
    }
}
