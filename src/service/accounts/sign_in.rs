//! Signing in.

use std::net::IpAddr;

use sajam_aggregates::staff::Login;
use secrecy::{ExposeSecret, SecretString};

use super::account::Account;
use super::device;
use super::password::check_password;
use super::session::{self, SignedIn};
use super::sign_in_failures::{self, Attempt};
use crate::context::Context;
use crate::service::ServiceError;

/// Where somebody signs in from.
#[derive(Clone, Default)]
pub struct Caller<'a> {
    /// The address; requests without one are taken for one source.
    pub source: Option<IpAddr>,
    /// What the browser kept from when somebody signed in with it; empty if nothing.
    pub devices: &'a str,
    /// The secret of the session it has, which ends when somebody signs in.
    pub session: Option<SecretString>,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Wrong login or password, or a suspended account: one answer for all.
    #[error("login or password is wrong")]
    Rejected,
    /// Too many wrong passwords; until when, in seconds from now.
    #[error("too many attempts")]
    Wait {
        /// Seconds to wait.
        seconds: u64,
    },
    /// The store.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// Signs somebody in.
///
/// # Errors
/// See [`SignInError`].
pub async fn sign_in(
    context: &Context,
    login: &str,
    password: &SecretString,
    caller: Caller<'_>,
) -> Result<SignedIn, SignInError> {
    let login = login.trim().to_lowercase();
    let (account, failures) = prove(context, &login, password, &caller).await?;
    let devices = device::remember(context, caller.devices, &login);
    session::begin(context, &account, failures, caller.session, devices)
        .await?
        .ok_or(SignInError::Rejected)
}

/// The account whose password this is, and how often it was wrong since the last time. However it ends, it was counted
/// before.
pub(super) async fn prove(
    context: &Context,
    login: &str,
    password: &SecretString,
    caller: &Caller<'_>,
) -> Result<(Account, u32), SignInError> {
    let attempt = Attempt {
        login,
        source: caller.source,
        device: device::known(context, caller.devices, login),
    };
    if let Some(seconds) = sign_in_failures::reserve(context, &attempt).await? {
        return Err(SignInError::Wait { seconds });
    }
    match evaluate(context, login, password).await {
        Ok(Some(account)) => {
            let failures = sign_in_failures::forgive(context, &attempt).await?;
            Ok((account, failures.unsigned_abs()))
        }
        Ok(None) => Err(SignInError::Rejected),
        Err(error) => {
            sign_in_failures::give_back(context, &attempt).await?;
            Err(error.into())
        }
    }
}

/// The account, if the password is right.
async fn evaluate(
    context: &Context,
    login: &str,
    password: &SecretString,
) -> Result<Option<Account>, ServiceError> {
    let account = account_of(context, login).await?;
    // A password that is copied often brings blanks along, and none begins or ends with one.
    let password = SecretString::from(password.expose_secret().trim());
    // An unknown login costs the same work as a known one.
    let stored = account
        .as_ref()
        .map(|account| account.password_hash.as_str());
    let right = check_password(context, stored, &password).await?;
    Ok(account.filter(|_| right))
}

/// What is no login is nobody's, and is kept from the database, which takes no NUL.
async fn account_of(context: &Context, login: &str) -> Result<Option<Account>, ServiceError> {
    if login.parse::<Login>().is_err() {
        return Ok(None);
    }
    let account = sqlx::query_as!(
        Account,
        "select login, staff_id, password_hash, password_generation, must_change_password from accounts where login = $1",
        login,
    )
    .fetch_optional(&context.pool)
    .await?;
    Ok(account)
}
