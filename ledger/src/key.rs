//! The log's Ed25519 key pair, in the encodings of C2SP signed-note, and signed notes made and opened with it.

use std::fmt;

use base64::prelude::{BASE64_STANDARD, Engine};
use ed25519_dalek::SigningKey;
use signed_note::{Note, Signature, StandardSigner, StandardVerifier, VerifierList};
use zeroize::Zeroizing;

/// The algorithm byte of Ed25519 keys in C2SP signed-note.
const ED25519: u8 = 1;

/// Why a text is not a key of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The origin is empty, longer than 255 bytes, or holds a space, a plus sign or a control character.
    #[error("the origin is empty, too long, or holds a space, a plus sign or a control character")]
    Origin,
    /// Not an Ed25519 key in the encoding of C2SP signed-note, or its id is not that of the key.
    #[error("not an Ed25519 key of the form origin+id+base64, or its id belongs to another key")]
    Malformed,
    /// Keys of two logs, where those of one are wanted.
    #[error("keys of different logs")]
    Logs,
}

/// Why a signed note does not hold what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not a signed note at all.
    #[error("it is not a signed note")]
    Malformed,
    /// The first line is not what this key signs.
    #[error("its first line is not \"{0}\"")]
    Origin(String),
    /// No signature is by the given key.
    #[error("it is not signed by the key {0}")]
    Unsigned(String),
    /// A signature names the given key and is not its signature of this text.
    #[error("its signature is not that of the key {0}")]
    Signature(String),
    /// The key signed it, but it is not in the exact form; the text names the line.
    #[error("its {0} is not in the form of the format")]
    Form(&'static str),
    /// A cosignature names the given witness's key and is not its signature of this text.
    #[error("its cosignature is not that of the witness {0}")]
    Cosignature(String),
    /// Too few of the given witnesses have cosigned.
    #[error("{found} of the named witnesses have cosigned it, {need} are needed")]
    Witnesses {
        /// How many have.
        found: usize,
        /// How many had to.
        need: usize,
    },
}

/// The private key with which a log signs receipts and checkpoints. Its origin is the name of the log.
#[derive(Clone)]
pub struct LogKey {
    origin: String,
    seed: Zeroizing<[u8; 32]>,
    signer: StandardSigner,
}

impl LogKey {
    /// Makes the key of the log `origin` from 32 random bytes.
    ///
    /// # Errors
    /// [`KeyError::Origin`] when the origin cannot stand in a signed note.
    pub fn generate(origin: &str, seed: [u8; 32]) -> Result<Self, KeyError> {
        let seed = Zeroizing::new(seed);
        check_origin(origin)?;
        let signer = StandardSigner::new(&private_text(origin, &seed));
        Ok(Self {
            origin: origin.to_owned(),
            signer: signer.or(Err(KeyError::Malformed))?,
            seed,
        })
    }

    /// Reads `PRIVATE+KEY+<origin>+<id>+<base64>`, as [`Self::to_text`] writes it.
    ///
    /// # Errors
    /// [`KeyError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let body = text.strip_prefix("PRIVATE+KEY+");
        let mut parts = body.ok_or(KeyError::Malformed)?.splitn(3, '+');
        let (Some(origin), Some(_), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Malformed);
        };
        let key = Zeroizing::new(BASE64_STANDARD.decode(key).or(Err(KeyError::Malformed))?);
        let Some((&ED25519, seed)) = key.split_first() else {
            return Err(KeyError::Malformed);
        };
        let key = Self::generate(origin, seed.try_into().or(Err(KeyError::Malformed))?)?;
        // Writing it again checks the id, and that there is one text for one key.
        if key.to_text().as_str() == text {
            Ok(key)
        } else {
            Err(KeyError::Malformed)
        }
    }

    /// The secret text to keep: `PRIVATE+KEY+<origin>+<id>+<base64>`.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        private_text(&self.origin, &self.seed)
    }

    /// The name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The public half, to hand to whoever wants to check.
    #[must_use]
    pub fn verifier_key(&self) -> VerifierKey {
        let key = SigningKey::from_bytes(&self.seed).verifying_key();
        let text = signed_note::new_ed25519_verifier_key(&self.origin, &key);
        VerifierKey::parse(&text).expect("the public half of a valid key is valid")
    }

    /// Signs `text`, which ends in a newline.
    pub(crate) fn sign(&self, text: &str) -> String {
        Self::sign_with(&[self], text)
    }

    /// Signs `text` with several keys, in their order.
    pub(crate) fn sign_with(keys: &[&Self], text: &str) -> String {
        let mut note = Note::new(text.as_bytes(), &[]).expect("the text of a note is well-formed");
        for key in keys {
            note.add_sigs(&[&key.signer])
                .expect("Ed25519 signing does not fail");
        }
        String::from_utf8(note.to_bytes()).expect("a note is UTF-8")
    }
}

/// The seed stays out of logs.
impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKey({})", self.origin)
    }
}

/// The public key of a log: `<origin>+<id>+<base64>`; and, where its log has changed its key, others of the same log.
#[derive(Clone)]
pub struct VerifierKey {
    origin: String,
    text: String,
    verifier: StandardVerifier,
    others: Vec<Self>,
}

impl VerifierKey {
    /// Reads `<origin>+<id>+<base64>`: the id is 8 lower-case hexadecimal digits and belongs to the key.
    ///
    /// # Errors
    /// [`KeyError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut parts = text.splitn(3, '+');
        let (Some(origin), Some(id)) = (parts.next(), parts.next()) else {
            return Err(KeyError::Malformed);
        };
        check_origin(origin)?;
        // The library also takes upper case, which would give one key two texts.
        if !id
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        {
            return Err(KeyError::Malformed);
        }
        Ok(Self {
            origin: origin.to_owned(),
            text: text.to_owned(),
            verifier: StandardVerifier::new(text).or(Err(KeyError::Malformed))?,
            others: Vec::new(),
        })
    }

    /// Reads the keys of one log, one a line; empty lines do not count.
    ///
    /// # Errors
    /// [`KeyError`] when there is none, a line is no key, or they are keys of several logs.
    pub fn parse_lines(text: &str) -> Result<Self, KeyError> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut keys = lines.map(Self::parse);
        let first = keys.next().ok_or(KeyError::Malformed)??;
        keys.try_fold(first, |known, key| known.also(key?))
    }

    /// Accepts what another key of the same log signed as well: a log that changed its key has several.
    ///
    /// # Errors
    /// [`KeyError::Logs`] when it is another log's.
    pub fn also(mut self, other: Self) -> Result<Self, KeyError> {
        if other.origin != self.origin {
            return Err(KeyError::Logs);
        }
        for key in other.each() {
            if self.each().all(|known| known.text != key.text) {
                self.others.push(key.alone());
            }
        }
        Ok(self)
    }

    /// The name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Each key by itself, the first one first.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.others)
    }

    /// The first key without the others.
    #[must_use]
    pub fn alone(&self) -> Self {
        Self {
            others: Vec::new(),
            ..self.clone()
        }
    }

    /// Which of these keys signed a note, for telling whoever asked; empty when none did.
    #[must_use]
    pub fn signers(&self, note: &str) -> String {
        let signers = self.each().filter(|key| key.alone().open(note).is_ok());
        signers
            .map(|key| key.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The note with the signatures of these keys alone, without what others added.
    ///
    /// # Errors
    /// [`NoteError`] when none of these keys signed it.
    pub fn own_lines(&self, note: &str) -> Result<String, NoteError> {
        self.open(note)?;
        let (text, lines) = split(note)?;
        let mut own = format!("{text}\n");
        for (line, written) in lines.iter().zip(note[text.len()..].lines().skip(1)) {
            let id = format!("{}+{:08x}+", line.name(), line.id());
            if self.each().any(|key| key.text.starts_with(&id)) {
                own.push_str(written);
                own.push('\n');
            }
        }
        Ok(own)
    }

    /// Opens a note that one of these keys has signed: its text, and how many signatures there are in all.
    pub(crate) fn open(&self, note: &str) -> Result<(String, usize), NoteError> {
        let parsed = Note::from_bytes(note.as_bytes()).or(Err(NoteError::Malformed))?;
        let verifiers = self.each().map(|key| Box::new(key.verifier.clone()) as _);
        let known = VerifierList::new(verifiers.collect());
        let texts: Vec<&str> = self.each().map(|key| key.text.as_str()).collect();
        match parsed.verify(&known) {
            Ok(_) => {}
            Err(signed_note::NoteError::UnverifiedNote) => {
                return Err(NoteError::Unsigned(texts.join(" or ")));
            }
            Err(_) => return Err(NoteError::Signature(texts.join(" or "))),
        }
        let (text, signatures) = split(note)?;
        Ok((text, signatures.len()))
    }
}

impl std::str::FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::parse(text)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({})", self.text)
    }
}

impl PartialEq for VerifierKey {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.others == other.others
    }
}

impl Eq for VerifierKey {}

/// The text of a signed note and its signatures, none of them checked.
pub(crate) fn split(note: &str) -> Result<(String, Vec<Signature>), NoteError> {
    let parsed = Note::from_bytes(note.as_bytes()).or(Err(NoteError::Malformed))?;
    let text = str::from_utf8(parsed.text()).or(Err(NoteError::Malformed))?;
    let lines = note[text.len()..].lines().skip(1);
    let signatures = lines.map(|line| Signature::from_bytes(line.as_bytes()));
    let signatures = signatures.collect::<Result<_, _>>();
    Ok((text.to_owned(), signatures.or(Err(NoteError::Malformed))?))
}

/// C2SP signed-note forbids spaces and plus signs in names; notes hold no control characters.
pub(crate) fn check_origin(origin: &str) -> Result<(), KeyError> {
    let fits = origin.len() <= 255
        && signed_note::is_key_name_valid(origin)
        && !origin.contains(char::is_control);
    if fits { Ok(()) } else { Err(KeyError::Origin) }
}

/// Every buffer that holds the seed is wiped, and none grows and leaves a copy behind.
fn private_text(origin: &str, seed: &[u8; 32]) -> Zeroizing<String> {
    let mut encoded = Zeroizing::new([0; 33]);
    encoded[0] = ED25519;
    encoded[1..].copy_from_slice(SigningKey::from_bytes(seed).verifying_key().as_bytes());
    let head = format!(
        "PRIVATE+KEY+{origin}+{:08x}+",
        signed_note::key_id(origin, encoded.as_slice())
    );
    encoded[1..].copy_from_slice(seed);
    let key = Zeroizing::new(BASE64_STANDARD.encode(encoded.as_slice()));
    let mut text = Zeroizing::new(String::with_capacity(head.len() + key.len()));
    text.push_str(&head);
    text.push_str(&key);
    text
}

#[cfg(test)]
#[path = "key_tests.rs"]
mod tests;
