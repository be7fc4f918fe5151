//! Whole logs: several streams and cover, their exports, tiles and checkpoints.

use std::num::NonZeroUsize;

use sajam_ledger::tree::{Fold, Tiles, TreeEdge, entries_path, entries_to_bytes};
use sajam_ledger::{
    At, Draft, EventHash, ExportError, ExportOptions, ExportVerdict, ExportWriter, Head,
    LinkedEvent, Salt, StoredEvent, cover_hash, link, verify_export,
};
use serde_json::json;

use crate::support::{at, key, log_key};

/// The same numbers for the same seed, for ever (SplitMix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub(crate) fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for eight in bytes.chunks_exact_mut(8) {
            eight.copy_from_slice(&self.next().to_be_bytes());
        }
        bytes
    }
}

/// What an index of the log is.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    Event {
        stream: usize,
        event: LinkedEvent,
    },
    Cover([u8; 32]),
    /// Of which only this is left.
    Lost(EventHash),
}

impl Entry {
    pub(crate) fn hash(&self) -> EventHash {
        match self {
            Self::Event { event, .. } => event.hash,
            Self::Cover(secret) => cover_hash(secret),
            Self::Lost(hash) => *hash,
        }
    }
}

/// A log of `size` entries: the events of so many streams in turn, a third of it cover.
pub(crate) fn log(seed: u64, size: usize, streams: usize) -> Vec<Entry> {
    let mut numbers = Numbers(seed);
    let mut heads: Vec<Option<Head>> = vec![None; streams];
    let start = at("2026-11-23T22:00:00.000Z").to_unix_millis();
    let entries = (0..size).map(|index| {
        if numbers.below(3) == 0 {
            return Entry::Cover(numbers.bytes());
        }
        let stream = numbers.below(streams);
        let event = next_event(stream, index, start, heads[stream].as_ref(), &mut numbers);
        heads[stream] = Some(event.head());
        Entry::Event { stream, event }
    });
    entries.collect()
}

fn next_event(
    stream: usize,
    index: usize,
    start: i64,
    head: Option<&Head>,
    numbers: &mut Numbers,
) -> LinkedEvent {
    let payload = json!({"note": format!("گزارش {index}\n"), "n": index});
    let context = json!({"actor": {"kind": "staff"}, "request": format!("r-{index}")});
    let draft = Draft {
        stream: &format!("report/{stream:032x}"),
        event_type: if head.is_none() { "Submitted" } else { "Noted" },
        type_version: "1",
        at: At::from_unix_millis(start + index as i64 * 1000).unwrap(),
        payload: &payload,
        payload_salt: Salt::from_bytes(numbers.bytes()),
        context: &context,
        context_salt: Salt::from_bytes(numbers.bytes()),
    };
    link(head, draft).unwrap()
}

/// Links the events of the log's streams anew, in the order they stand: what an operator with the program would do.
pub(crate) fn relink(entries: &[Entry]) -> Vec<Entry> {
    let mut heads: Vec<Option<Head>> = vec![None; 64];
    let relinked = entries.iter().map(|entry| match entry {
        Entry::Cover(_) | Entry::Lost(_) => entry.clone(),
        Entry::Event { stream, event } => {
            let header = sajam_ledger::Header::parse(&event.header).unwrap();
            let draft = Draft {
                stream: header.stream.as_str(),
                event_type: &header.event_type,
                type_version: &header.type_version,
                at: header.at,
                payload: &serde_json::from_str(&event.payload).unwrap(),
                payload_salt: event.payload_salt,
                context: &serde_json::from_str(&event.context).unwrap(),
                context_salt: event.context_salt,
            };
            let event = link(heads[*stream].as_ref(), draft).unwrap();
            heads[*stream] = Some(event.head());
            Entry::Event {
                stream: *stream,
                event,
            }
        }
    });
    relinked.collect()
}

pub(crate) fn root(entries: &[Entry]) -> [u8; 32] {
    let mut fold = Fold::default();
    entries.iter().for_each(|entry| fold.push(&entry.hash()));
    fold.root()
}

pub(crate) fn checkpoint(entries: &[Entry]) -> String {
    log_key().sign_checkpoint(entries.len() as u64, root(entries))
}

pub(crate) fn tiles(entries: &[Entry]) -> Tiles {
    let mut tree = TreeEdge::new(0, Tiles::new()).unwrap();
    entries.iter().for_each(|entry| tree.push(&entry.hash()));
    tree.take_changed()
}

/// The export of the entries under the checkpoint in `note`, with every context and every second payload.
pub(crate) fn export_under(entries: &[Entry], note: &str) -> String {
    let checkpoint = key().verify_checkpoint(note).unwrap();
    let mut writer = ExportWriter::start(Vec::new(), &checkpoint, note).unwrap();
    entries.iter().for_each(|entry| write(&mut writer, entry));
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

pub(crate) fn write(writer: &mut ExportWriter<Vec<u8>>, entry: &Entry) {
    match entry {
        Entry::Cover(secret) => writer.cover(secret).unwrap(),
        Entry::Lost(hash) => writer.lost(hash).unwrap(),
        Entry::Event { event, .. } => writer
            .event(&StoredEvent {
                header: &event.header,
                hash: event.hash,
                payload: Some((event.payload_salt, event.payload.as_str()))
                    .filter(|_| event.seq % 2 == 0),
                context: Some((event.context_salt, event.context.as_str())),
            })
            .unwrap(),
    }
}

pub(crate) fn export(entries: &[Entry]) -> String {
    export_under(entries, &checkpoint(entries))
}

/// Checks an export on so many threads.
pub(crate) fn check_on(
    threads: usize,
    export: &[u8],
    wanted: Option<EventHash>,
) -> Result<ExportVerdict, ExportError> {
    let options = ExportOptions {
        threads: NonZeroUsize::new(threads).unwrap(),
        scratch: &std::env::temp_dir(),
        wanted,
        progress: &|_| {},
    };
    verify_export(export, &key(), &options)
}

/// The one line about an export that does not hold.
#[track_caller]
pub(crate) fn finding(export: &[u8]) -> String {
    let line = check_on(2, export, None).unwrap_err().to_string();
    assert!(line.len() < 500 && !line.contains('\n'), "{line}");
    line
}

/// Writes the log into a folder as it lies on the web, as of each of the sizes.
pub(crate) fn publish(folder: &std::path::Path, entries: &[Entry], sizes: &[usize]) {
    let put = |path: String, bytes: &[u8]| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    for size in sizes {
        let some = &entries[..*size];
        for (place, tile) in tiles(some) {
            put(place.path((tile.len() / 32) as u16), &tile);
        }
        for (number, bundle) in some.chunks(256).enumerate() {
            let hashes: Vec<EventHash> = bundle.iter().map(Entry::hash).collect();
            let path = entries_path(number as u64, bundle.len() as u16);
            put(path, &entries_to_bytes(&hashes));
        }
        put("checkpoint".to_owned(), checkpoint(some).as_bytes());
    }
}
