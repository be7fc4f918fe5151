//! Argon2id for everybody who signs in, a few passwords at a time.
//!
//! A hash takes 19 MiB and a processor for a while. Whoever sends passwords by the hundred would have all of both, so only
//! some are worked on, some wait, and the rest are turned away at once. The memory is kept and used again: memory that many
//! threads gave back stays with the process.

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use argon2::password_hash::{Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::entropy::Entropy;

/// Passwords that wait while others are worked on: a second's work.
const MOST_WAITING: usize = 32;

/// How long one waits before it is turned away, too.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Passwords that are worked on at once: half of the processors are left to everybody else.
fn most_at_once() -> usize {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    (processors / 2).clamp(1, 4)
}

/// 19 MiB, 2 passes, 1 lane: OWASP's recommendation for Argon2id (RFC 9106).
fn parameters() -> Params {
    Params::new(19_456, 2, 1, None).unwrap_or(Params::DEFAULT)
}

/// Why a password was neither hashed nor compared.
#[derive(Debug, thiserror::Error)]
pub enum HashingError {
    /// Too many others are waiting.
    #[error("too many passwords are being checked")]
    Busy,
    /// A fault of ours.
    #[error("a password could not be hashed")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}

impl HashingError {
    fn failed(cause: impl std::fmt::Display) -> Self {
        Self::Failed(cause.to_string().into())
    }
}

/// What every password of one process goes through.
pub struct PasswordHashing {
    /// Whoever is worked on or waits.
    admitted: Semaphore,
    slots: Arc<Semaphore>,
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
    entropy: Entropy,
    decoy: String,
}

impl PasswordHashing {
    /// With nobody waiting.
    pub fn new(entropy: Entropy) -> Self {
        let slots = most_at_once();
        Self {
            admitted: Semaphore::new(slots + MOST_WAITING),
            slots: Arc::new(Semaphore::new(slots)),
            memory: Arc::default(),
            entropy,
            decoy: decoy(entropy).unwrap_or_default(),
        }
    }

    /// A new hash of a password, as a PHC string.
    ///
    /// # Errors
    /// See [`HashingError`].
    pub async fn hash(&self, password: Zeroizing<String>) -> Result<String, HashingError> {
        let salt = SaltString::encode_b64(&self.entropy.bytes::<16>());
        let salt = salt.map_err(HashingError::failed)?;
        let hash = self.work(move |memory| {
            let output = output(parameters(), &password, salt.as_salt(), memory)?;
            phc(salt.as_salt(), output)
        });
        hash.await?.map_err(HashingError::failed)
    }

    /// Whether a stored hash is that of the password. Without a stored one it costs the same work, and is not.
    ///
    /// # Errors
    /// See [`HashingError`].
    pub async fn verify(
        &self,
        stored: Option<&str>,
        password: Zeroizing<String>,
    ) -> Result<bool, HashingError> {
        let stored = stored.unwrap_or(&self.decoy).to_owned();
        self.work(move |memory| matches(&stored, &password, memory).unwrap_or(false))
            .await
    }

    /// Does some work when it is its turn. Whoever asked may have gone by the time it is done; its slot is taken until then.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let _admitted = self
            .admitted
            .try_acquire()
            .map_err(|_| HashingError::Busy)?;
        let slot = timeout(LONGEST_WAIT, self.slots.clone().acquire_owned())
            .await
            .map_err(|_| HashingError::Busy)?
            .map_err(HashingError::failed)?;
        let memory = self.memory.clone();
        let done = tokio::task::spawn_blocking(move || {
            let kept = || memory.lock().unwrap_or_else(PoisonError::into_inner);
            let mut blocks = kept().pop().unwrap_or_default();
            let done = work(&mut blocks);
            kept().push(blocks);
            drop(slot);
            done
        });
        done.await.map_err(HashingError::failed)
    }
}

fn output(
    parameters: Params,
    password: &str,
    salt: Salt<'_>,
    memory: &mut Vec<Block>,
) -> Result<Output, argon2::password_hash::Error> {
    let mut salt_bytes = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut salt_bytes)?;
    let length = parameters
        .output_len()
        .unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    if memory.len() < parameters.block_count() {
        memory.resize(parameters.block_count(), Block::default());
    }
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
    Output::init_with(length, |out| {
        Ok(argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, memory)?)
    })
}

fn phc(salt: Salt<'_>, output: Output) -> Result<String, argon2::password_hash::Error> {
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&parameters())?,
        salt: Some(salt),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

fn matches(
    stored: &str,
    password: &str,
    memory: &mut Vec<Block>,
) -> Result<bool, argon2::password_hash::Error> {
    let stored = PasswordHash::new(stored)?;
    let (Some(salt), Some(hash)) = (stored.salt, stored.hash) else {
        return Ok(false);
    };
    if stored.algorithm != ARGON2ID_IDENT {
        return Ok(false);
    }
    // Outputs are compared in a time that does not tell where they differ.
    Ok(output(Params::try_from(&stored)?, password, salt, memory)? == hash)
}

/// A hash that no password has, for logins that do not exist: nobody knows what it would be of.
fn decoy(entropy: Entropy) -> Result<String, argon2::password_hash::Error> {
    let salt = SaltString::encode_b64(&entropy.bytes::<16>())?;
    phc(salt.as_salt(), Output::new(&entropy.bytes::<32>())?)
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};

    use super::*;

    fn password(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.to_owned())
    }

    #[tokio::test]
    async fn hashes_are_those_of_the_library() {
        let hashing = PasswordHashing::new(Entropy::system());
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters());
        let ours = hashing.hash(password("گذرواژه")).await.unwrap();
        let parsed = PasswordHash::new(&ours).unwrap();
        assert!(
            argon2
                .verify_password("گذرواژه".as_bytes(), &parsed)
                .is_ok()
        );
        let salt = SaltString::encode_b64(&[7; 16]).unwrap();
        let theirs = argon2.hash_password(b"a password", &salt).unwrap();
        let theirs = theirs.to_string();
        for (text, expected) in [("a password", true), ("another", false), ("", false)] {
            let found = hashing.verify(Some(&theirs), password(text)).await;
            assert_eq!(found.unwrap(), expected, "{text}");
        }
    }

    #[tokio::test]
    async fn nothing_is_the_password_of_nobody() {
        let hashing = PasswordHashing::new(Entropy::system());
        assert!(PasswordHash::new(&hashing.decoy).is_ok());
        for stored in [None, Some(""), Some("$argon2id$v=19$m=19456,t=2,p=1")] {
            let found = hashing.verify(stored, password("")).await;
            assert!(!found.unwrap());
        }
    }

    #[tokio::test]
    async fn a_full_queue_turns_away_and_memory_is_used_again() {
        let hashing = Arc::new(PasswordHashing::new(Entropy::system()));
        let tries: Vec<_> = (0..100)
            .map(|_| {
                let hashing = hashing.clone();
                tokio::spawn(async move { hashing.verify(None, password("wrong")).await })
            })
            .collect();
        let mut busy = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(right) => assert!(!right),
                Err(error) => {
                    assert!(matches!(error, HashingError::Busy));
                    busy += 1;
                }
            }
        }
        assert!(busy > 0, "some are turned away");
        assert!(hashing.memory.lock().unwrap().len() <= most_at_once());
        assert!(!hashing.verify(None, password("wrong")).await.unwrap());
    }
}
