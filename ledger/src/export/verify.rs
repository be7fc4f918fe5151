//! [`verify_export`]: the first line, all lines each for itself, the streams, the root.

use std::hash::RandomState;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;

use super::chunks::Chunks;
use super::line::Start;
use super::lines::Rules;
use super::pipeline::read_lines;
use super::streams::{Blocks, partitions};
use super::{ExportError, ExportFault, LineFault, MAX_LINE};
use crate::at::At;
use crate::checkpoint::Checkpoint;
use crate::hash::EventHash;
use crate::header::Stream;
use crate::key::VerifierKey;

/// How an export is to be checked.
#[derive(Clone, Copy)]
pub struct ExportOptions<'a> {
    /// How many threads hash.
    pub threads: NonZeroUsize,
    /// The folder for the scratch file, which has no name and takes about 130 bytes for each event.
    pub scratch: &'a Path,
    /// An event to look for, such as that of a receipt.
    pub wanted: Option<EventHash>,
    /// Told how far it is, from any thread.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

/// How far the check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many of so many entries are read.
    Entries(u64, u64),
    /// So many of so many partitions of the streams are checked.
    Streams(usize, usize),
}

/// What a verified export shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportVerdict {
    /// The log as it was signed, and as the export shows it.
    pub checkpoint: Checkpoint,
    /// How many of its entries are events.
    pub events: u64,
    /// How many are cover.
    pub covers: u64,
    /// How many streams the events make up.
    pub streams: u64,
    /// How many payloads are disclosed and match.
    pub payloads: u64,
    /// How many contexts are disclosed and match.
    pub contexts: u64,
    /// The event that was looked for, if it is there.
    pub found: Option<FoundEvent>,
    /// The key that signed the checkpoint.
    pub signed_by: String,
    /// The checkpoint as it stands in the export: a signed note, its cosignatures for the caller to check.
    #[serde(skip)]
    pub note: String,
}

/// Where the event is that was looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundEvent {
    /// Its index in the log.
    pub index: u64,
    /// Its stream.
    pub stream: Stream,
    /// Its sequence number.
    pub seq: u64,
    /// Its time.
    pub at: At,
    /// Whether its type is `Submitted`.
    pub submitted: bool,
}

/// Checks a full export in one pass: every index is one event or revealed cover, every event holds for itself and in its
/// stream, and the recomputed root is the checkpoint's.
///
/// Memory is bounded by the number of threads and the longest line, not by the log.
///
/// # Errors
/// [`ExportFault`], the first in the order of the log, those of single lines before those between lines; or what kept
/// the export from being read.
pub fn verify_export<R: Read + Send>(
    source: R,
    key: &VerifierKey,
    options: &ExportOptions<'_>,
) -> Result<ExportVerdict, ExportError> {
    let mut chunks = Chunks::new(source);
    let first = chunks.first_line().map_err(ExportError::Read)?;
    let (checkpoint, note) = start(&first, key)?;
    let rules = Rules {
        size: checkpoint.size,
        wanted: options.wanted,
        partitions: partitions(checkpoint.size),
        hasher: RandomState::new(),
    };
    let read = read_lines(chunks, &rules, options)?;
    // Before the root, because it can say where the fault is.
    let streams = check_streams(&read.blocks, options)?;
    if read.fold.root() != *checkpoint.root.as_bytes() {
        return Err(ExportFault::Root(checkpoint.size).into());
    }
    // Last, so that whoever reads this knows that everything else holds.
    if let Some(first) = read.tally.first_lost {
        let lost = read.tally.lost;
        return Err(ExportFault::Lost { first, lost }.into());
    }
    Ok(ExportVerdict {
        checkpoint,
        events: read.tally.events,
        covers: read.tally.covers,
        streams,
        payloads: read.tally.payloads,
        contexts: read.tally.contexts,
        found: read.found,
        signed_by: key.signers(&note),
        note,
    })
}

/// The checkpoint of the first line, and its note.
fn start(line: &[u8], key: &VerifierKey) -> Result<(Checkpoint, String), ExportFault> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    if line.len() > MAX_LINE {
        return Err(ExportFault::Start(LineFault::TooLong));
    }
    let text = str::from_utf8(line)
        .map_err(|error| ExportFault::Start(LineFault::Utf8(error.valid_up_to() + 1)))?;
    let start = Start::parse(text).map_err(ExportFault::Start)?;
    if start.origin != key.origin() {
        return Err(ExportFault::Origin {
            export: start.origin,
            key: key.origin().to_owned(),
        });
    }
    let checkpoint = key.verify_checkpoint(&start.checkpoint);
    let checkpoint = checkpoint.map_err(ExportFault::Checkpoint)?;
    Ok((checkpoint, start.checkpoint))
}

/// Checks the partitions on all threads and counts the streams.
fn check_streams(blocks: &Blocks, options: &ExportOptions<'_>) -> Result<u64, ExportError> {
    let (next, ready) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let all = blocks.partitions();
    let check_some = || {
        let mut streams = 0;
        let mut worst = Ok(());
        loop {
            let partition = next.fetch_add(1, Ordering::Relaxed);
            if partition >= all {
                return worst.map(|()| streams);
            }
            match blocks.check(partition) {
                Ok(more) => streams += more,
                Err(error) => worst = Err(first_of(worst.err(), error)),
            }
            let ready = ready.fetch_add(1, Ordering::Relaxed) + 1;
            (options.progress)(Progress::Streams(ready, all));
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..options.threads.get())
            .map(|_| scope.spawn(check_some))
            .collect();
        let mut result = Ok(0);
        for worker in workers {
            let some = worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            result = match (result, some) {
                (Ok(streams), Ok(more)) => Ok(streams + more),
                (Err(error), Ok(_)) => Err(error),
                (earlier, Err(error)) => Err(first_of(earlier.err(), error)),
            };
        }
        result
    })
}

/// Of two faults the one that the log shows first.
fn first_of(one: Option<ExportError>, other: ExportError) -> ExportError {
    let index = |error: &ExportError| match error {
        ExportError::Fault(ExportFault::Event { index, .. }) => *index,
        _ => 0,
    };
    match one {
        Some(one) if index(&one) <= index(&other) => one,
        _ => other,
    }
}

#[cfg(test)]
#[path = "verify_tests.rs"]
mod tests;
