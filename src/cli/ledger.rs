//! `sajam ledger`: the public log, from the operator's side.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Outcome, adopt, export, log_key, resume, start};
use crate::clock::Clock;
use crate::config::Installation;
use crate::status::checks;

#[derive(Subcommand, Debug)]
pub(super) enum Ledger {
    /// Derives everything again from the database and names the first difference. Exit status 1 when there is one.
    /// The outcome is written down and shows on the status page.
    Check,
    /// Writes the whole log for an auditor, every entry explained and no content in it; `sajam-verify export` checks it.
    Export(export::Arguments),
    /// Prints the log's verifier key.
    Key,
    /// Gives the log a new signing key; the present one signs beside it until it is retired.
    RotateKey(log_key::Sure),
    /// Goes on with the published log from a database that is older than it, when there is no newer copy.
    Adopt {
        /// A copy of the published log, as sajam-mirror makes it.
        folder: PathBuf,
        #[command(flatten)]
        sure: log_key::Sure,
    },
    /// Holds this database: a server that starts on it publishes nothing until it is resumed.
    Hold,
    /// Lets a held database publish again, after comparing it with what was published.
    Resume(resume::Resume),
    /// Destroys the former signing key.
    RetireKey(log_key::Sure),
}

pub(super) async fn run(place: &Installation, what: Ledger) -> Outcome {
    let clock = Clock::system();
    let what = match what {
        Ledger::Hold => return resume::hold(place).await,
        Ledger::Resume(asked) => return resume::resume(place, asked).await,
        what => what,
    };
    match &what {
        Ledger::RotateKey(sure) => return log_key::rotate(place, &clock, sure),
        Ledger::RetireKey(sure) => return log_key::retire(place, sure),
        Ledger::Adopt { folder, sure } => return adopt::run(place, folder, sure).await,
        _ => {}
    }
    let started = start::command(place, clock).await?;
    let result = match what {
        Ledger::Check => check(&started).await,
        Ledger::Export(arguments) => export::run(&started, &arguments).await,
        _ => writeln!(
            std::io::stdout(),
            "{}",
            started.server.secrets.log.verifier_key()
        )
        .map_err(Into::into),
    };
    started.database.close().await;
    result
}

async fn check(started: &start::Started) -> Outcome {
    let bar = ProgressBar::no_length().with_style(
        ProgressStyle::with_template("entries {wide_bar} {human_pos}/{human_len}  {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let mut progress = |done: u64, of: u64| {
        bar.set_length(of);
        bar.set_position(done);
    };
    let mut connection = started.server.pool.acquire().await?;
    let checked = checks::run(
        &started.server,
        &started.server.incidents,
        &mut connection,
        &mut progress,
    )
    .await;
    bar.finish_and_clear();
    let checks::Checked { outcome, recorded } = checked?;
    if let Err(error) = recorded {
        writeln!(
            std::io::stderr(),
            "the outcome could not be written down: {error}"
        )?;
    }
    let verdict = match outcome {
        checks::Outcome::Holds(verdict) => verdict,
        checks::Outcome::Differs(finding) => return Err(finding.into()),
    };
    writeln!(
        std::io::stdout(),
        "the log holds: {} entries, {} of them events, {} checkpoints; {} events wait for their position",
        verdict.entries,
        verdict.events,
        verdict.checkpoints,
        verdict.queued
    )?;
    if verdict.lost > 0 {
        writeln!(
            std::io::stdout(),
            "{} entries are unexplained: the log was taken up again from what was published, and their events are lost",
            verdict.lost
        )?;
    }
    Ok(())
}
