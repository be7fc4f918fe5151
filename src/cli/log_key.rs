//! `sajam ledger rotate-key` and `retire-key`: changing the log's signing key.

use std::io::{IsTerminal, Write};

use clap::Args;

use super::Outcome;
use crate::clock::{Clock, to_at};
use crate::config::Installation;
use crate::database::DataFolder;
use crate::entropy::Entropy;
use crate::secrets::{self, MissingKeys, Secrets};

/// What cannot be undone is asked for.
#[derive(Args, Debug)]
pub(super) struct Sure {
    /// Do not ask.
    #[arg(long)]
    yes: bool,
}

pub(super) fn rotate(place: &Installation, clock: &Clock, sure: &Sure) -> Outcome {
    place.refuse_without_system()?;
    let (folder, entropy) = (
        place.secrets_folder(&DataFolder::attach(&place.data)?),
        Entropy::system(),
    );
    let log = Secrets::open(&folder, None, MissingKeys::Refuse, entropy)?.log;
    let old = log.verifier_key();
    sure.ask(&format!(
        "The log {} gets a new signing key. The present one, {old}, signs beside it until you retire it.",
        log.origin()
    ))?;
    let at = to_at(clock.now())?;
    let note = secrets::rotate(&folder, at, entropy)?;
    let new = old.verify_key_change(&note)?.new;
    let mut out = std::io::stdout();
    writeln!(out, "The new key is {new}\n")?;
    writeln!(
        out,
        "Now restart every server of this installation, publish the new key wherever the old one is, and give it to your witnesses."
    )?;
    writeln!(
        out,
        "This statement, signed by both keys, is served at /ledger/key-changes/:\n\n{note}"
    )?;
    Ok(())
}

pub(super) fn retire(place: &Installation, sure: &Sure) -> Outcome {
    place.refuse_without_system()?;
    let (folder, entropy) = (
        place.secrets_folder(&DataFolder::attach(&place.data)?),
        Entropy::system(),
    );
    sure.ask("The former signing key is destroyed. Whoever still checks with it cannot check new checkpoints.")?;
    let former = secrets::retire(&folder, entropy)?;
    writeln!(
        std::io::stdout(),
        "{former} is destroyed. Restart every server of this installation."
    )?;
    Ok(())
}

impl Sure {
    pub(super) fn ask(&self, what: &str) -> Outcome {
        if self.yes {
            return Ok(());
        }
        let mut out = std::io::stdout();
        writeln!(out, "{what}")?;
        if !std::io::stdin().is_terminal() {
            return Err("it cannot be undone: say --yes to go on".into());
        }
        write!(out, "This cannot be undone. Type yes to go on: ")?;
        out.flush()?;
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer)?;
        if answer.trim() == "yes" {
            Ok(())
        } else {
            Err("nothing was changed".into())
        }
    }
}
