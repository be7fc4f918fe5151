//! Fetching over HTTP, bounded in size, time and redirects. Nothing that comes back is trusted.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use clap::Args;
use sajam_ledger::tree::LogPath;
use ureq::http::Uri;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Error};

use crate::outcome::Failure;

/// The longest checkpoint that is read, in bytes.
pub(crate) const MAX_CHECKPOINT: u64 = 64 << 10;

/// Where the log is and how it is reached.
#[derive(Args)]
pub(crate) struct Connection {
    /// The log's address, such as `https://example.org/ledger`: its checkpoint is at `/checkpoint` below it
    url: String,
    /// Trust these certification authorities (PEM) and not those of Mozilla's list
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// How many files are fetched at the same time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=32))]
    pub(crate) connections: u8,
    /// How often a file is asked for again when the log does not answer
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(0..=10))]
    retries: u32,
}

/// Asks one log.
pub(crate) struct Client {
    agent: Agent,
    base: String,
    retries: u32,
}

impl Connection {
    pub(crate) fn client(&self) -> Result<Client, Failure> {
        let unusable = |why: &str| Failure::Unusable(format!("{}: {why}", self.url));
        let uri: Uri = self.url.parse().or(Err(unusable("not an address")))?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(unusable("not an address of the form https://… or http://…")),
        };
        let named = uri
            .authority()
            .is_some_and(|host| !host.as_str().contains('@'));
        if !named || uri.query().is_some() || self.url.contains('#') {
            return Err(unusable(
                "the address may have no user, question mark or hash sign",
            ));
        }
        let roots = match &self.ca {
            None => RootCerts::WebPki,
            Some(file) => RootCerts::new_with_certs(&authorities(file)?),
        };
        let config = Agent::config_builder()
            // What begins encrypted is not redirected to plain HTTP.
            .https_only(secure)
            .http_status_as_error(false)
            .max_redirects(3)
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            // Neither version nor system: they would tell one visitor from another.
            .user_agent("sajam-mirror")
            .max_response_header_size(16 << 10)
            .timeout_resolve(Some(Duration::from_secs(15)))
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_recv_response(Some(Duration::from_secs(30)))
            .timeout_recv_body(Some(Duration::from_secs(60)))
            .timeout_global(Some(Duration::from_secs(120)));
        Ok(Client {
            agent: config.build().new_agent(),
            base: self.url.trim_end_matches('/').to_owned(),
            retries: self.retries,
        })
    }
}

fn authorities(file: &Path) -> Result<Vec<Certificate<'static>>, Failure> {
    let pem = std::fs::read(file).map_err(|error| Failure::io(file, &error))?;
    let items = parse_pem(&pem).filter_map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(Ok(certificate)),
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    });
    match items.collect::<Result<Vec<_>, _>>() {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => {
            let why = format!("{}: no certificates in PEM form", file.display());
            Err(Failure::Unusable(why))
        }
    }
}

/// Why one attempt brought nothing.
enum Attempt {
    /// It may be otherwise in a moment.
    Again(String),
    /// It will not.
    Never(String),
}

impl Client {
    pub(crate) fn checkpoint(&self) -> Result<String, Failure> {
        let bytes = self.get("checkpoint", MAX_CHECKPOINT)?;
        let bytes = bytes
            .ok_or_else(|| Failure::Unusable(format!("{}/checkpoint: there is none", self.base)))?;
        String::from_utf8(bytes)
            .map_err(|_| Failure::Found("the checkpoint: it is not a signed note".to_owned()))
    }

    /// A tile or an entry bundle; `None` when the log does not have it.
    pub(crate) fn file(&self, path: &LogPath) -> Result<Option<Vec<u8>>, Failure> {
        self.get(&path.to_string(), longest(path))
    }

    fn get(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, Failure> {
        let url = format!("{}/{path}", self.base);
        let mut wait = Duration::from_millis(250);
        for left in (0..=self.retries).rev() {
            match self.attempt(&url, most) {
                Ok(found) => return Ok(found),
                Err(Attempt::Again(_)) if left > 0 => {
                    // A log that is restarted or overloaded needs a moment.
                    thread::sleep(wait);
                    wait *= 2;
                }
                Err(Attempt::Again(why) | Attempt::Never(why)) => {
                    return Err(Failure::Unusable(format!("{url}: {why}")));
                }
            }
        }
        Ok(None)
    }

    fn attempt(&self, url: &str, most: u64) -> Result<Option<Vec<u8>>, Attempt> {
        let failed = |error: Error| match error {
            Error::BodyExceedsLimit(_) => Attempt::Never(format!("it is longer than {most} bytes")),
            error @ (Error::TooManyRedirects | Error::RequireHttpsOnly(_) | Error::BadUri(_)) => {
                Attempt::Never(error.to_string())
            }
            error => Attempt::Again(error.to_string()),
        };
        let mut response = self.agent.get(url).call().map_err(failed)?;
        match response.status().as_u16() {
            200 => {
                // The library takes the limit itself for too much.
                let body = response.body_mut().with_config().limit(most + 1);
                let bytes = body.read_to_vec().map_err(failed)?;
                if bytes.len() as u64 > most {
                    return Err(failed(Error::BodyExceedsLimit(most)));
                }
                Ok(Some(bytes))
            }
            404 | 410 => Ok(None),
            status @ (408 | 429 | 500..) => Err(Attempt::Again(format!("answered {status}"))),
            status => Err(Attempt::Never(format!("answered {status}"))),
        }
    }
}

/// No tile or entry bundle of this width is longer.
const fn longest(path: &LogPath) -> u64 {
    match path {
        LogPath::Tile(_, width) => *width as u64 * 32,
        LogPath::Entries(_, width) => *width as u64 * 34,
    }
}
