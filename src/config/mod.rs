//! What the operator sets: on the command line or in the environment, read once at start-up.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use secrecy::SecretString;

use crate::database::Location;
use crate::sequencer::Beat;

/// Where data and keys are: shared by every command.
#[derive(Args, Clone, Debug)]
pub struct Place {
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
    pub log_origin: Option<String>,

    /// Institutions and units, as TOML [default: a built-in directory].
    #[arg(long, env = "SAJAM_DIRECTORY", value_name = "FILE", global = true)]
    pub directory: Option<PathBuf>,

    /// Seconds from one publication of the log to the next.
    #[arg(long, env = "SAJAM_LOG_BEAT", value_name = "SECONDS", default_value = "600", value_parser = clap::value_parser!(i64).range(1..=86_400), global = true)]
    pub log_beat: i64,

    /// Entries: every publication grows the log by a multiple of this.
    #[arg(long, env = "SAJAM_LOG_BLOCK", value_name = "ENTRIES", default_value = "64", value_parser = clap::value_parser!(u64).range(1..=65_536), global = true)]
    pub log_block: u64,
}

impl Place {
    /// Where the database is.
    pub fn location(&self) -> Location {
        match &self.database_url {
            Some(server) => Location::Given {
                server: server.clone(),
                owner: self.database_owner_url.clone(),
            },
            None => Location::Private,
        }
    }

    /// When the log is published.
    pub fn beat(&self) -> Beat {
        Beat {
            every_ms: self.log_beat * 1000,
            block: self.log_block,
        }
    }
}

/// How the server is reached.
#[derive(Args, Clone, Debug)]
pub struct Serving {
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
    pub public_url: Option<String>,

    /// Take the reader's address from the last entry of X-Forwarded-For: only behind a proxy that sets it.
    #[arg(long, env = "SAJAM_BEHIND_PROXY")]
    pub behind_proxy: bool,

    /// Where weaknesses of the system are to be reported, for `/.well-known/security.txt`, e.g. `mailto:security@example.ir`.
    #[arg(long, env = "SAJAM_SECURITY_CONTACT", value_name = "URI", value_parser = contact)]
    pub security_contact: Option<String>,
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
