//! What can be wrong with an export, always with the index where it shows.

use std::io;

use crate::canonical::CanonicalFault;
use crate::header::Stream;
use crate::key::NoteError;
use crate::shape::{ShapeError, shown};
use crate::verify::EventFault;

/// Why an export was not found good.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Something checked does not hold.
    #[error("{0}")]
    Fault(#[from] ExportFault),
    /// The export could not be read to its end.
    #[error("the export cannot be read: {0}")]
    Read(io::Error),
    /// The scratch file could not be written or read.
    #[error("the scratch file: {0}")]
    Scratch(io::Error),
}

/// What does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportFault {
    /// The first line is not that of an export.
    #[error("not an export: in its first line {0}")]
    Start(LineFault),
    /// It is of another log than the key.
    #[error("the export is of the log \"{}\", the key is of \"{key}\"", shown(.export))]
    Origin {
        /// The export's origin.
        export: String,
        /// The key's origin.
        key: String,
    },
    /// The checkpoint is not one of the key's.
    #[error("the checkpoint: {0}")]
    Checkpoint(NoteError),
    /// A line is not what this index needs.
    #[error("index {index}: {fault}")]
    Line {
        /// The index whose line it should be.
        index: u64,
        /// What is wrong.
        fault: LineFault,
    },
    /// An event contradicts itself or the rest of its stream.
    #[error("index {index} ({stream}, event {seq}): {fault}")]
    Event {
        /// The event's index in the log.
        index: u64,
        /// Its stream.
        stream: Stream,
        /// Its sequence number, as its header gives it.
        seq: u64,
        /// What is wrong.
        fault: EventFault,
    },
    /// The operator says that what some entries stood for is lost. Everything else was checked, and holds.
    #[error(
        "index {first}: what this entry stood for is lost, the operator says, and so of {lost} entries in all; they are unexplained, everything else holds"
    )]
    Lost {
        /// The first of them.
        first: u64,
        /// How many there are.
        lost: u64,
    },
    /// Every line holds, but together they are not what was signed.
    #[error(
        "the recomputed root of the {0} entries is not the checkpoint's: at least one entry is not the one that was published"
    )]
    Root(u64),
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// Longer than [`super::MAX_LINE`].
    #[error("the line is longer than {} MiB", super::MAX_LINE >> 20)]
    TooLong,
    /// Not UTF-8.
    #[error("the line is not UTF-8 (byte {0})")]
    Utf8(usize),
    /// Not JSON, or JSON without a canonical form.
    #[error("{fault} (column {column})")]
    Json {
        /// What is wrong.
        fault: CanonicalFault,
        /// Where in the line, from 1.
        column: usize,
    },
    /// Another shape than the format's.
    #[error("{0}")]
    Shape(#[from] ShapeError),
    /// The right content in other bytes than its canonical form.
    #[error("the line is not in canonical form (byte {0})")]
    NotCanonical(usize),
    /// It is the line of another index.
    #[error("the line says index {0}: an index is missing, repeated or out of order")]
    Index(u64),
    /// The checkpoint has fewer entries.
    #[error("the checkpoint has only {0} entries")]
    Beyond(u64),
    /// The last line comes too early or gives another size.
    #[error("the export ends here and says that it has {end} entries, the checkpoint has {size}")]
    End {
        /// What the last line says.
        end: u64,
        /// What the checkpoint says.
        size: u64,
    },
    /// The file ends without its last line.
    #[error("the export is cut off here, the checkpoint has {0} entries")]
    Cut(u64),
    /// Something stands after the last line.
    #[error("something follows the last line")]
    After,
}
