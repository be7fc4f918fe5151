//! Canonical JSON: the form of RFC 8785, narrowed until every implementation agrees.
//!
//! No floating-point numbers; integers within ±(2^53 − 1); ASCII object keys, each once; no U+0000;
//! at most [`MAX_DEPTH`] containers inside one another. See `docs/history-format.md`.

mod read;
mod scan;

use std::fmt;

use serde_json::{Number, Value};

pub(crate) use read::parse_within;
pub(crate) use scan::{Scanner, Stopped, unescaped};

/// The largest integer that every JSON implementation keeps exactly: 2^53 − 1 (RFC 7493, section 2.2).
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

/// How many arrays and objects may lie inside one another.
pub const MAX_DEPTH: usize = 32;

/// How many values one document may hold: a few bytes of hostile text must not become gigabytes of tree.
pub const MAX_VALUES: usize = 2_000_000;

/// Why a text or a value is outside the canonical form, and where in the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct CanonicalError {
    /// What is wrong.
    pub fault: CanonicalFault,
    /// Line and column, both from 1, when a text was read; `None` when a value was written.
    pub position: Option<(usize, usize)>,
}

impl fmt::Display for CanonicalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(f)?;
        match self.position {
            Some((line, column)) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl From<CanonicalFault> for CanonicalError {
    fn from(fault: CanonicalFault) -> Self {
        Self {
            fault,
            position: None,
        }
    }
}

/// What puts a text or a value outside the canonical form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalFault {
    /// The text is not JSON at all.
    #[error("not JSON: {0}")]
    Syntax(String),
    /// A number with a fraction or an exponent, or negative zero.
    #[error("a number is not written as an integer")]
    Float,
    /// An integer beyond ±(2^53 − 1).
    #[error("an integer is beyond ±(2^53 − 1)")]
    Integer,
    /// A string or key holds U+0000.
    #[error("a string holds U+0000")]
    Nul,
    /// An object key is not ASCII.
    #[error("an object key is not ASCII")]
    Key,
    /// An object has the same key twice.
    #[error("an object has the key \"{}\" twice", crate::shape::shown(.0))]
    Duplicate(String),
    /// More than [`MAX_DEPTH`] containers inside one another.
    #[error("arrays and objects lie too deep inside one another")]
    Depth,
    /// More than [`MAX_VALUES`] values.
    #[error("more than {MAX_VALUES} values")]
    Values,
}

/// Writes `value` in its one canonical form.
///
/// Keys are sorted here, by their ASCII bytes, whatever order the map gives them in.
///
/// # Errors
/// A float, an integer beyond ±(2^53 − 1), a key that is not ASCII, U+0000, or too much depth.
pub fn to_canonical(value: &Value) -> Result<String, CanonicalError> {
    let mut out = String::new();
    write_value(&mut out, value, MAX_DEPTH)?;
    Ok(out)
}

/// Reads a JSON text, refusing everything that has no canonical form. Whitespace and key order are free.
///
/// # Errors
/// As [`to_canonical`]; also text that is not JSON, duplicate keys and too many values.
pub fn parse(text: &str) -> Result<Value, CanonicalError> {
    parse_within(text, MAX_DEPTH)
}

/// Whether `text` is already byte for byte canonical.
#[must_use]
pub fn is_canonical(text: &str) -> bool {
    parse(text)
        .and_then(|value| to_canonical(&value))
        .is_ok_and(|canonical| canonical == text)
}

fn write_value(out: &mut String, value: &Value, depth: usize) -> Result<(), CanonicalFault> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(out, number)?,
        Value::String(text) => write_string(out, text)?,
        Value::Array(items) => {
            let depth = depth.checked_sub(1).ok_or(CanonicalFault::Depth)?;
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_value(out, item, depth)?;
            }
            out.push(']');
        }
        Value::Object(map) => {
            let depth = depth.checked_sub(1).ok_or(CanonicalFault::Depth)?;
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| key.as_bytes());
            out.push('{');
            for (at, (key, item)) in entries.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                check_key(key)?;
                write_string(out, key)?;
                out.push(':');
                write_value(out, item, depth)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn write_number(out: &mut String, number: &Number) -> Result<(), CanonicalFault> {
    let magnitude = match (number.as_u64(), number.as_i64()) {
        (Some(natural), _) => natural,
        (None, Some(negative)) => negative.unsigned_abs(),
        (None, None) => return Err(CanonicalFault::Float),
    };
    if magnitude > MAX_INTEGER {
        return Err(CanonicalFault::Integer);
    }
    if number.is_i64() && number.as_u64().is_none() {
        out.push('-');
    }
    out.push_str(&magnitude.to_string());
    Ok(())
}

/// The escapes of RFC 8785, section 3.2.2.2: the two-character ones where JSON has them, else `\u00xx`.
fn write_string(out: &mut String, text: &str) -> Result<(), CanonicalFault> {
    out.push('"');
    for character in text.chars() {
        match character {
            '\0' => return Err(CanonicalFault::Nul),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\u{1}'..'\u{20}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out.push('"');
    Ok(())
}

fn check_key(key: &str) -> Result<(), CanonicalFault> {
    if key.is_ascii() {
        Ok(())
    } else {
        Err(CanonicalFault::Key)
    }
}

#[cfg(test)]
mod tests;
