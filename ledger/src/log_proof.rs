//! [`LogProof`]: that the log holds one event, as a text of C2SP tlog-proof.

use base64::prelude::{BASE64_STANDARD, Engine};
use tlog_tiles::{Hash, check_record, record_hash};

use crate::bundle::{BundleEvent, MAX_PROOF};
use crate::canonical;
use crate::checkpoint::Checkpoint;
use crate::hash::{EventHash, NodeHash};
use crate::header::{Header, HeaderError, event_hash};
use crate::key::{NoteError, VerifierKey};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// The longest proof that is read, in bytes.
pub const MAX_LOG_PROOF: usize = 64 << 10;

/// An event's place in the log with all that shows it, offline.
///
/// The `extra` line of the text holds the canonical header, whose hash is the log's entry; it may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogProof {
    /// The canonical header of the event.
    pub header: Option<String>,
    /// The entry's index, from 0.
    pub index: u64,
    /// The inclusion proof's nodes (RFC 6962, section 2.1.1), leaf to root.
    pub proof: Vec<NodeHash>,
    /// The checkpoint: a signed note, with any cosignatures.
    pub checkpoint: String,
}

/// Why a text is not a proof, or what it does not prove.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogProofError {
    /// Larger than [`MAX_LOG_PROOF`].
    #[error("not a proof: it is larger than {} KiB", MAX_LOG_PROOF >> 10)]
    TooLarge,
    /// Not the lines of C2SP tlog-proof; the text names the first that is not.
    #[error("not a proof: its {0} is not in the form of C2SP tlog-proof")]
    Form(&'static str),
    /// The extra line is not a canonical header.
    #[error("its extra line is not an event's header: {0}")]
    Header(HeaderError),
    /// The extra line is a header in another layout than the one that is hashed.
    #[error("its extra line is a header that is not in canonical form")]
    NotCanonical,
    /// The checkpoint does not hold.
    #[error("the checkpoint: {0}")]
    Checkpoint(NoteError),
    /// The header is that of another event than the one asked for.
    #[error("it is the proof of another event: its header has the hash {0}")]
    OtherEvent(EventHash),
    /// Neither the proof nor the caller says which event it is for.
    #[error("it has no header, so the event's hash must be given")]
    NoEvent,
    /// The index is beyond the checkpoint.
    #[error("its log index {0} is beyond the checkpoint's {1} entries")]
    Index(u64, u64),
    /// The proof does not lead to the checkpoint's root.
    #[error("it does not show the event in the log at index {0}")]
    Proof(u64),
}

impl LogProof {
    /// The proof of a bundle's event; `None` when the log does not hold it yet or its header has no canonical form.
    #[must_use]
    pub fn of(event: &BundleEvent, checkpoint: &str) -> Option<Self> {
        let log = event.log.as_ref()?;
        Some(Self {
            header: Some(event.header.canonical().ok()?),
            index: log.index,
            proof: log.proof.clone(),
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// The text, to be kept in a file that ends in `.tlog-proof`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\n");
        if let Some(header) = &self.header {
            text.push_str(&format!("extra {}\n", BASE64_STANDARD.encode(header)));
        }
        text.push_str(&format!("index {}\n", self.index));
        for node in &self.proof {
            text.push_str(&BASE64_STANDARD.encode(node.as_bytes()));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads the one text of a proof. What it says is checked by [`Self::verify`].
    ///
    /// # Errors
    /// [`LogProofError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, LogProofError> {
        if text.len() > MAX_LOG_PROOF {
            return Err(LogProofError::TooLarge);
        }
        let form = LogProofError::Form;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(form("text"))?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(form("first line"));
        }
        let extra = lines.next_if(|line| line.starts_with("extra "));
        let header = extra.map(|line| {
            let bytes = BASE64_STANDARD.decode(&line["extra ".len()..]).ok();
            let header = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            header.ok_or(form("extra line"))
        });
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.and_then(|number| number.parse().ok());
        let proof = lines.map(|line| {
            let node = BASE64_STANDARD.decode(line).ok();
            let node = node.and_then(|node| <[u8; 32]>::try_from(node).ok());
            Ok(NodeHash::from_bytes(node.ok_or(form("list of nodes"))?))
        });
        let parsed = Self {
            header: header.transpose()?,
            index: index.ok_or(form("index"))?,
            proof: proof.collect::<Result<_, _>>()?,
            checkpoint: checkpoint.to_owned(),
        };
        // A longer proof fits no tree.
        if parsed.proof.len() > MAX_PROOF {
            return Err(form("list of nodes"));
        }
        // Writing it again refuses leading zeros and plus signs.
        if parsed.to_text() == text {
            Ok(parsed)
        } else {
            Err(form("text"))
        }
    }

    /// Checks that the log of `key` holds the event: that of the header, and the one `expected` if it is given.
    ///
    /// Returns the event's hash and the checkpoint. Cosignatures are [`crate::cosignatures`]' to check.
    ///
    /// # Errors
    /// [`LogProofError`] when the header, the checkpoint or the proof does not hold.
    pub fn verify(
        &self,
        key: &VerifierKey,
        expected: Option<EventHash>,
    ) -> Result<(EventHash, Checkpoint), LogProofError> {
        let shown = self.header.as_deref().map(|text| {
            Header::parse(text).map_err(LogProofError::Header)?;
            if canonical::is_canonical(text) {
                Ok(event_hash(text))
            } else {
                Err(LogProofError::NotCanonical)
            }
        });
        let event = match (shown.transpose()?, expected) {
            (Some(shown), Some(expected)) if shown != expected => {
                return Err(LogProofError::OtherEvent(shown));
            }
            (Some(event), _) | (None, Some(event)) => event,
            (None, None) => return Err(LogProofError::NoEvent),
        };
        let checkpoint = key.verify_checkpoint(&self.checkpoint);
        let checkpoint = checkpoint.map_err(LogProofError::Checkpoint)?;
        if self.index >= checkpoint.size {
            return Err(LogProofError::Index(self.index, checkpoint.size));
        }
        let proof = self.proof.iter().map(|node| Hash(*node.as_bytes()));
        let root = Hash(*checkpoint.root.as_bytes());
        let leaf = record_hash(event.as_bytes());
        check_record(&proof.collect(), checkpoint.size, root, self.index, leaf)
            .or(Err(LogProofError::Proof(self.index)))?;
        Ok((event, checkpoint))
    }
}

#[cfg(test)]
#[path = "log_proof_tests.rs"]
mod tests;
