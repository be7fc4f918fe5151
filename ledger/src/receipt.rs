//! [`Receipt`]: the log's signed word to a reporter that their report was filed, and when the log will show it.

use base64::prelude::{BASE64_STANDARD, Engine};

use crate::at::At;
use crate::hash::EventHash;
use crate::key::{LogKey, NoteError, VerifierKey};

/// What a receipt says. Its signed text has four lines:
/// `<origin>/receipt`, the event hash in base64, `at`, `published_by`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Receipt {
    /// The hash of the `Submitted` event.
    pub event_hash: EventHash,
    /// That event's time.
    pub at: At,
    /// The published log contains the event from then on.
    pub published_by: At,
}

impl LogKey {
    /// Signs a receipt: a C2SP signed note.
    #[must_use]
    pub fn sign_receipt(&self, receipt: &Receipt) -> String {
        self.sign(&receipt.text(self.origin()))
    }
}

impl VerifierKey {
    /// Opens a receipt: exactly the four lines, and exactly one signature, by this key.
    ///
    /// # Errors
    /// [`NoteError`] when the signature, the origin or the form is another.
    pub fn verify_receipt(&self, note: &str) -> Result<Receipt, NoteError> {
        let (text, signatures) = self.open(note)?;
        let mut lines = text.split('\n');
        let mut line = || lines.next().unwrap_or_default();
        let first = format!("{}/receipt", self.origin());
        if line() != first {
            return Err(NoteError::Origin(first));
        }
        let hash = BASE64_STANDARD.decode(line()).ok();
        let hash = hash.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let receipt = Receipt {
            event_hash: EventHash::from_bytes(hash.ok_or(NoteError::Form("event hash"))?),
            at: At::parse(line()).or(Err(NoteError::Form("time")))?,
            published_by: At::parse(line()).or(Err(NoteError::Form("time of publication")))?,
        };
        if receipt.text(self.origin()) != text {
            return Err(NoteError::Form("text"));
        }
        if signatures != 1 {
            return Err(NoteError::Form("list of signatures"));
        }
        Ok(receipt)
    }
}

impl Receipt {
    fn text(&self, origin: &str) -> String {
        let hash = BASE64_STANDARD.encode(self.event_hash.as_bytes());
        format!(
            "{origin}/receipt\n{hash}\n{}\n{}\n",
            self.at, self.published_by
        )
    }
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
