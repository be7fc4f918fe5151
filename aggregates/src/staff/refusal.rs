//! Why an account refuses what is asked.

use crate::actor::Capacity;
use crate::refusal::refusals;

refusals! {
    /// Why an account refuses what is asked.
    pub enum StaffRefusal {
        /// An account is made once.
        #[error("the account exists already")]
        AlreadyInvited = "already-invited",
        /// Nobody was invited under this id.
        #[error("there is no such account")]
        NoSuchAccount = "no-such-account",
        /// They hold the role for that unit.
        #[error("they have this role already")]
        AlreadyGranted = "already-granted",
        /// They do not hold the role for that unit.
        #[error("they do not have this role")]
        NotGranted = "not-granted",
        /// They are shut out.
        #[error("the account is suspended already")]
        AlreadySuspended = "already-suspended",
        /// They are not shut out.
        #[error("the account is not suspended")]
        NotSuspended = "not-suspended",
        /// Nobody decides about their own account.
        #[error("nobody changes their own account")]
        OwnAccount = "own-account",
        /// An investigator without a unit could do nothing.
        #[error("this role is given for a unit")]
        UnitMissing = "unit-missing",
        /// Others do this.
        #[error("this is for others to do")]
        WrongRole {
            /// Who may.
            needed: &'static [Capacity],
        } = "wrong-role",
    }
}
