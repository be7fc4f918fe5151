//! What a release consists of.

use serde::{Deserialize, Serialize};

use crate::parsed::{is_kebab, is_lower_hex, parsed_string};
use crate::vocabulary::InvalidCode;

/// The largest file: 2^53 − 1 bytes, the largest integer the history's JSON holds.
pub const MAX_FILE_BYTES: u64 = (1 << 53) - 1;

/// The text is not a SHA-256 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 hash is 64 lower-case hexadecimal digits")]
pub struct InvalidSha256;

/// The text is not the name of a release's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a file name has 1 to 128 Latin letters, digits, dots, hyphens and underscores, and starts with no dot"
)]
pub struct InvalidFileName;

fn is_sha256(text: &str) -> bool {
    is_lower_hex(text, 64)
}

fn is_file_name(text: &str) -> bool {
    (1..=128).contains(&text.len())
        && !text.starts_with('.')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

parsed_string! {
    /// The code of a family of tables, e.g. `week-stage`.
    pub struct FamilyCode: is_kebab, InvalidCode;
}

parsed_string! {
    /// The code of a closed Jalali period, e.g. `1405-w31`, `1405-08`, `1405-q3`, `1405`.
    pub struct PeriodCode: is_kebab, InvalidCode;
}

parsed_string! {
    /// A SHA-256 hash, in hexadecimal.
    pub struct Sha256Hex: is_sha256, InvalidSha256;
}

parsed_string! {
    /// The name of a file, safe as the end of an address and in a folder.
    pub struct FileName: is_file_name, InvalidFileName;
}

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseFile {
    /// Its name, one of a kind in its release.
    pub name: FileName,
    /// The hash of its bytes.
    pub sha256: Sha256Hex,
    /// How many bytes it has, at most [`MAX_FILE_BYTES`].
    pub bytes: u64,
}
