//! `sajam-mirror copy`: the whole log, or what it has grown by.

use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sajam_ledger::VerifierKey;
use sajam_ledger::witness::Observed;
use serde_json::json;

use crate::client::{Connection, MAX_CHECKPOINT};
use crate::folder::Folder;
use crate::observed::point;
use crate::outcome::{Failure, Outcome};
use crate::rewritten::{contradiction, earlier};
use crate::verify::{Grown, Growth};

/// JSON numbers are exact up to here, and so the log's format ends here.
const MAX_SIZE: u64 = (1 << 53) - 1;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    connection: Connection,
    /// The folder for the copy, laid out as on the web
    folder: PathBuf,
    /// The log's public key, origin+id+base64, or a file that holds it; several if the log has changed its key.
    /// Without one nobody knows whose log it is
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<String>,
    /// A file that holds the log's public key, or several, one a line
    #[arg(long = "key-file", value_name = "FILE")]
    key_files: Vec<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let keys = arguments.keys()?;
    let client = arguments.connection.client()?;
    let folder = Folder::open(&arguments.folder)?;
    let old = folder.checkpoint()?;
    let old = old.map(|note| open(&note, &keys, "the checkpoint in the folder"));
    let old = old.transpose()?;
    let note = client.checkpoint()?;
    let new = open(&note, &keys, "the checkpoint")?;
    if let Some(old) = &old
        && old.origin() != new.origin()
    {
        let (there, here) = (new.origin(), old.origin());
        let why = format!("the folder holds the log \"{here}\", the address \"{there}\"");
        return Err(Failure::Unusable(why));
    }
    let signers = keys.iter().map(|key| key.signers(&note));
    let signed_by = signers.filter(|key| !key.is_empty()).collect::<Vec<_>>();
    let signed_by = (!keys.is_empty()).then(|| signed_by.join(" "));
    let had = old.as_ref().map_or(0, Observed::size);
    let mut fetched = 0;
    let mut kept = new.clone();
    match old {
        Some(old) if new.size() < old.size() => {
            earlier(&folder, &old, &new)?;
            kept = old;
        }
        Some(old) if new.size() == old.size() && new.root() == old.root() => {
            // The same checkpoint gathers cosignatures; a cache may still give the one with fewer.
            if note.lines().count() >= old.note().lines().count() {
                folder.write_checkpoint(&note)?;
            }
        }
        old => {
            let bar = bar(new.size());
            let growth = Growth {
                client: &client,
                folder: &folder,
                connections: arguments.connection.connections,
                progress: &|done| bar.set_position(done),
            };
            let grown = match &old {
                Some(old) if new.size() == old.size() => Grown::Otherwise,
                Some(old) => match growth.check(Some(old), &new) {
                    // Whether the log or the copy is at fault is looked into below.
                    Err(Failure::Found(_)) => Grown::Otherwise,
                    grown => grown?,
                },
                None => growth.check(None, &new)?,
            };
            let grown = match (grown, &old) {
                (Grown::Otherwise, Some(old)) => {
                    contradiction(&growth, old, &new)?;
                    // The log did grow, so it is the copy that is not what it was.
                    growth.check_all(old, &new)?
                }
                (grown, _) => grown,
            };
            bar.finish_and_clear();
            let Grown::ToRoot { paths, files } = grown else {
                // Nothing of it is of use, and some of it may be of an earlier run.
                folder.forget_fetched()?;
                let size = new.size();
                let why = format!("the log's {size} entries do not have its checkpoint's root");
                return Err(Failure::Found(why));
            };
            folder.accept(&paths, &note)?;
            fetched = files;
        }
    }
    Ok(outcome(&kept, had, fetched, signed_by.as_deref()))
}

fn outcome(kept: &Observed, had: u64, fetched: u64, signed_by: Option<&str>) -> Outcome {
    let more = kept.size() - had;
    let signer = signed_by.unwrap_or("not checked: no --key given");
    Outcome {
        text: format!(
            "OK: the copy is whole\nlog        {}\nentries    {}, {more} more than before\nroot       {}\nfetched    {fetched} files\nsigned by  {signer}\n",
            kept.origin(),
            kept.size(),
            kept.root(),
        ),
        json: json!({
            "ok": true, "checkpoint": point(kept), "had": had, "fetched": fetched,
            "signed_by": signed_by,
        }),
    }
}

/// Reads a checkpoint, signed by one of the keys unless there are none; `what` names it in a finding.
fn open(note: &str, keys: &[VerifierKey], what: &str) -> Result<Observed, Failure> {
    let found = |why: String| Failure::Found(format!("{what}: {why}"));
    let mut refused = None;
    for key in keys {
        match key.verify_checkpoint(note) {
            Ok(_) => {
                refused = None;
                break;
            }
            Err(error) => refused = Some(error),
        }
    }
    if let Some(error) = refused {
        return Err(found(error.to_string()));
    }
    let observed = Observed::parse(note).map_err(|error| found(error.to_string()))?;
    if observed.size() > MAX_SIZE || note.len() as u64 > MAX_CHECKPOINT {
        return Err(found("it is larger than a log can be".to_owned()));
    }
    Ok(observed)
}

impl Arguments {
    fn keys(&self) -> Result<Vec<VerifierKey>, Failure> {
        let in_file = |file: &Path| {
            let text = std::fs::read_to_string(file).map_err(|error| Failure::io(file, &error))?;
            let key = VerifierKey::parse_lines(&text);
            key.map_err(|error| Failure::Unusable(format!("{}: {error}", file.display())))
        };
        let given = self
            .keys
            .iter()
            .map(|text| match VerifierKey::parse(text.trim()) {
                Err(_) if Path::new(text).is_file() => in_file(Path::new(text)),
                Err(error) => Err(Failure::Unusable(format!("--key: {error}"))),
                Ok(key) => Ok(key),
            });
        let files = self.key_files.iter().map(|file| in_file(file));
        given.chain(files).collect()
    }
}

/// A bar on the standard error when that is a terminal, and nothing otherwise.
fn bar(entries: u64) -> ProgressBar {
    let target = if stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(entries), target);
    let style = "entries [{wide_bar}] {human_pos}/{human_len} {per_sec} {eta}";
    bar.with_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    )
}
