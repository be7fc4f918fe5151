//! A file that only its recipients can open, written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use age::x25519::{Identity, Recipient};

use super::{BackupError, using};

/// Who can open a backup.
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Reads public keys as `age-keygen` prints them.
    ///
    /// # Errors
    /// [`BackupError::Recipient`].
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, BackupError> {
        let parse = |text: &str| {
            text.trim()
                .parse()
                .map_err(|_| BackupError::Recipient(text.to_owned()))
        };
        texts
            .into_iter()
            .map(parse)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// What opens a backup.
pub struct Identities(Vec<Identity>);

impl Identities {
    /// Reads a file as `age-keygen` writes it.
    ///
    /// # Errors
    /// [`BackupError::Identity`] when there is none in it.
    pub fn read(path: &Path) -> Result<Self, BackupError> {
        let text = zeroize::Zeroizing::new(fs::read_to_string(path).map_err(using(path))?);
        let identities: Vec<Identity> = text
            .lines()
            .filter_map(|line| line.trim().parse().ok())
            .collect();
        if identities.is_empty() {
            return Err(BackupError::Identity {
                path: path.to_owned(),
            });
        }
        Ok(Self(identities))
    }
}

/// Encrypts what `write` writes into a new file. A name beside it holds what is half done, and is gone if it breaks off.
pub(super) fn write_encrypted(
    path: &Path,
    recipients: &Recipients,
    write: impl FnOnce(&mut dyn Write) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    if path.exists() {
        return Err(BackupError::Exists {
            path: path.to_owned(),
        });
    }
    let draft = Draft(path.with_extension("unfinished"));
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft.0)
        .map_err(using(path))?;
    let recipients = recipients.0.iter().map(|one| one as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients)?;
    let mut encrypted = encryptor
        .wrap_output(BufWriter::new(file))
        .map_err(using(path))?;
    write(&mut encrypted)?;
    let finish = || -> io::Result<()> {
        let file = encrypted.finish()?.into_inner()?;
        file.sync_all()?;
        fs::rename(&draft.0, path)?;
        path.parent()
            .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    };
    finish().map_err(using(path))
}

/// Removed when it was not renamed.
struct Draft(PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// What is inside of an encrypted file.
pub(super) fn open_encrypted(
    path: &Path,
    identities: &Identities,
) -> Result<impl Read + use<>, BackupError> {
    let file = BufReader::new(File::open(path).map_err(using(path))?);
    let refused = |source| BackupError::Decrypt {
        path: path.to_owned(),
        source,
    };
    let decryptor = age::Decryptor::new_buffered(file).map_err(refused)?;
    let identities = identities.0.iter().map(|one| one as &dyn age::Identity);
    decryptor.decrypt(identities).map_err(refused)
}
