//! Who the staff are: first accounts, signing in, sessions.
//!
//! What somebody may do is told by their `staff` stream alone, read at each request: a revoked role ends at once.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use cqrs_es::Aggregate;
use sajam_aggregates::staff::{Grant, Login};
use sajam_aggregates::{
    Actor, By, Role, Staff, StaffAction, StaffCommand, StaffId, StaffMember, StaffRefusal, UnitCode,
};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{ActionError, ServiceError, sign_in_failures};
use crate::context::Context;
use crate::store::Acting;

/// How long a session lasts without being renewed by a new sign-in.
pub const SESSION_MS: i64 = 8 * 3_600_000;

/// A signed-in member of the staff, with what they may do now.
#[derive(Clone, Debug)]
pub struct StaffSession {
    /// Who.
    pub id: StaffId,
    /// The name they sign in with.
    pub login: String,
    member: StaffMember,
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
    /// When it ends, in Unix milliseconds.
    pub expires_ms: i64,
    /// Whose it is.
    pub session: StaffSession,
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

/// Argon2id (RFC 9106) with 19 MiB, 2 passes, 1 lane: OWASP's recommendation.
fn argon2() -> Argon2<'static> {
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19_456, 2, 1, None).unwrap_or(Params::DEFAULT),
    )
}

async fn hash_password(
    context: &Context,
    password: Zeroizing<String>,
) -> Result<String, ServiceError> {
    let salt = SaltString::encode_b64(&context.entropy.bytes::<16>())
        .map_err(|error| ServiceError::Corrupt(error.to_string().into()))?;
    let hash = tokio::task::spawn_blocking(move || {
        argon2()
            .hash_password(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
    });
    let hash = hash
        .await
        .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
    hash.map_err(|error| ServiceError::Corrupt(error.to_string().into()))
}

/// Signs somebody in.
///
/// # Errors
/// See [`SignInError`].
pub async fn sign_in(
    context: &Context,
    login: &str,
    password: &SecretString,
) -> Result<SignedIn, SignInError> {
    let now = context.clock.now_ms();
    let login = login.trim().to_lowercase();
    if let Some(seconds) = sign_in_failures::wait(context, &login).await? {
        return Err(SignInError::Wait { seconds });
    }
    let account = account_of(context, &login).await?;
    // An unknown login costs the same work as a known one.
    let stored = account
        .as_ref()
        .map_or_else(|| decoy_hash(context), |(_, hash)| hash.as_str());
    let right = check_password(stored, password).await?;
    match account {
        Some((staff_id, _)) if right => {
            sign_in_failures::forget(context, &login).await?;
            begin_session(context, &staff_id, &login, now).await
        }
        _ => {
            sign_in_failures::count(context, &login).await?;
            Err(SignInError::Rejected)
        }
    }
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
    let account = sqlx::query_as("select staff_id, password_hash from accounts where login = $1")
        .bind(login)
        .fetch_optional(&context.pool)
        .await?;
    Ok(account)
}

async fn check_password(stored: &str, password: &SecretString) -> Result<bool, ServiceError> {
    let stored = stored.to_owned();
    let password = Zeroizing::new(password.expose_secret().to_owned());
    tokio::task::spawn_blocking(move || {
        PasswordHash::new(&stored)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
    .map_err(|error| ServiceError::Corrupt(Box::new(error)))
}

async fn begin_session(
    context: &Context,
    staff_id: &str,
    login: &str,
    now: i64,
) -> Result<SignedIn, SignInError> {
    let session = session_of(context, staff_id, login)
        .await?
        .ok_or(SignInError::Rejected)?;
    let token = Zeroizing::new(hex::encode(context.entropy.bytes::<32>()));
    let expires_ms = now + SESSION_MS;
    sqlx::query(
        "with expired as (delete from staff_sessions where expires_ms < $5)
         insert into staff_sessions (token_hash, staff_id, login, expires_ms) values ($1, $2, $3, $4)",
    )
    .bind(token_hash(&token))
    .bind(staff_id)
    .bind(login)
    .bind(expires_ms)
    .bind(now)
    .execute(&context.pool)
    .await
    .map_err(ServiceError::from)?;
    Ok(SignedIn {
        token: SecretString::from(token.as_str()),
        expires_ms,
        session,
    })
}

/// The session that a token opens; `None` when it is unknown, ended, or its account suspended.
///
/// # Errors
/// When the database is away.
pub async fn resume(context: &Context, token: &str) -> Result<Option<StaffSession>, ServiceError> {
    let row: Option<(String, String)> = sqlx::query_as(
        "select staff_id, login from staff_sessions where token_hash = $1 and expires_ms > $2",
    )
    .bind(token_hash(token))
    .bind(context.clock.now_ms())
    .fetch_optional(&context.pool)
    .await?;
    match row {
        Some((staff_id, login)) => session_of(context, &staff_id, &login).await,
        None => Ok(None),
    }
}

/// Ends a session.
///
/// # Errors
/// When the database is away.
pub async fn sign_out(context: &Context, token: &str) -> Result<(), ServiceError> {
    sqlx::query("delete from staff_sessions where token_hash = $1")
        .bind(token_hash(token))
        .execute(&context.pool)
        .await?;
    Ok(())
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

async fn session_of(
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

/// The session an account would have, for commands of the operator that act as somebody.
///
/// # Errors
/// [`ServiceError::NotFound`] for a login that does not exist or is suspended.
pub async fn session_for(context: &Context, login: &str) -> Result<StaffSession, ServiceError> {
    let staff_id: Option<String> =
        sqlx::query_scalar("select staff_id from accounts where login = $1")
            .bind(login)
            .fetch_optional(&context.pool)
            .await?;
    let staff_id = staff_id.ok_or(ServiceError::NotFound)?;
    session_of(context, &staff_id, login)
        .await?
        .ok_or(ServiceError::NotFound)
}

/// Somebody who holds a role.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Who.
    pub id: StaffId,
    /// The name they sign in with.
    pub login: String,
    /// The units they hold it for.
    pub units: Vec<UnitCode>,
}

/// The accounts that hold a role, for the given unit or for any, by login: for choosing an investigator.
///
/// # Errors
/// When the database is away.
pub async fn holders(
    context: &Context,
    role: Role,
    unit: Option<&UnitCode>,
) -> Result<Vec<Holder>, ServiceError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select staff_id, login from accounts order by login")
            .fetch_all(&context.pool)
            .await?;
    let mut holders = Vec::new();
    for (staff_id, login) in rows {
        let Some(session) = session_of(context, &staff_id, &login).await? else {
            continue;
        };
        let Some(staff) = session.member.acting_as(session.id.clone(), role) else {
            continue;
        };
        if unit.is_none_or(|unit| staff.acts_for(unit)) {
            holders.push(Holder {
                id: session.id,
                login,
                units: staff.units,
            });
        }
    }
    Ok(holders)
}

/// The login of each account, by id.
///
/// # Errors
/// When the database is away.
pub async fn logins(
    context: &Context,
) -> Result<std::collections::BTreeMap<StaffId, String>, ServiceError> {
    let rows: Vec<(String, String)> = sqlx::query_as("select staff_id, login from accounts")
        .fetch_all(&context.pool)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, login)| Some((id.parse().ok()?, login)))
        .collect())
}

/// A new account and its password, shown once.
pub struct NewAccount {
    /// What they sign in with.
    pub login: Login,
    /// Generated; only its hash is stored.
    pub password: Zeroizing<String>,
}

/// Makes an account with a generated password and the given roles, on behalf of the operator.
///
/// # Errors
/// The domain's refusals, and see [`ServiceError`].
pub async fn create(
    context: &Context,
    login: Login,
    grants: &[Grant],
) -> Result<NewAccount, ActionError<StaffRefusal>> {
    let password = generate_password(context);
    let hash = hash_password(context, password.clone()).await?;
    let account = StaffId::from_bytes(context.entropy.bytes());
    // The login is taken first: it is what must be unique. An account without its events can do nothing.
    let taken = sqlx::query("insert into accounts (login, staff_id, password_hash) values ($1, $2, $3) on conflict do nothing")
        .bind(login.as_str())
        .bind(account.as_str())
        .bind(&hash)
        .execute(&context.pool)
        .await?
        .rows_affected()
        == 0;
    if taken {
        return Err(ActionError::Refused(StaffRefusal::AlreadyInvited));
    }
    let invite = StaffAction::Invite {
        login: login.clone(),
    };
    let grants = grants.iter().map(|grant| StaffAction::GrantRole {
        role: grant.role,
        unit: grant.unit.clone(),
    });
    for action in std::iter::once(invite).chain(grants) {
        let acting = Acting {
            actor: Actor::System,
            request: "operator".to_owned(),
            at_ms: context.clock.now_ms(),
        };
        let command = StaffCommand {
            by: By::System,
            account: account.clone(),
            action,
        };
        context
            .store
            .execute::<StaffMember>(account.as_str(), command, acting)
            .await?;
    }
    Ok(NewAccount { login, password })
}

/// On the first start: one account a role. Nothing when there is any account already.
///
/// # Errors
/// As [`create`].
pub async fn create_first(context: &Context) -> Result<Vec<NewAccount>, ActionError<StaffRefusal>> {
    let any: bool = sqlx::query_scalar("select exists (select from accounts)")
        .fetch_one(&context.pool)
        .await?;
    if any {
        return Ok(Vec::new());
    }
    let mut accounts = Vec::new();
    for role in Role::ALL {
        let login = role
            .code()
            .parse()
            .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
        // The first investigator works for every unit there is; an administrator narrows that later.
        let grants: Vec<Grant> = match role {
            Role::Investigator => context
                .directory
                .units()
                .map(|unit| Grant {
                    role: *role,
                    unit: Some(unit.code.clone()),
                })
                .collect(),
            _ => vec![Grant {
                role: *role,
                unit: None,
            }],
        };
        accounts.push(create(context, login, &grants).await?);
    }
    Ok(accounts)
}

/// Gives an account a new generated password and ends its sessions.
///
/// # Errors
/// [`ServiceError::NotFound`] for a login that does not exist.
pub async fn reset_password(context: &Context, login: &Login) -> Result<NewAccount, ServiceError> {
    let password = generate_password(context);
    let hash = hash_password(context, password.clone()).await?;
    let changed = sqlx::query("update accounts set password_hash = $2 where login = $1")
        .bind(login.as_str())
        .bind(&hash)
        .execute(&context.pool)
        .await?
        .rows_affected();
    if changed == 0 {
        return Err(ServiceError::NotFound);
    }
    sign_in_failures::forget(context, login.as_str()).await?;
    sqlx::query("delete from staff_sessions where login = $1")
        .bind(login.as_str())
        .execute(&context.pool)
        .await?;
    Ok(NewAccount {
        login: login.clone(),
        password,
    })
}

/// Four groups of five from 32 characters that are not mistaken for each other: 100 bits.
fn generate_password(context: &Context) -> Zeroizing<String> {
    const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567890";
    let mut password = Zeroizing::new(String::with_capacity(23));
    for (place, byte) in context.entropy.bytes::<20>().into_iter().enumerate() {
        if place > 0 && place % 5 == 0 {
            password.push('-');
        }
        password.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    password
}

/// Gets ready to answer the first sign-in as fast as any other.
pub(crate) fn prepare(context: &Context) {
    decoy_hash(context);
}

/// A hash that no password has, for logins that do not exist.
fn decoy_hash(context: &Context) -> &str {
    context.decoy_password_hash.get_or_init(|| {
        SaltString::encode_b64(&context.entropy.bytes::<16>())
            .ok()
            .and_then(|salt| {
                argon2()
                    .hash_password(&salt.as_str().as_bytes().repeat(2), &salt)
                    .ok()
                    .map(|hash| hash.to_string())
            })
            .unwrap_or_default()
    })
}
