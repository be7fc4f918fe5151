//! What one worker does: a run of lines checked each for itself, and what the whole needs to know of them.

use std::hash::{BuildHasher, RandomState};

use memchr::memchr;

use super::chunks::Chunk;
use super::line::{EventLine, ExportLine, stream};
use super::streams::Record;
use super::{ExportFault, FoundEvent, LineFault};
use crate::chain::{Label, commitment, cover_hash};
use crate::hash::{Commitment, EventHash, Salt};
use crate::header::event_hash;
use crate::tree::Nodes;
use crate::verify::EventFault;

/// What all lines are measured by.
pub(super) struct Rules {
    /// The checkpoint's size.
    pub(super) size: u64,
    /// An event to look for.
    pub(super) wanted: Option<EventHash>,
    /// Streams are told apart by partition.
    pub(super) partitions: u64,
    pub(super) hasher: RandomState,
}

/// How much of what there was.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) events: u64,
    pub(super) covers: u64,
    pub(super) payloads: u64,
    pub(super) contexts: u64,
    /// Entries that are not explained.
    pub(super) lost: u64,
    /// The first of them.
    pub(super) first_lost: Option<u64>,
}

impl Tally {
    pub(super) fn add(&mut self, other: Self) {
        self.events += other.events;
        self.covers += other.covers;
        self.payloads += other.payloads;
        self.contexts += other.contexts;
        self.lost += other.lost;
        // Runs are added in the order of the log.
        self.first_lost = self.first_lost.or(other.first_lost);
    }
}

/// A run of lines, checked.
pub(super) struct Checked {
    /// The log's tree over the run.
    pub(super) nodes: Nodes,
    /// The events, one after another as [`Record`] writes them, and of each its partition and length.
    pub(super) records: Vec<u8>,
    pub(super) places: Vec<(u32, u32)>,
    pub(super) tally: Tally,
    pub(super) found: Option<FoundEvent>,
    /// The first fault; what follows it was not looked at.
    pub(super) fault: Option<ExportFault>,
    /// Whether the run holds the export's last line.
    pub(super) ended: bool,
}

/// Checks the lines from index `first` on.
pub(super) fn check(chunk: &Chunk, first: u64, rules: &Rules) -> Checked {
    let mut checked = Checked {
        nodes: Nodes::starting(first),
        records: Vec::with_capacity(chunk.bytes.len() / 4),
        places: Vec::new(),
        tally: Tally::default(),
        found: None,
        fault: None,
        ended: false,
    };
    let mut rest = chunk.bytes.as_slice();
    let mut index = first;
    while !rest.is_empty() {
        let end = memchr(b'\n', rest).map_or(rest.len(), |newline| newline + 1);
        let (line, after) = rest.split_at(end);
        if let Err(fault) = checked.take(line, index, rules) {
            checked.fault = Some(fault);
            break;
        }
        rest = after;
        index += 1;
    }
    checked
}

impl Checked {
    fn take(&mut self, line: &[u8], index: u64, rules: &Rules) -> Result<(), ExportFault> {
        let fault = |fault| ExportFault::Line { index, fault };
        if self.ended {
            return Err(fault(LineFault::After));
        }
        let read = match line.strip_suffix(b"\n") {
            Some(line) => ExportLine::parse(line).map_err(fault)?,
            None if line.len() > super::MAX_LINE => return Err(fault(LineFault::TooLong)),
            None => return Err(fault(LineFault::Cut(rules.size))),
        };
        let said = match &read {
            ExportLine::End(end) => {
                if *end != rules.size || index != rules.size {
                    let (end, size) = (*end, rules.size);
                    return Err(fault(LineFault::End { end, size }));
                }
                self.ended = true;
                return Ok(());
            }
            ExportLine::Event(event) => event.index,
            ExportLine::Cover { index, .. } | ExportLine::Lost { index, .. } => *index,
        };
        if index >= rules.size {
            return Err(fault(LineFault::Beyond(rules.size)));
        }
        if said != index {
            return Err(fault(LineFault::Index(said)));
        }
        match read {
            ExportLine::Event(event) => self.event(&event, rules),
            ExportLine::Cover { secret, .. } => {
                self.tally.covers += 1;
                self.nodes.push(&cover_hash(&secret));
                Ok(())
            }
            ExportLine::Lost { index, entry } => {
                self.tally.lost += 1;
                self.tally.first_lost.get_or_insert(index);
                self.nodes.push(&entry);
                Ok(())
            }
            ExportLine::End(_) => Ok(()),
        }
    }

    fn event(&mut self, event: &EventLine<'_>, rules: &Rules) -> Result<(), ExportFault> {
        check_event(event).map_err(|fault| ExportFault::Event {
            index: event.index,
            stream: stream(event.stream),
            seq: event.seq,
            fault,
        })?;
        self.tally.events += 1;
        self.tally.payloads += u64::from(event.payload.is_some());
        self.tally.contexts += u64::from(event.context.is_some());
        self.nodes.push(&event.hash);
        if rules.wanted == Some(event.hash) {
            self.found = Some(FoundEvent {
                index: event.index,
                stream: stream(event.stream),
                seq: event.seq,
                at: event.at,
                submitted: event.event_type == "Submitted",
            });
        }
        let partition = rules.hasher.hash_one(event.stream) % rules.partitions;
        let length = Record::of(event).write(&mut self.records);
        // There are few partitions.
        self.places.push((partition as u32, length));
        Ok(())
    }
}

/// What can be said of an event without the rest of its stream.
fn check_event(event: &EventLine<'_>) -> Result<(), EventFault> {
    if event_hash(event.header) != event.hash {
        return Err(EventFault::Hash);
    }
    if event.seq == 1 && event.prev != EventHash::ZERO {
        return Err(EventFault::FirstPrev);
    }
    check_value(Label::Payload, event.payload, event.payload_commitment)?;
    check_value(Label::Context, event.context, event.context_commitment)
}

fn check_value(
    label: Label,
    disclosed: Option<(Salt, &str)>,
    committed: Commitment,
) -> Result<(), EventFault> {
    match disclosed {
        Some((salt, text)) if commitment(label, &salt, text) != committed => {
            Err(EventFault::Commitment(label))
        }
        _ => Ok(()),
    }
}
