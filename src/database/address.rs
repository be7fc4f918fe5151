//! Addresses of a database, as an operator writes them.

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;

use super::client::ClientConnection;
use super::connection::quiet;

/// Where a database is, and as whom it is used.
#[derive(Clone, Debug)]
pub struct DatabaseAddress {
    pub(super) options: PgConnectOptions,
    pub(super) client: ClientConnection,
}

/// What is written is no address of a PostgreSQL database. It is not repeated: it may hold a password.
#[derive(Debug, thiserror::Error)]
#[error("{variable} is not an address like postgres://user:password@host:5432/database{problem}")]
pub struct AddressError {
    variable: &'static str,
    problem: String,
}

/// Reads the address in `variable`.
///
/// # Errors
/// [`AddressError`], which says what is wrong with it and repeats nothing that could be a password.
pub fn parse(variable: &'static str, url: &SecretString) -> Result<DatabaseAddress, AddressError> {
    let text = url.expose_secret();
    let wrong = |problem: &str| AddressError {
        variable,
        problem: problem.to_owned(),
    };
    if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
        return Err(wrong(": it must begin with postgres://"));
    }
    let options: PgConnectOptions = text.parse().map_err(|error: sqlx::Error| match &error {
        // Of the library's own errors only these cannot repeat the address.
        sqlx::Error::Configuration(source)
            if source.to_string().contains("port") || source.to_string().contains("host") =>
        {
            wrong(": its host or port cannot be read")
        }
        _ => wrong(": a part of it cannot be read (a : or @ in a password is written %3A or %40)"),
    })?;
    Ok(DatabaseAddress {
        options: quiet(options),
        client: ClientConnection::of_url(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_is_told_without_repeating_it() {
        let read = |text: &str| parse("DATABASE_URL", &SecretString::from(text));
        assert!(read("postgres://a:secret@h:5433/x?sslmode=require").is_ok());
        for wrong in [
            "mysql://a:secret@h/x",
            "a:secret@h",
            "",
            "postgres://a:secret@h:99999/x",
            "postgres://a:secret@h/x?sslmode=maybe",
        ] {
            let told = read(wrong).unwrap_err().to_string();
            assert!(told.starts_with("DATABASE_URL is not"), "{told}");
            assert!(!told.contains("secret"), "{told}");
        }
    }
}
