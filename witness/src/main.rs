//! `sajam-witness`: a small witness that another house runs beside a log of Sajam.

use std::error::Error;
use std::io::{self, IsTerminal, Write, stderr};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use rand_core::{OsRng, RngCore};
use sajam_ledger::witness::WitnessedLogs;
use sajam_ledger::{Policy, VerifierKey, WitnessKey};
use sajam_witness::{Clock, Limits, State, Witness, init, read_key, router, serve};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// A witness (C2SP tlog-witness): it cosigns a log's checkpoints while the log only grows.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a new witness: its key and its empty state
    Init {
        /// The witness's name, an address without a scheme that stays yours, such as witness.example.org/1
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Print the public key, for whoever demands this witness
    Key {
        #[command(flatten)]
        place: Place,
    },
    /// Answer logs until told to stop
    Serve(Serving),
}

#[derive(Args)]
struct Place {
    /// The folder of the witness. Never bring it back from a backup: see docs/witnessing.md
    #[arg(long, value_name = "FOLDER", env = "SAJAM_WITNESS_STATE")]
    state: PathBuf,
}

#[derive(Args)]
struct Serving {
    #[command(flatten)]
    place: Place,
    /// The address to listen on; put a server with TLS before it
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7380")]
    listen: SocketAddr,
    /// The public key of a log to watch, origin+id+base64, or a file with it; several for several logs or keys
    #[arg(long = "log", value_name = "KEY", required_unless_present = "policy")]
    logs: Vec<String>,
    /// Watch the logs of this policy (C2SP tlog-policy)
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Init { name, place } => make(&name, &place.state),
        Command::Key { place } => print_key(&place.state),
        Command::Serve(serving) => start(&serving),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Without a standard error the exit status still tells.
            let _ = writeln!(stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn make(name: &str, state: &Path) -> Result<(), Failure> {
    let mut seed = [0; 32];
    OsRng.fill_bytes(&mut seed);
    let key = WitnessKey::generate(name, seed)?;
    init(state, &key)?;
    print_key(state)
}

fn print_key(state: &Path) -> Result<(), Failure> {
    writeln!(io::stdout(), "{}", read_key(state)?.verifier())?;
    Ok(())
}

impl Serving {
    fn logs(&self) -> Result<WitnessedLogs, Failure> {
        let mut keys = Vec::new();
        for text in &self.logs {
            let key = match VerifierKey::parse(text.trim()) {
                Err(_) if Path::new(text).is_file() => {
                    VerifierKey::parse_lines(&std::fs::read_to_string(text)?)
                }
                parsed => parsed,
            };
            keys.push(key.map_err(|error| format!("--log {text}: {error}"))?);
        }
        if let Some(file) = &self.policy {
            let named = |error: &dyn Error| format!("{}: {error}", file.display());
            let bytes = std::fs::read(file).map_err(|error| named(&error))?;
            let policy = Policy::parse(&bytes).map_err(|error| named(&error))?;
            keys.extend(policy.logs().iter().map(|log| log.key.clone()));
        }
        if keys.is_empty() {
            return Err("the policy lists no log, so there is nothing to watch".into());
        }
        Ok(WitnessedLogs::new(keys))
    }
}

fn start(serving: &Serving) -> Result<(), Failure> {
    tracing_subscriber::fmt()
        .with_writer(stderr)
        .with_ansi(stderr().is_terminal())
        .with_target(false)
        .init();
    // A panic's message may repeat what somebody sent: only its place is logged.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place = place.as_deref(), "panic");
    }));
    let logs = serving.logs()?;
    let (state, key) = State::open(&serving.place.state)?;
    let witness = Arc::new(Witness::new(state, key, logs, system_clock())?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(serving.listen, witness))
}

async fn run(listen: SocketAddr, witness: Arc<Witness>) -> Result<(), Failure> {
    let listener = TcpListener::bind(listen).await;
    let listener = listener.map_err(|error| format!("cannot listen on {listen}: {error}"))?;
    let stop = stop_on_signal()?;
    writeln!(
        io::stdout(),
        "{}\nhttp://{}",
        witness.verifier(),
        listener.local_addr()?
    )?;
    serve(listener, router(witness), Limits::default(), stop).await;
    Ok(())
}

/// Cancelled by Ctrl-C or SIGTERM.
fn stop_on_signal() -> io::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        told.cancel();
    });
    Ok(stop)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock that everything else is given"
)]
fn system_clock() -> Clock {
    Arc::new(|| {
        let now = std::time::SystemTime::now();
        let since = now.duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| since.as_secs())
    })
}
