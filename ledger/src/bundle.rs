//! [`Bundle`]: one stream's history as one JSON document, what `sajam-verify` reads.

use serde::Serialize;
use serde_json::Value;

use crate::canonical::{self, CanonicalError, MAX_DEPTH};
use crate::hash::{EventHash, NodeHash, Salt};
use crate::header::{Header, HeaderError};
use crate::shape::{Object, ShapeError, shown};

/// The version of the format, the bundle's `format`.
pub const FORMAT: &str = "sajam-history/v1";

/// The largest bundle that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// The most events a bundle may hold.
pub const MAX_EVENTS: usize = 100_000;

/// An inclusion proof in a tree of at most 2^64 leaves is no longer.
pub(crate) const MAX_PROOF: usize = 64;

/// The bundle's own containers around a disclosed value: bundle, events, event, disclosure.
const WRAPPERS: usize = 4;

/// One stream's events with what was disclosed of them, and a checkpoint of the log.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Bundle {
    /// [`FORMAT`]; another value can be neither made nor parsed.
    format: &'static str,
    /// The log's name.
    pub origin: String,
    /// The stream's events from the first, in order.
    pub events: Vec<BundleEvent>,
    /// A signed note.
    pub checkpoint: String,
}

/// One event of a bundle.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct BundleEvent {
    /// The header.
    pub header: Header,
    /// The event's hash.
    pub hash: EventHash,
    /// What happened, when it is disclosed.
    pub payload: Option<Disclosed>,
    /// Who acted, when it is disclosed.
    pub context: Option<Disclosed>,
    /// Where the log holds the event; `None` when the checkpoint does not cover it yet.
    pub log: Option<Inclusion>,
}

/// A value with the salt that opens its commitment.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Disclosed {
    /// The commitment's salt.
    pub salt: Salt,
    /// The value.
    pub value: Value,
}

/// Proof that the log holds an event (RFC 6962, section 2.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inclusion {
    /// The leaf's index, from 0.
    pub index: u64,
    /// The proof's nodes, leaf to root.
    pub proof: Vec<NodeHash>,
}

/// Why a document is not a bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Larger than [`MAX_BYTES`].
    #[error("it is larger than {} MiB", MAX_BYTES >> 20)]
    TooLarge,
    /// Not UTF-8.
    #[error("it is not UTF-8 (byte {0})")]
    Utf8(usize),
    /// Not JSON, or JSON without a canonical form.
    #[error("{0}")]
    Json(CanonicalError),
    /// The document around the events has another shape.
    #[error("{0}")]
    Shape(ShapeError),
    /// An event has another shape.
    #[error("{name}: {error}")]
    Event {
        /// Which event.
        name: EventName,
        /// What is wrong with it.
        error: ShapeError,
    },
}

/// An event as messages name it: its place in the bundle and its type, `3 (Assigned)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventName {
    /// Its place among the bundle's events, from 1.
    pub number: usize,
    /// Its type, when it has one; not to be trusted.
    pub event_type: Option<String>,
}

impl std::fmt::Display for EventName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "event {}", self.number)?;
        match &self.event_type {
            Some(event_type) => write!(f, " ({})", shown(event_type)),
            None => Ok(()),
        }
    }
}

impl Bundle {
    /// A bundle of one stream's events, in order, from the first.
    #[must_use]
    pub fn new(
        origin: impl Into<String>,
        events: Vec<BundleEvent>,
        checkpoint: impl Into<String>,
    ) -> Self {
        Self {
            format: FORMAT,
            origin: origin.into(),
            events,
            checkpoint: checkpoint.into(),
        }
    }

    /// The document, indented.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("all keys are strings");
        text.push('\n');
        text
    }

    /// Reads a document. What it says is checked by [`crate::verify_bundle`].
    ///
    /// # Errors
    /// [`BundleError`] for anything but JSON within the bounds, with exactly the keys of the format.
    pub fn parse(document: &[u8]) -> Result<Self, BundleError> {
        if document.len() > MAX_BYTES {
            return Err(BundleError::TooLarge);
        }
        let text =
            str::from_utf8(document).map_err(|error| BundleError::Utf8(error.valid_up_to()))?;
        let value =
            canonical::parse_within(text, MAX_DEPTH + WRAPPERS).map_err(BundleError::Json)?;
        let keys = ["format", "origin", "events", "checkpoint"];
        let object = Object::new("the bundle", &value, &keys)?;
        if object.text("format")? != FORMAT {
            return Err(ShapeError::Expected("format", "\"sajam-history/v1\"").into());
        }
        let events = object.items("events", MAX_EVENTS)?.iter().enumerate();
        let events = events.map(|(at, event)| {
            BundleEvent::from_value(event).map_err(|error| BundleError::Event {
                name: EventName {
                    number: at + 1,
                    event_type: event["header"]["type"].as_str().map(str::to_owned),
                },
                error,
            })
        });
        Ok(Self::new(
            object.text("origin")?,
            events.collect::<Result<_, _>>()?,
            object.text("checkpoint")?,
        ))
    }
}

impl From<ShapeError> for BundleError {
    fn from(error: ShapeError) -> Self {
        Self::Shape(error)
    }
}

impl BundleEvent {
    /// An event from its stored texts, each as it came from [`crate::link`].
    ///
    /// # Errors
    /// [`HeaderError`] when the header is not one, or a disclosed value has no canonical form.
    pub fn from_stored(
        header: &str,
        hash: EventHash,
        payload: Option<(Salt, &str)>,
        context: Option<(Salt, &str)>,
        log: Option<Inclusion>,
    ) -> Result<Self, HeaderError> {
        let disclosed = |stored: Option<(Salt, &str)>| -> Result<_, HeaderError> {
            stored
                .map(|(salt, text)| {
                    let value = canonical::parse(text).map_err(HeaderError::Json)?;
                    Ok(Disclosed { salt, value })
                })
                .transpose()
        };
        Ok(Self {
            header: Header::parse(header)?,
            hash,
            payload: disclosed(payload)?,
            context: disclosed(context)?,
            log,
        })
    }

    fn from_value(value: &Value) -> Result<Self, ShapeError> {
        let keys = ["header", "hash", "payload", "context", "log"];
        let object = Object::new("it", value, &keys)?;
        Ok(Self {
            header: Header::from_value(object.value("header"))?,
            hash: object.parsed("hash", "64 lower-case hexadecimal digits")?,
            payload: nullable(object.value("payload"), |value| {
                Disclosed::from_value("its payload", value)
            })?,
            context: nullable(object.value("context"), |value| {
                Disclosed::from_value("its context", value)
            })?,
            log: nullable(object.value("log"), Inclusion::from_value)?,
        })
    }
}

impl Disclosed {
    pub(crate) fn from_value(what: &'static str, value: &Value) -> Result<Self, ShapeError> {
        let object = Object::new(what, value, &["salt", "value"])?;
        Ok(Self {
            salt: object.parsed("salt", "64 lower-case hexadecimal digits")?,
            value: object.value("value").clone(),
        })
    }
}

impl Inclusion {
    fn from_value(value: &Value) -> Result<Self, ShapeError> {
        let object = Object::new("its log entry", value, &["index", "proof"])?;
        let proof = object.items("proof", MAX_PROOF)?.iter().map(|node| {
            let node = node.as_str().and_then(|node| node.parse().ok());
            node.ok_or(ShapeError::Expected("proof", "a list of hashes in hex"))
        });
        Ok(Self {
            index: object.natural("index")?,
            proof: proof.collect::<Result<_, _>>()?,
        })
    }
}

fn nullable<T>(
    value: &Value,
    read: impl FnOnce(&Value) -> Result<T, ShapeError>,
) -> Result<Option<T>, ShapeError> {
    if value.is_null() {
        Ok(None)
    } else {
        read(value).map(Some)
    }
}

/// What was disclosed to one reader stays out of the logs of another.
impl std::fmt::Debug for Bundle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bundle")
            .field("origin", &self.origin)
            .field("events", &self.events.len())
            .finish_non_exhaustive()
    }
}
