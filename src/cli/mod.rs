//! The command line.

mod accounts;
mod adopt;
mod backup;
mod demo;
mod doctor;
mod export;
mod incident;
mod ledger;
mod log_key;
mod projections;
mod release;
mod resume;
mod serve;
mod start;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Installation, ServeArgs};

/// Sajam: public reporting to a justice system, anonymous if wished, traceable, provable.
#[derive(Parser, Debug)]
#[command(name = "sajam", version, about, disable_help_subcommand = true)]
pub struct CommandLine {
    #[command(flatten)]
    installation: Installation,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Runs the server, with its own PostgreSQL unless DATABASE_URL names another.
    Serve(ServeArgs),
    /// Fills an empty system with invented reports, through the real commands.
    Demo(demo::Demo),
    /// Accounts of the staff.
    #[command(subcommand)]
    Accounts(accounts::Accounts),
    /// The public log: check it against the database, export it for an auditor, print its key.
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// What the public is told when something is wrong.
    #[command(subcommand)]
    Incident(incident::Incident),
    /// Read models: rebuild them from the log, or check them against it.
    #[command(subcommand)]
    Projections(projections::Projections),
    /// Looks at everything an operator has to look after: one line each, with what to do. Exit status 1 when something is wrong.
    Doctor,
    /// Writes an encrypted backup of the database and of its keys, while everything goes on.
    Backup(backup::Backup),
    /// Brings a backup back into an empty database; it is held until `sajam ledger resume`.
    Restore(backup::Restore),
    /// Statistics: publish closed months.
    #[command(subcommand)]
    Release(release::Releases),
}

/// Runs the program; what went wrong is told in one line a cause.
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    let result = runtime.block_on(async {
        match line.command {
            Command::Serve(serving) => serve::run(&line.installation, &serving).await,
            Command::Demo(demo) => demo::run(&line.installation, &demo).await,
            Command::Accounts(what) => accounts::run(&line.installation, what).await,
            Command::Ledger(what) => ledger::run(&line.installation, what).await,
            Command::Incident(what) => incident::run(&line.installation, what).await,
            Command::Projections(what) => projections::run(&line.installation, what).await,
            Command::Doctor => doctor::run(&line.installation).await,
            Command::Backup(what) => backup::back_up(&line.installation, &what).await,
            Command::Restore(what) => backup::restore(&line.installation, &what).await,
            Command::Release(what) => release::run(&line.installation, what).await,
        }
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(error.as_ref()),
    }
}

/// What a command can end with: an error for a person at a terminal.
type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

#[expect(clippy::print_stderr, reason = "this is the command line")]
fn fail(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("sajam: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("  because: {error}");
        cause = error.source();
    }
    ExitCode::FAILURE
}
