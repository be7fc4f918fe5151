//! `sajam ledger hold` and `resume`: a copy of the database does not publish until it was compared with what was published.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::{Outcome, log_key, start};
use crate::clock::Clock;
use crate::config::Installation;
use crate::database;
use crate::sequencer::{self, Resumed};

/// A checkpoint with all its signatures and cosignatures is far shorter.
const LONGEST_CHECKPOINT: u64 = 64 * 1024;

#[derive(Args, Debug)]
pub(super) struct Resume {
    /// The published site or its log, e.g. https://sajam.example.ir; several where there are.
    #[arg(long, value_name = "URL")]
    site: Vec<String>,
    /// A copy of the published log, as sajam-mirror makes it; several where there are.
    #[arg(long, value_name = "FOLDER")]
    mirror: Vec<PathBuf>,
    /// Nobody has a copy of what was published, and the site is gone.
    #[arg(long, conflicts_with_all = ["site", "mirror"])]
    nothing_to_compare: bool,
    #[command(flatten)]
    sure: log_key::Sure,
}

pub(super) async fn hold(place: &Installation) -> Outcome {
    let started = start::command(place, Clock::system()).await?;
    let mut owner = PgConnection::connect_with(started.database.owner_options()).await?;
    database::hold(&mut owner).await?;
    owner.close().await?;
    started.database.close().await;
    writeln!(
        std::io::stdout(),
        "Held. A server that leads already goes on until it is restarted; every later start publishes nothing until: sajam ledger resume"
    )?;
    Ok(())
}

pub(super) async fn resume(place: &Installation, asked: Resume) -> Outcome {
    let mut kept = Vec::new();
    for folder in &asked.mirror {
        let file = folder.join("checkpoint");
        let note = std::fs::read_to_string(&file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        kept.push((folder.display().to_string(), note));
    }
    for site in &asked.site {
        let url = checkpoint_url(site);
        let note = tokio::task::spawn_blocking(move || fetch(&url)).await??;
        kept.push((site.clone(), note));
    }
    if kept.is_empty() {
        if !asked.nothing_to_compare {
            return Err(
                "say what to compare with: --site URL (the published site), --mirror FOLDER (anybody's copy), or --nothing-to-compare when nobody has either".into(),
            );
        }
        asked.sure.ask(
            "If anything was published after this copy was made, the log forks, and everybody who kept a checkpoint, a receipt or a bundle can prove it.",
        )?;
    }
    let started = start::command(place, Clock::system()).await?;
    let mut owner = PgConnection::connect_with(started.database.owner_options()).await?;
    let resumed = sequencer::resume(
        &mut owner,
        started.database.copy_id(),
        &started.server.secrets,
        &kept,
    )
    .await;
    owner.close().await?;
    started.database.close().await;
    let Resumed { here, published } = resumed?;
    let mut out = std::io::stdout();
    match published {
        Some(published) => writeln!(
            out,
            "What was published has {published} entries, this database {here}: all of them are here."
        )?,
        None => writeln!(
            out,
            "This database has {here} entries; nothing was compared."
        )?,
    }
    writeln!(
        out,
        "Lost is what was acknowledged after this copy was made and not published yet: whoever has a receipt for it must file again. Say so publicly.\n\
         Whoever leads publishes from the next beat on."
    )?;
    Ok(())
}

/// The checkpoint's address: of a site, of its `/ledger`, or itself.
fn checkpoint_url(site: &str) -> String {
    let site = site.trim_end_matches('/');
    if site.ends_with("/checkpoint") {
        site.to_owned()
    } else if site.ends_with("/ledger") {
        format!("{site}/checkpoint")
    } else {
        format!("{site}/ledger/checkpoint")
    }
}

fn fetch(url: &str) -> Result<String, String> {
    let agent = ureq::Agent::new_with_config(
        ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(30)))
            .user_agent("sajam")
            .build(),
    );
    let told = |error: ureq::Error| format!("{url}: {error}");
    let mut answer = agent.get(url).call().map_err(told)?;
    answer
        .body_mut()
        .with_config()
        .limit(LONGEST_CHECKPOINT)
        .read_to_string()
        .map_err(told)
}

#[cfg(test)]
mod tests {
    use super::checkpoint_url;

    #[test]
    fn a_site_its_log_or_the_checkpoint_itself_can_be_named() {
        for site in [
            "https://a/",
            "https://a/ledger",
            "https://a/ledger/checkpoint",
        ] {
            assert_eq!(checkpoint_url(site), "https://a/ledger/checkpoint");
        }
    }
}
