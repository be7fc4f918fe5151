//! Cosignatures (C2SP tlog-cosignature, Ed25519): witnesses outside the house say that a log only grew, and when they saw it.

use std::collections::BTreeMap;
use std::fmt;

use base64::prelude::{BASE64_STANDARD, Engine};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::key::{KeyError, NoteError, VerifierKey, check_origin};

/// The algorithm byte of Ed25519 cosignatures in key ids and verifier keys.
const COSIGNATURE: u8 = 4;

/// The key id, the time and the Ed25519 signature.
const LENGTH: usize = 4 + 8 + 64;

/// One of them on a checkpoint, checked.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Cosignature {
    /// The witness's name.
    pub witness: String,
    /// When it saw the log so, in seconds since 1970-01-01T00:00:00Z; the witness's word.
    pub time: u64,
}

/// The private key of a witness.
#[derive(Clone)]
pub struct WitnessKey {
    name: String,
    key: SigningKey,
}

impl WitnessKey {
    /// Makes the key of the witness `name` from 32 random bytes.
    ///
    /// # Errors
    /// [`KeyError::Origin`] when the name cannot stand in a signed note.
    pub fn generate(name: &str, seed: [u8; 32]) -> Result<Self, KeyError> {
        check_origin(name)?;
        let seed = Zeroizing::new(seed);
        Ok(Self {
            name: name.to_owned(),
            key: SigningKey::from_bytes(&seed),
        })
    }

    /// Reads `PRIVATE+KEY+<name>+<id>+<base64>`, as [`Self::to_text`] writes it.
    ///
    /// # Errors
    /// [`KeyError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let body = text.strip_prefix("PRIVATE+KEY+");
        let mut parts = body.ok_or(KeyError::Malformed)?.splitn(3, '+');
        let (Some(name), Some(_), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Malformed);
        };
        let key = Zeroizing::new(BASE64_STANDARD.decode(key).or(Err(KeyError::Malformed))?);
        let Some((&COSIGNATURE, seed)) = key.split_first() else {
            return Err(KeyError::Malformed);
        };
        let key = Self::generate(name, seed.try_into().or(Err(KeyError::Malformed))?)?;
        // Writing it again checks the id, and that there is one text for one key.
        if key.to_text().as_str() == text {
            Ok(key)
        } else {
            Err(KeyError::Malformed)
        }
    }

    /// The secret text to keep: `PRIVATE+KEY+<name>+<id>+<base64>`, the base64 of the byte 4 and the seed.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut material = Zeroizing::new([COSIGNATURE; 33]);
        material[1..].copy_from_slice(self.key.as_bytes());
        let secret = Zeroizing::new(BASE64_STANDARD.encode(material.as_slice()));
        let head = format!("PRIVATE+KEY+{}+{:08x}+", self.name, self.verifier().id);
        let mut text = Zeroizing::new(String::with_capacity(head.len() + secret.len()));
        text.push_str(&head);
        text.push_str(&secret);
        text
    }

    /// The name of the witness.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public half, for whoever demands this witness.
    #[must_use]
    pub fn verifier(&self) -> WitnessVerifier {
        WitnessVerifier::new(&self.name, self.key.verifying_key())
    }

    /// The signature line, with its newline, for the checkpoint whose text is `checkpoint`: its lines without signatures, ending in a newline.
    ///
    /// A witness says by it that the log only grew up to this checkpoint, the largest it has seen at `time`:
    /// it must have checked so before.
    #[must_use]
    pub fn cosign(&self, checkpoint: &str, time: u64) -> String {
        let signature = self.key.sign(message(checkpoint, time).as_bytes());
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend_from_slice(&self.verifier().id.to_be_bytes());
        bytes.extend_from_slice(&time.to_be_bytes());
        bytes.extend_from_slice(&signature.to_bytes());
        format!("— {} {}\n", self.name, BASE64_STANDARD.encode(bytes))
    }
}

/// The key stays out of logs.
impl fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessKey({})", self.name)
    }
}

/// The public key of a witness: `<name>+<id>+<base64>`, the base64 of the byte 4 and the Ed25519 key.
#[derive(Clone, PartialEq, Eq)]
pub struct WitnessVerifier {
    name: String,
    id: u32,
    key: VerifyingKey,
}

impl WitnessVerifier {
    fn new(name: &str, key: VerifyingKey) -> Self {
        let mut material = [COSIGNATURE; 33];
        material[1..].copy_from_slice(key.as_bytes());
        Self {
            name: name.to_owned(),
            id: signed_note::key_id(name, &material),
            key,
        }
    }

    /// Reads `<name>+<id>+<base64>`: the id is 8 lower-case hexadecimal digits and belongs to the key.
    ///
    /// # Errors
    /// [`KeyError`] for any other text, also for the key of a log.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(_), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Malformed);
        };
        check_origin(name)?;
        let material = BASE64_STANDARD.decode(key).or(Err(KeyError::Malformed))?;
        let Some((&COSIGNATURE, key)) = material.split_first() else {
            return Err(KeyError::Malformed);
        };
        let key = VerifyingKey::try_from(key).or(Err(KeyError::Malformed))?;
        // A key of small order would sign everything.
        if key.is_weak() {
            return Err(KeyError::Malformed);
        }
        let parsed = Self::new(name, key);
        if parsed.to_string() == text {
            Ok(parsed)
        } else {
            Err(KeyError::Malformed)
        }
    }

    /// The name of the witness.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The raw public key: what makes two witnesses one, whatever they are called.
    pub(crate) fn key_bytes(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// The time of this witness's cosignature in a signature line's bytes, when it is one for `checkpoint`.
    fn verify(&self, checkpoint: &str, line: &[u8]) -> Option<u64> {
        let line: &[u8; LENGTH] = line.try_into().ok()?;
        let (time, signature) = line[4..].split_first_chunk::<8>()?;
        let time = u64::from_be_bytes(*time);
        if i64::try_from(time).is_err() {
            return None;
        }
        let signature = Signature::from_slice(signature).ok()?;
        let message = message(checkpoint, time);
        self.key
            .verify_strict(message.as_bytes(), &signature)
            .ok()?;
        Some(time)
    }
}

impl std::str::FromStr for WitnessVerifier {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::parse(text)
    }
}

impl fmt::Display for WitnessVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut material = [COSIGNATURE; 33];
        material[1..].copy_from_slice(self.key.as_bytes());
        let key = BASE64_STANDARD.encode(material);
        write!(f, "{}+{:08x}+{key}", self.name, self.id)
    }
}

impl fmt::Debug for WitnessVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessVerifier({self})")
    }
}

/// The cosignatures on `note` by the given witnesses, one for each public key however often it is given, in the keys' order.
///
/// The log's own signature is [`VerifierKey::verify_checkpoint`]'s to check. Lines of others are ignored.
///
/// # Errors
/// [`NoteError::Malformed`]; [`NoteError::Cosignature`] when a line names a given witness's key and is not its signature.
pub fn cosignatures(
    note: &str,
    witnesses: &[WitnessVerifier],
) -> Result<Vec<Cosignature>, NoteError> {
    let (text, lines) = crate::key::split(note)?;
    // Two names for one key are one witness: the message does not hold the name.
    let mut found = BTreeMap::new();
    for line in lines {
        let bytes = [&line.id().to_be_bytes(), line.signature()].concat();
        let named = witnesses.iter();
        for witness in named.filter(|key| key.name == line.name() && key.id == line.id()) {
            let time = witness.verify(&text, &bytes);
            let time = time.ok_or_else(|| NoteError::Cosignature(witness.to_string()))?;
            found.entry(witness.key_bytes()).or_insert(Cosignature {
                witness: witness.name.clone(),
                time,
            });
        }
    }
    Ok(found.into_values().collect())
}

/// Adds a signature line, such as [`WitnessKey::cosign`] makes, to a signed note.
///
/// # Errors
/// [`NoteError::Malformed`] when the result is not a signed note any more.
pub fn with_signature(note: &str, line: &str) -> Result<String, NoteError> {
    let lines = crate::key::split(note)?.1.len();
    let longer = format!("{note}{line}");
    if crate::key::split(&longer)?.1.len() == lines + 1 {
        Ok(longer)
    } else {
        Err(NoteError::Malformed)
    }
}

impl VerifierKey {
    /// Checks the log's checkpoint and that at least `need` of the witnesses have cosigned it.
    ///
    /// # Errors
    /// [`NoteError`]; [`NoteError::Witnesses`] when there are too few.
    pub fn verify_cosigned(
        &self,
        note: &str,
        witnesses: &[WitnessVerifier],
        need: usize,
    ) -> Result<(crate::Checkpoint, Vec<Cosignature>), NoteError> {
        let checkpoint = self.verify_checkpoint(note)?;
        let found = cosignatures(note, witnesses)?;
        if found.len() < need {
            return Err(NoteError::Witnesses {
                found: found.len(),
                need,
            });
        }
        Ok((checkpoint, found))
    }
}

fn message(checkpoint: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{checkpoint}")
}

#[cfg(test)]
#[path = "cosignature_tests.rs"]
mod tests;
