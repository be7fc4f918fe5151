//! Files that are no secret and must outlive a crash: what was published, what was spent. A write is on the disk when it
//! returns, and a crash leaves the old bytes or the new ones, whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The file system refused.
#[derive(Debug, thiserror::Error)]
#[error("the file {path} cannot be used")]
pub struct DurableFileError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> DurableFileError + '_ {
    move |source| DurableFileError {
        path: path.to_owned(),
        source,
    }
}

pub(crate) fn draft_of(path: &Path) -> PathBuf {
    path.with_extension(format!("new-{}", std::process::id()))
}

pub(crate) fn write_draft(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Puts these bytes in the place of whatever the file held: a crash leaves the one or the other, whole.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), DurableFileError> {
    let draft = draft_of(path);
    write_draft(&draft, bytes)
        .and_then(|()| fs::rename(&draft, path))
        .and_then(|()| sync_folder(path))
        .map_err(io_error(path))
}

/// Adds a line to a file; it is on the disk when this returns.
pub(crate) fn append_line(path: &Path, line: &str) -> Result<(), DurableFileError> {
    let append = || -> io::Result<()> {
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(path)?;
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_all()?;
        sync_folder(path)
    };
    append().map_err(io_error(path))
}

/// Keeps other processes that ask for it from the file until it is dropped: by a lock on a file beside it, since the file
/// itself is replaced.
pub(crate) fn lock_beside(path: &Path) -> Result<File, DurableFileError> {
    let path = path.with_extension("lock");
    let lock = || -> io::Result<File> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)?;
        file.lock()?;
        Ok(file)
    };
    lock().map_err(io_error(&path))
}

/// The text of a file; none when there is no such file.
pub(crate) fn read_if_present(path: &Path) -> Result<Option<String>, DurableFileError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_error(path)(error)),
    }
}
