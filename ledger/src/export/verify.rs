//! [`verify_export`]: a reader, workers that hash, and one who folds their results in the order of the log.

use std::collections::BTreeMap;
use std::hash::RandomState;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde::Serialize;

use super::chunks::{Chunk, Chunks};
use super::line::Start;
use super::lines::{Checked, Rules, Tally, check};
use super::streams::{Blocks, SetAside, partitions};
use super::{ExportError, ExportFault, LineFault, MAX_LINE};
use crate::at::At;
use crate::checkpoint::Checkpoint;
use crate::hash::EventHash;
use crate::header::Stream;
use crate::key::VerifierKey;
use crate::tree::Fold;

/// Chunks under way for each worker: being read, waiting, being checked, or waiting for an earlier one.
const CHUNKS_PER_WORKER: usize = 4;

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
    let checkpoint = start(&first, key)?;
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
    Ok(ExportVerdict {
        checkpoint,
        events: read.tally.events,
        covers: read.tally.covers,
        streams,
        payloads: read.tally.payloads,
        contexts: read.tally.contexts,
        found: read.found,
        signed_by: key.to_string(),
    })
}

fn start(line: &[u8], key: &VerifierKey) -> Result<Checkpoint, ExportFault> {
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
    checkpoint.map_err(ExportFault::Checkpoint)
}

/// All lines, each found good for itself.
struct ReadLines {
    fold: Fold,
    tally: Tally,
    blocks: Blocks,
    found: Option<FoundEvent>,
}

/// A chunk's number and the index of its first line go with it.
type Work = (u64, u64, Chunk);
type Done = (u64, io::Result<Checked>);

fn read_lines<R: Read + Send>(
    chunks: Chunks<R>,
    rules: &Rules,
    options: &ExportOptions<'_>,
) -> Result<ReadLines, ExportError> {
    let workers = options.threads.get();
    let under_way = workers * CHUNKS_PER_WORKER;
    let (ticket, tickets) = mpsc::sync_channel(under_way);
    for _ in 0..under_way {
        // There is room for all of them.
        let _ = ticket.try_send(());
    }
    let (work, waiting) = mpsc::channel::<Work>();
    let waiting = Mutex::new(waiting);
    let (done, results) = mpsc::channel::<Done>();
    thread::scope(|scope| {
        let (waiting, failed) = (&waiting, done.clone());
        for _ in 0..workers {
            let done = done.clone();
            scope.spawn(move || work_on(waiting, &done, rules));
        }
        drop(done);
        scope.spawn(move || read_chunks(chunks, &tickets, &work, &failed));
        // Both go with it when it ends early, and then the other threads end too.
        fold_results(Folding::new(rules, options), results, ticket)
    })
}

fn fold_results(
    mut folding: Folding<'_>,
    results: Receiver<Done>,
    ticket: SyncSender<()>,
) -> Result<ReadLines, ExportError> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, checked) in &results {
        early.insert(number, checked);
        while let Some(checked) = early.remove(&next) {
            folding.take(checked.map_err(ExportError::Read)?)?;
            next += 1;
            // The reader may be at the end already.
            let _ = ticket.try_send(());
        }
    }
    folding.end()
}

fn read_chunks<R: Read>(
    mut chunks: Chunks<R>,
    tickets: &Receiver<()>,
    work: &Sender<Work>,
    failed: &Sender<Done>,
) {
    let (mut number, mut index) = (0, 0);
    while tickets.recv().is_ok() {
        match chunks.next() {
            Ok(None) => return,
            Ok(Some(chunk)) => {
                let lines = chunk.lines;
                if work.send((number, index, chunk)).is_err() {
                    return;
                }
                number += 1;
                index += lines;
            }
            Err(error) => {
                // If nobody listens, a fault was found before.
                let _ = failed.send((number, Err(error)));
                return;
            }
        }
    }
}

fn work_on(waiting: &Mutex<Receiver<Work>>, done: &Sender<Done>, rules: &Rules) {
    loop {
        let work = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok((number, first, chunk)) = work else {
            return;
        };
        if done
            .send((number, Ok(check(&chunk, first, rules))))
            .is_err()
        {
            return;
        }
    }
}

/// The results so far, in the order of the log.
struct Folding<'a> {
    rules: &'a Rules,
    progress: &'a (dyn Fn(Progress) + Sync),
    fold: Fold,
    tally: Tally,
    aside: SetAside<'a>,
    found: Option<FoundEvent>,
    ended: bool,
}

impl<'a> Folding<'a> {
    fn new(rules: &'a Rules, options: &ExportOptions<'a>) -> Self {
        Self {
            rules,
            progress: options.progress,
            fold: Fold::default(),
            tally: Tally::default(),
            aside: SetAside::new(options.scratch, rules.partitions),
            found: None,
            ended: false,
        }
    }

    fn fault<T>(&self, fault: LineFault) -> Result<T, ExportError> {
        let index = self.fold.size();
        Err(ExportFault::Line { index, fault }.into())
    }

    fn take(&mut self, checked: Checked) -> Result<(), ExportError> {
        if self.ended {
            return self.fault(LineFault::After);
        }
        if let Some(fault) = checked.fault {
            return Err(fault.into());
        }
        self.fold.append(&checked.nodes);
        self.tally.add(checked.tally);
        self.aside
            .take(&checked.records, &checked.places)
            .map_err(ExportError::Scratch)?;
        self.found = self.found.take().or(checked.found);
        self.ended = checked.ended;
        (self.progress)(Progress::Entries(self.fold.size(), self.rules.size));
        Ok(())
    }

    fn end(self) -> Result<ReadLines, ExportError> {
        if !self.ended {
            return self.fault(LineFault::Cut(self.rules.size));
        }
        Ok(ReadLines {
            fold: self.fold,
            tally: self.tally,
            blocks: self.aside.done(),
            found: self.found,
        })
    }
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
