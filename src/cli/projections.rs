//! `sajam projections`: rebuilding the read models, and checking them.

use std::io::Write;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::{Outcome, start};
use crate::clock::Clock;
use crate::config::Installation;

#[derive(Subcommand, Debug)]
pub(super) enum Projections {
    /// Rebuilds a projection (or all) from the log beside the live one, then swaps the two.
    Rebuild {
        /// `queues`, `staff` or `statistics`.
        name: Option<String>,
    },
    /// Rebuilds beside the live one and compares; changes nothing. Exit status 1 when they differ.
    Check {
        /// `queues`, `staff` or `statistics`.
        name: Option<String>,
    },
}

pub(super) async fn run(place: &Installation, what: Projections) -> Outcome {
    let started = start::command(place, Clock::system()).await?;
    let result = work(&started, what).await;
    started.database.close().await;
    result
}

async fn work(started: &start::Started, what: Projections) -> Outcome {
    let (name, is_check) = match &what {
        Projections::Rebuild { name } => (name, false),
        Projections::Check { name } => (name, true),
    };
    let projections = match name {
        Some(name) => vec![sajam_projections::by_name(name)?],
        None => sajam_projections::all().to_vec(),
    };
    // A command may run while no server does: then nobody else lets the live ones follow.
    sajam_projections::catch_up(&started.server.pool).await?;
    let mut owner = PgConnection::connect_with(started.database.owner_options()).await?;
    let mut differing = Vec::new();
    for projection in projections {
        let bar = ProgressBar::no_length().with_style(
            ProgressStyle::with_template("{msg:12} {wide_bar} {human_pos}/{human_len}  {eta}")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_message(projection.name());
        let mut progress = |done: u64, of: u64| {
            bar.set_length(of);
            bar.set_position(done);
        };
        let mut out = std::io::stdout();
        if is_check {
            let differences =
                sajam_projections::check(&mut owner, projection, &mut progress).await?;
            bar.finish_and_clear();
            for difference in &differences {
                writeln!(
                    out,
                    "{}: {} rows of {} differ from the log",
                    projection.name(),
                    difference.rows,
                    difference.table
                )?;
            }
            match differences.is_empty() {
                true => writeln!(out, "{}: as the log says", projection.name())?,
                false => differing.push(projection.name()),
            }
        } else {
            sajam_projections::rebuild(
                &mut owner,
                projection,
                started.database.server_role(),
                &mut progress,
            )
            .await?;
            bar.finish_and_clear();
            writeln!(out, "{}: rebuilt", projection.name())?;
        }
    }
    match differing.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "{} differ from the log: `sajam projections rebuild` mends that",
            differing.join(", ")
        )
        .into()),
    }
}
