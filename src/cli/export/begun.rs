//! A file in which an export was begun: under which checkpoint, and up to which line it is good.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use sajam_ledger::{Checkpoint, EXPORT_FORMAT, ExportLine, MAX_LINE, NoteError, VerifierKey};
use serde::Deserialize;

/// What was found.
pub(super) enum Begun {
    /// Nothing yet.
    Empty,
    /// An export with its last line.
    Integer,
    /// Some of it.
    Broken(Broken),
}

/// See [`Begun::Broken`].
pub(super) struct Broken {
    pub(super) checkpoint: Checkpoint,
    /// Bytes up to the end of the last whole line.
    pub(super) end: u64,
    /// The last whole line, with its newline, and its index; none after the first line of the file.
    pub(super) last: Option<(u64, Vec<u8>)>,
}

impl Broken {
    /// The index that comes next.
    pub(super) fn next(&self) -> u64 {
        self.last.as_ref().map_or(0, |(index, _)| index + 1)
    }
}

/// Why a file cannot be gone on with.
#[derive(Debug, thiserror::Error)]
pub(super) enum BegunFault {
    #[error("it cannot be read")]
    Read(#[from] io::Error),
    #[error("it is no export: its first line is not that of one")]
    NotAnExport,
    #[error("its first line is not whole: delete it and begin again")]
    Headless,
    #[error("it is of the log \"{0}\", not of this one")]
    OtherLog(String),
    #[error("its checkpoint is not one of this log")]
    Checkpoint(#[source] NoteError),
    #[error(
        "this log has published no such checkpoint: the database is that of another time or place"
    )]
    Unpublished,
    #[error("its last whole line is not one of an export")]
    Line,
    #[error("its line of index {0} is not what this log holds there")]
    OtherLine(u64),
    #[error("something follows its last line")]
    AfterEnd,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstLine {
    checkpoint: String,
    format: String,
    origin: String,
}

impl Begun {
    /// Reads the beginning and the end of `file`. What is between is `sajam-verify`'s to check.
    pub(super) fn read(file: &mut File, key: &VerifierKey) -> Result<Self, BegunFault> {
        let length = file.seek(SeekFrom::End(0))?;
        if length == 0 {
            return Ok(Self::Empty);
        }
        let first = first_line(file)?;
        let checkpoint = checkpoint(&first, key)?;
        let begin = first.len() as u64;
        let (end, last) = last_line(file, begin, length)?;
        let Some(line) = last else {
            return Ok(Self::Broken(Broken {
                checkpoint,
                end,
                last: None,
            }));
        };
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let index = match ExportLine::parse(text).map_err(|_| BegunFault::Line)? {
            ExportLine::End(_) if end < length => return Err(BegunFault::AfterEnd),
            ExportLine::End(size) if size == checkpoint.size => return Ok(Self::Integer),
            ExportLine::Event(event) => event.index,
            ExportLine::Cover { index, .. } | ExportLine::Lost { index, .. } => index,
            ExportLine::End(_) => return Err(BegunFault::Line),
        };
        if index >= checkpoint.size {
            return Err(BegunFault::Line);
        }
        Ok(Self::Broken(Broken {
            checkpoint,
            end,
            last: Some((index, line)),
        }))
    }
}

/// The first line with its newline.
fn first_line(file: &mut File) -> Result<Vec<u8>, BegunFault> {
    file.seek(SeekFrom::Start(0))?;
    let mut line = Vec::new();
    BufReader::new(file)
        .take(MAX_LINE as u64 + 1)
        .read_until(b'\n', &mut line)?;
    match line.last() {
        Some(b'\n') => Ok(line),
        _ if line.starts_with(b"{\"checkpoint\":\"") => Err(BegunFault::Headless),
        _ => Err(BegunFault::NotAnExport),
    }
}

fn checkpoint(first: &[u8], key: &VerifierKey) -> Result<Checkpoint, BegunFault> {
    let first: FirstLine = serde_json::from_slice(first).map_err(|_| BegunFault::NotAnExport)?;
    if first.format != EXPORT_FORMAT {
        return Err(BegunFault::NotAnExport);
    }
    if first.origin != key.origin() {
        return Err(BegunFault::OtherLog(first.origin));
    }
    key.verify_checkpoint(&first.checkpoint)
        .map_err(BegunFault::Checkpoint)
}

/// Where the last whole line after `begin` ends, and the line with its newline; none if there is no whole one.
fn last_line(
    file: &mut File,
    begin: u64,
    length: u64,
) -> Result<(u64, Option<Vec<u8>>), BegunFault> {
    // Room for a whole line of the greatest length and another that was cut off.
    let room = 2 * (MAX_LINE as u64 + 1);
    let from = begin.max(length.saturating_sub(room));
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.take(length - from).read_to_end(&mut tail)?;
    let Some(newline) = tail.iter().rposition(|byte| *byte == b'\n') else {
        return if from == begin {
            Ok((begin, None))
        } else {
            Err(BegunFault::Line)
        };
    };
    tail.truncate(newline + 1);
    let end = from + tail.len() as u64;
    let start = tail[..newline].iter().rposition(|byte| *byte == b'\n');
    match start {
        Some(start) => tail.drain(..=start),
        None if from == begin => tail.drain(..0),
        None => return Err(BegunFault::Line),
    };
    Ok((end, Some(tail)))
}
