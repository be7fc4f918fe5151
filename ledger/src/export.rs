//! The full export, `sajam-export/v1`: the whole log as JSON Lines, each index one event or one revealed cover.
//!
//! [`ExportWriter`] makes it, a line at a time; [`verify_export`] checks it in one pass, on all cores, in memory that does
//! not grow with it. See `docs/history-format.md`.

mod chunks;
mod fault;
mod line;
mod lines;
mod pipeline;
mod streams;
mod verify;
mod write;

pub use fault::{ExportError, ExportFault, LineFault};
pub use line::{EventLine, ExportLine};
pub use verify::{ExportOptions, ExportVerdict, FoundEvent, Progress, verify_export};
pub use write::{ExportWriteError, ExportWriter, StoredEvent, event_line};

/// The version of the format, the first line's `format`.
pub const EXPORT_FORMAT: &str = "sajam-export/v1";

/// The longest line that is read, in bytes, without its newline.
pub const MAX_LINE: usize = 4 << 20;
