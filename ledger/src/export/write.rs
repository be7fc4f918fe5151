//! [`ExportWriter`]: an export from stored texts, a line at a time, from any index on.

use std::io::{self, Write};

use serde_json::json;

use super::EXPORT_FORMAT;
use crate::canonical;
use crate::checkpoint::Checkpoint;
use crate::hash::{EventHash, Salt};

/// An event as it is stored: canonical texts, exactly as they came from [`crate::link`].
#[derive(Clone, Copy)]
pub struct StoredEvent<'a> {
    /// The canonical header.
    pub header: &'a str,
    /// The event's hash.
    pub hash: EventHash,
    /// The payload's salt and canonical text; `None` keeps it undisclosed.
    pub payload: Option<(Salt, &'a str)>,
    /// The context's salt and canonical text; `None` keeps it undisclosed.
    pub context: Option<(Salt, &'a str)>,
}

/// Why an export cannot be written so.
#[derive(Debug, thiserror::Error)]
pub enum ExportWriteError {
    /// The output failed.
    #[error("the export cannot be written")]
    Io(#[from] io::Error),
    /// Every index of the checkpoint has its line.
    #[error("the checkpoint has only {0} entries")]
    Full(u64),
    /// The end was asked for too early.
    #[error("index {next} of {size} has no line yet")]
    Unfinished {
        /// The next index.
        next: u64,
        /// The checkpoint's size.
        size: u64,
    },
}

/// Writes the lines of an export in the order of the log.
///
/// The texts are written as they are given: what is stored is what is verified.
pub struct ExportWriter<W> {
    out: W,
    next: u64,
    size: u64,
}

impl<W: Write> ExportWriter<W> {
    /// Starts an export of the log as `note`, the signed `checkpoint`, has it.
    ///
    /// # Errors
    /// [`ExportWriteError::Io`].
    pub fn start(
        mut out: W,
        checkpoint: &Checkpoint,
        note: &str,
    ) -> Result<Self, ExportWriteError> {
        let first = json!({
            "checkpoint": note,
            "format": EXPORT_FORMAT,
            "origin": checkpoint.origin,
        });
        // A signed note holds no character without a canonical form.
        let first = canonical::to_canonical(&first).map_err(io::Error::other)?;
        writeln!(out, "{first}")?;
        Ok(Self::resume(out, checkpoint.size, 0))
    }

    /// Goes on with an export of `size` entries, begun elsewhere, at index `next`.
    #[must_use]
    pub const fn resume(out: W, size: u64, next: u64) -> Self {
        Self { out, next, size }
    }

    /// The index of the next line.
    #[must_use]
    pub const fn next_index(&self) -> u64 {
        self.next
    }

    /// The next index is this event.
    ///
    /// # Errors
    /// [`ExportWriteError::Io`] and [`ExportWriteError::Full`].
    pub fn event(&mut self, event: &StoredEvent<'_>) -> Result<(), ExportWriteError> {
        let line = event_line(self.next, event);
        self.line(&line)
    }

    /// The next index is cover.
    ///
    /// # Errors
    /// [`ExportWriteError::Io`] and [`ExportWriteError::Full`].
    pub fn cover(&mut self, secret: &[u8; 32]) -> Result<(), ExportWriteError> {
        let (cover, index) = (hex::encode(secret), self.next);
        self.line(&format!("{{\"cover\":\"{cover}\",\"index\":{index}}}\n"))
    }

    /// The next index is an entry of which only the hash is left.
    ///
    /// # Errors
    /// [`ExportWriteError::Io`] and [`ExportWriteError::Full`].
    pub fn lost(&mut self, entry: &EventHash) -> Result<(), ExportWriteError> {
        let index = self.next;
        self.line(&format!("{{\"index\":{index},\"lost\":\"{entry}\"}}\n"))
    }

    /// Writes the last line and gives the output back, flushed.
    ///
    /// # Errors
    /// [`ExportWriteError::Io`] and [`ExportWriteError::Unfinished`].
    pub fn finish(mut self) -> Result<W, ExportWriteError> {
        if self.next != self.size {
            let (next, size) = (self.next, self.size);
            return Err(ExportWriteError::Unfinished { next, size });
        }
        writeln!(self.out, "{{\"end\":{}}}", self.size)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// The output as it is, unfinished: a page of an export that [`Self::resume`] continues.
    #[must_use]
    pub fn into_inner(self) -> W {
        self.out
    }

    fn line(&mut self, line: &str) -> Result<(), ExportWriteError> {
        if self.next >= self.size {
            return Err(ExportWriteError::Full(self.size));
        }
        self.out.write_all(line.as_bytes())?;
        self.next += 1;
        Ok(())
    }
}

/// The line of an event, with its newline.
#[must_use]
pub fn event_line(index: u64, event: &StoredEvent<'_>) -> String {
    let mut line = String::with_capacity(1024);
    line.push_str("{\"context\":");
    push_disclosed(&mut line, event.context);
    line.push_str(",\"hash\":\"");
    line.push_str(&event.hash.to_string());
    line.push_str("\",\"header\":");
    line.push_str(event.header);
    line.push_str(",\"index\":");
    line.push_str(&index.to_string());
    line.push_str(",\"payload\":");
    push_disclosed(&mut line, event.payload);
    line.push_str("}\n");
    line
}

fn push_disclosed(line: &mut String, disclosed: Option<(Salt, &str)>) {
    match disclosed {
        None => line.push_str("null"),
        Some((salt, text)) => {
            line.push_str("{\"salt\":\"");
            line.push_str(&salt.to_string());
            line.push_str("\",\"value\":");
            line.push_str(text);
            line.push('}');
        }
    }
}
