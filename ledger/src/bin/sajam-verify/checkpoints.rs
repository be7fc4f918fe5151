//! `sajam-verify checkpoints`: that the log only grew.

use std::path::PathBuf;

use clap::Args;
use sajam_ledger::tree::{check_consistency, check_consistency_places};
use serde_json::json;

use crate::bundle::cosigned;
use crate::input::{Shared, Witnesses, read_note};
use crate::log_folder::LogFolder;
use crate::outcome::{Failure, Outcome};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The older checkpoint, kept from before
    old: PathBuf,
    /// The newer checkpoint
    new: PathBuf,
    /// The folder with the log's tiles as they lie on the web: tile/LEVEL/NUMBER
    #[arg(long, value_name = "FOLDER")]
    tiles: PathBuf,
    #[command(flatten)]
    witnesses: Witnesses,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let key = arguments.shared.key()?;
    let old = read_note(&arguments.old, "the old checkpoint")?;
    let old = key
        .verify_checkpoint(&old)
        .map_err(|error| Failure::Found(format!("the old checkpoint: {error}")))?;
    let what = "the new checkpoint";
    let new = read_note(&arguments.new, what)?;
    let (new, cosignatures) = arguments.witnesses.open(&new, &key, what)?;
    let places = check_consistency_places(old.size, new.size).map_err(Failure::found)?;
    let tiles = LogFolder::new(&arguments.tiles).tiles(&places, new.size)?;
    check_consistency(&old, &new, &tiles).map_err(Failure::found)?;
    let more = new.size - old.size;
    let text = format!(
        "OK: the log only grew\nentries    {}, {more} more than the {} of the old checkpoint\nroot       {}\nsigned by  {key}\n{}",
        new.size,
        old.size,
        new.root,
        cosigned(&cosignatures)
    );
    let json = json!({
        "ok": true, "old": old, "new": new, "cosignatures": cosignatures, "signed_by": key.to_string(),
    });
    Ok(Outcome { text, json })
}
