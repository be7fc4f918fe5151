//! What the operator sets: on the command line or in the environment, read once at start-up.

mod log_filter;
mod public_url;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use clap::Args;
use jiff::SignedDuration;
use sajam_ledger::{Policy, PolicyError};
use secrecy::SecretString;

use crate::context::LogSettings;
use crate::database::{AddressError, DataFolder, KeyFolder, Location, parse_address};
use crate::jobs::{Daily, NotATime};
use crate::secrets::LogOrigin;
use crate::sequencer::Beat;

pub use log_filter::{LogFilter, LogFilterError};
pub use public_url::{PublicUrl, PublicUrlError};

/// Where data and keys are: shared by every command.
#[derive(Args, Clone, Debug)]
pub struct Installation {
    /// The data folder: keys, the private database, its socket and log.
    #[arg(
        long,
        env = "SAJAM_DATA",
        value_name = "FOLDER",
        default_value = "data",
        global = true
    )]
    pub data: PathBuf,

    /// A PostgreSQL database of your own (15 or later) instead of the private one.
    #[arg(
        long,
        env = "DATABASE_URL",
        value_name = "URL",
        hide_env_values = true,
        global = true
    )]
    pub database_url: Option<SecretString>,

    /// The same database as its owner, for migrations: the server then runs under a role that cannot rewrite history.
    #[arg(
        long,
        env = "DATABASE_OWNER_URL",
        value_name = "URL",
        hide_env_values = true,
        global = true
    )]
    pub database_owner_url: Option<SecretString>,

    /// The folder with the keys [default: `secrets` in the data folder].
    #[arg(long, env = "SAJAM_SECRETS", value_name = "FOLDER", global = true)]
    pub secrets: Option<PathBuf>,

    /// The name of the public log, for a log that is begun now, e.g. `log.example.ir/sajam`.
    #[arg(long, env = "SAJAM_LOG_ORIGIN", value_name = "NAME", global = true)]
    pub log_origin: Option<LogOrigin>,

    /// Institutions and units, as TOML [default: a built-in directory].
    #[arg(long, env = "SAJAM_DIRECTORY", value_name = "FILE", global = true)]
    pub directory: Option<PathBuf>,

    /// Seconds from one publication of the log to the next.
    #[arg(long, env = "SAJAM_LOG_BEAT", value_name = "SECONDS", default_value = "600", value_parser = clap::value_parser!(i64).range(1..=86_400), global = true)]
    pub log_beat: i64,

    /// Entries: every publication grows the log by a multiple of this.
    #[arg(long, env = "SAJAM_LOG_BLOCK", value_name = "ENTRIES", default_value = "64", value_parser = clap::value_parser!(u64).range(1..=65_536), global = true)]
    pub log_block: u64,

    /// Witnesses that the log asks to cosign its checkpoints, as a policy file (C2SP tlog-policy) with their addresses.
    #[arg(long, env = "SAJAM_LOG_WITNESSES", value_name = "FILE", global = true)]
    pub log_witnesses: Option<PathBuf>,
}

/// There are no keys where a system's would be.
#[derive(Debug, thiserror::Error)]
#[error(
    "there is no system here: {} holds no keys. Say where its data folder is with --data; `sajam serve` begins a new one",
    secrets.display()
)]
pub struct NoSystem {
    secrets: PathBuf,
}

/// What is said of the database cannot be meant.
#[derive(Debug, thiserror::Error)]
pub enum LocationError {
    /// An address is none.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// Migrations would go to one database, and reports to another.
    #[error(
        "DATABASE_OWNER_URL is set and DATABASE_URL is not: set DATABASE_URL to the same database under the server's role, \
         or unset both for the private database in the data folder"
    )]
    OwnerAlone,
}

/// Why the witnesses' policy is of no use.
#[derive(Debug, thiserror::Error)]
pub enum WitnessesError {
    /// The file cannot be read.
    #[error("the policy {path} cannot be read")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is not a policy.
    #[error("the policy {path} is none")]
    Policy {
        /// The file.
        path: PathBuf,
        /// Which line, and what is wrong with it.
        source: PolicyError,
    },
    /// No witness in it can be asked.
    #[error("the policy {path} has no witness with an address (witness NAME KEY URL)")]
    NoAddress {
        /// The file.
        path: PathBuf,
    },
}

impl Installation {
    /// Where the database is.
    ///
    /// # Errors
    /// [`LocationError`].
    pub fn location(&self) -> Result<Location, LocationError> {
        let owner = self.database_owner_url.as_ref();
        let owner = owner.map(|url| parse_address("DATABASE_OWNER_URL", url));
        match (&self.database_url, owner.transpose()?.map(Box::new)) {
            (Some(server), owner) => Ok(Location::Given {
                server: Box::new(parse_address("DATABASE_URL", server)?),
                owner,
            }),
            (None, None) => Ok(Location::Private),
            (None, Some(_)) => Err(LocationError::OwnerAlone),
        }
    }

    /// That there is a system to speak of: a command that made one would answer for a system that nobody uses.
    ///
    /// # Errors
    /// [`NoSystem`].
    pub fn refuse_without_system(&self) -> Result<(), NoSystem> {
        let secrets = self.secrets.clone();
        let secrets = secrets.unwrap_or_else(|| self.data.join("secrets"));
        if secrets.join("log.key").exists() {
            return Ok(());
        }
        Err(NoSystem { secrets })
    }

    /// Where the keys are, and what a log that is begun now is called.
    pub fn keys(&self, data: &DataFolder) -> KeyFolder {
        KeyFolder {
            path: self.secrets_folder(data),
            origin: self.log_origin.clone(),
        }
    }

    /// Where the keys are.
    pub fn secrets_folder(&self, data: &DataFolder) -> PathBuf {
        let given = self.secrets.clone();
        given.unwrap_or_else(|| data.path().join("secrets"))
    }

    /// How the log is published.
    ///
    /// # Errors
    /// See [`WitnessesError`].
    pub fn log(&self) -> Result<LogSettings, WitnessesError> {
        Ok(LogSettings {
            beat: Beat {
                every: SignedDuration::from_secs(self.log_beat),
                block: self.log_block,
            },
            policy: self.log_witnesses.as_deref().map(policy).transpose()?,
        })
    }
}

fn policy(file: &Path) -> Result<Arc<Policy>, WitnessesError> {
    let path = file.to_owned();
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(source) => return Err(WitnessesError::Io { path, source }),
    };
    let policy = match Policy::parse(&bytes) {
        Ok(policy) => policy,
        Err(source) => return Err(WitnessesError::Policy { path, source }),
    };
    if policy
        .witnesses()
        .iter()
        .all(|witness| witness.url.is_none())
    {
        return Err(WitnessesError::NoAddress { path });
    }
    Ok(Arc::new(policy))
}

/// How the server is reached.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    /// The address to listen on.
    #[arg(
        long,
        env = "SAJAM_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,

    /// The address people use, when a proxy stands before the server, e.g. `https://sajam.example.ir`.
    #[arg(long, env = "SAJAM_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,

    /// Behind a proxy: take the reader's address from the last entry of this header, which the proxy must set itself
    /// [default without a value: x-forwarded-for].
    #[arg(
        long,
        env = "SAJAM_BEHIND_PROXY",
        value_name = "HEADER",
        num_args = 0..=1,
        default_missing_value = "x-forwarded-for"
    )]
    pub behind_proxy: Option<ProxyHeader>,

    /// What the log tells: a level, also for single modules.
    #[arg(
        long,
        env = "SAJAM_LOG",
        value_name = "LEVELS",
        default_value = "info,sqlx=off"
    )]
    pub log: LogFilter,

    /// Seconds that the server still works after it was told to stop, while `/readyz` already says that it does not: for
    /// whatever sends requests here [default: 5 behind a proxy, else 0].
    #[arg(long, env = "SAJAM_STOP_NOTICE", value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(..=300))]
    pub stop_notice: Option<u64>,

    /// Where weaknesses of the system are to be reported, for `/.well-known/security.txt`, e.g. `mailto:security@example.ir`.
    #[arg(long, env = "SAJAM_SECURITY_CONTACT", value_name = "URI", value_parser = contact)]
    pub security_contact: Option<String>,

    /// When the whole history is checked, each day, by Tehran's clock, e.g. `03:00`; or `off`.
    #[arg(
        long,
        env = "SAJAM_LEDGER_CHECK_AT",
        value_name = "TIME",
        default_value_t
    )]
    pub ledger_check_at: LedgerCheckAt,

    /// Publishes no statistics by itself: somebody does it, on the staff's pages or with `sajam release publish`.
    #[arg(long, env = "SAJAM_RELEASES_BY_HAND")]
    pub releases_by_hand: bool,

    /// Where monitoring reads metrics, e.g. `127.0.0.1:9464`: never an address the public reaches [default: nowhere].
    #[arg(long, env = "SAJAM_METRICS_LISTEN", value_name = "ADDRESS")]
    pub metrics_listen: Option<SocketAddr>,
}

/// The header in which a proxy says where a request came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, as most proxies write it.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// When the whole history is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerCheckAt {
    /// Each day at a time.
    Daily(Daily),
    /// By whoever runs `sajam ledger check`.
    Off,
}

impl Default for LedgerCheckAt {
    fn default() -> Self {
        Self::Daily(Daily::default())
    }
}

impl fmt::Display for LedgerCheckAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Daily(daily) => daily.fmt(f),
            Self::Off => f.write_str("off"),
        }
    }
}

impl FromStr for LedgerCheckAt {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        match text {
            "off" => Ok(Self::Off),
            time => time.parse().map(Self::Daily),
        }
    }
}

/// An address of RFC 9116: visible ASCII, so that it stays one line.
fn contact(text: &str) -> Result<String, &'static str> {
    let is_uri = ["https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    if is_uri && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err("expected an address that begins with https://, mailto: or tel:")
    }
}
