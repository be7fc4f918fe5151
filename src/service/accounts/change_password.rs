//! Changing one's own password. One that the program drew is good for a single thing: being changed.

use std::collections::BTreeSet;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::account::Account;
use super::device;
use super::password::hash_password;
use super::session::{self, SignedIn};
use super::sign_in::{Caller, SignInError, prove};
use super::staff_session::StaffSession;
use crate::context::Context;
use crate::service::ServiceError;

/// The fewest characters of a password that somebody chose.
pub const SHORTEST_PASSWORD: usize = 12;

/// The most: what a person or their program keeps is shorter.
pub const LONGEST_PASSWORD: usize = 200;

/// The fewest different characters.
pub const FEWEST_DIFFERENT: usize = 5;

/// What somebody typed.
pub struct PasswordChange {
    /// The password they have.
    pub current: SecretString,
    /// The one they want.
    pub new: SecretString,
    /// The same again.
    pub repeated: SecretString,
}

/// What is wrong with a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`SHORTEST_PASSWORD`] characters.
    TooShort,
    /// More than [`LONGEST_PASSWORD`] characters.
    TooLong,
    /// Fewer than [`FEWEST_DIFFERENT`] different characters.
    TooUniform,
    /// It is what they sign in with.
    IsLogin,
    /// It is the one they have.
    NotNew,
    /// It was not typed alike twice.
    NotRepeated,
}

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The new one is not taken.
    #[error("the new password is not taken")]
    NotTaken(PasswordFault),
    /// The one they have is not what was typed, or cannot be looked at now.
    #[error(transparent)]
    Current(#[from] SignInError),
}

impl PasswordChange {
    /// The new password, which neither begins nor ends with a blank.
    fn check(&self, login: &str) -> Result<Zeroizing<String>, PasswordFault> {
        let new = self.new.expose_secret().trim();
        let length = new.chars().count();
        let different: BTreeSet<char> = new.chars().collect();
        let faults = [
            (length < SHORTEST_PASSWORD, PasswordFault::TooShort),
            (length > LONGEST_PASSWORD, PasswordFault::TooLong),
            (new.to_lowercase() == login, PasswordFault::IsLogin),
            (
                different.len() < FEWEST_DIFFERENT,
                PasswordFault::TooUniform,
            ),
            (
                new == self.current.expose_secret().trim(),
                PasswordFault::NotNew,
            ),
            (
                new != self.repeated.expose_secret().trim(),
                PasswordFault::NotRepeated,
            ),
        ];
        match faults.into_iter().find(|(is_so, _)| *is_so) {
            Some((_, fault)) => Err(fault),
            None => Ok(Zeroizing::new(new.to_owned())),
        }
    }
}

/// Changes somebody's password, ends every session of theirs, and begins a new one.
///
/// # Errors
/// See [`ChangePasswordError`]. A wrong password counts as it does when signing in.
pub async fn change_password(
    context: &Context,
    session: &StaffSession,
    change: &PasswordChange,
    caller: Caller<'_>,
) -> Result<SignedIn, ChangePasswordError> {
    let login = session.login.as_str();
    let new = change.check(login).map_err(ChangePasswordError::NotTaken)?;
    let (account, failures) = prove(context, login, &change.current, &caller).await?;
    let hash = hash_password(context, new)
        .await
        .map_err(SignInError::from)?;
    let generation = replace(context, &account, &hash)
        .await
        .map_err(SignInError::from)?
        .ok_or(SignInError::Rejected)?;
    let account = Account {
        password_generation: generation,
        must_change_password: false,
        ..account
    };
    let devices = device::remember(context, caller.devices, login);
    let failures = session.failures.saturating_add(failures);
    let signed_in = session::begin(context, &account, failures, None, devices).await;
    let signed_in = signed_in.map_err(SignInError::from)?;
    Ok(signed_in.ok_or(SignInError::Rejected)?)
}

/// The new password's generation; `None` when another one came first.
async fn replace(
    context: &Context,
    account: &Account,
    hash: &str,
) -> Result<Option<i64>, ServiceError> {
    let generation = sqlx::query_scalar!(
        "with ended as (delete from staff_sessions where login = $1 and password_generation <= $2)
         update accounts set password_hash = $3, password_generation = password_generation + 1, must_change_password = false
         where login = $1 and password_generation = $2 returning password_generation",
        account.login,
        account.password_generation,
        hash,
    )
    .fetch_optional(&context.pool)
    .await?;
    Ok(generation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_a_password() {
        let check = |current: &str, new: &str, repeated: &str| {
            let change = PasswordChange {
                current: current.into(),
                new: new.into(),
                repeated: repeated.into(),
            };
            change.check("administrator").map(|new| new.to_string())
        };
        let alike = |new: &str| check("abcde-fghij", new, new);
        assert_eq!(alike("کلید هشت خانهٔ ما"), Ok("کلید هشت خانهٔ ما".to_owned()));
        assert_eq!(alike("  twelve chars "), Ok("twelve chars".to_owned()));
        assert_eq!(alike("eleven char"), Err(PasswordFault::TooShort));
        assert_eq!(alike(&"abcdef".repeat(34)), Err(PasswordFault::TooLong));
        assert_eq!(alike("Administrator"), Err(PasswordFault::IsLogin));
        assert_eq!(alike("121212121212"), Err(PasswordFault::TooUniform));
        let same = check(
            "abcde-fghij-klmno",
            "abcde-fghij-klmno",
            "abcde-fghij-klmno",
        );
        assert_eq!(same, Err(PasswordFault::NotNew));
        let other = check("x", "correct horse", "correct house");
        assert_eq!(other, Err(PasswordFault::NotRepeated));
    }
}
