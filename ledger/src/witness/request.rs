//! The body of `add-checkpoint`.

use base64::prelude::{BASE64_STANDARD, Engine};

use crate::hash::NodeHash;

/// The longest request that is read, in bytes.
pub const MAX_REQUEST: usize = 64 << 10;

/// The most lines a consistency proof may have.
pub const MAX_PROOF_LINES: usize = 63;

/// A checkpoint handed to a witness, with the proof that the log only grew since the one the witness knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size of the checkpoint that the witness cosigned last, 0 for none.
    pub old: u64,
    /// The consistency proof (RFC 6962, section 2.1.2) from there, empty when `old` is 0.
    pub proof: Vec<NodeHash>,
    /// The checkpoint: a signed note.
    pub checkpoint: String,
}

/// Why bytes are no request; a witness answers 400.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Larger than [`MAX_REQUEST`].
    #[error("the request is larger than {} KiB", MAX_REQUEST >> 10)]
    TooLarge,
    /// Not UTF-8, no empty line, or not the one text of what it says.
    #[error("the request is not of the form of add-checkpoint")]
    Text,
    /// The first line is not `old` and a size.
    #[error("the first line is not \"old\" and a size")]
    Old,
    /// The proof's line of this number, from 1, is not 32 bytes in base64.
    #[error("line {0} of the proof is not a hash in base64")]
    ProofLine(usize),
    /// More lines than [`MAX_PROOF_LINES`].
    #[error("the proof has more than {MAX_PROOF_LINES} lines")]
    ProofLength,
    /// What follows the empty line is not a signed note.
    #[error("the checkpoint is not a signed note")]
    Checkpoint,
}

impl AddCheckpoint {
    /// The body to send.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("old {}\n", self.old);
        for node in &self.proof {
            text.push_str(&BASE64_STANDARD.encode(node.as_bytes()));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads a body; only the one text that each request has.
    ///
    /// # Errors
    /// [`RequestError`] for any other bytes.
    pub fn parse(body: &[u8]) -> Result<Self, RequestError> {
        if body.len() > MAX_REQUEST {
            return Err(RequestError::TooLarge);
        }
        let text = str::from_utf8(body).or(Err(RequestError::Text))?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(RequestError::Text)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old "));
        let old = old.and_then(|size| size.parse().ok());
        let mut proof = Vec::new();
        for line in lines {
            if proof.len() == MAX_PROOF_LINES {
                return Err(RequestError::ProofLength);
            }
            let hash = BASE64_STANDARD.decode(line).ok();
            let hash = hash.and_then(|hash| <[u8; 32]>::try_from(hash).ok());
            let hash = hash.ok_or(RequestError::ProofLine(proof.len() + 1))?;
            proof.push(NodeHash::from_bytes(hash));
        }
        crate::key::split(checkpoint).or(Err(RequestError::Checkpoint))?;
        let parsed = Self {
            old: old.ok_or(RequestError::Old)?,
            proof,
            checkpoint: checkpoint.to_owned(),
        };
        // Writing it again refuses leading zeros and plus signs.
        if parsed.to_text() == text {
            Ok(parsed)
        } else {
            Err(RequestError::Old)
        }
    }
}
