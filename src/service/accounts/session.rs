//! Signing in, and how long it lasts.
//!
//! What somebody may do is told by their `staff` stream alone, read at each request: a revoked role ends at once.

use std::net::IpAddr;

use cqrs_es::Aggregate;
use jiff::{SignedDuration, Timestamp};
use sajam_aggregates::staff::Login;
use sajam_aggregates::{Role, Staff, StaffId, StaffMember, UnitCode};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::device;
use super::password::check_password;
use super::sign_in_failures::{self, Attempt};
use crate::clock::later;
use crate::context::Context;
use crate::service::ServiceError;

/// How long a session lasts without being renewed by a new sign-in.
pub const SESSION: SignedDuration = SignedDuration::from_hours(8);

/// A signed-in member of the staff, with what they may do now.
#[derive(Clone, Debug)]
pub struct StaffSession {
    /// Who.
    pub id: StaffId,
    /// The name they sign in with.
    pub login: String,
    /// Wrong passwords that were given for the login, from wherever, between the sign-in before and this one.
    pub failures: u32,
    pub(super) member: StaffMember,
}

impl StaffSession {
    /// Their roles, each once.
    pub fn roles(&self) -> Vec<Role> {
        Role::ALL
            .iter()
            .copied()
            .filter(|role| self.has(*role))
            .collect()
    }

    /// Whether they have this role, for some unit at least.
    pub fn has(&self, role: Role) -> bool {
        self.member.acting_as(self.id.clone(), role).is_some()
    }

    /// What they can act as, one entry a role.
    pub fn capacities(&self) -> Vec<Staff> {
        Role::ALL
            .iter()
            .filter_map(|role| self.member.acting_as(self.id.clone(), *role))
            .collect()
    }

    /// Whether they have this role for a unit.
    pub fn acts_for(&self, role: Role, unit: &UnitCode) -> bool {
        self.member
            .acting_as(self.id.clone(), role)
            .is_some_and(|staff| staff.acts_for(unit))
    }

    /// The units they hold `role` for; `None` without the role, empty for every unit.
    pub fn units(&self, role: Role) -> Option<Vec<UnitCode>> {
        self.member
            .acting_as(self.id.clone(), role)
            .map(|staff| staff.units)
    }
}

/// A new session: the secret for the cookie, and whose it is.
pub struct SignedIn {
    /// 32 random bytes in hex; the database holds their hash.
    pub token: SecretString,
    /// When it ends.
    pub expires: Timestamp,
    /// Whose it is.
    pub session: StaffSession,
    /// What the browser keeps to be known by the next time: [`Caller::devices`].
    pub devices: String,
}

/// Where somebody signs in from.
#[derive(Clone, Copy, Default)]
pub struct Caller<'a> {
    /// The address; requests without one are taken for one source.
    pub source: Option<IpAddr>,
    /// What the browser kept from when somebody signed in with it; empty if nothing.
    pub devices: &'a str,
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
    // Passwords are drawn by the program and have no blank in them; one that is copied often brings some along.
    let password = SecretString::from(password.expose_secret().trim());
    let attempt = Attempt {
        login: &login,
        source: caller.source,
        device: device::known(context, caller.devices, &login),
    };
    if let Some(seconds) = sign_in_failures::reserve(context, &attempt).await? {
        return Err(SignInError::Wait { seconds });
    }
    match evaluate(context, &login, &password).await {
        Ok(Some(staff_id)) => {
            let failures = sign_in_failures::forgive(context, &attempt).await?;
            let devices = device::remember(context, caller.devices, &login);
            begin_session(context, &staff_id, &login, failures, devices).await
        }
        Ok(None) => Err(SignInError::Rejected),
        Err(error) => {
            sign_in_failures::give_back(context, &attempt).await?;
            Err(error.into())
        }
    }
}

/// Whose login it is, if the password is right.
async fn evaluate(
    context: &Context,
    login: &str,
    password: &SecretString,
) -> Result<Option<String>, ServiceError> {
    let account = account_of(context, login).await?;
    // An unknown login costs the same work as a known one.
    let stored = account.as_ref().map(|(_, hash)| hash.as_str());
    let right = check_password(context, stored, password).await?;
    Ok(account.filter(|_| right).map(|(staff_id, _)| staff_id))
}

/// Account and password hash. What is no login is nobody's, and is kept from the database,
/// which takes no NUL.
async fn account_of(
    context: &Context,
    login: &str,
) -> Result<Option<(String, String)>, ServiceError> {
    if login.parse::<Login>().is_err() {
        return Ok(None);
    }
    let account = sqlx::query!(
        "select staff_id, password_hash from accounts where login = $1",
        login,
    )
    .fetch_optional(&context.pool)
    .await?;
    Ok(account.map(|account| (account.staff_id, account.password_hash)))
}

async fn begin_session(
    context: &Context,
    staff_id: &str,
    login: &str,
    failures: i32,
    devices: String,
) -> Result<SignedIn, SignInError> {
    let now = context.clock.now();
    let session = session_of(context, staff_id, login)
        .await?
        .ok_or(SignInError::Rejected)?;
    let token = Zeroizing::new(hex::encode(context.entropy.bytes::<32>()));
    let expires = later(now, SESSION);
    sqlx::query!(
        "with expired as (delete from staff_sessions where expires_ms < $5)
         insert into staff_sessions (token_hash, staff_id, login, expires_ms, failures) values ($1, $2, $3, $4, $6)",
        token_hash(&token),
        staff_id,
        login,
        expires.as_millisecond(),
        now.as_millisecond(),
        failures,
    )
    .execute(&context.pool)
    .await
    .map_err(ServiceError::from)?;
    Ok(SignedIn {
        token: SecretString::from(token.as_str()),
        expires,
        session: StaffSession {
            failures: failures.unsigned_abs(),
            ..session
        },
        devices,
    })
}

/// The session that a token opens; `None` when it is unknown, ended, or its account suspended.
///
/// # Errors
/// When the database is away.
pub async fn resume(context: &Context, token: &str) -> Result<Option<StaffSession>, ServiceError> {
    let row = sqlx::query!(
        "select staff_id, login, failures from staff_sessions where token_hash = $1 and expires_ms > $2",
        token_hash(token),
        context.clock.now().as_millisecond(),
    )
    .fetch_optional(&context.pool)
    .await?;
    match row {
        Some(row) => {
            let session = session_of(context, &row.staff_id, &row.login).await?;
            let failures = row.failures.unsigned_abs();
            Ok(session.map(|session| StaffSession {
                failures,
                ..session
            }))
        }
        None => Ok(None),
    }
}

/// Ends a session.
///
/// # Errors
/// When the database is away.
pub async fn sign_out(context: &Context, token: &str) -> Result<(), ServiceError> {
    sqlx::query!(
        "delete from staff_sessions where token_hash = $1",
        token_hash(token),
    )
    .execute(&context.pool)
    .await?;
    Ok(())
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

pub(super) async fn session_of(
    context: &Context,
    staff_id: &str,
    login: &str,
) -> Result<Option<StaffSession>, ServiceError> {
    let id: StaffId = staff_id
        .parse()
        .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
    let member: StaffMember = load(context, &id).await?;
    Ok((!member.is_suspended()).then(|| StaffSession {
        id,
        login: login.to_owned(),
        failures: 0,
        member,
    }))
}

async fn load<A>(context: &Context, id: &StaffId) -> Result<A, ServiceError>
where
    A: Aggregate,
    A::Event: sajam_aggregates::StoredEvent,
{
    context
        .store
        .load::<A>(id.as_str())
        .await
        .map_err(|error| match error {
            crate::store::CommandError::Unavailable(source) => ServiceError::Unavailable(source),
            other => ServiceError::Corrupt(other.to_string().into()),
        })
}

/// The session an account would have: for commands of the operator that act as somebody, and to see what somebody may do.
///
/// # Errors
/// [`ServiceError::NotFound`] for a login that does not exist or is suspended.
pub async fn session_for(context: &Context, login: &str) -> Result<StaffSession, ServiceError> {
    // As in `account_of`.
    if login.parse::<Login>().is_err() {
        return Err(ServiceError::NotFound);
    }
    let staff_id = sqlx::query_scalar!("select staff_id from accounts where login = $1", login)
        .fetch_optional(&context.pool)
        .await?;
    let staff_id = staff_id.ok_or(ServiceError::NotFound)?;
    session_of(context, &staff_id, login)
        .await?
        .ok_or(ServiceError::NotFound)
}
