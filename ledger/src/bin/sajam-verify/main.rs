//! `sajam-verify`: checks histories, receipts and the log of Sajam. No server, database or network code is in it.

mod bundle;
mod checkpoints;
mod export;
mod input;
mod key_change;
mod log_folder;
mod log_source;
mod outcome;
mod proof;
mod receipt;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use outcome::Outcome;

/// Checks histories, receipts and the log of Sajam with the log's public key.
///
/// Exit status: 0 when everything holds; 1 when something does not, with one line that says what;
/// 2 when nothing could be checked; 3 when a receipt's event is not in the log and not yet due.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check a bundle: the history of one report
    Bundle(bundle::Arguments),
    /// Check a receipt, on its own or against the log
    Receipt(receipt::Arguments),
    /// Check that the log only grew between two checkpoints
    Checkpoints(checkpoints::Arguments),
    /// Check a full export: every entry of the log explained
    Export(export::Arguments),
    /// Check the proof (C2SP tlog-proof) that the log holds one event
    Proof(proof::Arguments),
    /// Check that the log changed its key: `--key` is one you had before
    KeyChange(key_change::Arguments),
}

fn main() -> ExitCode {
    let (as_json, result) = match Cli::parse().command {
        Command::Bundle(arguments) => (arguments.shared.json, bundle::run(&arguments)),
        Command::Receipt(arguments) => (arguments.shared.json, receipt::run(&arguments)),
        Command::Checkpoints(arguments) => (arguments.shared.json, checkpoints::run(&arguments)),
        Command::Export(arguments) => (arguments.shared.json, export::run(&arguments)),
        Command::Proof(arguments) => (arguments.shared.json, proof::run(&arguments)),
        Command::KeyChange(arguments) => (arguments.shared.json, key_change::run(&arguments)),
    };
    let (out, line, code) = match result {
        Ok(Outcome { text, json }) => {
            let out = if as_json { format!("{json:#}\n") } else { text };
            (out, None, 0)
        }
        Err(failure) => {
            let out = failure.json().filter(|_| as_json);
            let out = out.map_or_else(String::new, |json| format!("{json:#}\n"));
            let code = failure.code();
            (out, Some(failure.line()), code)
        }
    };
    if let Some(line) = line {
        // Without a standard error the exit status still tells.
        let _ = writeln!(io::stderr(), "{line}");
    }
    match io::stdout().write_all(out.as_bytes()) {
        Ok(()) => ExitCode::from(code),
        Err(_) => ExitCode::from(code.max(2)),
    }
}
