//! What is stored of an account.

/// An account as it was when its password was looked at.
pub(super) struct Account {
    pub(super) login: String,
    pub(super) staff_id: String,
    pub(super) password_hash: String,
    /// Which of its passwords this is.
    pub(super) password_generation: i64,
    pub(super) must_change_password: bool,
}
