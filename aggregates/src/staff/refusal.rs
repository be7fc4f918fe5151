//! Why an account refuses what is asked.

use crate::actor::Capacity;

/// Why an account refuses what is asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StaffRefusal {
    /// An account is made once.
    #[error("the account exists already")]
    AlreadyInvited,
    /// Nobody was invited under this id.
    #[error("there is no such account")]
    NoSuchAccount,
    /// They hold the role for that unit.
    #[error("they have this role already")]
    AlreadyGranted,
    /// They do not hold the role for that unit.
    #[error("they do not have this role")]
    NotGranted,
    /// They are shut out.
    #[error("the account is suspended already")]
    AlreadySuspended,
    /// They are not shut out.
    #[error("the account is not suspended")]
    NotSuspended,
    /// Nobody decides about their own account.
    #[error("nobody changes their own account")]
    OwnAccount,
    /// An investigator without a unit could do nothing.
    #[error("this role is given for a unit")]
    UnitMissing,
    /// Others do this.
    #[error("this is for others to do")]
    WrongRole {
        /// Who may.
        needed: &'static [Capacity],
    },
}

impl StaffRefusal {
    /// The stable code: the key of its translation and the end of its problem type's address.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyInvited => "already-invited",
            Self::NoSuchAccount => "no-such-account",
            Self::AlreadyGranted => "already-granted",
            Self::NotGranted => "not-granted",
            Self::AlreadySuspended => "already-suspended",
            Self::NotSuspended => "not-suspended",
            Self::OwnAccount => "own-account",
            Self::UnitMissing => "unit-missing",
            Self::WrongRole { .. } => "wrong-role",
        }
    }
}
