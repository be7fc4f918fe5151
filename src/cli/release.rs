//! `sajam release`: publishing statistics, and saying that published ones are wrong.

use std::io::{IsTerminal, Write};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use sajam_aggregates::By;
use sajam_aggregates::release::{Notice, NoticeText};
use sajam_statistics::calendar::tehran;
use sajam_statistics::family::{BUDGET_MILLI, FAMILIES};
use sajam_statistics::margin::margin95;
use sajam_statistics::{Release, ReleaseId};

use super::{Outcome, start};
use crate::clock::Clock;
use crate::config::Installation;
use crate::locale::{Locale, Translator};
use crate::server::Server;
use crate::service::releases::{self, Correction, PublishError, budget, schedule};

#[derive(Subcommand, Debug)]
pub(super) enum Releases {
    /// Shows what is due, when what comes next, and what the privacy budget was spent on; changes nothing.
    Plan,
    /// Publishes closed periods, each once and for good: its noise is drawn now and never again.
    Publish(Which),
    /// Says that the figures of a release are wrong, and replaces them where the privacy budget allows it. For good.
    Correct(Correct),
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(super) struct Which {
    /// Which tables, as `plan` names them: month-category-1405-07.
    #[arg(value_name = "RELEASE")]
    releases: Vec<ReleaseId>,
    /// Everything that is due, the oldest of each family first.
    #[arg(long)]
    all_closed: bool,
}

#[derive(Args, Debug)]
pub(super) struct Correct {
    /// The release that is wrong, as in its address: month-category-1405-07.
    release: ReleaseId,
    /// What is wrong, in Persian, for everybody to read. It must name nobody and no report.
    #[arg(long, value_name = "TEXT")]
    reason_fa: NoticeText,
    /// The same in English.
    #[arg(long, value_name = "TEXT")]
    reason_en: NoticeText,
    /// Only withdraws the figures. Without this they are counted again, with new noise that is paid for.
    #[arg(long)]
    withdraw: bool,
    /// Does not ask whether it is meant.
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(place: &Installation, what: Releases) -> Outcome {
    let started = start::command(place, Clock::system()).await?;
    let result = match what {
        Releases::Plan => plan(&started.server).await,
        Releases::Publish(which) => publish(&started.server, which).await,
        Releases::Correct(which) => correct(&started.server, which).await,
    };
    started.database.close().await;
    result
}

async fn plan(server: &Server) -> Outcome {
    let due = releases::plan(server).await?;
    let words = Translator::of(Locale::En);
    let mut out = std::io::stdout();
    if due.is_empty() {
        writeln!(out, "Everything that is due is published.")?;
    } else {
        writeln!(out, "Due:")?;
    }
    for due in due {
        let drawn = if due.drawn {
            "  (begun and broken off; its figures are kept)"
        } else {
            ""
        };
        let id = ReleaseId::first(due.family, due.period);
        writeln!(out, "  {id}  {}{drawn}", words.period(due.period))?;
    }

    writeln!(out, "\nNext:")?;
    for family in &FAMILIES {
        let (period, due) = schedule::next(family.cadence, server.clock.now());
        writeln!(
            out,
            "  {:40} {} in Tehran   cells ± {}",
            ReleaseId::first(family.id, period).to_string(),
            tehran(due).strftime("%Y-%m-%d %H:%M"),
            margin95(family.scale(), 1),
        )?;
    }

    let balance = budget::balance(&server.pool).await?;
    writeln!(
        out,
        "\nPrivacy budget of one report (thousandths of epsilon):\n  {:28} {:>5} {:>6} {:>6}",
        "", "share", "spent", "draws"
    )?;
    for spent in balance.families {
        let (share, dearest, draws) = (spent.share_milli, spent.dearest_milli, spent.draws);
        writeln!(
            out,
            "  {:28} {share:>5} {dearest:>6} {draws:>6}",
            spent.family
        )?;
    }
    let left = i64::from(BUDGET_MILLI) - balance.committed_milli;
    writeln!(out, "  {left} of {BUDGET_MILLI} are left for corrections.")?;
    Ok(())
}

async fn publish(server: &Server, which: Which) -> Outcome {
    let which_is_all = which.all_closed;
    let ids = if which.all_closed {
        for id in releases::finish(server, &server.catalogue, &By::System).await? {
            writeln!(std::io::stdout(), "/statistics/{id}")?;
        }
        let due = releases::plan(server).await?;
        due.iter()
            .map(|due| ReleaseId::first(due.family, due.period))
            .collect()
    } else {
        which.releases
    };
    if let Some(id) = ids.iter().find(|id| id.previous().is_some()) {
        return Err(format!("{id} is a correction: `sajam release correct` makes those").into());
    }
    let mut out = std::io::stdout();
    if ids.is_empty() {
        writeln!(out, "Everything that is due is published.")?;
    }
    let bar = if which.all_closed {
        ProgressBar::new(ids.len() as u64).with_style(
            ProgressStyle::with_template("{msg:36} {wide_bar} {human_pos}/{human_len}  {eta}")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        )
    } else {
        ProgressBar::hidden()
    };
    for id in ids {
        // Whoever types this may sit at a machine whose clock is ahead, and what is published never changes.
        if !schedule::is_covered(server, id.period()).await? {
            bar.abandon();
            return Err(PublishError::Uncovered(id.period()).into());
        }
        bar.set_message(id.to_string());
        let release = releases::publish(
            server,
            &server.catalogue,
            id.family(),
            id.period(),
            &By::System,
        )
        .await;
        let release = match release {
            Ok(release) => release,
            // A running server may be faster.
            Err(PublishError::AlreadyPublished(_)) if which_is_all => {
                bar.inc(1);
                continue;
            }
            Err(error) => {
                bar.abandon();
                return Err(error.into());
            }
        };
        bar.suspend(|| print(&mut out, &release))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

async fn correct(server: &Server, which: Correct) -> Outcome {
    let mut out = std::io::stdout();
    if !which.yes && !is_meant(&mut out, which.release)? {
        return Err("nothing was changed".into());
    }
    let reason = Notice {
        en: which.reason_en,
        fa: which.reason_fa,
    };
    let correction = if which.withdraw {
        Correction::Withdraw
    } else {
        Correction::Replace
    };
    let corrected = releases::correct(
        server,
        &server.catalogue,
        which.release,
        reason,
        correction,
        &By::System,
    );
    match corrected.await? {
        Some(release) => print(&mut out, &release)?,
        None => writeln!(out, "{} is withdrawn.", which.release)?,
    }
    Ok(())
}

/// It cannot be taken back, so somebody at a terminal is asked; a script has to say `--yes`.
fn is_meant(out: &mut impl Write, id: ReleaseId) -> std::io::Result<bool> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        writeln!(out, "This cannot be taken back: say --yes if it is meant.")?;
        return Ok(false);
    }
    write!(
        out,
        "Everybody will read that {id} is wrong, for good. Type its name to go on: "
    )?;
    out.flush()?;
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(line.trim() == id.to_string())
}

/// The release's address on the site, and what its files can be checked with.
fn print(out: &mut impl Write, release: &Release) -> std::io::Result<()> {
    writeln!(out, "/statistics/{}", release.id())?;
    for file in release.files() {
        writeln!(out, "  {}  {}", hex::encode(file.sha256()), file.name())?;
    }
    out.flush()
}
