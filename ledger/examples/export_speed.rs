//! How fast a full export is verified, beside plain SHA-256 over the same bytes on the same cores.
//!
//! `cargo run --release -p sajam-ledger --example export_speed -- 1000000 [FOLDER]`
//! writes an invented export of so many entries into the folder (the system's for temporary files unless given), checks it,
//! and prints one line of JSON. A third of the entries is cover, a stream has about eight events, contexts are disclosed.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use sajam_ledger::tree::Fold;
use sajam_ledger::{
    At, Draft, ExportOptions, ExportWriter, Head, LogKey, Salt, StoredEvent, cover_hash, link,
    verify_export,
};
use serde_json::json;
use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let entries: u64 = arguments.next().ok_or("how many entries?")?.parse()?;
    let folder = arguments
        .next()
        .map_or_else(std::env::temp_dir, PathBuf::from);
    let measured = measure(entries, &folder)?;
    writeln!(io::stdout(), "{}", measured.to_json())?;
    Ok(())
}

/// How long the same bytes took to verify and to hash.
pub(crate) struct Measured {
    /// Lines between the first and the last.
    pub(crate) entries: u64,
    events: u64,
    streams: u64,
    bytes: u64,
    threads: NonZeroUsize,
    /// Of plain SHA-256.
    pub(crate) hashed: Duration,
    /// Of the verifier.
    pub(crate) verified: Duration,
}

impl Measured {
    fn to_json(&self) -> serde_json::Value {
        json!({
            "entries": self.entries,
            "events": self.events,
            "streams": self.streams,
            "bytes": self.bytes,
            "threads": self.threads,
            "sha256_seconds": self.hashed.as_secs_f64(),
            "verify_seconds": self.verified.as_secs_f64(),
            "ratio": self.verified.as_secs_f64() / self.hashed.as_secs_f64(),
            "lines_per_second": (self.entries as f64 / self.verified.as_secs_f64()).round(),
        })
    }
}

/// Writes an invented export of so many entries into the folder, times both, and removes it.
///
/// # Errors
/// When the folder cannot hold it, or it does not verify.
pub(crate) fn measure(entries: u64, folder: &Path) -> Result<Measured, Box<dyn std::error::Error>> {
    let file = folder.join(format!("export-{entries}.jsonl"));
    let key = LogKey::generate("log.example.org", [7; 32])?;
    write_export(&file, &key, entries)?;
    let bytes = file.metadata()?.len();
    let threads = thread::available_parallelism()?;

    // The file is in the page cache for both, as far as it fits.
    let started = Instant::now();
    plain_sha256(&file, threads)?;
    let hashed = started.elapsed();
    let started = Instant::now();
    let options = ExportOptions {
        threads,
        scratch: folder,
        wanted: None,
        progress: &|_| {},
    };
    let verdict = verify_export(File::open(&file)?, &key.verifier_key(), &options)?;
    let verified = started.elapsed();
    std::fs::remove_file(&file)?;
    Ok(Measured {
        entries,
        events: verdict.events,
        streams: verdict.streams,
        bytes,
        threads,
        hashed,
        verified,
    })
}

/// Two passes that make the same entries: one for the root, one for the lines.
fn write_export(file: &Path, key: &LogKey, entries: u64) -> Result<(), Box<dyn std::error::Error>> {
    let mut fold = Fold::default();
    invent(entries, |entry| {
        fold.push(&match entry {
            Entry::Cover(secret) => cover_hash(secret),
            Entry::Event(event) => event.hash,
        });
        Ok(())
    })?;
    let note = key.sign_checkpoint(entries, fold.root());
    let checkpoint = key.verifier_key().verify_checkpoint(&note)?;
    let out = BufWriter::with_capacity(1 << 20, File::create(file)?);
    let mut writer = ExportWriter::start(out, &checkpoint, &note)?;
    invent(entries, |entry| {
        match entry {
            Entry::Cover(secret) => writer.cover(secret)?,
            Entry::Event(event) => writer.event(event)?,
        }
        Ok(())
    })?;
    writer.finish()?;
    Ok(())
}

enum Entry<'a> {
    Cover(&'a [u8; 32]),
    Event(&'a StoredEvent<'a>),
}

fn invent(
    entries: u64,
    mut take: impl FnMut(Entry<'_>) -> Result<(), Box<dyn std::error::Error>>,
) -> Result<(), Box<dyn std::error::Error>> {
    // So many reports are open at a time; one that is full makes room for the next.
    let mut open: Vec<(u64, Option<Head>)> = (0..10_000).map(|stream| (stream, None)).collect();
    let mut next_stream = 10_000;
    for index in 0..entries {
        let mut salt = [0; 32];
        salt[..8].copy_from_slice(&index.to_be_bytes());
        if index % 3 == 2 {
            take(Entry::Cover(&salt))?;
            continue;
        }
        let place = (index.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % open.len();
        let (stream, head) = open[place];
        let context = json!({
            "actor": {"id": format!("3f2504e0-4f89-41d3-9a0c-{index:012x}"), "kind": "staff"},
            "request": format!("r-{index}"),
        });
        let draft = Draft {
            stream: &format!("report/{stream:032x}"),
            event_type: if head.is_none() {
                "Submitted"
            } else {
                "Assigned"
            },
            type_version: "1",
            at: At::from_unix_millis(1_795_000_000_000 + index as i64 * 10)?,
            payload: &json!({"unit": "markazi-prevention"}),
            payload_salt: Salt::from_bytes(salt),
            context: &context,
            context_salt: Salt::from_bytes(salt),
        };
        let event = link(head.as_ref(), draft)?;
        open[place].1 = Some(event.head());
        if event.seq == 8 {
            open[place] = (next_stream, None);
            next_stream += 1;
        }
        take(Entry::Event(&StoredEvent {
            header: &event.header,
            hash: event.hash,
            payload: None,
            context: Some((event.context_salt, &event.context)),
        }))?;
    }
    Ok(())
}

/// As many threads, each over its part of the file.
fn plain_sha256(file: &Path, threads: NonZeroUsize) -> io::Result<()> {
    let length = file.metadata()?.len();
    let part = length.div_ceil(threads.get() as u64);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.get() as u64)
            .map(|number| {
                scope.spawn(move || -> io::Result<()> {
                    use std::io::Seek;
                    let mut source = File::open(file)?;
                    source.seek(io::SeekFrom::Start(number * part))?;
                    let mut source = source.take(part);
                    let mut hasher = Sha256::new();
                    let mut buffer = vec![0; 1 << 20];
                    loop {
                        let read = source.read(&mut buffer)?;
                        if read == 0 {
                            std::hint::black_box(hasher.finalize());
                            return Ok(());
                        }
                        hasher.update(&buffer[..read]);
                    }
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
        })
    })
}
