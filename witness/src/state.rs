//! The folder of a witness.
//!
//! ```text
//! key             the private key, readable by its owner alone
//! cosigned        the origins of all logs that were ever cosigned, one a line
//! logs/<hash>     the latest cosigned checkpoint of each: a signed note with the log's and this witness's signatures
//! evidence/       refused checkpoints that their logs signed
//! lock            held by the one process that may use the folder
//! ```
//!
//! A witness that forgets what it cosigned can be led to cosign a second history. So a log that stands in `cosigned` and
//! has no readable checkpoint stops the program, and a key without the rest does too.

mod evidence;
mod files;

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sajam_ledger::witness::Observed;
use sajam_ledger::{WitnessKey, WitnessVerifier, cosignatures};
use sha2::{Digest, Sha256};

pub use evidence::KeptEvidence;
use files::{Secrecy, make, write};

/// What a witness knows of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The checkpoint it cosigned last. The note holds its own cosignature.
    pub checkpoint: Observed,
    /// The time in that cosignature, in seconds since 1970.
    pub time: u64,
}

/// Why a state cannot be used. Each is for the operator to look into, never to be passed over.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// A file or folder could not be read or written.
    #[error("{}: {error}", .path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// There is a key already.
    #[error("{}: there is a witness in this folder already", .0.display())]
    Exists(PathBuf),
    /// There is no key.
    #[error("{}: there is no witness in this folder; make one with sajam-witness init", .0.display())]
    NoKey(PathBuf),
    /// The key is not one, or others can read it.
    #[error("{}: {why}", .path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The key is there and what it cosigned is not known.
    #[error(
        "{}: it is missing although the key is there. A witness that forgot what it cosigned must not go on with the same key: bring the folder back as it was last, or make a new witness under a new name",
        .0.display()
    )]
    Forgotten(PathBuf),
    /// A log's latest checkpoint is not what this witness wrote.
    #[error(
        "{}: it is not the checkpoint that this witness cosigned for {log}: {why}",
        .path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The log.
        log: String,
        /// What is wrong with it.
        why: String,
    },
    /// Another process has the folder.
    #[error("{}: another sajam-witness uses this folder", .0.display())]
    InUse(PathBuf),
}

/// The folder, for this process alone.
#[derive(Debug)]
pub struct State {
    root: PathBuf,
    verifier: WitnessVerifier,
    /// What stands in `cosigned`.
    cosigned: Mutex<BTreeSet<String>>,
    /// Released by the system when the process ends, however it ends.
    _lock: File,
}

/// Makes the folder of a new witness.
///
/// # Errors
/// [`StateError::Exists`] when there is one; [`StateError::Forgotten`] when there was one and its key is gone.
pub fn init(root: &Path, key: &WitnessKey) -> Result<(), StateError> {
    make(root)?;
    let _lock = lock(root)?;
    let (path, cosigned) = (root.join("key"), root.join("cosigned"));
    if path.exists() {
        return Err(StateError::Exists(root.to_owned()));
    }
    if fs::read(&cosigned).is_ok_and(|origins| !origins.is_empty()) {
        let why = "it is missing although this witness has cosigned";
        return Err(StateError::Key { path, why });
    }
    make(&root.join("logs"))?;
    // The key comes last: with it the witness exists.
    write(&cosigned, b"", Secrecy::Public)?;
    let text = format!("{}\n", key.to_text().as_str());
    write(&path, text.as_bytes(), Secrecy::Owner)
}

/// Reads the key of the witness in a folder.
///
/// # Errors
/// [`StateError::NoKey`] and [`StateError::Key`].
pub fn read_key(root: &Path) -> Result<WitnessKey, StateError> {
    use std::os::unix::fs::PermissionsExt;
    let path = root.join("key");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(StateError::NoKey(root.to_owned()));
        }
        Err(error) => return Err(StateError::Io { path, error }),
    };
    let mode = fs::metadata(&path).map(|file| file.permissions().mode());
    match (mode, WitnessKey::parse(text.trim_end())) {
        (Err(error), _) => Err(StateError::Io { path, error }),
        (Ok(mode), _) if mode & 0o077 != 0 => {
            let why = "others than its owner can read the key: chmod 600, and consider it known";
            Err(StateError::Key { path, why })
        }
        (_, Err(_)) => {
            let why = "not the private key of a witness";
            Err(StateError::Key { path, why })
        }
        (_, Ok(key)) => Ok(key),
    }
}

impl State {
    /// Opens the folder of a witness and checks that it has forgotten nothing.
    ///
    /// # Errors
    /// [`StateError`].
    pub fn open(root: &Path) -> Result<(Self, WitnessKey), StateError> {
        let key = read_key(root)?;
        let lock = lock(root)?;
        let marker = root.join("cosigned");
        let origins = match fs::read_to_string(&marker) {
            Ok(origins) => origins.lines().map(str::to_owned).collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StateError::Forgotten(marker));
            }
            Err(error) => {
                return Err(StateError::Io {
                    path: marker,
                    error,
                });
            }
        };
        let state = Self {
            root: root.to_owned(),
            verifier: key.verifier(),
            cosigned: Mutex::new(origins),
            _lock: lock,
        };
        let origins = state
            .cosigned
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for origin in origins {
            if state.latest(&origin)?.is_none() {
                return Err(StateError::Forgotten(state.path(&origin)));
            }
        }
        Ok((state, key))
    }

    /// The checkpoint of the log `origin` that was cosigned last; none if none ever was.
    ///
    /// # Errors
    /// [`StateError::Damaged`] when the file is not what this witness wrote.
    pub fn latest(&self, origin: &str) -> Result<Option<Record>, StateError> {
        let path = self.path(origin);
        let note = match fs::read_to_string(&path) {
            Ok(note) => note,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StateError::Io { path, error }),
        };
        let damaged = |why: String| StateError::Damaged {
            path: path.clone(),
            log: origin.to_owned(),
            why,
        };
        let checkpoint = Observed::parse(&note).map_err(|error| damaged(error.to_string()))?;
        if checkpoint.origin() != origin {
            return Err(damaged(format!("it is of the log {}", checkpoint.origin())));
        }
        let mine = cosignatures(&note, std::slice::from_ref(&self.verifier));
        let mine = mine.map_err(|error| damaged(error.to_string()))?;
        let mine = mine.first();
        let mine = mine.ok_or_else(|| damaged("this witness has not cosigned it".to_owned()))?;
        let time = mine.time;
        Ok(Some(Record { checkpoint, time }))
    }

    /// Makes a record the latest of its log. When this returns, it outlives a power cut.
    ///
    /// # Errors
    /// [`StateError::Io`]; then either record may be the one that is there.
    pub fn store(&self, record: &Record) -> Result<(), StateError> {
        let origin = record.checkpoint.origin();
        let note = record.checkpoint.note();
        write(&self.path(origin), note.as_bytes(), Secrecy::Public)?;
        // After the record: a crash in between leaves a record that nobody was told of, not a witness that seems to have forgotten.
        let mut cosigned = self.cosigned.lock().unwrap_or_else(PoisonError::into_inner);
        if !cosigned.contains(origin) {
            let known = cosigned.iter().map(String::as_str).chain([origin]);
            let text: String = known.map(|origin| format!("{origin}\n")).collect();
            write(
                &self.root.join("cosigned"),
                text.as_bytes(),
                Secrecy::Public,
            )?;
            cosigned.insert(origin.to_owned());
        }
        Ok(())
    }

    fn path(&self, origin: &str) -> PathBuf {
        self.root.join("logs").join(file_name(origin))
    }
}

/// A name that any file system takes; an origin may hold slashes.
fn file_name(origin: &str) -> String {
    hex::encode(&Sha256::digest(origin)[..16])
}

fn lock(root: &Path) -> Result<File, StateError> {
    let path = root.join("lock");
    let file = File::create(&path);
    let file = file.map_err(|error| StateError::Io {
        path: path.clone(),
        error,
    })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StateError::InUse(root.to_owned())),
        Err(TryLockError::Error(error)) => Err(StateError::Io { path, error }),
    }
}
