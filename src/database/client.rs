//! PostgreSQL's own client programs, as the owner of the tables.

use std::path::{Path, PathBuf};
use std::process::Command;

use secrecy::{ExposeSecret, SecretString};

/// How a program of PostgreSQL's reaches the database.
#[derive(Clone, Debug)]
pub struct ClientConnection {
    /// A connection string without a password: other users can read a program's arguments.
    pub(super) address: String,
    pub(super) password: Option<SecretString>,
}

/// The program is not installed.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0} is not installed. Install PostgreSQL's client programs (Debian, Ubuntu: apt install postgresql-client)"
)]
pub struct MissingClient(&'static str);

impl ClientConnection {
    /// The newest installed `program`, told where the database is.
    ///
    /// # Errors
    /// [`MissingClient`].
    pub fn command(&self, program: &'static str) -> Result<Command, MissingClient> {
        let path = find(program).ok_or(MissingClient(program))?;
        let mut command = Command::new(path);
        command
            .env_clear()
            .env("LC_ALL", "C.UTF-8")
            .arg("--no-password")
            .arg("--dbname")
            .arg(&self.address);
        if let Some(password) = &self.password {
            command.env("PGPASSWORD", password.expose_secret());
        }
        Ok(command)
    }

    /// From the address that an operator wrote.
    pub(super) fn of_url(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let Some((user, host)) = authority.rsplit_once('@') else {
            return Self {
                address: url.to_owned(),
                password: None,
            };
        };
        let (name, password) = match user.split_once(':') {
            Some((name, password)) => (name, Some(decoded(password))),
            None => (user, None),
        };
        Self {
            address: format!("{scheme}://{name}@{host}{path}"),
            password: password.map(SecretString::from),
        }
    }

    /// A database behind a unix socket.
    pub(super) fn of_socket(socket: &Path, user: &str, database: &str, password: &str) -> Self {
        Self {
            address: format!("host='{}' user={user} dbname={database}", quoted(socket)),
            password: Some(SecretString::from(password)),
        }
    }
}

/// For a value of a connection string between single quotes.
fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.replace('\\', "\\\\").replace('\'', "\\'")
}

/// Percent-decoding (RFC 3986); what is no escape stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex::decode([*high, *low]).ok(),
            _ => None,
        };
        match escaped {
            Some(byte) => {
                bytes.extend(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn find(program: &str) -> Option<PathBuf> {
    // Debian keeps each major version in a folder of its own outside PATH; a newer client reads older servers.
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let usual = ["/usr/bin", "/usr/local/bin", "/usr/libexec/postgresql"].map(PathBuf::from);
    versions
        .into_iter()
        .rev()
        .map(|(_, folder)| folder)
        .chain(usual)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_does_not_stay_in_the_address() {
        let client =
            ClientConnection::of_url("postgres://sajam:a%40b%2Bc@db.local:5433/x?sslmode=require");
        assert_eq!(
            client.address,
            "postgres://sajam@db.local:5433/x?sslmode=require"
        );
        assert_eq!(client.password.unwrap().expose_secret(), "a@b+c");
        let plain = ClientConnection::of_url("postgres://sajam@localhost/x?host=/run/pg");
        assert_eq!(plain.address, "postgres://sajam@localhost/x?host=/run/pg");
        assert!(plain.password.is_none());
    }
}
