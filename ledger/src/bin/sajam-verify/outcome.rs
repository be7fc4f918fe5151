//! What a check came to, and how it is told.

use std::fmt::Display;

use serde_json::{Value, json};

/// Everything held.
pub(crate) struct Outcome {
    /// For people.
    pub(crate) text: String,
    /// For programs.
    pub(crate) json: Value,
}

/// Why there is no good result; the text is one line.
pub(crate) enum Failure {
    /// Something checked does not hold.
    Found(String),
    /// Nothing could be checked.
    Unusable(String),
    /// The receipt's event is not in the log and need not be yet.
    NotYetDue(String),
}

impl Failure {
    pub(crate) fn found(finding: impl Display) -> Self {
        Self::Found(finding.to_string())
    }

    /// The exit status.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Found(_) => 1,
            Self::Unusable(_) => 2,
            Self::NotYetDue(_) => 3,
        }
    }

    pub(crate) fn line(self) -> String {
        match self {
            Self::Found(line) | Self::Unusable(line) | Self::NotYetDue(line) => line,
        }
    }

    /// The result for programs; none when nothing was checked.
    pub(crate) fn json(&self) -> Option<Value> {
        match self {
            Self::Found(finding) => Some(json!({"ok": false, "finding": finding})),
            Self::Unusable(_) => None,
            Self::NotYetDue(line) => {
                Some(json!({"ok": false, "finding": line, "not_yet_due": true}))
            }
        }
    }
}

/// A number with what it counts, in words: `1 payload`, `2 payloads`.
pub(crate) fn counted(number: u64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
