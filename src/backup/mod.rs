//! Backups: the database and its keys as two sets, each encrypted to whoever may open it (age, age-encryption.org/v1).
//!
//! Whoever has both sets, opened, can read everything; whoever has one can read nothing. Inside are formats that need no
//! Sajam to be read: PostgreSQL's own dump, and a tar file.

mod database_set;
mod encrypted_file;
mod keys_set;

use std::path::{Path, PathBuf};

use crate::database::MissingClient;

pub use database_set::{back_up_database, restore_database};
pub use encrypted_file::{Identities, Recipients};
pub use keys_set::{back_up_keys, restore_keys};

/// Why a backup could not be made or brought back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or process could not be used.
    #[error("{action} failed")]
    Io {
        /// What was tried.
        action: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The client programs are missing.
    #[error(transparent)]
    Client(#[from] MissingClient),
    /// `pg_dump` or `pg_restore` failed.
    #[error("{program} failed; the last lines it wrote:\n{output}")]
    Program {
        /// Which.
        program: &'static str,
        /// The end of what it printed.
        output: String,
    },
    /// Not an age recipient.
    #[error("{0} is not an age recipient (age1…), as age-keygen prints it")]
    Recipient(String),
    /// No identity in the file.
    #[error("{path} holds no age identity (AGE-SECRET-KEY-1…), as age-keygen writes it")]
    Identity {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be encrypted to these recipients.
    #[error("the backup cannot be encrypted")]
    Encrypt(#[from] age::EncryptError),
    /// It cannot be opened.
    #[error("{path} cannot be opened with this identity, or is no backup, or is damaged")]
    Decrypt {
        /// The file.
        path: PathBuf,
        /// Which of these.
        source: age::DecryptError,
    },
    /// Something is there already.
    #[error("{path} exists already: nothing is ever written over")]
    Exists {
        /// The file or folder.
        path: PathBuf,
    },
    /// A set of keys with something else in it.
    #[error("{path} is no set of keys: it holds {entry}")]
    Foreign {
        /// The set.
        path: PathBuf,
        /// What is in it.
        entry: String,
    },
}

fn io_error(action: impl Into<String>) -> impl FnOnce(std::io::Error) -> BackupError {
    let action = action.into();
    move |source| BackupError::Io { action, source }
}

fn using(path: &Path) -> impl FnOnce(std::io::Error) -> BackupError {
    io_error(format!("using {}", path.display()))
}
