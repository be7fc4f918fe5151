//! The data folder: who holds it, and what lies in it.
//!
//! ```text
//! lock        held (flock) by the running server, with its process id
//! secrets/    keys and passwords, the owner's alone
//! postgres/   the private PostgreSQL cluster
//! run/        its socket
//! log/        its log
//! ```

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another server runs on it.
    #[error(
        "another sajam (process {process}) is running on the data folder {path}: stop it, or use another --data"
    )]
    Held {
        /// The folder.
        path: PathBuf,
        /// The other server's process id.
        process: String,
    },
    /// The file system refused.
    #[error("the data folder {path} cannot be used")]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A data folder, and whether this process is its server.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    lock: Option<File>,
}

impl DataFolder {
    /// Takes the folder for a server, making it if need be.
    ///
    /// The lock is the kernel's and ends with the process: after a crash it is free, however the process ended.
    ///
    /// # Errors
    /// [`FolderError::Held`] while another server runs on it.
    pub fn hold(path: &Path) -> Result<Self, FolderError> {
        let folder = Self::attach(path)?;
        if folder.is_held_here() {
            return Ok(folder);
        }
        let mut process = String::new();
        // The other server may be between taking the lock and writing its number; then the number is empty.
        let _ = File::open(folder.path.join("lock"))
            .and_then(|file| file.take(20).read_to_string(&mut process));
        Err(FolderError::Held {
            path: folder.path,
            process: process.trim().to_owned(),
        })
    }

    /// Takes the folder if no server has it, and otherwise stands beside the server that does: for commands.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn attach(path: &Path) -> Result<Self, FolderError> {
        let io_error = |source| FolderError::Io {
            path: path.to_owned(),
            source,
        };
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o711)
            .create(path)
            .map_err(io_error)?;
        let path = path.canonicalize().map_err(io_error)?;
        let io_error = |source| FolderError::Io {
            path: path.join("lock"),
            source,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path.join("lock"))
            .map_err(io_error)?;
        let lock = match file.try_lock() {
            Ok(()) => {
                let write = |file: &mut File| -> io::Result<()> {
                    file.set_len(0)?;
                    file.rewind()?;
                    writeln!(file, "{}", std::process::id())
                };
                write(&mut file).map_err(io_error)?;
                Some(file)
            }
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(source)) => return Err(io_error(source)),
        };
        Ok(Self { path, lock })
    }

    /// The folder, absolute.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this process may start what runs in the folder.
    pub fn is_held_here(&self) -> bool {
        self.lock.is_some()
    }
}
