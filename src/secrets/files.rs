//! Reading and making key files.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use sajam_ledger::LogKey;
use zeroize::Zeroizing;

use super::{Key, LogOrigin};
use crate::durable_file::{self, DurableFileError, draft_of, sync_folder, write_draft};
use crate::entropy::Entropy;

/// Why a key could not be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretFileError {
    /// The file system refused.
    #[error("the secret {path} cannot be used")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Others could read it.
    #[error("the secret {path} can be read by others: make it yours alone (chmod go= {path})")]
    Exposed {
        /// The file or folder.
        path: PathBuf,
    },
    /// It is not there, and one made now would open nothing of what there is.
    #[error(
        "the key {path} is missing, and what this system holds cannot be read without it: name the folder of its keys \
         with --secrets (is it mounted?), or bring the key back from its backup. None was made"
    )]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It does not hold a key.
    #[error(
        "the file {path} does not hold a key of the kind it should: restore it from its backup"
    )]
    Malformed {
        /// The file.
        path: PathBuf,
    },
}

impl From<DurableFileError> for SecretFileError {
    fn from(DurableFileError { path, source }: DurableFileError) -> Self {
        Self::Io { path, source }
    }
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> SecretFileError + '_ {
    move |source| SecretFileError::Io {
        path: path.to_owned(),
        source,
    }
}

/// Whether a key that is not there is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingKeys {
    /// For a system that is begun now.
    Make,
    /// For a system that exists: another key opens nothing.
    Refuse,
}

/// Makes the folder if need be and insists that it is the owner's alone.
pub(super) fn private_folder(folder: &Path) -> Result<(), SecretFileError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(io_error(folder))?;
    refuse_exposed(
        folder,
        &fs::metadata(folder)
            .map_err(io_error(folder))?
            .permissions(),
    )
}

fn refuse_exposed(path: &Path, permissions: &Permissions) -> Result<(), SecretFileError> {
    if permissions.mode() & 0o077 == 0 {
        Ok(())
    } else {
        Err(SecretFileError::Exposed {
            path: path.to_owned(),
        })
    }
}

/// A 256-bit key in hex.
pub(super) fn key(
    path: &Path,
    missing: MissingKeys,
    entropy: Entropy,
) -> Result<Key, SecretFileError> {
    let text = read_or_make(path, missing, || {
        Zeroizing::new(hex::encode(entropy.bytes::<32>()))
    })?;
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim_end(), bytes.as_mut_slice()).map_err(|_| {
        SecretFileError::Malformed {
            path: path.to_owned(),
        }
    })?;
    Ok(Key(bytes))
}

/// The log's signing key in the signed-note form.
pub(super) fn log_key(
    path: &Path,
    origin: Option<&LogOrigin>,
    missing: MissingKeys,
    entropy: Entropy,
) -> Result<LogKey, SecretFileError> {
    let text = read_or_make(path, missing, || {
        let origin = origin.cloned().unwrap_or_else(|| LogOrigin::draw(entropy));
        origin.new_key(entropy).to_text()
    })?;
    LogKey::parse(text.trim_end()).map_err(|_| SecretFileError::Malformed {
        path: path.to_owned(),
    })
}

/// The key in a file that need not exist.
pub(super) fn existing_log_key(path: &Path) -> Result<Option<LogKey>, SecretFileError> {
    let text = match read(path) {
        Ok(text) => text,
        Err(SecretFileError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let key = LogKey::parse(text.trim_end());
    key.map(Some).map_err(|_| SecretFileError::Malformed {
        path: path.to_owned(),
    })
}

/// A new file is written whole under another name and then linked, so that a crash leaves either no key or the key.
fn read_or_make(
    path: &Path,
    missing: MissingKeys,
    make: impl FnOnce() -> Zeroizing<String>,
) -> Result<Zeroizing<String>, SecretFileError> {
    match read(path) {
        Err(SecretFileError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
        done => return done,
    }
    if missing == MissingKeys::Refuse {
        return Err(SecretFileError::Missing {
            path: path.to_owned(),
        });
    }
    let draft = draft_of(path);
    let write = || -> io::Result<()> {
        write_draft(&draft, line(&make()).as_bytes())?;
        // Linking refuses to replace: of two servers that start together, one key wins and both read it.
        match fs::hard_link(&draft, path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => fs::remove_file(&draft)?,
        }
        sync_folder(path)
    };
    write().map_err(io_error(path))?;
    read(path)
}

/// The text of a key file; no copy of it is left behind.
fn line(text: &str) -> Zeroizing<String> {
    let mut line = Zeroizing::new(String::with_capacity(text.len() + 1));
    line.push_str(text);
    line.push('\n');
    line
}

/// Puts these bytes in the place of whatever the file held.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), SecretFileError> {
    Ok(durable_file::write_whole(path, bytes)?)
}

/// [`write_whole`] with the bytes of another file.
pub(super) fn copy_whole(from: &Path, to: &Path) -> Result<(), SecretFileError> {
    let bytes = fs::read(from).map(Zeroizing::new).map_err(io_error(from))?;
    write_whole(to, &bytes)
}

/// Gives a file another name, in the place of whatever has it.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), SecretFileError> {
    fs::rename(from, to)
        .and_then(|()| sync_folder(to))
        .map_err(io_error(from))
}

/// Removes a file.
pub(super) fn remove(path: &Path) -> Result<(), SecretFileError> {
    fs::remove_file(path)
        .and_then(|()| sync_folder(path))
        .map_err(io_error(path))
}

fn read(path: &Path) -> Result<Zeroizing<String>, SecretFileError> {
    let permissions = fs::metadata(path).map_err(io_error(path))?.permissions();
    refuse_exposed(path, &permissions)?;
    fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(io_error(path))
}
