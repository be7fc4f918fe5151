//! [`Header`]: all of an event that the chain covers, and [`Stream`], whose event it is.

use std::fmt;
use std::str::FromStr;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::at::At;
use crate::canonical::{self, CanonicalError, MAX_INTEGER};
use crate::hash::{Commitment, EventHash};
use crate::shape::{Object, ShapeError};

const KEYS: [&str; 9] = [
    "at",
    "context",
    "payload",
    "prev",
    "seq",
    "stream",
    "type",
    "type_version",
    "v",
];

/// An event's header, version 1 of the format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Whose event it is.
    pub stream: Stream,
    /// 1, 2, 3 … within the stream, at most 2^53 − 1.
    pub seq: u64,
    /// The event's name: 1 to 64 visible ASCII characters.
    pub event_type: String,
    /// The version of the payload's schema: 1 to 64 visible ASCII characters.
    pub type_version: String,
    /// When it happened; never earlier than the event before it.
    pub at: At,
    /// The hash of the event before it, [`EventHash::ZERO`] for the first.
    pub prev: EventHash,
    /// Commitment to the payload.
    pub payload: Commitment,
    /// Commitment to the context.
    pub context: Commitment,
}

/// Why a text or value is not a header.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Not JSON, or JSON without a canonical form.
    #[error("{0}")]
    Json(CanonicalError),
    /// A key is missing, unknown or of the wrong kind.
    #[error("{0}")]
    Shape(ShapeError),
}

impl From<ShapeError> for HeaderError {
    fn from(error: ShapeError) -> Self {
        Self::Shape(error)
    }
}

impl Header {
    /// Reads a header from JSON text in any layout.
    ///
    /// # Errors
    /// [`HeaderError`] for anything but exactly the nine keys of the format with values of their kind.
    pub fn parse(text: &str) -> Result<Self, HeaderError> {
        let value = canonical::parse(text).map_err(HeaderError::Json)?;
        Ok(Self::from_value(&value)?)
    }

    /// Reads a header from a JSON value.
    ///
    /// # Errors
    /// [`ShapeError`] for anything but exactly the nine keys of the format with values of their kind.
    pub fn from_value(value: &Value) -> Result<Self, ShapeError> {
        let object = Object::new("the header", value, &KEYS)?;
        if object.natural("v")? != 1 {
            return Err(ShapeError::Expected("v", "1"));
        }
        let seq = object.natural("seq")?;
        if !(1..=MAX_INTEGER).contains(&seq) {
            return Err(ShapeError::Expected("seq", "between 1 and 2^53 − 1"));
        }
        Ok(Self {
            stream: object.parsed("stream", "of the form type/id")?,
            seq,
            event_type: name(&object, "type")?,
            type_version: name(&object, "type_version")?,
            at: object.parsed("at", "a time of the form 2026-11-23T22:00:00.000Z")?,
            prev: object.parsed("prev", "64 lower-case hexadecimal digits")?,
            payload: object.parsed("payload", "64 lower-case hexadecimal digits")?,
            context: object.parsed("context", "64 lower-case hexadecimal digits")?,
        })
    }

    /// The header as a JSON value.
    #[must_use]
    pub fn to_value(&self) -> Value {
        json!({
            "v": 1,
            "stream": self.stream.as_str(),
            "seq": self.seq,
            "type": self.event_type,
            "type_version": self.type_version,
            "at": self.at.as_str(),
            "prev": self.prev.to_string(),
            "payload": self.payload.to_string(),
            "context": self.context.to_string(),
        })
    }

    /// The canonical text, the bytes that are hashed and stored.
    ///
    /// # Errors
    /// A `seq` beyond 2^53 − 1, or U+0000 in a field that was set by hand.
    pub fn canonical(&self) -> Result<String, CanonicalError> {
        canonical::to_canonical(&self.to_value())
    }
}

/// The hash of the event with this canonical header: `SHA-256("sajam-history/v1/event\n" ‖ header)`.
#[must_use]
pub fn event_hash(canonical_header: &str) -> EventHash {
    let mut hasher = Sha256::new();
    hasher.update("sajam-history/v1/event\n");
    hasher.update(canonical_header);
    EventHash::from_bytes(hasher.finalize().into())
}

/// Whether `text` can be an event's type or version: 1 to 64 visible ASCII characters.
pub(crate) fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn name(object: &Object<'_>, key: &'static str) -> Result<String, ShapeError> {
    let text = object.text(key)?;
    if !is_name(text) {
        return Err(ShapeError::Expected(
            key,
            "1 to 64 visible ASCII characters",
        ));
    }
    Ok(text.to_owned())
}

/// The name of a stream, `<aggregate type>/<aggregate id>`: `[a-z-]+/[0-9a-z-]+`, at most 128 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream(String);

/// Text that is not the name of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stream is named [a-z-]+/[0-9a-z-]+, at most 128 characters")]
pub struct StreamError;

/// Whether `text` can be the name of a stream.
pub(crate) fn is_stream(text: &str) -> bool {
    text.len() <= 128
        && text.split_once('/').is_some_and(|(kind, id)| {
            !kind.is_empty()
                && !id.is_empty()
                && kind.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'-'))
                && id
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'-'))
        })
}

impl Stream {
    /// Reads `<aggregate type>/<aggregate id>`.
    ///
    /// # Errors
    /// [`StreamError`] outside the grammar.
    pub fn parse(text: &str) -> Result<Self, StreamError> {
        if is_stream(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(StreamError)
        }
    }

    /// The whole name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the slash.
    #[must_use]
    pub fn aggregate_type(&self) -> &str {
        self.0.split_once('/').map_or("", |(kind, _)| kind)
    }

    /// The part after the slash.
    #[must_use]
    pub fn aggregate_id(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, id)| id)
    }
}

impl FromStr for Stream {
    type Err = StreamError;

    fn from_str(text: &str) -> Result<Self, StreamError> {
        Self::parse(text)
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Stream {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl serde::Serialize for Header {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
