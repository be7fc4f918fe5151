//! The log's signing keys: the one that signs, the one that signed before it while people still hold that, and the
//! signed statements that lead from each key to the next (docs/operations.md, "Changing the log's key").
//!
//! | file | what it is |
//! |---|---|
//! | `log.key` | signs checkpoints and receipts |
//! | `log-former.key` | signs checkpoints beside it, from a change of keys until it is retired |
//! | `log-next.key` | a change that was broken off: the next `rotate-key` goes on with it |
//! | `key-changes/N` | the N-th change, a note signed by both keys; public |

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sajam_ledger::{At, LogKey, NoteError, Receipt, VerifierKey};

use super::LogOrigin;
use super::files::{self, MissingKeys, SecretFileError};
use crate::entropy::Entropy;

/// Why the key could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] SecretFileError),
    /// A statement on disk is not one, or does not lead to the key that signs.
    #[error("the change of keys {path} does not hold")]
    Statement {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: NoteError,
    },
    /// One change at a time: whoever holds the key before the former one would be left behind.
    #[error("the key before this one still signs: retire it first (sajam ledger retire-key)")]
    FormerStillSigns,
    /// There is none to retire.
    #[error("there is no former key that still signs")]
    NoFormer,
}

/// The keys of one log.
#[derive(Clone, Debug)]
pub struct LogKeys {
    current: LogKey,
    former: Option<LogKey>,
    verifiers: VerifierKey,
    changes: Vec<String>,
}

impl LogKeys {
    pub(super) fn open(
        folder: &Path,
        origin: Option<&LogOrigin>,
        missing: MissingKeys,
        entropy: Entropy,
    ) -> Result<Self, RotationError> {
        let current = files::log_key(&folder.join(CURRENT), origin, missing, entropy)?;
        let mut verifiers = current.verifier_key();
        let mut reached = None;
        let changes = read_changes(folder)?;
        for (path, note) in &changes {
            let change = claimed(note).and_then(|old| old.verify_key_change(note));
            let change = change.map_err(|source| RotationError::Statement {
                path: path.clone(),
                source,
            })?;
            if reached.is_some_and(|reached| reached != change.old) {
                return Err(astray(path));
            }
            reached = Some(change.new.clone());
            for key in [change.new, change.old] {
                let other_log = |_| RotationError::Statement {
                    path: path.clone(),
                    source: NoteError::Origin(current.origin().to_owned()),
                };
                verifiers = verifiers.also(key).map_err(other_log)?;
            }
        }
        // The last statement leads to the key that signs, or to the one that a change which was broken off made.
        let next = files::existing_log_key(&folder.join(NEXT))?;
        let leads_to = |key: &LogKey| reached.as_ref() == Some(&key.verifier_key());
        if let Some((path, _)) = changes.last()
            && !leads_to(&current)
            && !next.as_ref().is_some_and(leads_to)
        {
            return Err(astray(path));
        }
        // Between the two steps of a change both files hold the same key.
        let former = files::existing_log_key(&folder.join(FORMER))?;
        let former = former.filter(|key| key.verifier_key() != current.verifier_key());
        Ok(Self {
            current,
            former,
            verifiers,
            changes: changes.into_iter().map(|(_, note)| note).collect(),
        })
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        self.current.origin()
    }

    /// The public half of the key that signs now: what to hand out.
    pub fn verifier_key(&self) -> VerifierKey {
        self.current.verifier_key()
    }

    /// Every key the log ever had, the one that signs now first: for checking what is old.
    pub fn verifiers(&self) -> &VerifierKey {
        &self.verifiers
    }

    /// The keys that sign now: the present one, and the former one until it is retired.
    pub fn signing(&self) -> VerifierKey {
        let present = self.verifier_key();
        match &self.former {
            Some(former) => present
                .clone()
                .also(former.verifier_key())
                .unwrap_or(present),
            None => present,
        }
    }

    /// The statements that lead from the first key to the one that signs, in order.
    pub fn changes(&self) -> &[String] {
        &self.changes
    }

    /// Signs a checkpoint, with the former key as well while there is one.
    pub fn sign_checkpoint(&self, size: u64, root: [u8; 32]) -> String {
        match &self.former {
            Some(former) => self.current.sign_checkpoint_with(former, size, root),
            None => self.current.sign_checkpoint(size, root),
        }
    }

    /// Signs a receipt.
    pub fn sign_receipt(&self, receipt: &Receipt) -> String {
        self.current.sign_receipt(receipt)
    }
}

/// For a statement that is not part of the way from the first key to the one that signs.
fn astray(path: &Path) -> RotationError {
    RotationError::Statement {
        path: path.to_owned(),
        source: NoteError::Form("place among the changes of keys"),
    }
}

const CURRENT: &str = "log.key";
const FORMER: &str = "log-former.key";
const NEXT: &str = "log-next.key";
const CHANGES: &str = "key-changes";

/// Changes the key of the log in `folder`: a new one signs from the next start on, the present one beside it.
///
/// Broken off at any point it leaves a log that signs with one key or the other; done again, it goes on where it was.
///
/// # Errors
/// See [`RotationError`].
pub fn rotate(folder: &Path, at: At, entropy: Entropy) -> Result<String, RotationError> {
    let keys = LogKeys::open(folder, None, MissingKeys::Refuse, entropy)?;
    if keys.former.is_some() {
        return Err(RotationError::FormerStillSigns);
    }
    let origin = LogOrigin::of(&keys.current);
    let next = files::log_key(
        &folder.join(NEXT),
        Some(&origin),
        MissingKeys::Make,
        entropy,
    )?;
    let (old, new) = (keys.verifier_key(), next.verifier_key());
    // Broken off after the statement was written: it stands.
    let stated = keys.changes.iter().find(|note| {
        old.verify_key_change(note)
            .is_ok_and(|change| change.new == new)
    });
    let note = match stated {
        Some(note) => note.clone(),
        None => {
            let note = keys.current.sign_change_to(&next, at);
            let changes = folder.join(CHANGES);
            files::private_folder(&changes)?;
            let number = keys.changes.len() + 1;
            files::write_whole(&changes.join(number.to_string()), note.as_bytes())?;
            note
        }
    };
    files::copy_whole(&folder.join(CURRENT), &folder.join(FORMER))?;
    files::rename(&folder.join(NEXT), &folder.join(CURRENT))?;
    Ok(note)
}

/// Destroys the former key: from the next start on the present one signs alone.
///
/// # Errors
/// [`RotationError::NoFormer`]; [`RotationError::File`].
pub fn retire(folder: &Path, entropy: Entropy) -> Result<VerifierKey, RotationError> {
    let keys = LogKeys::open(folder, None, MissingKeys::Refuse, entropy)?;
    let former = keys.former.ok_or(RotationError::NoFormer)?;
    files::remove(&folder.join(FORMER))?;
    Ok(former.verifier_key())
}

/// The key that a statement says it comes from; its signatures are checked with it.
fn claimed(note: &str) -> Result<VerifierKey, NoteError> {
    let key = note.lines().nth(1).map(VerifierKey::parse);
    key.and_then(Result::ok).ok_or(NoteError::Form("old key"))
}

/// The statements by number.
fn read_changes(folder: &Path) -> Result<Vec<(PathBuf, String)>, SecretFileError> {
    let mut changes = Vec::new();
    for number in 1_u32.. {
        let path = folder.join(CHANGES).join(number.to_string());
        match fs::read_to_string(&path) {
            Ok(note) => changes.push((path, note)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            Err(source) => return Err(SecretFileError::Io { path, source }),
        }
    }
    Ok(changes)
}

#[cfg(test)]
#[path = "log_keys_tests.rs"]
mod tests;
