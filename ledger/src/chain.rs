//! The chain of a stream: salted commitments, and [`link`], which turns a draft into the stream's next event.

use std::fmt;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::at::At;
use crate::canonical::{self, CanonicalError, MAX_INTEGER};
use crate::hash::{Commitment, EventHash, Salt};
use crate::header::{Header, Stream, StreamError, event_hash, is_name};

/// Which of an event's two values a commitment is to; a payload can never pass for a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// What happened.
    Payload,
    /// Who acted, under which role, in which request.
    Context,
}

impl Label {
    /// The word in the commitment and in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Payload => "payload",
            Self::Context => "context",
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `SHA-256("sajam-history/v1/" ‖ label ‖ "\n" ‖ salt ‖ canonical)`.
#[must_use]
pub fn commitment(label: Label, salt: &Salt, canonical: &str) -> Commitment {
    let mut hasher = Sha256::new();
    hasher.update("sajam-history/v1/");
    hasher.update(label.as_str());
    hasher.update("\n");
    hasher.update(salt.as_bytes());
    hasher.update(canonical);
    Commitment::from_bytes(hasher.finalize().into())
}

/// The hash of a cover entry: `SHA-256("sajam-history/v1/cover\n" ‖ secret)`.
#[must_use]
pub fn cover_hash(secret: &[u8; 32]) -> EventHash {
    let mut hasher = Sha256::new();
    hasher.update("sajam-history/v1/cover\n");
    hasher.update(secret);
    EventHash::from_bytes(hasher.finalize().into())
}

/// The last event of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its sequence number, from 1.
    pub seq: u64,
    /// Its hash.
    pub hash: EventHash,
    /// Its time.
    pub at: At,
}

/// An event that is not yet part of its stream's chain.
#[derive(Clone, Copy)]
pub struct Draft<'a> {
    /// The stream, `<aggregate type>/<aggregate id>`.
    pub stream: &'a str,
    /// The event's name.
    pub event_type: &'a str,
    /// The version of the payload's schema.
    pub type_version: &'a str,
    /// When it happened; [`link`] raises it to the event before.
    pub at: At,
    /// What happened.
    pub payload: &'a Value,
    /// 32 fresh random bytes.
    pub payload_salt: Salt,
    /// Who acted.
    pub context: &'a Value,
    /// 32 more fresh random bytes.
    pub context_salt: Salt,
}

/// An event with its place in the chain: exactly the texts that are to be stored.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkedEvent {
    /// Its sequence number, from 1.
    pub seq: u64,
    /// Its time, never before the event before it.
    pub at: At,
    /// The canonical header.
    pub header: String,
    /// The hash of the header.
    pub hash: EventHash,
    /// The canonical payload.
    pub payload: String,
    /// The payload's salt.
    pub payload_salt: Salt,
    /// The canonical context.
    pub context: String,
    /// The context's salt.
    pub context_salt: Salt,
}

impl LinkedEvent {
    /// What the next event of the stream is linked to.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            seq: self.seq,
            hash: self.hash,
            at: self.at,
        }
    }
}

/// Payload and context stay out of logs.
impl fmt::Debug for LinkedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkedEvent")
            .field("seq", &self.seq)
            .field("hash", &self.hash)
            .finish_non_exhaustive()
    }
}

/// Why a draft cannot become an event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// The stream's name is outside its grammar.
    #[error("the stream's name is malformed")]
    Stream(#[source] StreamError),
    /// The type or its version is not 1 to 64 visible ASCII characters.
    #[error("the {0} is not 1 to 64 visible ASCII characters")]
    Name(&'static str),
    /// The payload or context has no canonical form.
    #[error("the {label} has no canonical form")]
    Value {
        /// Which of the two.
        label: Label,
        /// Why it has none.
        source: CanonicalError,
    },
    /// The stream already holds 2^53 − 1 events.
    #[error("the stream is full")]
    Full,
}

/// Gives `draft` its place after `head`, the stream's last event, or first when there is none.
///
/// Its `seq` is the head's plus 1; its `at` is raised to the head's when it is earlier.
///
/// # Errors
/// [`LinkError`] when the stream's name, the type or a value is outside the format, or the stream is full.
pub fn link(head: Option<&Head>, draft: Draft<'_>) -> Result<LinkedEvent, LinkError> {
    for (what, text) in [
        ("type", draft.event_type),
        ("type version", draft.type_version),
    ] {
        if !is_name(text) {
            return Err(LinkError::Name(what));
        }
    }
    let canonical = |label, value| {
        canonical::to_canonical(value).map_err(|source| LinkError::Value { label, source })
    };
    let payload = canonical(Label::Payload, draft.payload)?;
    let context = canonical(Label::Context, draft.context)?;
    let (seq, prev, at) = match head {
        None => (1, EventHash::ZERO, draft.at),
        Some(head) if head.seq >= MAX_INTEGER => return Err(LinkError::Full),
        Some(head) => (head.seq + 1, head.hash, draft.at.max(head.at)),
    };
    let header = Header {
        stream: Stream::parse(draft.stream).map_err(LinkError::Stream)?,
        seq,
        event_type: draft.event_type.to_owned(),
        type_version: draft.type_version.to_owned(),
        at,
        prev,
        payload: commitment(Label::Payload, &draft.payload_salt, &payload),
        context: commitment(Label::Context, &draft.context_salt, &context),
    };
    let header = header.canonical().or(Err(LinkError::Full))?;
    Ok(LinkedEvent {
        seq,
        at,
        hash: event_hash(&header),
        header,
        payload,
        payload_salt: draft.payload_salt,
        context,
        context_salt: draft.context_salt,
    })
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
