//! `sajam-verify key-change`: that the log itself named its new key.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::input::{Shared, read_note};
use crate::outcome::{Failure, Outcome};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The statement, signed by the old and the new key, or - for the standard input
    file: PathBuf,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let key = arguments.shared.key()?;
    let note = read_note(&arguments.file, "the statement")?;
    let change = key
        .verify_key_change(&note)
        .map_err(|error| Failure::Found(format!("the statement: {error}")))?;
    let (old, new, at) = (&change.old, &change.new, change.at);
    let text = format!(
        "OK: the log changed its key\nold key    {old}\nnew key    {new}\nat         {at}\n"
    );
    let json = json!({"ok": true, "old": old.to_string(), "new": new.to_string(), "at": at});
    Ok(Outcome { text, json })
}
