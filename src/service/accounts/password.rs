//! Passwords: how they are drawn, hashed and compared.

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::context::Context;
use crate::password_hashing::HashingError;
use crate::service::ServiceError;

impl From<HashingError> for ServiceError {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Busy => Self::Busy,
            HashingError::Failed(cause) => Self::Corrupt(cause),
        }
    }
}

pub(super) async fn hash_password(
    context: &Context,
    password: Zeroizing<String>,
) -> Result<String, ServiceError> {
    Ok(context.passwords.hash(password).await?)
}

/// Whether the password is the one of the stored hash. Without a hash it costs the same work.
pub(super) async fn check_password(
    context: &Context,
    stored: Option<&str>,
    password: &SecretString,
) -> Result<bool, ServiceError> {
    let password = Zeroizing::new(password.expose_secret().to_owned());
    Ok(context.passwords.verify(stored, password).await?)
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
