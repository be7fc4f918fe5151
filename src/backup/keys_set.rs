//! The folder of keys as a tar file.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Component, Path, PathBuf};

use tar::{Archive, Builder, EntryType, Header};
use zeroize::Zeroizing;

use super::encrypted_file::{Identities, Recipients, open_encrypted, write_encrypted};
use super::{BackupError, using};

/// Writes the folder of keys to a new file. To be done before the database is written: what the folder says was published
/// must not be ahead of the database.
///
/// # Errors
/// See [`BackupError`]; then there is no file.
pub fn back_up_keys(
    folder: &Path,
    path: &Path,
    recipients: &Recipients,
) -> Result<(), BackupError> {
    let mut files = Vec::new();
    list(folder, Path::new(""), &mut files)?;
    write_encrypted(path, recipients, |file| {
        let mut tar = Builder::new(file);
        for name in &files {
            let from = folder.join(name);
            let bytes = Zeroizing::new(fs::read(&from).map_err(using(&from))?);
            let mut header = Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o600);
            header.set_entry_type(EntryType::Regular);
            tar.append_data(&mut header, name, bytes.as_slice())
                .map_err(using(path))?;
        }
        tar.into_inner()
            .and_then(|file| file.flush())
            .map_err(using(path))
    })
}

/// Every file in the folder, without locks and what was half written.
fn list(folder: &Path, below: &Path, files: &mut Vec<PathBuf>) -> Result<(), BackupError> {
    let here = folder.join(below);
    for entry in fs::read_dir(&here).map_err(using(&here))? {
        let entry = entry.map_err(using(&here))?;
        let name = below.join(entry.file_name());
        let kind = entry.file_type().map_err(using(&here))?;
        let extension = name
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if kind.is_dir() {
            list(folder, &name, files)?;
        } else if kind.is_file() && extension != "lock" && !extension.starts_with("new-") {
            files.push(name);
        }
    }
    files.sort();
    Ok(())
}

/// Brings a set of keys back into a folder that is not there yet, or is empty.
///
/// # Errors
/// See [`BackupError`]; [`BackupError::Exists`] when there are keys already.
pub fn restore_keys(
    path: &Path,
    identities: &Identities,
    folder: &Path,
) -> Result<(), BackupError> {
    let is_empty = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty {
        return Err(BackupError::Exists {
            path: folder.to_owned(),
        });
    }
    // Read whole before anything is written: a damaged file leaves no half folder.
    let mut files: Vec<(PathBuf, Zeroizing<Vec<u8>>)> = Vec::new();
    let mut tar = Archive::new(open_encrypted(path, identities)?);
    for entry in tar.entries().map_err(using(path))? {
        let mut entry = entry.map_err(using(path))?;
        let name = entry.path().map_err(using(path))?.into_owned();
        let is_plain = name
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !is_plain || entry.header().entry_type() != EntryType::Regular {
            return Err(BackupError::Foreign {
                path: path.to_owned(),
                entry: name.display().to_string(),
            });
        }
        let mut bytes = Zeroizing::new(Vec::new());
        entry.read_to_end(&mut bytes).map_err(using(path))?;
        files.push((name, bytes));
    }
    for (name, bytes) in files {
        let to = folder.join(name);
        let write = || {
            if let Some(parent) = to.parent() {
                DirBuilder::new()
                    .recursive(true)
                    .mode(0o700)
                    .create(parent)?;
            }
            let mut file = File::create_new(&to)?;
            file.set_permissions(Permissions::from_mode(0o600))?;
            file.write_all(&bytes)?;
            file.sync_all()
        };
        write().map_err(using(&to))?;
    }
    Ok(())
}
