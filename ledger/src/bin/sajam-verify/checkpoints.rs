//! `sajam-verify checkpoints`: that the log only grew.

use std::path::PathBuf;

use clap::Args;
use sajam_ledger::tree::{check_consistency, check_consistency_places};
use serde_json::json;

use crate::bundle::cosigned;
use crate::export::{bar, show};
use crate::input::{Shared, Witnesses, read_note};
use crate::log_folder::LogFolder;
use crate::log_source::LogSource;
use crate::outcome::{Failure, Outcome};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The older checkpoint, kept from before
    old: PathBuf,
    /// The newer checkpoint
    new: PathBuf,
    /// The log's tiles as they lie on the web, in a folder or at an address: `tile/LEVEL/NUMBER` below it
    #[arg(long, value_name = "FOLDER|URL")]
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
    let note = read_note(&arguments.new, what)?;
    let signed_by = key.signers(&note);
    let (new, cosignatures) = arguments.witnesses.open(&note, &key, what)?;
    let places = check_consistency_places(old.size, new.size).map_err(Failure::found)?;
    let source = LogSource::new(&arguments.tiles)?;
    let (bar, all) = (bar(), places.len() as u64);
    let paths = places.iter().map(|place| place.path(place.width(new.size)));
    let fetched = source.fetch(paths, |done| show(&bar, "tiles", done, all));
    bar.finish_and_clear();
    fetched?;
    let tiles = LogFolder::new(source.folder()).tiles(&places, new.size)?;
    check_consistency(&old, &new, &tiles).map_err(Failure::found)?;
    let more = new.size - old.size;
    let text = format!(
        "OK: the log only grew\nentries    {}, {more} more than the {} of the old checkpoint\nroot       {}\nsigned by  {signed_by}\n{}",
        new.size,
        old.size,
        new.root,
        cosigned(&cosignatures)
    );
    let json = json!({
        "ok": true, "old": old, "new": new, "cosignatures": cosignatures, "signed_by": signed_by,
    });
    Ok(Outcome { text, json })
}
