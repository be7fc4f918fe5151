//! Which installation a database belongs to, and that the keys are its own. With other keys old numbers would find nothing
//! and what is sealed now could not be read tomorrow, so every start compares them before it does anything else.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use sqlx::PgConnection;
use sqlx::postgres::PgConnectOptions;

use crate::durable_file::{self, DurableFileError};
use crate::entropy::Entropy;
use crate::secrets::{MissingKeys, Secrets};

/// Held while a database is looked at, brought up to date and compared with the keys: servers that start together do it one
/// after the other, and of two that would begin one system only one makes its keys.
const START_LOCK: i64 = 0x7361_6a61_6d01;

/// The row with the installation's name; those of keys have a file's name, with a dot in it.
const NAME: &str = "installation";

/// Why database and keys do not belong together.
#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    /// A key is another one.
    #[error(
        "{file} in {folder} is not the key that this database was written with: name the folder of its keys with \
         --secrets, or the database of these keys with DATABASE_URL or --data. Nothing was changed"
    )]
    OtherKey {
        /// The key's file.
        file: String,
        /// The folder of keys.
        folder: PathBuf,
    },
    /// The keys are from before the last change of the log's key.
    #[error(
        "the folder of keys {folder} is older than the database: the log has signed with a key that is not in it. \
         Copy the folder from the server where the key was changed, or bring it back from a newer backup"
    )]
    OldKeys {
        /// The folder of keys.
        folder: PathBuf,
    },
    /// The keys are in use with a database, and this one is empty.
    #[error(
        "the keys in {folder} belong to a system that exists, and this database is empty: name its database with \
         DATABASE_URL or --data, or restore it from a backup. For a new system name an empty folder with --secrets"
    )]
    EmptyDatabase {
        /// The folder of keys.
        folder: PathBuf,
    },
    /// The keys are in use with another database.
    #[error(
        "the keys in {folder} were used with another database than this one: two systems cannot have the same keys"
    )]
    OtherDatabase {
        /// The folder of keys.
        folder: PathBuf,
    },
    /// The file with the installation's name cannot be used.
    #[error(transparent)]
    File(#[from] DurableFileError),
    /// A statement failed.
    #[error("the database could not be asked which installation it belongs to")]
    Sql(#[from] sqlx::Error),
}

/// Waits for its turn among servers that start together. The turn ends with the connection.
pub(super) async fn take_turn(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"select pg_advisory_lock($1)::text as "locked""#,
        START_LOCK
    )
    .fetch_one(connection)
    .await
    .map(drop)
}

/// Whether keys may be made for the system in this database: only if nothing was ever written with any.
pub(super) async fn missing_keys(
    connection: &mut PgConnection,
) -> Result<MissingKeys, sqlx::Error> {
    // The table need not be there yet.
    let exists = sqlx::query_scalar!(
        r#"select to_regclass('public.installation') is not null as "exists!""#
    )
    .fetch_one(&mut *connection)
    .await?;
    Ok(if exists && !rows(connection).await?.is_empty() {
        MissingKeys::Refuse
    } else {
        MissingKeys::Make
    })
}

/// Compares the database with the keys; a new database learns whose it is.
pub(super) async fn compare(
    connection: &mut PgConnection,
    secrets: &Secrets,
    entropy: Entropy,
) -> Result<(), InstallationError> {
    let known = rows(connection).await?;
    let folder = || secrets.folder().to_owned();
    let file = secrets.installation_file();
    let used_with = match std::fs::read_to_string(&file) {
        Ok(name) => Some(name.trim().to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(source) => return Err(DurableFileError { path: file, source }.into()),
    };
    let name = known.iter().find(|(key, _)| key == NAME);
    let fingerprints: BTreeSet<(String, String)> = secrets
        .fingerprints()
        .into_iter()
        .map(|(file, print)| (file.to_owned(), print))
        .collect();
    if let Some((_, name)) = name {
        let stranger = known
            .iter()
            .find(|known| known.0.contains('.') && !fingerprints.contains(*known));
        if let Some((file, _)) = stranger {
            // Where the log's first key is right, the folder only lacks what came after it.
            let is_older = fingerprints
                .iter()
                .any(|print| print.0 == *file && known.contains(print));
            return Err(if is_older {
                InstallationError::OldKeys { folder: folder() }
            } else {
                InstallationError::OtherKey {
                    file: file.clone(),
                    folder: folder(),
                }
            });
        }
        if used_with.as_ref().is_some_and(|used| used != name) {
            return Err(InstallationError::OtherDatabase { folder: folder() });
        }
    } else if used_with.is_some() {
        return Err(InstallationError::EmptyDatabase { folder: folder() });
    }
    let name = name.map_or_else(
        || hex::encode(entropy.bytes::<16>()),
        |(_, name)| name.clone(),
    );
    let rows: Vec<(String, String)> = fingerprints
        .into_iter()
        .chain([(NAME.to_owned(), name.clone())])
        .filter(|row| !known.contains(row))
        .collect();
    if !rows.is_empty() {
        let (names, values): (Vec<String>, Vec<String>) = rows.into_iter().unzip();
        sqlx::query!(
            "insert into installation (name, value) select * from unnest($1::text[], $2::text[])",
            &names,
            &values,
        )
        .execute(connection)
        .await?;
    }
    // After the database: broken off between the two, the next start writes it.
    if used_with.is_none() {
        durable_file::write_whole(&file, format!("{name}\n").as_bytes())?;
    }
    Ok(())
}

async fn rows(connection: &mut PgConnection) -> Result<BTreeSet<(String, String)>, sqlx::Error> {
    let rows = sqlx::query!("select name, value from public.installation")
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.value)).collect())
}

/// Where a database is, for a message: without user and password.
pub(super) fn address_of(options: &PgConnectOptions) -> String {
    let database = options
        .get_database()
        .unwrap_or_else(|| options.get_username());
    match options.get_socket() {
        Some(socket) => format!("{database} at {}", socket.display()),
        None => format!(
            "{database} at {}:{}",
            options.get_host(),
            options.get_port()
        ),
    }
}
