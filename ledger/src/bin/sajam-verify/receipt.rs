//! `sajam-verify receipt`: that a receipt is genuine, and whether the log kept its promise.

use std::path::{Path, PathBuf};

use clap::Args;
use sajam_ledger::tree::{TILE_WIDTH, TilePlace, entries_path};
use sajam_ledger::{At, Cosignature, Receipt, VerifierKey, verify_receipt_against};
use serde_json::json;

use crate::bundle::{self, cosigned};
use crate::export::{self, Effort, bar, show};
use crate::input::{Shared, Witnesses, read_note, read_receipt};
use crate::log_folder::LogFolder;
use crate::log_source::LogSource;
use crate::outcome::{Failure, Outcome, counted};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The receipt, or - for the standard input
    file: PathBuf,
    /// Look for its event in this full export of the log
    #[arg(long, value_name = "FILE", group = "log_source")]
    export: Option<PathBuf>,
    /// Look for its event in the public log in this folder or at this address: its checkpoint and `tile/entries/NUMBER`
    #[arg(long, value_name = "FOLDER|URL", group = "log_source")]
    log: Option<PathBuf>,
    /// Look for its event in this bundle of the report
    #[arg(long, value_name = "FILE", group = "log_source")]
    bundle: Option<PathBuf>,
    /// When the checkpoint of the export, log or bundle was fetched: a time like 2026-11-23T22:00:00Z
    #[arg(long, value_name = "TIME", value_parser = published_at, requires = "log_source")]
    published_at: Option<At>,
    #[command(flatten)]
    effort: Effort,
    #[command(flatten)]
    witnesses: Witnesses,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

/// Where the log has the receipt's event, if it has.
enum Shown {
    At {
        index: u64,
        size: u64,
    },
    /// All of the log was looked through.
    Nowhere,
    /// The bundle does not show it; whoever made the bundle may have left the proof out.
    NotInBundle,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let key = arguments.shared.key()?;
    let source = [&arguments.export, &arguments.log, &arguments.bundle];
    if source
        .iter()
        .any(|file| file.as_deref() == Some(Path::new("-")))
        && arguments.file == Path::new("-")
    {
        let why = "only one file can be the standard input";
        return Err(Failure::Unusable(why.to_owned()));
    }
    if arguments.witnesses.are_demanded() && source.iter().all(|file| file.is_none()) {
        let why = "a receipt has no checkpoint to cosign: give --export, --log or --bundle";
        return Err(Failure::Unusable(why.to_owned()));
    }
    let (receipt, signed_by) = read_receipt(&arguments.file, &key)?;
    let shown = look(arguments, &receipt, &key)?;
    let mut text = format!(
        "OK: the receipt is genuine\nevent      {}\nfiled      {}\nin the published log by {}\nsigned by  {signed_by}\n",
        receipt.event_hash, receipt.at, receipt.published_by
    );
    let mut json = json!({"ok": true, "receipt": receipt, "signed_by": signed_by});
    match shown {
        None => {}
        Some((Shown::At { index, size }, cosignatures)) => {
            text.push_str(&format!(
                "log        holds it, index {index} of {}\n{}",
                counted(size, "entry", "entries"),
                cosigned(&cosignatures)
            ));
            json["log"] = json!({"index": index, "size": size});
            json["cosignatures"] = json!(cosignatures);
        }
        Some((absent, _)) => return Err(judge(&absent, &receipt, arguments.published_at)),
    }
    Ok(Outcome { text, json })
}

/// Looks where the arguments say; the checkpoint there must be cosigned as they demand.
fn look(
    arguments: &Arguments,
    receipt: &Receipt,
    key: &VerifierKey,
) -> Result<Option<(Shown, Vec<Cosignature>)>, Failure> {
    let (shown, note) = if let Some(file) = &arguments.export {
        in_export(file, receipt, key, &arguments.effort)?
    } else if let Some(place) = &arguments.log {
        in_log(place, receipt, key)?
    } else if let Some(file) = &arguments.bundle {
        in_bundle(file, receipt, key)?
    } else {
        return Ok(None);
    };
    let (_, cosignatures) = arguments.witnesses.open(&note, key, "the checkpoint")?;
    Ok(Some((shown, cosignatures)))
}

fn in_export(
    file: &Path,
    receipt: &Receipt,
    key: &VerifierKey,
    effort: &Effort,
) -> Result<(Shown, String), Failure> {
    let verdict = export::check(file, key, effort, Some(receipt.event_hash))?;
    let Some(found) = verdict.found else {
        return Ok((Shown::Nowhere, verdict.note));
    };
    let index = found.index;
    if !found.submitted {
        let why = format!("index {index}: the receipt's event is not a Submitted event");
        return Err(Failure::Found(why));
    }
    if found.at != receipt.at {
        let why = format!(
            "index {index}: its time is {}, the receipt says {}",
            found.at, receipt.at
        );
        return Err(Failure::Found(why));
    }
    let size = verdict.checkpoint.size;
    Ok((Shown::At { index, size }, verdict.note))
}

fn in_log(place: &Path, receipt: &Receipt, key: &VerifierKey) -> Result<(Shown, String), Failure> {
    let source = LogSource::new(place)?;
    source.fetch(std::iter::once("checkpoint".to_owned()), |_| ())?;
    let folder = source.folder();
    let what = "the checkpoint";
    let note = read_note(&folder.join("checkpoint"), what)?;
    let checkpoint = key
        .verify_checkpoint(&note)
        .map_err(|error| Failure::Found(format!("{what}: {error}")))?;
    let (bar, size) = (bar(), checkpoint.size);
    // All of them, so that nobody learns from the requests which one was looked for.
    let bundles = size.div_ceil(TILE_WIDTH);
    let width = |tile| TilePlace { level: 0, tile }.width(size);
    let paths = (0..bundles).map(|bundle| entries_path(bundle, width(bundle)));
    let fetched = source.fetch(paths, |done| show(&bar, "fetched", done, bundles));
    if fetched.is_err() {
        bar.finish_and_clear();
    }
    fetched?;
    let log = LogFolder::new(folder);
    let entries = log.entries(size, &receipt.event_hash, |done| {
        show(&bar, "entries", done, size);
    });
    bar.finish_and_clear();
    let (root, found) = entries?;
    if root != *checkpoint.root.as_bytes() {
        let why = format!("the {size} entries in the folder do not have the checkpoint's root");
        return Err(Failure::Found(why));
    }
    let shown = found.map_or(Shown::Nowhere, |index| Shown::At { index, size });
    Ok((shown, note))
}

fn in_bundle(
    file: &Path,
    receipt: &Receipt,
    key: &VerifierKey,
) -> Result<(Shown, String), Failure> {
    let (bundle, verdict) = bundle::open(file, key)?;
    verify_receipt_against(&bundle, receipt).map_err(Failure::found)?;
    let mut events = bundle.events.iter();
    let event = events.find(|event| event.hash == receipt.event_hash);
    let log = event.and_then(|event| event.log.as_ref());
    let size = verdict.checkpoint.size;
    let shown = log.map_or(Shown::NotInBundle, |log| Shown::At {
        index: log.index,
        size,
    });
    Ok((shown, bundle.checkpoint))
}

/// What it means that the event is not there.
fn judge(absent: &Shown, receipt: &Receipt, published_at: Option<At>) -> Failure {
    let by = receipt.published_by;
    let Some(published_at) = published_at else {
        let why = "the log does not contain the receipt's event: say when its checkpoint was fetched with --published-at";
        return Failure::Unusable(why.to_owned());
    };
    if published_at < by {
        return Failure::NotYetDue(format!(
            "not yet due: the log does not contain this receipt's event at {published_at}, which it promised to contain by {by}"
        ));
    }
    Failure::Found(match absent {
        Shown::NotInBundle => format!(
            "the bundle does not show this receipt's event in the log, which promised to contain it by {by}; only the log itself proves misconduct: see --log and --export"
        ),
        _ => format!(
            "proof of misconduct: the log does not contain this receipt's event, which it promised to contain by {by}"
        ),
    })
}

/// RFC 3339 in UTC, with or without a fraction of a second.
fn published_at(text: &str) -> Result<At, String> {
    let seconds = text.strip_suffix('Z').unwrap_or(text);
    let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let millis: String = fraction.chars().chain("00".chars()).take(3).collect();
    let time = At::parse(&format!("{seconds}.{millis}Z"));
    match time {
        Ok(time) if digits && text.ends_with('Z') => Ok(time),
        _ => Err("not a time in UTC like 2026-11-23T22:00:00Z".to_owned()),
    }
}
