//! The copy on the disk. What lies at its place has been checked; what is only fetched lies in `.incoming`.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sajam_ledger::tree::LogPath;

use crate::outcome::Failure;

const INCOMING: &str = ".incoming";

/// A folder that this process alone may change.
pub(crate) struct Folder {
    root: PathBuf,
    /// Released by the system when the process ends, however it ends.
    _lock: File,
}

impl Folder {
    /// Opens the folder and makes it if need be.
    pub(crate) fn open(root: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(root).map_err(|error| Failure::io(root, &error))?;
        let path = root.join(".lock");
        let lock = File::create(&path).map_err(|error| Failure::io(&path, &error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                root: root.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => {
                let why = format!("{}: another sajam-mirror is at work here", root.display());
                Err(Failure::Unusable(why))
            }
            Err(TryLockError::Error(error)) => Err(Failure::io(&path, &error)),
        }
    }

    /// The checkpoint up to which the copy is whole and checked.
    pub(crate) fn checkpoint(&self) -> Result<Option<String>, Failure> {
        let path = self.root.join("checkpoint");
        match fs::read_to_string(&path) {
            Ok(note) => Ok(Some(note)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure::io(&path, &error)),
        }
    }

    pub(crate) fn write_checkpoint(&self, note: &str) -> Result<(), Failure> {
        write(&self.root.join("checkpoint"), note.as_bytes())
    }

    /// A checked file; the whole one when there is only that.
    pub(crate) fn read(&self, path: &LogPath) -> Result<Option<Vec<u8>>, Failure> {
        let exact = read(&self.root.join(path.to_string()))?;
        if exact.is_some() {
            return Ok(exact);
        }
        let (whole, width) = match path {
            LogPath::Tile(_, width) => (whole(path), usize::from(*width) * 32),
            LogPath::Entries(_, width) => (whole(path), usize::from(*width) * 34),
        };
        let found = read(&self.root.join(whole.to_string()))?;
        Ok(found.map(|mut bytes| {
            bytes.truncate(width);
            bytes
        }))
    }

    /// Whether exactly this file has been fetched, checked or not.
    pub(crate) fn has(&self, path: &LogPath) -> bool {
        let name = path.to_string();
        self.incoming(&name).is_file() || self.root.join(name).is_file()
    }

    /// A file as it was fetched, or else a checked one.
    pub(crate) fn read_fetched(&self, path: &LogPath) -> Result<Option<Vec<u8>>, Failure> {
        let name = path.to_string();
        match read(&self.incoming(&name))? {
            Some(bytes) => Ok(Some(bytes)),
            None => read(&self.root.join(name)),
        }
    }

    pub(crate) fn write_fetched(&self, path: &LogPath, bytes: &[u8]) -> Result<(), Failure> {
        // If a power cut takes the name, it is fetched again.
        place(&self.incoming(&path.to_string()), bytes)
    }

    /// Moves what was fetched and is now checked to its place, and only then the checkpoint that covers it.
    ///
    /// The partial tiles and bundles that are now whole are removed, as the log may do.
    pub(crate) fn accept(&self, paths: &[LogPath], note: &str) -> Result<(), Failure> {
        let mut folders = BTreeSet::new();
        for path in paths {
            let name = path.to_string();
            let (from, to) = (self.incoming(&name), self.root.join(&name));
            if !from.is_file() {
                continue;
            }
            let parent = parent(&to)?;
            make(parent)?;
            fs::rename(&from, &to).map_err(|error| Failure::io(&to, &error))?;
            let above = parent.ancestors();
            let above = above.take_while(|folder| folder.starts_with(&self.root));
            folders.extend(above.map(Path::to_owned));
        }
        for folder in &folders {
            sync(folder)?;
        }
        self.write_checkpoint(note)?;
        for path in paths.iter().filter(|path| **path == whole(path)) {
            let parts = self.root.join(format!("{path}.p"));
            match fs::remove_dir_all(&parts) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Failure::io(&parts, &error));
                }
                _ => {}
            }
        }
        self.forget_fetched()
    }

    /// Removes what was fetched and not accepted.
    pub(crate) fn forget_fetched(&self) -> Result<(), Failure> {
        let incoming = self.root.join(INCOMING);
        match fs::remove_dir_all(&incoming) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Failure::io(&incoming, &error))
            }
            _ => Ok(()),
        }
    }

    /// Puts a checkpoint that contradicts the kept one into a folder of its own, with all that was fetched for it: the
    /// folder has the layout of a log, so that anybody can check the two against each other.
    pub(crate) fn keep_evidence(
        &self,
        name: &str,
        old: &str,
        new: &str,
    ) -> Result<PathBuf, Failure> {
        let evidence = self.root.join("evidence").join(name);
        let incoming = self.root.join(INCOMING);
        if evidence.exists() {
            self.forget_fetched()?;
        } else {
            make(&incoming)?;
            make(parent(&evidence)?)?;
            fs::rename(&incoming, &evidence).map_err(|error| Failure::io(&evidence, &error))?;
            sync(parent(&evidence)?)?;
        }
        write(&evidence.join("old-checkpoint"), old.as_bytes())?;
        write(&evidence.join("checkpoint"), new.as_bytes())?;
        Ok(evidence)
    }

    fn incoming(&self, name: &str) -> PathBuf {
        self.root.join(INCOMING).join(name)
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io(path, &error)),
    }
}

fn parent(path: &Path) -> Result<&Path, Failure> {
    let parent = path.parent();
    parent.ok_or_else(|| Failure::Unusable(format!("{}: not in a folder", path.display())))
}

fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))
}

/// Makes sure that a folder's new names outlive a power cut.
fn sync(folder: &Path) -> Result<(), Failure> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| Failure::io(folder, &error))
}

/// Writes a file so that it is there whole or not at all, and stays.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    place(path, bytes)?;
    sync(parent(path)?)
}

/// Writes a file so that it is there whole or not at all.
fn place(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    make(parent(path)?)?;
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)
    });
    written.map_err(|error| Failure::io(path, &error))
}

/// The whole tile or bundle of which this may be a part.
pub(crate) const fn whole(path: &LogPath) -> LogPath {
    match path {
        LogPath::Tile(place, _) => LogPath::Tile(*place, 256),
        LogPath::Entries(bundle, _) => LogPath::Entries(*bundle, 256),
    }
}
