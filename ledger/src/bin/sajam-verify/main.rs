//! `sajam-verify`: checks histories and receipts of Sajam. No server, database or network code is in it.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use sajam_ledger::{
    Bundle, BundleError, Finding, MAX_BYTES, Receipt, Verdict, VerifierKey, verify_bundle,
    verify_receipt_against,
};
use serde_json::{Value, json};

/// The longest receipt or key that is read, in bytes.
const MAX_NOTE: usize = 64 << 10;

/// Checks a history or a receipt of Sajam with the public key of its log.
///
/// Exit status: 0 when everything holds; 1 when something does not, with one line that says what;
/// 2 when nothing could be checked.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check a bundle: the history of one report
    Bundle {
        /// The bundle, or - for the standard input
        file: PathBuf,
        /// Also check that this receipt is for the report
        #[arg(long, value_name = "FILE")]
        receipt: Option<PathBuf>,
        #[command(flatten)]
        shared: Shared,
    },
    /// Check a receipt on its own
    Receipt {
        /// The receipt, or - for the standard input
        file: PathBuf,
        #[command(flatten)]
        shared: Shared,
    },
}

#[derive(Args)]
struct Shared {
    #[command(flatten)]
    key: KeyArgs,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct KeyArgs {
    /// The log's public key, origin+id+base64, or a file that holds it
    #[arg(long)]
    key: Option<String>,
    /// A file that holds the log's public key
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
}

/// Why there is no good result.
enum Failure {
    /// Something checked does not hold.
    Found(Finding),
    /// Nothing could be checked; the text says why.
    Unusable(String),
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        Self::Found(finding)
    }
}

/// What held.
enum Outcome {
    Bundle(Box<Verdict>, Option<Receipt>),
    Receipt(Receipt, String),
}

fn main() -> ExitCode {
    let command = Cli::parse().command;
    let (Command::Bundle { shared, .. } | Command::Receipt { shared, .. }) = &command;
    let as_json = shared.json;
    let result = run(&command);
    let mut out = String::new();
    let (line, code) = match &result {
        Ok(outcome) => {
            out = if as_json {
                format!("{:#}\n", outcome_json(outcome))
            } else {
                outcome_text(outcome)
            };
            (None, 0)
        }
        Err(Failure::Found(finding)) => {
            if as_json {
                out = format!(
                    "{:#}\n",
                    json!({"ok": false, "finding": finding.to_string()})
                );
            }
            (Some(finding.to_string()), 1)
        }
        Err(Failure::Unusable(why)) => (Some(why.clone()), 2),
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

fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Bundle {
            file,
            receipt,
            shared,
        } => {
            let key = read_key(&shared.key)?;
            if receipt.as_deref() == Some(Path::new("-")) && file == Path::new("-") {
                let why = "only one of bundle and receipt can be the standard input";
                return Err(Failure::Unusable(why.to_owned()));
            }
            let document = read(file, MAX_BYTES)?;
            let document = document.ok_or(Finding::Document(BundleError::TooLarge))?;
            let bundle = Bundle::parse(&document).map_err(Finding::from)?;
            let verdict = verify_bundle(&bundle, &key)?;
            let receipt = match receipt {
                None => None,
                Some(file) => {
                    let receipt = read_receipt(file, &key)?;
                    verify_receipt_against(&bundle, &receipt)?;
                    Some(receipt)
                }
            };
            Ok(Outcome::Bundle(Box::new(verdict), receipt))
        }
        Command::Receipt { file, shared } => {
            let key = read_key(&shared.key)?;
            let receipt = read_receipt(file, &key)?;
            Ok(Outcome::Receipt(receipt, key.to_string()))
        }
    }
}

fn read_receipt(file: &Path, key: &VerifierKey) -> Result<Receipt, Failure> {
    let note = read(file, MAX_NOTE)?.and_then(|note| String::from_utf8(note).ok());
    let note = note.ok_or(Finding::Receipt(sajam_ledger::NoteError::Malformed))?;
    Ok(key.verify_receipt(&note).map_err(Finding::Receipt)?)
}

fn read_key(args: &KeyArgs) -> Result<VerifierKey, Failure> {
    let from_file = |file: &Path| {
        let text = read(file, MAX_NOTE)?.and_then(|text| String::from_utf8(text).ok());
        let key = text.and_then(|text| VerifierKey::parse(text.trim()).ok());
        key.ok_or_else(|| Failure::Unusable(format!("{}: not a public key", file.display())))
    };
    match (&args.key, &args.key_file) {
        (Some(key), _) => match VerifierKey::parse(key.trim()) {
            Ok(key) => Ok(key),
            Err(_) if Path::new(key).is_file() => from_file(Path::new(key)),
            Err(error) => Err(Failure::Unusable(format!("--key: {error}"))),
        },
        (None, Some(file)) => from_file(file),
        (None, None) => Err(Failure::Unusable("no key given".to_owned())),
    }
}

/// The file's bytes, `None` when there are more than `most`.
fn read(file: &Path, most: usize) -> Result<Option<Vec<u8>>, Failure> {
    let unreadable = |error: io::Error| Failure::Unusable(format!("{}: {error}", file.display()));
    let source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(file).map_err(unreadable)?)
    };
    let mut bytes = Vec::new();
    let mut source = source.take(most as u64 + 1);
    source.read_to_end(&mut bytes).map_err(unreadable)?;
    Ok((bytes.len() <= most).then_some(bytes))
}

fn outcome_text(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Bundle(verdict, receipt) => {
            let mut text = verdict_text(verdict);
            if let Some(receipt) = receipt {
                text.push_str(&format!(
                    "receipt    is for this report, filed {}; in the published log by {}\n",
                    receipt.at, receipt.published_by
                ));
            }
            text
        }
        Outcome::Receipt(receipt, key) => format!(
            "OK: the receipt is genuine\nevent      {}\nfiled      {}\nin the published log by {}\nsigned by  {key}\n",
            receipt.event_hash, receipt.at, receipt.published_by
        ),
    }
}

fn verdict_text(verdict: &Verdict) -> String {
    let waiting = verdict.events - verdict.in_log;
    let mut log = format!(
        "{} of {} events proved in the log of {} entries",
        verdict.in_log, verdict.events, verdict.checkpoint.size
    );
    if waiting > 0 {
        log.push_str(&format!("; {waiting} not yet in the log"));
    }
    format!(
        "OK: the history holds\nstream     {}\nevents     {}, from {} to {}\nhead       {}\ndisclosed  {} payloads, {} contexts, all as committed\nlog        {log}\nsigned by  {}\n",
        verdict.stream,
        verdict.events,
        verdict.first_at,
        verdict.last_at,
        verdict.head,
        verdict.payloads,
        verdict.contexts,
        verdict.signed_by
    )
}

fn outcome_json(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Bundle(verdict, receipt) => {
            json!({"ok": true, "bundle": verdict, "receipt": receipt})
        }
        Outcome::Receipt(receipt, key) => {
            json!({"ok": true, "receipt": receipt, "signed_by": key})
        }
    }
}
