//! `sajam-verify export`: the whole log, every entry explained.

use std::io::{IsTerminal, stderr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sajam_ledger::{
    EventHash, ExportError, ExportOptions, ExportVerdict, Progress, VerifierKey, verify_export,
};
use serde_json::json;

use crate::bundle::cosigned;
use crate::input::{Shared, Witnesses, open};
use crate::outcome::{Failure, Outcome, counted};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The export, or - for the standard input
    file: PathBuf,
    #[command(flatten)]
    effort: Effort,
    #[command(flatten)]
    witnesses: Witnesses,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

/// What a check of a whole export may use.
#[derive(Args)]
pub(crate) struct Effort {
    /// How many threads hash [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// The folder for a scratch file of about 130 bytes for each event [default: the system's]
    #[arg(long, value_name = "FOLDER")]
    scratch: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let key = arguments.shared.key()?;
    let verdict = check(&arguments.file, &key, &arguments.effort, None)?;
    let (_, cosignatures) = arguments
        .witnesses
        .open(&verdict.note, &key, "the checkpoint")?;
    let text = format!(
        "OK: every entry of the log is explained\nentries    {}: {} of {}, {} cover\ndisclosed  {}, {}, all as committed\nroot       {}\nsigned by  {}\n{}",
        verdict.checkpoint.size,
        counted(verdict.events, "event", "events"),
        counted(verdict.streams, "stream", "streams"),
        verdict.covers,
        counted(verdict.payloads, "payload", "payloads"),
        counted(verdict.contexts, "context", "contexts"),
        verdict.checkpoint.root,
        verdict.signed_by,
        cosigned(&cosignatures)
    );
    let json = json!({"ok": true, "export": verdict, "cosignatures": cosignatures});
    Ok(Outcome { text, json })
}

/// Checks an export and looks for an event in it, with a progress bar.
pub(crate) fn check(
    file: &Path,
    key: &VerifierKey,
    effort: &Effort,
    wanted: Option<EventHash>,
) -> Result<ExportVerdict, Failure> {
    let bar = bar();
    let scratch = effort.scratch.clone().unwrap_or_else(std::env::temp_dir);
    let cores = || available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let verdict = verify_export(
        open(file)?,
        key,
        &ExportOptions {
            threads: effort.threads.unwrap_or_else(cores),
            scratch: &scratch,
            wanted,
            progress: &|progress| match progress {
                Progress::Entries(done, all) => show(&bar, "entries", done, all),
                Progress::Streams(done, all) => show(&bar, "streams", done as u64, all as u64),
            },
        },
    );
    bar.finish_and_clear();
    verdict.map_err(|error| match error {
        ExportError::Fault(fault) => Failure::found(fault),
        ExportError::Read(error) => crate::input::unreadable(file, &error),
        ExportError::Scratch(error) => crate::input::unreadable(&scratch, &error),
    })
}

/// A bar on the standard error when that is a terminal, and nothing otherwise.
pub(crate) fn bar() -> ProgressBar {
    let target = if stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let style = "{msg} [{wide_bar}] {human_pos}/{human_len} {per_sec} {eta}";
    bar.with_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    )
}

pub(crate) fn show(bar: &ProgressBar, what: &'static str, done: u64, all: u64) {
    bar.set_message(what);
    bar.set_length(all);
    bar.set_position(done);
}
