//! `sajam-mirror`: keeps a checked copy of a public log, and fetches parts of one.

mod client;
mod copy;
mod fetch;
mod folder;
mod observed;
mod outcome;
mod parallel;
mod rewritten;
mod verify;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use outcome::Outcome;

/// Keeps a checked copy of a public log of Sajam (C2SP tlog-tiles) in a folder laid out as on the web.
///
/// Exit status: 0 when the copy is whole and holds; 1 when something does not, with one line that says what;
/// 2 when nothing could be checked. A proxy is taken from ALL_PROXY, HTTPS_PROXY or HTTP_PROXY.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Copy the log, or what it has grown by since the last time
    Copy(copy::Arguments),
    /// Fetch just the named files, unchecked, and print each name when it is there
    Fetch(fetch::Arguments),
}

fn main() -> ExitCode {
    let (as_json, result) = match Cli::parse().command {
        Command::Copy(arguments) => (arguments.json, copy::run(&arguments)),
        Command::Fetch(arguments) => (false, fetch::run(&arguments)),
    };
    let (out, line, code) = match result {
        Ok(Outcome { text, json }) => {
            let out = if as_json { format!("{json:#}\n") } else { text };
            (out, None, 0)
        }
        Err(failure) => {
            let out = failure.json().filter(|_| as_json);
            let out = out.map_or_else(String::new, |json| format!("{json:#}\n"));
            (out, Some(failure.to_string()), failure.code())
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
