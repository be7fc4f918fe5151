//! Whether every stream is whole, in memory that does not grow with the log.
//!
//! The events come in the order of the log, which must be that of each stream. They are set aside as short records in one
//! scratch file, partitioned by stream, so that each partition's streams fit in memory.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;

use super::line::{EventLine, stream};
use super::{ExportError, ExportFault};
use crate::at::At;
use crate::hash::EventHash;
use crate::verify::EventFault;

/// How many events a partition has, about; its streams take some 150 bytes each.
const PARTITION: u64 = 1 << 18;

/// With so many, their blocks take 64 MiB; a log of more than 2^28 events has larger partitions instead.
const MOST_PARTITIONS: u64 = 1 << 10;

/// How much of a partition is written at once, in bytes.
const BLOCK: usize = 64 << 10;

/// How many partitions the events of a log of `size` entries are set aside in.
pub(super) fn partitions(size: u64) -> u64 {
    size.div_ceil(PARTITION).clamp(1, MOST_PARTITIONS)
}

/// What is kept of an event: 89 bytes and the name of its stream, at most 128 more.
pub(super) struct Record<'a> {
    index: u64,
    seq: u64,
    at: i64,
    hash: EventHash,
    prev: EventHash,
    stream: &'a str,
}

impl<'a> Record<'a> {
    pub(super) fn of(event: &EventLine<'a>) -> Self {
        Self {
            index: event.index,
            seq: event.seq,
            at: event.at.to_unix_millis(),
            hash: event.hash,
            prev: event.prev,
            stream: event.stream,
        }
    }

    /// Appends it and says how long it is.
    pub(super) fn write(&self, out: &mut Vec<u8>) -> u32 {
        let from = out.len();
        let name = u8::try_from(self.stream.len()).expect("a stream's name has at most 128 bytes");
        out.extend_from_slice(&self.index.to_le_bytes());
        out.extend_from_slice(&self.seq.to_le_bytes());
        out.extend_from_slice(&self.at.to_le_bytes());
        out.extend_from_slice(self.hash.as_bytes());
        out.extend_from_slice(self.prev.as_bytes());
        out.push(name);
        out.extend_from_slice(self.stream.as_bytes());
        u32::try_from(out.len() - from).expect("a record is short")
    }

    /// The first record of the bytes, and the rest; `None` where they hold no whole one.
    fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (index, bytes) = bytes.split_first_chunk()?;
        let (seq, bytes) = bytes.split_first_chunk()?;
        let (at, bytes) = bytes.split_first_chunk()?;
        let (hash, bytes) = bytes.split_first_chunk()?;
        let (prev, bytes) = bytes.split_first_chunk()?;
        let (name, bytes) = bytes.split_first()?;
        let (name, bytes) = bytes.split_at_checked(usize::from(*name))?;
        let record = Self {
            index: u64::from_le_bytes(*index),
            seq: u64::from_le_bytes(*seq),
            at: i64::from_le_bytes(*at),
            hash: EventHash::from_bytes(*hash),
            prev: EventHash::from_bytes(*prev),
            stream: str::from_utf8(name).ok()?,
        };
        Some((record, bytes))
    }
}

/// Records set aside.
pub(super) struct SetAside<'a> {
    scratch: &'a Path,
    /// Made when the first block is full, and gone with the process: it has no name.
    file: Option<File>,
    written: u64,
    partitions: Vec<Partition>,
}

#[derive(Default)]
struct Partition {
    /// Where its full blocks lie in the file, and their lengths.
    blocks: Vec<(u64, u32)>,
    /// The last block, not yet full.
    open: Vec<u8>,
}

impl<'a> SetAside<'a> {
    pub(super) fn new(scratch: &'a Path, partitions: u64) -> Self {
        Self {
            scratch,
            file: None,
            written: 0,
            partitions: (0..partitions).map(|_| Partition::default()).collect(),
        }
    }

    /// Takes records in the order of the log: of each its partition and its length.
    pub(super) fn take(&mut self, records: &[u8], places: &[(u32, u32)]) -> io::Result<()> {
        let mut rest = records;
        for (partition, length) in places {
            let (record, after) = rest.split_at(*length as usize);
            rest = after;
            let at = *partition as usize;
            if self.partitions[at].open.len() + record.len() > BLOCK {
                self.write_block(at)?;
            }
            self.partitions[at].open.extend_from_slice(record);
        }
        Ok(())
    }

    fn write_block(&mut self, partition: usize) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            empty => empty.insert(tempfile::tempfile_in(self.scratch)?),
        };
        let Partition { blocks, open } = &mut self.partitions[partition];
        file.write_all(open)?;
        // A block is short.
        let length = open.len() as u32;
        blocks.push((self.written, length));
        self.written += u64::from(length);
        open.clear();
        Ok(())
    }

    /// For reading by several threads.
    pub(super) fn done(self) -> Blocks {
        Blocks {
            file: Mutex::new(self.file),
            partitions: self.partitions,
        }
    }
}

/// All records, to be read a partition at a time.
pub(super) struct Blocks {
    file: Mutex<Option<File>>,
    partitions: Vec<Partition>,
}

/// The last event of a stream so far.
struct Last {
    index: u64,
    seq: u64,
    at: i64,
    hash: EventHash,
}

impl Blocks {
    /// How many partitions there are.
    pub(super) fn partitions(&self) -> usize {
        self.partitions.len()
    }

    /// Checks the streams of one partition and counts them: sequence without gaps, `prev`, order of time.
    ///
    /// Of several faults it is the one at the lowest index.
    pub(super) fn check(&self, partition: usize) -> Result<u64, ExportError> {
        let partition = &self.partitions[partition];
        let mut streams: HashMap<Box<str>, Last> = HashMap::new();
        let mut block = Vec::with_capacity(BLOCK);
        for (from, length) in &partition.blocks {
            self.read(*from, *length, &mut block)
                .map_err(ExportError::Scratch)?;
            check_block(&block, &mut streams)?;
        }
        check_block(&partition.open, &mut streams)?;
        Ok(streams.len() as u64)
    }

    fn read(&self, from: u64, length: u32, block: &mut Vec<u8>) -> io::Result<()> {
        block.resize(length as usize, 0);
        let mut file = self.file.lock().or(Err(io::ErrorKind::Other))?;
        let file = file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        file.seek(SeekFrom::Start(from))?;
        file.read_exact(block)
    }
}

fn check_block(block: &[u8], streams: &mut HashMap<Box<str>, Last>) -> Result<(), ExportError> {
    let mut rest = block;
    while !rest.is_empty() {
        let (record, after) = Record::read(rest)
            .ok_or_else(|| ExportError::Scratch(io::ErrorKind::InvalidData.into()))?;
        rest = after;
        let last = streams.get_mut(record.stream);
        let fault = match &last {
            None => Some(EventFault::Seq(record.seq, 1)).filter(|_| record.seq != 1),
            Some(last) => after_last(last, &record),
        };
        if let Some(fault) = fault {
            return Err(ExportError::Fault(ExportFault::Event {
                index: record.index,
                stream: stream(record.stream),
                seq: record.seq,
                fault,
            }));
        }
        let now = Last {
            index: record.index,
            seq: record.seq,
            at: record.at,
            hash: record.hash,
        };
        match last {
            Some(last) => *last = now,
            None => drop(streams.insert(record.stream.into(), now)),
        }
    }
    Ok(())
}

fn after_last(last: &Last, record: &Record<'_>) -> Option<EventFault> {
    if record.index <= last.index {
        return Some(EventFault::Order(record.index, last.index));
    }
    if record.seq != last.seq + 1 {
        return Some(EventFault::Seq(record.seq, last.seq + 1));
    }
    if record.prev != last.hash {
        return Some(EventFault::Prev);
    }
    if record.at < last.at {
        let time = |millis| At::from_unix_millis(millis).expect("it came from a time");
        return Some(EventFault::Time(time(record.at), time(last.at)));
    }
    None
}

#[cfg(test)]
#[path = "streams_tests.rs"]
mod tests;
