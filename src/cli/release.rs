//! `sajam release`: publishing statistics.

use std::io::Write;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use sajam_aggregates::By;

use super::{Outcome, start};
use crate::app::App;
use crate::calendar::{CalendarError, JalaliMonth};
use crate::clock::Clock;
use crate::config::Place;
use crate::disclosure::{FamilyId, Release};
use crate::service::releases;

#[derive(Subcommand, Debug)]
pub(super) enum Releases {
    /// Shows which closed months are not published; changes nothing.
    Plan,
    /// Publishes closed months, each once and for good: its noise is drawn now and never again.
    Publish(Which),
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(super) struct Which {
    /// One Jalali month, as in 1405-07.
    #[arg(long, value_name = "MONTH", value_parser = month)]
    month: Option<JalaliMonth>,
    /// Every closed month that is not published, the oldest first.
    #[arg(long)]
    all_closed: bool,
}

fn month(text: &str) -> Result<JalaliMonth, CalendarError> {
    text.parse()
}

pub(super) async fn run(place: &Place, what: Releases) -> Outcome {
    let started = start::command(place, Clock::system()).await?;
    let result = match what {
        Releases::Plan => plan(&started.app).await,
        Releases::Publish(which) => publish(&started.app, which).await,
    };
    started.database.close().await;
    result
}

async fn plan(app: &App) -> Outcome {
    let due = releases::plan(app).await?;
    let mut out = std::io::stdout();
    if due.is_empty() {
        writeln!(out, "Every closed month is published.")?;
    }
    for due in due {
        let drawn = if due.drawn {
            "  (begun and broken off; its figures are kept)"
        } else {
            ""
        };
        writeln!(out, "{}{drawn}", due.month)?;
    }
    Ok(())
}

async fn publish(app: &App, which: Which) -> Outcome {
    let months = match which.month {
        Some(month) => vec![month],
        None => releases::plan(app)
            .await?
            .iter()
            .map(|due| due.month)
            .collect(),
    };
    let mut out = std::io::stdout();
    if months.is_empty() {
        writeln!(out, "Every closed month is published.")?;
    }
    let bar = if which.all_closed {
        ProgressBar::new(months.len() as u64).with_style(
            ProgressStyle::with_template("{msg:9} {wide_bar} {human_pos}/{human_len}  {eta}")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        )
    } else {
        ProgressBar::hidden()
    };
    for month in months {
        bar.set_message(month.to_string());
        let release = releases::publish(app, FamilyId::MonthCategory, month, &By::System).await;
        let release = match release {
            Ok(release) => release,
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

/// The release's address on the site, and what its files can be checked with.
fn print(out: &mut impl Write, release: &Release) -> std::io::Result<()> {
    writeln!(out, "/statistics/{}", release.id())?;
    for file in release.files() {
        writeln!(out, "  {}  {}", hex::encode(file.sha256()), file.name())?;
    }
    out.flush()
}
