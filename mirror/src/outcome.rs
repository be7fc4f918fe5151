//! What came of it, told as `sajam-verify` tells it.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

/// All is well.
pub(crate) struct Outcome {
    /// For people.
    pub(crate) text: String,
    /// For programs.
    pub(crate) json: Value,
}

/// Why it is not; the text is one line.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Something checked does not hold.
    #[error("{0}")]
    Found(String),
    /// Nothing could be checked.
    #[error("{0}")]
    Unusable(String),
}

impl Failure {
    /// A file or folder that could not be used.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        Self::Unusable(format!("{}: {error}", path.display()))
    }

    /// The exit status.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Found(_) => 1,
            Self::Unusable(_) => 2,
        }
    }

    /// The result for programs; none when nothing was checked.
    pub(crate) fn json(&self) -> Option<Value> {
        match self {
            Self::Found(finding) => Some(json!({"ok": false, "finding": finding})),
            Self::Unusable(_) => None,
        }
    }
}
