//! The keys of an installation, each in a file of its own, outside the database, readable by its owner only.
//!
//! | file | what it is for | what its loss means |
//! |---|---|---|
//! | `report-id.key` | turns a tracking number into a report's id, and knows a feed's address again | no reporter reaches their report again, no address of a feed works |
//! | `content.key` | wraps every report's data key | nothing that was sealed can be read again |
//! | `log.key` (and `log_keys` for what stands beside it) | signs checkpoints and receipts | a new log must be begun |
//! | `releases.published` | no key: the releases of statistics that were announced, so that an older database does not draw their noise again | the promise of one draw |
//! | `log.published` | no key: the newest checkpoint that was let out, by which an older database is told | that guard |
//!
//! Back them up apart from the database: together they open everything, apart neither opens anything.

mod files;
mod log_keys;
mod log_origin;

use std::path::{Path, PathBuf};

use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

pub use files::{MissingKeys, SecretFileError};
pub use log_keys::{LogKeys, RotationError, retire, rotate};
pub use log_origin::{LogOrigin, LogOriginError};

use crate::entropy::Entropy;

type HmacSha256 = Hmac<Sha256>;

const REPORT_ID: &str = "report-id.key";
const CONTENT: &str = "content.key";
const LOG: &str = "log.key";

/// Every key that a system cannot be without.
pub const KEY_FILES: [&str; 3] = [REPORT_ID, CONTENT, LOG];

/// A 256-bit key that never prints itself and is wiped when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// Takes 32 bytes as a key.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key's bytes.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// HMAC-SHA-256 (RFC 2104) of `message` under this key; `purpose` keeps uses of one key apart.
    pub fn tag(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        self.mac(purpose, message).finalize().into_bytes().into()
    }

    /// Whether `tag` is that of `message`, compared in a time that does not tell where it differs.
    pub fn verifies(&self, purpose: &str, message: &[u8], tag: &[u8]) -> bool {
        self.mac(purpose, message).verify_slice(tag).is_ok()
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> HmacSha256 {
        let mut mac =
            HmacSha256::new_from_slice(self.0.as_slice()).expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(b"\n");
        mac.update(message);
        mac
    }
}

/// All keys of one installation.
pub struct Secrets {
    /// Keyed hash of tracking numbers, feed addresses, idempotency keys and rate-limit sources.
    pub report_id: Key,
    /// Wraps data keys.
    pub content: Key,
    /// Signs checkpoints and receipts.
    pub log: LogKeys,
    folder: PathBuf,
    missing: MissingKeys,
}

impl Secrets {
    /// Reads the keys in `folder`, and for a system that is begun now makes those that do not exist yet.
    ///
    /// `origin` names a log that is begun now; an existing log key keeps the name it has.
    ///
    /// # Errors
    /// When a file cannot be read or written, is missing, is readable by others, or does not hold what it should.
    pub fn open(
        folder: &Path,
        origin: Option<&LogOrigin>,
        missing: MissingKeys,
        entropy: Entropy,
    ) -> Result<Self, RotationError> {
        if missing == MissingKeys::Make || folder.exists() {
            files::private_folder(folder)?;
        }
        let report_id = files::key(&folder.join(REPORT_ID), missing, entropy)?;
        let content = files::key(&folder.join(CONTENT), missing, entropy)?;
        let log = LogKeys::open(folder, origin, missing, entropy)?;
        Ok(Self {
            report_id,
            content,
            log,
            folder: folder.to_owned(),
            missing,
        })
    }

    /// What tells these keys from any others and tells nothing of them: `(file, fingerprint)`, for the log's key one for
    /// every key that the log ever signed with.
    pub fn fingerprints(&self) -> Vec<(&'static str, String)> {
        let of = |key: &Key| hex::encode(&key.tag("fingerprint", b"")[..16]);
        let keys = [
            (REPORT_ID, of(&self.report_id)),
            (CONTENT, of(&self.content)),
        ];
        let log = self.log.verifiers().each();
        keys.into_iter()
            .chain(log.map(|key| (LOG, key.to_string())))
            .collect()
    }

    /// The file with the name of the installation that the keys are used in: see [`crate::database`].
    pub fn installation_file(&self) -> PathBuf {
        self.folder.join("installation")
    }

    /// The file with the newest published checkpoint: see [`crate::sequencer`].
    pub fn published_file(&self) -> PathBuf {
        self.folder.join("log.published")
    }

    /// The file with the name of every release of statistics that was announced, a line each: see [`crate::service::releases`].
    pub fn releases_file(&self) -> PathBuf {
        self.folder.join("releases.published")
    }

    /// The file that says which entries were taken over from the published log: a line `from to` for each time.
    pub fn adopted_file(&self) -> PathBuf {
        self.folder.join("log.adopted")
    }

    /// The folder with the keys.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A password kept in a file of the secrets' folder, made for a new system: 32 random bytes in hex.
    ///
    /// # Errors
    /// When the file cannot be read or written, is readable by others, or does not hold what it should.
    pub fn password(
        &self,
        name: &str,
        entropy: Entropy,
    ) -> Result<Zeroizing<String>, SecretFileError> {
        let key = files::key(&self.folder.join(name), self.missing, entropy)?;
        Ok(Zeroizing::new(hex::encode(key.expose())))
    }
}
