//! A file of a release, and what anybody can check it by.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What is known of a file: enough to check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileDigest {
    bytes: u64,
    media_type: String,
    name: String,
    #[serde(with = "hex_digest")]
    sha256: [u8; 32],
}

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseFile {
    digest: FileDigest,
    content: Vec<u8>,
}

impl FileDigest {
    /// The file's name within its release.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The media type to serve it with.
    #[must_use]
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// Its length in bytes.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The SHA-256 of its bytes.
    #[must_use]
    pub const fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// Whether these bytes are the file's.
    #[must_use]
    pub fn matches(&self, content: &[u8]) -> bool {
        self.bytes == content.len() as u64 && self.sha256[..] == Sha256::digest(content)[..]
    }
}

impl ReleaseFile {
    pub(crate) fn new(name: String, media_type: &str, content: Vec<u8>) -> Self {
        let digest = FileDigest {
            bytes: content.len() as u64,
            media_type: media_type.to_owned(),
            name,
            sha256: Sha256::digest(&content).into(),
        };
        Self { digest, content }
    }

    /// Name, type, length and hash.
    #[must_use]
    pub const fn digest(&self) -> &FileDigest {
        &self.digest
    }

    /// The bytes.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Both, apart.
    #[must_use]
    pub fn into_parts(self) -> (FileDigest, Vec<u8>) {
        (self.digest, self.content)
    }
}

/// A hash as 64 lower-case hexadecimal digits.
mod hex_digest {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        hash: &[u8; 32],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(hash))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<[u8; 32], D::Error> {
        let mut hash = [0; 32];
        hex::decode_to_slice(String::deserialize(deserializer)?, &mut hash)
            .map_err(D::Error::custom)?;
        Ok(hash)
    }
}
