//! `sajam serve`: everything in one process.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use nix::sys::prctl;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::{Outcome, accounts, start};
use crate::clock::Clock;
use crate::config::{Installation, LedgerCheckAt, LogFilter, ServeArgs};
use crate::database::DataFolder;
use crate::failure_log;
use crate::http;
use crate::http::connections::{self, ConnectionLimits};
use crate::jobs::{self, LedgerCheckSettings};
use crate::metrics;
use crate::service::accounts::FirstAccounts;

/// How long requests under way may take once the server was told to stop.
const LONGEST_DRAIN: Duration = Duration::from_secs(20);

pub(super) async fn run(place: &Installation, serving: &ServeArgs) -> Outcome {
    start_logging(&serving.log);
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
    refuse_unknown_address(serving)?;
    forbid_dumps();
    let descriptors = raise_descriptors();
    let clock = Clock::system();
    let folder = DataFolder::hold(&place.data)?;
    let leaving = stop_on_signal()?;
    // Told to stop while starting, it starts, and stops then: nothing is left half made. Only recovery may take longer than
    // that; then PostgreSQL is told to stop, and the next start goes on with it.
    let told_to_stop = async {
        leaving.cancelled().await;
        tokio::time::sleep(LONGEST_DRAIN).await;
    };
    let started = tokio::select! {
        started = start::start(place, folder, clock.clone()) => started?,
        () = told_to_stop => return Ok(()),
    };
    let stop = CancellationToken::new();
    let mut jobs = jobs::start(&started.server, &started.database, clock, &stop);
    start_watching(&started, serving, metrics_listener, &mut jobs, &stop);
    greet(&started, serving, listener.local_addr()?).await?;

    let site = http::Site::new(started.server.clone(), &http::SiteSettings::of(serving));
    let limits = ConnectionLimits::for_descriptors(descriptors, serving.behind_proxy.is_some());
    let served = tokio::spawn(connections::serve(listener, site, limits, stop.clone()));
    leaving.cancelled().await;
    started.server.leaving.cancel();
    // Whoever sends requests here looks whether the server is ready, and still gets answers until they have.
    tokio::time::sleep(notice(serving)).await;
    stop.cancel();
    served.await?;
    if tokio::time::timeout(LONGEST_DRAIN, finished(&mut jobs))
        .await
        .is_err()
    {
        tracing::warn!(
            "what was going on in the background is broken off: the next start goes on with it"
        );
        jobs.shutdown().await;
    }
    let start::Started {
        server,
        database,
        folder,
    } = started;
    drop(server);
    database.close().await;
    drop(folder);
    Ok(())
}

async fn finished(jobs: &mut JoinSet<()>) {
    while jobs.join_next().await.is_some() {}
}

/// How long the server goes on after it was told to stop, not ready any more.
fn notice(serving: &ServeArgs) -> Duration {
    match (serving.stop_notice, serving.behind_proxy) {
        (Some(seconds), _) => Duration::from_secs(seconds),
        (None, Some(_)) => Duration::from_secs(5),
        (None, None) => Duration::ZERO,
    }
}

/// Keys and passwords are in this process: nobody gets a picture of its memory, and no crash leaves one.
fn forbid_dumps() {
    let dumps = setrlimit(Resource::RLIMIT_CORE, 0, 0);
    if let Err(error) = prctl::set_dumpable(false).and(dumps) {
        tracing::warn!(%error, "memory dumps of this process cannot be forbidden");
    }
}

/// Whoever is not alone on this machine reaches the server by an address, and cookies and links depend on it.
fn refuse_unknown_address(serving: &ServeArgs) -> Outcome {
    let is_trial = serving.listen.ip().is_loopback() && serving.behind_proxy.is_none();
    if is_trial || serving.public_url.is_some() {
        return Ok(());
    }
    Err(
        "say by which address people reach the server: --public-url https://…. Without it, cookies would not be bound to TLS and \
         links would lead nowhere (only a server that listens on this machine alone, without a proxy, can do without)"
            .into(),
    )
}

/// As many descriptors as the process may have; how many that are.
fn raise_descriptors() -> u64 {
    let Ok((now, most)) = getrlimit(Resource::RLIMIT_NOFILE) else {
        return 1024;
    };
    match setrlimit(Resource::RLIMIT_NOFILE, most, most) {
        Ok(()) => most,
        Err(_) => now,
    }
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
    running.spawn(failure_log::tell(
        started.server.beat.every.unsigned_abs(),
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

fn start_logging(filter: &LogFilter) {
    tracing_subscriber::fmt()
        .with_env_filter(filter.directives())
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    // A panic's message may repeat what somebody wrote (a string's slice, a value): only its place is logged.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place = place.as_deref(), "panic");
    }));
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
