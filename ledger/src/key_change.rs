//! [`KeyChange`]: a log's word that it goes on with another key, signed by both, so that whoever knows the old key can
//! follow to the new one without trusting where they found it.

use crate::at::At;
use crate::key::{LogKey, NoteError, VerifierKey};

/// What the statement says. Its signed text has four lines: `<origin>/key-change`, the old key, the new key, the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    /// The key that signed until then.
    pub old: VerifierKey,
    /// The key that signs from then on.
    pub new: VerifierKey,
    /// When.
    pub at: At,
}

impl LogKey {
    /// States that `new` succeeds this key: a C2SP signed note with both keys' signatures.
    ///
    /// # Panics
    /// When they are keys of different logs.
    #[must_use]
    pub fn sign_change_to(&self, new: &Self, at: At) -> String {
        assert_eq!(self.origin(), new.origin(), "a log keeps its name");
        let change = KeyChange {
            old: self.verifier_key(),
            new: new.verifier_key(),
            at,
        };
        Self::sign_with(&[self, new], &change.text())
    }
}

impl VerifierKey {
    /// Opens a statement that the key changed from one of these: exactly the four lines, signed by the old and the new key.
    ///
    /// # Errors
    /// [`NoteError`] when a signature, the origin or the form is another.
    pub fn verify_key_change(&self, note: &str) -> Result<KeyChange, NoteError> {
        let (text, signatures) = self.open(note)?;
        let mut lines = text.split('\n');
        let mut line = || lines.next().unwrap_or_default();
        let first = format!("{}/key-change", self.origin());
        if line() != first {
            return Err(NoteError::Origin(first));
        }
        let key = |text: &str, form| {
            let key = Self::parse(text).ok();
            key.filter(|key| key.origin() == self.origin())
                .ok_or(NoteError::Form(form))
        };
        let change = KeyChange {
            old: key(line(), "old key")?,
            new: key(line(), "new key")?,
            at: At::parse(line()).or(Err(NoteError::Form("time")))?,
        };
        if change.text() != text {
            return Err(NoteError::Form("text"));
        }
        // It is the old key that names its successor, and it must be one that the reader knows.
        if self.each().all(|known| known.alone() != change.old) {
            return Err(NoteError::Unsigned(self.to_string()));
        }
        change.old.open(note)?;
        change.new.open(note)?;
        if signatures != 2 {
            return Err(NoteError::Form("list of signatures"));
        }
        Ok(change)
    }
}

impl KeyChange {
    fn text(&self) -> String {
        format!(
            "{}/key-change\n{}\n{}\n{}\n",
            self.old.origin(),
            self.old,
            self.new,
            self.at
        )
    }
}

#[cfg(test)]
#[path = "key_change_tests.rs"]
mod tests;
