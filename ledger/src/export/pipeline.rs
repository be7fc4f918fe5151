//! A reader, workers that hash, and one who folds their results in the order of the log.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::chunks::{Chunk, Chunks};
use super::lines::{Checked, Rules, Tally, check};
use super::streams::{Blocks, SetAside};
use super::{ExportError, ExportFault, ExportOptions, FoundEvent, LineFault, Progress};
use crate::tree::Fold;

/// Chunks under way for each worker: being read, waiting, being checked, or waiting for an earlier one.
const CHUNKS_PER_WORKER: usize = 4;

/// All lines, each found good for itself.
pub(super) struct ReadLines {
    pub(super) fold: Fold,
    pub(super) tally: Tally,
    pub(super) blocks: Blocks,
    pub(super) found: Option<FoundEvent>,
}

/// A chunk's number and the index of its first line go with it.
type Work = (u64, u64, Chunk);
type Done = (u64, io::Result<Checked>);

/// Checks every line, on all threads, and puts the results together.
pub(super) fn read_lines<R: Read + Send>(
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
