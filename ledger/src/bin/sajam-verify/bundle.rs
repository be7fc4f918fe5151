//! `sajam-verify bundle`: the history of one report.

use std::path::{Path, PathBuf};

use clap::Args;
use sajam_ledger::{
    Bundle, BundleError, Cosignature, Finding, MAX_BYTES, Receipt, Verdict, VerifierKey,
    verify_bundle, verify_receipt_against,
};
use serde_json::json;

use crate::input::{Shared, Witnesses, read, read_receipt};
use crate::outcome::{Failure, Outcome, counted};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The bundle, or - for the standard input
    file: PathBuf,
    /// Also check that this receipt is for the report
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    #[command(flatten)]
    witnesses: Witnesses,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let key = arguments.shared.key()?;
    let receipt = arguments.receipt.as_deref();
    if receipt == Some(Path::new("-")) && arguments.file == Path::new("-") {
        let why = "only one of bundle and receipt can be the standard input";
        return Err(Failure::Unusable(why.to_owned()));
    }
    let (bundle, verdict) = open(&arguments.file, &key)?;
    let witnesses = &arguments.witnesses;
    let (_, cosignatures) = witnesses.open(&bundle.checkpoint, &key, "the checkpoint")?;
    let receipt = receipt.map(|file| {
        let (receipt, _) = read_receipt(file, &key)?;
        verify_receipt_against(&bundle, &receipt).map_err(Failure::found)?;
        Ok(receipt)
    });
    let receipt = receipt.transpose()?;
    Ok(Outcome {
        text: text(&verdict, &cosignatures, receipt.as_ref()),
        json: json!({"ok": true, "bundle": verdict, "cosignatures": cosignatures, "receipt": receipt}),
    })
}

/// Reads and checks a bundle.
pub(crate) fn open(file: &Path, key: &VerifierKey) -> Result<(Bundle, Verdict), Failure> {
    let document = read(file, MAX_BYTES)?;
    let document =
        document.ok_or_else(|| Failure::found(Finding::Document(BundleError::TooLarge)))?;
    let bundle = Bundle::parse(&document)
        .map_err(Finding::from)
        .map_err(Failure::found)?;
    let verdict = verify_bundle(&bundle, key).map_err(Failure::found)?;
    Ok((bundle, verdict))
}

fn text(verdict: &Verdict, cosignatures: &[Cosignature], receipt: Option<&Receipt>) -> String {
    let waiting = verdict.events - verdict.in_log;
    let mut log = format!(
        "{} of {} proved in the log of {}",
        verdict.in_log,
        counted(verdict.events as u64, "event", "events"),
        counted(verdict.checkpoint.size, "entry", "entries")
    );
    if waiting > 0 {
        log.push_str(&format!("; {waiting} not yet in the log"));
    }
    let mut text = format!(
        "OK: the history holds\nstream     {}\nevents     {}, from {} to {}\nhead       {}\ndisclosed  {}, {}, all as committed\nlog        {log}\nsigned by  {}\n",
        verdict.stream,
        verdict.events,
        verdict.first_at,
        verdict.last_at,
        verdict.head,
        counted(verdict.payloads as u64, "payload", "payloads"),
        counted(verdict.contexts as u64, "context", "contexts"),
        verdict.signed_by
    );
    text.push_str(&cosigned(cosignatures));
    if let Some(receipt) = receipt {
        // The log takes a stream's events in order: with none of them, not the first.
        let log = match verdict.in_log {
            0 => "not yet in the log, promised",
            _ => "in the log, promised",
        };
        text.push_str(&format!(
            "receipt    is for this report, filed {}; {log} by {}\n",
            receipt.at, receipt.published_by
        ));
    }
    text
}

/// A line for each cosignature.
pub(crate) fn cosigned(cosignatures: &[Cosignature]) -> String {
    let lines = cosignatures.iter().map(|cosignature| {
        let millis = i64::try_from(cosignature.time).ok();
        let millis = millis.and_then(|seconds| seconds.checked_mul(1000));
        let time = millis.and_then(|millis| sajam_ledger::At::from_unix_millis(millis).ok());
        let time = time.map_or_else(
            || format!("{} seconds after 1970", cosignature.time),
            |time| time.to_string(),
        );
        format!("cosigned   by {} at {time}\n", cosignature.witness)
    });
    lines.collect()
}
