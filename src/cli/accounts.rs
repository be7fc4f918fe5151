//! `sajam accounts`: making accounts and giving them new passwords.

use std::io::Write;

use clap::Subcommand;
use sajam_aggregates::staff::{Grant, Login};
use sajam_aggregates::{Role, UnitCode};

use super::{Outcome, start};
use crate::clock::Clock;
use crate::config::Installation;
use crate::service::ServiceError;
use crate::service::accounts::{self, NewAccount};

#[derive(Subcommand, Debug)]
pub(super) enum Accounts {
    /// Makes an account and prints its password, once.
    Create {
        /// What they sign in with.
        login: Login,
        /// Their role: intake, investigator, supervisor, auditor, publisher, administrator.
        #[arg(long)]
        role: Role,
        /// The unit they hold it for; may be repeated. An investigator needs one.
        #[arg(long)]
        unit: Vec<UnitCode>,
    },
    /// Gives an account a new password, prints it once, and ends its sessions.
    ResetPassword {
        /// What they sign in with.
        login: Login,
    },
}

pub(super) async fn run(place: &Installation, what: Accounts) -> Outcome {
    let started = start::command(place, Clock::system()).await?;
    let account = match what {
        Accounts::Create { login, role, unit } => {
            let directory = &started.server.directory;
            if let [unknown, ..] = directory.unknown_units(&unit).as_slice() {
                let known: Vec<&str> = directory.units().map(|unit| unit.code.as_str()).collect();
                let told = format!(
                    "there is no unit {unknown}; the directory has: {}",
                    known.join(", ")
                );
                started.database.close().await;
                return Err(told.into());
            }
            let grants: Vec<Grant> = match unit.as_slice() {
                [] => vec![Grant { role, unit: None }],
                units => units
                    .iter()
                    .map(|unit| Grant {
                        role,
                        unit: Some(unit.clone()),
                    })
                    .collect(),
            };
            accounts::create(&started.server, login, &grants)
                .await
                .map_err(Into::into)
        }
        Accounts::ResetPassword { login } => accounts::reset_password(&started.server, &login)
            .await
            .map_err(|error| match error {
                ServiceError::NotFound => format!("there is no account {login}").into(),
                error => error.into(),
            }),
    };
    started.database.close().await;
    print(&[account.map_err(|error: Box<dyn std::error::Error + Send + Sync>| error)?])?;
    Ok(())
}

/// Logins and passwords on standard output, and nowhere else.
pub(super) fn print(accounts: &[NewAccount]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for account in accounts {
        writeln!(
            out,
            "  {:<16}{}",
            account.login.as_str(),
            account.password.as_str()
        )?;
    }
    out.flush()
}
