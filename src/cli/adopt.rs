//! `sajam ledger adopt`: going on with the published log from an older database.

use std::io::Write;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::{Outcome, log_key, start};
use crate::clock::Clock;
use crate::config::Installation;
use crate::database::DataFolder;
use crate::sequencer::adopt::{LogCopy, adopt};

pub(super) async fn run(place: &Installation, folder: &Path, sure: &log_key::Sure) -> Outcome {
    let held = DataFolder::hold(&place.data)?;
    let started = start::start(place, held, Clock::system()).await?;
    let result = work(&started, folder, sure).await;
    started.database.close().await;
    result
}

async fn work(started: &start::Started, folder: &Path, sure: &log_key::Sure) -> Outcome {
    let server = &started.server;
    let bar = ProgressBar::no_length().with_style(
        ProgressStyle::with_template("{msg:8} {wide_bar} {human_pos}/{human_len}  {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let mut progress = |done: u64, of: u64| {
        bar.set_length(of);
        bar.set_position(done);
    };
    bar.set_message("reading");
    let copy = LogCopy::open(folder.to_owned(), &server.secrets, &mut progress)?;
    bar.suspend(|| {
        sure.ask(&format!(
            "This database goes on with the published log of {} entries. What it does not hold of that stays unexplained for good, and everybody can see it. \
             First look for a newer copy of the database.",
            copy.size()
        ))
    })?;
    bar.set_message("adopting");
    let mut connection = PgConnection::connect_with(started.database.options()).await?;
    let now = server.clock.now();
    let adopted = adopt(
        &mut connection,
        &copy,
        &server.secrets,
        server.beat,
        now,
        &mut progress,
    )
    .await;
    bar.finish_and_clear();
    let adopted = adopted?;
    connection.close().await?;
    writeln!(
        std::io::stdout(),
        "The log has {} entries. {} events that waited here found their places; of {} entries only the hash is left.\n\
         Say so publicly, and what was lost. Reporters whose receipt is among them must file again.",
        adopted.size,
        adopted.found,
        adopted.lost
    )?;
    Ok(())
}
