//! The command line.

mod accounts;
mod adopt;
mod demo;
mod export;
mod incident;
mod ledger;
mod log_key;
mod projections;
mod release;
mod serve;
mod start;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Place, Serving};

/// Sajam: public reporting to a justice system, anonymous if wished, traceable, provable.
#[derive(Parser, Debug)]
#[command(name = "sajam", version, about, disable_help_subcommand = true)]
pub struct Command {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Runs the server, with its own PostgreSQL unless DATABASE_URL names another.
    Serve(Serving),
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
    /// Statistics: publish closed months.
    #[command(subcommand)]
    Release(release::Releases),
}

/// Runs the program; what went wrong is told in one line a cause.
pub fn run() -> ExitCode {
    let command = Command::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    let result = runtime.block_on(async {
        match command.what {
            What::Serve(serving) => serve::run(&command.place, &serving).await,
            What::Demo(demo) => demo::run(&command.place, &demo).await,
            What::Accounts(what) => accounts::run(&command.place, what).await,
            What::Ledger(what) => ledger::run(&command.place, what).await,
            What::Incident(what) => incident::run(&command.place, what).await,
            What::Projections(what) => projections::run(&command.place, what).await,
            What::Release(what) => release::run(&command.place, what).await,
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
