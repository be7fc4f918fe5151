//! One line of an export, read in place: it must be canonical, so its parts are hashed as they stand.

use serde_json::Value;

use super::{EXPORT_FORMAT, LineFault, MAX_LINE};
use crate::at::At;
use crate::bundle::Disclosed;
use crate::canonical::{self, MAX_DEPTH, Scanner, Stopped, unescaped};
use crate::hash::{Commitment, EventHash, Salt, decode};
use crate::header::{Header, Stream, is_name, is_stream};
use crate::shape::{Object, ShapeError};

/// The first line: which log, and the checkpoint that the rest is measured by.
pub(super) struct Start {
    pub(super) origin: String,
    pub(super) checkpoint: String,
}

/// A line after the first.
#[derive(Clone, Copy)]
#[expect(
    clippy::large_enum_variant,
    reason = "most lines are events, and none outlives its turn"
)]
pub enum ExportLine<'a> {
    /// An index that is an event.
    Event(EventLine<'a>),
    /// An index that is cover, with its secret.
    Cover {
        /// The index.
        index: u64,
        /// The 32 bytes behind the entry.
        secret: [u8; 32],
    },
    /// An index of which the operator has only the hash left, and says so.
    Lost {
        /// The index.
        index: u64,
        /// The log's entry.
        entry: EventHash,
    },
    /// The last line: how many entries there were.
    End(u64),
}

/// An event as a line holds it. Texts are canonical, and parts of the line.
#[derive(Clone, Copy)]
pub struct EventLine<'a> {
    /// The index.
    pub index: u64,
    /// The hash that the line gives.
    pub hash: EventHash,
    /// The whole header.
    pub header: &'a str,
    /// The header's stream.
    pub stream: &'a str,
    /// The header's sequence number.
    pub seq: u64,
    /// The header's time.
    pub at: At,
    /// The header's hash of the event before.
    pub prev: EventHash,
    /// The header's type, JSON escapes and all.
    pub event_type: &'a str,
    /// The header's commitment to the payload.
    pub payload_commitment: Commitment,
    /// The header's commitment to the context.
    pub context_commitment: Commitment,
    /// The payload with its salt, when disclosed.
    pub payload: Option<(Salt, &'a str)>,
    /// The context with its salt, when disclosed.
    pub context: Option<(Salt, &'a str)>,
}

impl Start {
    pub(super) fn parse(line: &str) -> Result<Self, LineFault> {
        let value = readable(line)?;
        let keys = ["checkpoint", "format", "origin"];
        let object = Object::new("the line", &value, &keys)?;
        if object.text("format")? != EXPORT_FORMAT {
            return Err(ShapeError::Expected("format", "\"sajam-export/v1\"").into());
        }
        Ok(Self {
            origin: object.text("origin")?.to_owned(),
            checkpoint: object.text("checkpoint")?.to_owned(),
        })
    }
}

impl<'a> ExportLine<'a> {
    /// Reads a line without its newline: exactly the canonical form of one of the four kinds.
    ///
    /// # Errors
    /// [`LineFault`], which says what the line is instead.
    pub fn parse(line: &'a [u8]) -> Result<Self, LineFault> {
        if line.len() > MAX_LINE {
            return Err(LineFault::TooLong);
        }
        let line =
            str::from_utf8(line).map_err(|error| LineFault::Utf8(error.valid_up_to() + 1))?;
        scan(line).map_err(|stopped| explain(line, stopped))
    }
}

fn scan(line: &str) -> Result<ExportLine<'_>, Stopped> {
    let mut scanner = Scanner::new(line);
    let scanner = &mut scanner;
    let read = if scanner.next_is("{\"end") {
        scanner.expect("{\"end\":")?;
        ExportLine::End(scanner.natural()?)
    } else if scanner.next_is("{\"cover") {
        scanner.expect("{\"cover\":")?;
        let secret = hex(scanner)?;
        scanner.expect(",\"index\":")?;
        let index = scanner.natural()?;
        ExportLine::Cover { index, secret }
    } else if scanner.next_is("{\"index") {
        scanner.expect("{\"index\":")?;
        let index = scanner.natural()?;
        scanner.expect(",\"lost\":")?;
        let entry = EventHash::from_bytes(hex(scanner)?);
        ExportLine::Lost { index, entry }
    } else {
        ExportLine::Event(event(scanner)?)
    };
    scanner.expect("}")?;
    scanner.end()?;
    Ok(read)
}

fn event<'a>(scanner: &mut Scanner<'a>) -> Result<EventLine<'a>, Stopped> {
    scanner.expect("{\"context\":")?;
    let context = disclosed(scanner)?;
    scanner.expect(",\"hash\":")?;
    let hash = EventHash::from_bytes(hex(scanner)?);
    scanner.expect(",\"header\":")?;
    let (text, header) = scanner.slice(header)?;
    scanner.expect(",\"index\":")?;
    let index = scanner.natural()?;
    scanner.expect(",\"payload\":")?;
    let payload = disclosed(scanner)?;
    Ok(EventLine {
        index,
        hash,
        header: text,
        payload,
        context,
        ..header
    })
}

/// The nine keys of a header, in the order of the canonical form; the rest of the line is still empty.
fn header<'a>(scanner: &mut Scanner<'a>) -> Result<EventLine<'a>, Stopped> {
    scanner.expect("{\"at\":")?;
    let at = scanner.quoted(24, |text| At::parse(text).ok())?;
    scanner.expect(",\"context\":")?;
    let context_commitment = Commitment::from_bytes(hex(scanner)?);
    scanner.expect(",\"payload\":")?;
    let payload_commitment = Commitment::from_bytes(hex(scanner)?);
    scanner.expect(",\"prev\":")?;
    let prev = EventHash::from_bytes(hex(scanner)?);
    scanner.expect(",\"seq\":")?;
    let seq = checked(scanner, Scanner::natural, |seq| *seq > 0)?;
    scanner.expect(",\"stream\":")?;
    let stream = checked(scanner, Scanner::string, |text| is_stream(text))?;
    scanner.expect(",\"type\":")?;
    let event_type = checked(scanner, Scanner::string, |text| is_escaped_name(text))?;
    scanner.expect(",\"type_version\":")?;
    checked(scanner, Scanner::string, |text| is_escaped_name(text))?;
    scanner.expect(",\"v\":1}")?;
    Ok(EventLine {
        index: 0,
        hash: EventHash::ZERO,
        header: "",
        stream,
        seq,
        at,
        prev,
        event_type,
        payload_commitment,
        context_commitment,
        payload: None,
        context: None,
    })
}

fn disclosed<'a>(scanner: &mut Scanner<'a>) -> Result<Option<(Salt, &'a str)>, Stopped> {
    if scanner.next_is("null") {
        scanner.expect("null")?;
        return Ok(None);
    }
    scanner.expect("{\"salt\":")?;
    let salt = Salt::from_bytes(hex(scanner)?);
    scanner.expect(",\"value\":")?;
    let (text, ()) = scanner.slice(Scanner::value)?;
    scanner.expect("}")?;
    Ok(Some((salt, text)))
}

fn hex(scanner: &mut Scanner<'_>) -> Result<[u8; 32], Stopped> {
    scanner.quoted(64, |text| decode(text.as_bytes()).ok())
}

fn checked<'a, T>(
    scanner: &mut Scanner<'a>,
    read: impl FnOnce(&mut Scanner<'a>) -> Result<T, Stopped>,
    fits: impl FnOnce(&T) -> bool,
) -> Result<T, Stopped> {
    let from = scanner.place();
    let read = read(scanner)?;
    if fits(&read) { Ok(read) } else { Err(from) }
}

/// [`is_name`] of a canonical string that is still escaped.
fn is_escaped_name(text: &str) -> bool {
    if text.contains('\\') {
        (1..=64).contains(&unescaped(text).count())
            && unescaped(text).all(|byte| byte.is_ascii_graphic())
    } else {
        is_name(text)
    }
}

/// JSON that has a canonical form, in whatever layout.
fn readable(line: &str) -> Result<Value, LineFault> {
    // The line's own containers around a disclosed value: line, disclosure.
    let value = canonical::parse_within(line, MAX_DEPTH + 2);
    value.map_err(|error| LineFault::Json {
        fault: error.fault,
        column: error.position.map_or(1, |(_, column)| column),
    })
}

/// Reads the line once more, slowly, to say what is wrong with it in the words used for bundles.
fn explain(line: &str, stopped: Stopped) -> LineFault {
    let shape = |value: &Value| -> Result<(), ShapeError> {
        let the = "the line";
        if value.get("end").is_some() {
            Object::new(the, value, &["end"])?.natural("end")?;
        } else if value.get("cover").is_some() {
            let object = Object::new(the, value, &["cover", "index"])?;
            object.parsed::<Salt>("cover", "64 lower-case hexadecimal digits")?;
            object.natural("index")?;
        } else if value.get("lost").is_some() {
            let object = Object::new(the, value, &["index", "lost"])?;
            object.parsed::<EventHash>("lost", "64 lower-case hexadecimal digits")?;
            object.natural("index")?;
        } else {
            let keys = ["context", "hash", "header", "index", "payload"];
            let object = Object::new(the, value, &keys)?;
            object.natural("index")?;
            object.parsed::<EventHash>("hash", "64 lower-case hexadecimal digits")?;
            Header::from_value(object.value("header"))?;
            for (key, what) in [("payload", "its payload"), ("context", "its context")] {
                match object.value(key) {
                    Value::Null => {}
                    value => drop(Disclosed::from_value(what, value)?),
                }
            }
        }
        Ok(())
    };
    match readable(line).and_then(|value| shape(&value).map_err(LineFault::Shape)) {
        Err(fault) => fault,
        // Everything is there, in another layout, order or spelling than the one that is hashed.
        Ok(()) => LineFault::NotCanonical(stopped.0 + 1),
    }
}

/// Whose event a line is, for messages; the grammar has been checked.
pub(super) fn stream(text: &str) -> Stream {
    Stream::parse(text).expect("the line was read with the grammar of streams")
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
