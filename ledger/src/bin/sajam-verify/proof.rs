//! `sajam-verify proof`: that the log holds one event.

use std::path::PathBuf;

use clap::Args;
use sajam_ledger::{EventHash, Header, LogProof, LogProofError, MAX_LOG_PROOF};
use serde_json::json;

use crate::bundle::cosigned;
use crate::input::{Shared, Witnesses, read};
use crate::outcome::{Failure, Outcome, counted};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The proof (C2SP tlog-proof), or - for the standard input
    file: PathBuf,
    /// The event's hash in hex, needed when the proof does not hold its header
    #[arg(long, value_name = "HASH")]
    event: Option<EventHash>,
    #[command(flatten)]
    witnesses: Witnesses,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let key = arguments.shared.key()?;
    let bytes = read(&arguments.file, MAX_LOG_PROOF)?;
    let bytes = bytes.ok_or_else(|| Failure::found(LogProofError::TooLarge))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::found(LogProofError::Form("text")))?;
    let proof = LogProof::parse(&text).map_err(Failure::found)?;
    let verified = proof.verify(&key, arguments.event);
    let (event, checkpoint) = verified.map_err(|error| match error {
        LogProofError::NoEvent => Failure::Unusable(format!("{error}: --event")),
        error => Failure::found(error),
    })?;
    let witnesses = &arguments.witnesses;
    let (_, cosignatures) = witnesses.open(&proof.checkpoint, &key, "the checkpoint")?;
    let signed_by = key.signers(&proof.checkpoint);
    let header = proof.header.as_deref();
    let header = header.and_then(|header| Header::parse(header).ok());
    let mut text = format!("OK: the log holds the event\nevent      {event}\n");
    if let Some(header) = &header {
        text.push_str(&format!(
            "which is   {} of {}, number {}, {}\n",
            header.event_type, header.stream, header.seq, header.at
        ));
    }
    text.push_str(&format!(
        "log        index {} of {}\nsigned by  {signed_by}\n{}",
        proof.index,
        counted(checkpoint.size, "entry", "entries"),
        cosigned(&cosignatures)
    ));
    let json = json!({
        "ok": true, "event": event, "header": header, "index": proof.index, "checkpoint": checkpoint,
        "cosignatures": cosignatures, "signed_by": signed_by,
    });
    Ok(Outcome { text, json })
}
