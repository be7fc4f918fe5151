//! Files that are there whole or not at all, also after a power cut.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::StateError;

/// Who may read a file.
#[derive(Clone, Copy)]
pub(super) enum Secrecy {
    Public,
    Owner,
}

/// Makes a folder and those above it.
pub(super) fn make(folder: &Path) -> Result<(), StateError> {
    let mut builder = DirBuilder::new();
    let made = builder.recursive(true).mode(0o755).create(folder);
    made.map_err(|error| StateError::Io {
        path: folder.to_owned(),
        error,
    })
}

/// Writes a file under another name, makes it durable, gives it its name, and makes the name durable.
pub(super) fn write(path: &Path, bytes: &[u8], secrecy: Secrecy) -> Result<(), StateError> {
    let failed = |error| StateError::Io {
        path: path.to_owned(),
        error,
    };
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let mode = match secrecy {
        Secrecy::Public => 0o644,
        Secrecy::Owner => 0o600,
    };
    // What is left of a write that was cut short may have another mode.
    let _ = fs::remove_file(&part);
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(mode).open(&part);
    let mut file = file.map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    fs::rename(&part, path).map_err(failed)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(failed)
}
