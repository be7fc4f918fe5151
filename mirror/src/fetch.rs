//! `sajam-mirror fetch`: just the named files. Whoever asked for them checks them.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use clap::Args;
use sajam_ledger::tree::LogPath;
use serde_json::json;

use crate::client::{Client, Connection};
use crate::folder::{self, whole};
use crate::outcome::{Failure, Outcome};
use crate::parallel;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    connection: Connection,
    /// The folder to put them in, at the same paths
    folder: PathBuf,
    /// `checkpoint`, `tile/LEVEL/NUMBER` or `tile/entries/NUMBER`; without any, one a line from the standard input
    paths: Vec<String>,
}

/// What can be named.
enum Wanted {
    Checkpoint,
    File(LogPath),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let client = arguments.connection.client()?;
    let named = arguments.paths.iter().cloned().map(Ok);
    let named: Box<dyn Iterator<Item = io::Result<String>> + Send> = if arguments.paths.is_empty() {
        Box::new(io::BufReader::new(io::stdin()).lines())
    } else {
        Box::new(named)
    };
    let wanted = named.map(|path| {
        let path = path.map_err(|error| Failure::Unusable(format!("standard input: {error}")))?;
        wanted(&path).ok_or_else(|| Failure::Unusable(format!("{path:?}: not a path of a log")))
    });
    let fetch = |wanted| fetch(&client, arguments, &wanted);
    parallel::for_each(arguments.connection.connections, wanted, fetch)?;
    Ok(Outcome {
        text: String::new(),
        json: json!({"ok": true}),
    })
}

fn wanted(path: &str) -> Option<Wanted> {
    if path == "checkpoint" {
        return Some(Wanted::Checkpoint);
    }
    LogPath::parse(path).map(Wanted::File)
}

fn fetch(client: &Client, arguments: &Arguments, wanted: &Wanted) -> Result<(), Failure> {
    let name = match wanted {
        Wanted::Checkpoint => {
            let checkpoint = client.checkpoint()?;
            folder::write(&arguments.folder.join("checkpoint"), checkpoint.as_bytes())?;
            "checkpoint".to_owned()
        }
        Wanted::File(path) => file(client, arguments, path)?,
    };
    let mut out = io::stdout().lock();
    let told = writeln!(out, "{name}").and_then(|()| out.flush());
    told.map_err(|error| Failure::Unusable(format!("standard output: {error}")))
}

/// Fetches a file, or the whole one that it is the beginning of: a log may drop a partial one when it has the whole.
fn file(client: &Client, arguments: &Arguments, path: &LogPath) -> Result<String, Failure> {
    for path in [*path, whole(path)] {
        let name = path.to_string();
        let target = arguments.folder.join(&name);
        // What is at a path never changes in an honest log.
        if target.is_file() {
            return Ok(name);
        }
        if let Some(bytes) = client.file(&path)? {
            folder::write(&target, &bytes)?;
            return Ok(name);
        }
    }
    Err(Failure::Unusable(format!(
        "{path}: the log does not have it"
    )))
}
