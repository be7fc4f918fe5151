//! [`Checkpoint`]: the signed size and root of the log, a C2SP tlog-checkpoint without extension lines.

use tlog_tiles::{EMPTY_HASH, Hash};

use crate::hash::NodeHash;
use crate::key::{LogKey, NoteError, VerifierKey};

/// A log's size and root.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Checkpoint {
    /// The log's name, the first line.
    pub origin: String,
    /// How many entries the log has. A log that has published nothing has 0 and the root of the empty tree.
    pub size: u64,
    /// The root of the Merkle tree over them (RFC 6962).
    pub root: NodeHash,
}

/// The root of a log without entries: SHA-256 of nothing (RFC 6962, section 2.1).
pub const EMPTY_ROOT: [u8; 32] = EMPTY_HASH.0;

impl Checkpoint {
    /// The three lines that are signed and cosigned.
    #[must_use]
    pub fn text(&self) -> String {
        text(&self.origin, self.size, *self.root.as_bytes())
    }
}

impl LogKey {
    /// Signs a checkpoint: a C2SP signed note. `root` is [`EMPTY_ROOT`] when `size` is 0.
    #[must_use]
    pub fn sign_checkpoint(&self, size: u64, root: [u8; 32]) -> String {
        self.sign(&text(self.origin(), size, root))
    }

    /// Signs a checkpoint with this key and the one it succeeds, so that whoever has either can check it.
    #[must_use]
    pub fn sign_checkpoint_with(&self, former: &Self, size: u64, root: [u8; 32]) -> String {
        Self::sign_with(&[self, former], &text(self.origin(), size, root))
    }
}

impl VerifierKey {
    /// Opens a checkpoint: exactly its three lines. Signatures by others, such as witnesses, may stand beside this key's.
    ///
    /// # Errors
    /// [`NoteError`] when the signature, the origin or the form is another.
    pub fn verify_checkpoint(&self, note: &str) -> Result<Checkpoint, NoteError> {
        let (signed, _) = self.open(note)?;
        if signed.split('\n').next() != Some(self.origin()) {
            return Err(NoteError::Origin(self.origin().to_owned()));
        }
        let parsed = tlog_tiles::Checkpoint::from_bytes(signed.as_bytes());
        let parsed = parsed.or(Err(NoteError::Form("size or root")))?;
        let (size, root) = (parsed.size(), parsed.hash().0);
        if text(self.origin(), size, root) != signed {
            return Err(NoteError::Form("text"));
        }
        if size == 0 && root != EMPTY_ROOT {
            return Err(NoteError::Form("root of an empty log"));
        }
        Ok(Checkpoint {
            origin: self.origin().to_owned(),
            size,
            root: NodeHash::from_bytes(root),
        })
    }
}

fn text(origin: &str, size: u64, root: [u8; 32]) -> String {
    format!("{origin}\n{size}\n{}\n", Hash(root))
}

#[cfg(test)]
#[path = "checkpoint_tests.rs"]
mod tests;
