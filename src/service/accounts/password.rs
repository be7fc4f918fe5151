//! Passwords: how they are drawn, hashed and compared.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::context::Context;
use crate::service::ServiceError;

/// Argon2id (RFC 9106) with 19 MiB, 2 passes, 1 lane: OWASP's recommendation.
fn argon2() -> Argon2<'static> {
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19_456, 2, 1, None).unwrap_or(Params::DEFAULT),
    )
}

pub(super) async fn hash_password(
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

pub(super) async fn check_password(
    stored: &str,
    password: &SecretString,
) -> Result<bool, ServiceError> {
    let stored = stored.to_owned();
    let password = Zeroizing::new(password.expose_secret().to_owned());
    tokio::task::spawn_blocking(move || {
        PasswordHash::new(&stored)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
    .map_err(|error| ServiceError::Corrupt(Box::new(error)))
}

/// Four groups of five from 32 characters that are not mistaken for each other: 100 bits.
pub(super) fn generate_password(context: &Context) -> Zeroizing<String> {
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
pub(super) fn decoy_hash(context: &Context) -> &str {
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
