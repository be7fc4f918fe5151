//! `sajam serve`: everything in one process.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

use super::{Outcome, accounts, start};
use crate::clock::Clock;
use crate::config::{Installation, LedgerCheckAt, ServeArgs};
use crate::database::DataFolder;
use crate::http;
use crate::jobs::{self, LedgerCheckSettings};
use crate::metrics;
use crate::service::accounts::FirstAccounts;

/// How long requests under way may take once the server was told to stop.
const LONGEST_DRAIN: Duration = Duration::from_secs(20);

pub(super) async fn run(place: &Installation, serving: &ServeArgs) -> Outcome {
    start_logging()?;
    // The address first: a port that is taken is told before anything is started.
    let listener = TcpListener::bind(serving.listen).await.map_err(|error| {
        format!(
            "cannot listen on {}: {error}; choose another with --listen",
            serving.listen
        )
    })?;
    let metrics_listener = match serving.metrics_listen {
        Some(address) => Some(TcpListener::bind(address).await.map_err(|error| {
            format!(
                "cannot listen on {address} for metrics: {error}; choose another with --metrics-listen"
            )
        })?),
        None => None,
    };
    let clock = Clock::system();
    let folder = DataFolder::hold(&place.data)?;
    let stop = stop_on_signal()?;
    // Told to stop while starting, it starts, and stops then: nothing is left half made. Only recovery may take longer than
    // that; then PostgreSQL is told to stop, and the next start goes on with it.
    let told_to_stop = async {
        stop.cancelled().await;
        tokio::time::sleep(LONGEST_DRAIN).await;
    };
    let started = tokio::select! {
        started = start::start(place, folder, clock.clone()) => started?,
        () = told_to_stop => return Ok(()),
    };
    let mut jobs = jobs::start(&started.server, &started.database, clock, &stop);
    start_watching(&started, serving, metrics_listener, &mut jobs, &stop);
    greet(&started, serving, listener.local_addr()?).await?;

    let site = http::Site::new(started.server.clone(), &http::SiteSettings::of(serving));
    let server = axum::serve(listener, site).with_graceful_shutdown(stop.clone().cancelled_owned());
    let drained = async {
        stop.cancelled().await;
        tokio::time::sleep(LONGEST_DRAIN).await;
    };
    let served = tokio::select! {
        served = server => served,
        () = drained => Ok(()),
    };
    stop.cancel();
    while jobs.join_next().await.is_some() {}
    let start::Started {
        server,
        database,
        folder,
    } = started;
    drop(server);
    database.close().await;
    drop(folder);
    served?;
    Ok(())
}

/// Starts what looks after the service itself.
fn start_watching(
    started: &start::Started,
    serving: &ServeArgs,
    metrics_listener: Option<TcpListener>,
    running: &mut JoinSet<()>,
    stop: &CancellationToken,
) {
    let options = || started.database.options().clone();
    let server = || started.server.clone();
    if let LedgerCheckAt::Daily(daily) = serving.ledger_check_at {
        let settings = LedgerCheckSettings::at(daily);
        running.spawn(jobs::check_daily(
            server(),
            options(),
            settings,
            stop.clone(),
        ));
    }
    running.spawn(jobs::watch_log(
        server(),
        options(),
        jobs::WATCH_POLL,
        stop.clone(),
    ));
    running.spawn(jobs::tell_publication(
        server(),
        jobs::WATCH_POLL,
        stop.clone(),
    ));
    if !serving.releases_by_hand {
        running.spawn(jobs::publish_due(
            server(),
            jobs::RELEASES_POLL,
            stop.clone(),
        ));
    }
    if let Some(listener) = metrics_listener {
        running.spawn(metrics::serve(
            started.server.metrics_source(),
            listener,
            stop.clone(),
        ));
    }
}

fn start_logging() -> Outcome {
    let filter = match std::env::var("SAJAM_LOG") {
        Err(std::env::VarError::NotPresent) => EnvFilter::new("info,sqlx=off"),
        Err(error) => return Err(format!("SAJAM_LOG: {error}").into()),
        Ok(text) if text.trim().is_empty() => EnvFilter::new("info,sqlx=off"),
        Ok(text) => log_filter(&text)?,
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    // A panic's message may repeat what somebody wrote (a string's slice, a value): only its place is logged.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place = place.as_deref(), "panic");
    }));
    Ok(())
}

/// Directives with a level each: a word that is no level would be taken for a module's name, and silence everything.
fn log_filter(text: &str) -> Result<EnvFilter, String> {
    let is_level = |word: &str| word.parse::<LevelFilter>().is_ok();
    let sound = text.split(',').map(str::trim).all(|directive| {
        let level = directive
            .rsplit_once('=')
            .map_or(directive, |(_, level)| level);
        is_level(level)
    });
    if !sound {
        return Err(format!(
            "SAJAM_LOG={text}: expected a level (error, warn, info, debug, trace or off), also for single modules, as in \
             SAJAM_LOG=info,sqlx=off"
        ));
    }
    let text = text.replace(' ', "");
    EnvFilter::try_new(&text).map_err(|error| format!("SAJAM_LOG={text}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::log_filter;

    #[test]
    fn a_level_that_is_none_is_refused_rather_than_taken_for_a_name() {
        for sound in ["info", "DEBUG", "info,sqlx=off", "off", "warn, sajam=trace"] {
            assert!(log_filter(sound).is_ok(), "{sound}");
        }
        for wrong in ["debgu", "info,sqlx", "info,sajam=loud"] {
            assert!(log_filter(wrong).is_err(), "{wrong}");
        }
    }
}

/// Cancelled by Ctrl-C or SIGTERM.
fn stop_on_signal() -> std::io::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        told.cancel();
    });
    Ok(stop)
}

/// The page's address, and on the first start the accounts.
async fn greet(
    started: &start::Started,
    serving: &ServeArgs,
    listening: std::net::SocketAddr,
) -> Outcome {
    let first = FirstAccounts::make(&started.server).await?;
    if !first.accounts.is_empty() {
        writeln!(
            std::io::stdout(),
            "\nFirst start. One account a role; these passwords are shown this once, and are changed at the first sign-in:\n"
        )?;
        accounts::print(&first.accounts)?;
    }
    first.confirm_shown().await?;
    let mut out = std::io::stdout().lock();
    let address = serving
        .public_url
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_else(|| format!("http://{listening}"));
    writeln!(
        out,
        "\nSajam is running: {address}/\nStaff sign in at   {address}/staff/login\nStop it with Ctrl-C.\n"
    )?;
    out.flush()?;
    Ok(())
}
