//! Keys and files from the command line.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use sajam_ledger::{
    Checkpoint, Cosignature, MAX_POLICY, NoteError, Policy, Receipt, UntrustedCheckpoint,
    VerifierKey, WitnessVerifier,
};

use crate::outcome::Failure;

/// The longest note or key that is read, in bytes.
const MAX_NOTE: usize = 64 << 10;

/// What every command takes.
#[derive(Args)]
pub(crate) struct Shared {
    #[command(flatten)]
    key: KeyArgs,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct KeyArgs {
    /// The log's public key, origin+id+base64, or a file that holds it
    #[arg(long)]
    key: Option<String>,
    /// A file that holds the log's public key; or several, one a line, of a log that has changed its key
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
}

/// Which witnesses must have cosigned a checkpoint.
#[derive(Args)]
pub(crate) struct Witnesses {
    /// A witness's public key, name+id+base64, or a file that holds it; may be given several times
    #[arg(long = "witness", value_name = "KEY")]
    witnesses: Vec<String>,
    /// How many of the witnesses must have cosigned the checkpoint [default: all of them]
    #[arg(long, value_name = "N", requires = "witnesses")]
    need: Option<usize>,
    /// A policy (C2SP tlog-policy) that says which witnesses must have cosigned the checkpoint
    #[arg(long, value_name = "FILE", conflicts_with_all = ["witnesses", "need"])]
    policy: Option<PathBuf>,
}

impl Shared {
    pub(crate) fn key(&self) -> Result<VerifierKey, Failure> {
        let from_file = |file: &Path| {
            let text = read_text(file)?;
            let key = text.and_then(|text| VerifierKey::parse_lines(&text).ok());
            key.ok_or_else(|| Failure::Unusable(format!("{}: not a public key", file.display())))
        };
        match (&self.key.key, &self.key.key_file) {
            (Some(key), _) => match VerifierKey::parse(key.trim()) {
                Ok(key) => Ok(key),
                Err(_) if Path::new(key).is_file() => from_file(Path::new(key)),
                Err(error) => Err(Failure::Unusable(format!("--key: {error}"))),
            },
            (None, Some(file)) => from_file(file),
            (None, None) => Err(Failure::Unusable("no key given".to_owned())),
        }
    }
}

impl Witnesses {
    /// Opens a checkpoint and demands the cosignatures; `what` names it in a finding.
    pub(crate) fn open(
        &self,
        note: &str,
        key: &VerifierKey,
        what: &str,
    ) -> Result<(Checkpoint, Vec<Cosignature>), Failure> {
        if let Some(file) = &self.policy {
            let verified = read_policy(file)?.verify(note, Some(key));
            return verified.map_err(|error| match error {
                // Whoever names both has to say which log they mean.
                UntrustedCheckpoint::OtherLog(_) | UntrustedCheckpoint::NoLog => {
                    Failure::Unusable(format!("{}: {error}", file.display()))
                }
                error => Failure::Found(format!("{what}: {error}")),
            });
        }
        let (witnesses, need) = self.read()?;
        key.verify_cosigned(note, &witnesses, need)
            .map_err(|error| Failure::Found(format!("{what}: {error}")))
    }

    /// Whether anything is demanded.
    pub(crate) fn are_demanded(&self) -> bool {
        self.policy.is_some() || !self.witnesses.is_empty()
    }

    fn read(&self) -> Result<(Vec<WitnessVerifier>, usize), Failure> {
        let witnesses = self.witnesses.iter().map(|text| {
            let key = match WitnessVerifier::parse(text.trim()) {
                Err(_) if Path::new(text).is_file() => {
                    let text = read_text(Path::new(text))?.unwrap_or_default();
                    WitnessVerifier::parse(text.trim())
                }
                parsed => parsed,
            };
            key.map_err(|error| Failure::Unusable(format!("--witness: {error}")))
        });
        let witnesses: Vec<_> = witnesses.collect::<Result<_, _>>()?;
        let need = self.need.unwrap_or(witnesses.len());
        if need > witnesses.len() {
            let why = format!("--need {need}: only {} witnesses given", witnesses.len());
            return Err(Failure::Unusable(why));
        }
        Ok((witnesses, need))
    }
}

fn read_policy(file: &Path) -> Result<Policy, Failure> {
    let unusable = |why: String| Failure::Unusable(format!("{}: {why}", file.display()));
    let bytes = read(file, MAX_POLICY)?;
    let bytes = bytes.ok_or_else(|| unusable("it is too large for a policy".to_owned()))?;
    Policy::parse(&bytes).map_err(|error| unusable(error.to_string()))
}

/// The file's text; `None` when it is none, or too long for a note.
pub(crate) fn read_text(file: &Path) -> Result<Option<String>, Failure> {
    Ok(read(file, MAX_NOTE)?.and_then(|text| String::from_utf8(text).ok()))
}

/// A signed note, none of it checked; `what` names it in a finding.
pub(crate) fn read_note(file: &Path, what: &str) -> Result<String, Failure> {
    let text = read_text(file)?;
    text.ok_or_else(|| Failure::Found(format!("{what}: {}", NoteError::Malformed)))
}

/// A receipt, and which of the keys signed it.
pub(crate) fn read_receipt(file: &Path, key: &VerifierKey) -> Result<(Receipt, String), Failure> {
    let note = read_note(file, "the receipt")?;
    // People copy receipts from a page: line ends at its end, and a system's own line ends, are not part of what was signed.
    let note = format!("{}\n", note.replace("\r\n", "\n").trim_end());
    let receipt = key
        .verify_receipt(&note)
        .map_err(|error| Failure::Found(format!("the receipt: {error}")))?;
    Ok((receipt, key.signers(&note)))
}

/// The file's bytes, `None` when there are more than `most`.
pub(crate) fn read(file: &Path, most: usize) -> Result<Option<Vec<u8>>, Failure> {
    let mut bytes = Vec::new();
    let mut source = open(file)?.take(most as u64 + 1);
    source
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(file, &error))?;
    Ok((bytes.len() <= most).then_some(bytes))
}

/// The file, or the standard input for `-`.
pub(crate) fn open(file: &Path) -> Result<Box<dyn Read + Send>, Failure> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let opened = File::open(file).map_err(|error| unreadable(file, &error))?;
    Ok(Box::new(opened))
}

pub(crate) fn unreadable(file: &Path, error: &io::Error) -> Failure {
    Failure::Unusable(format!("{}: {error}", file.display()))
}
