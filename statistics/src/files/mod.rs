//! The immutable files of a release.
//!
//! Made from the release alone, so the same release gives the same bytes. CSV follows RFC 4180; JSON is canonical in the
//! sense of RFC 8785 with integers and ASCII only (every struct here declares its fields in the order of their names).

pub mod package;

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::code::CellCode;
use super::family::Family;
use super::release::Release;
use super::table::Figure;
use crate::calendar::Period;

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
    fn of(name: String, media_type: &str, content: &[u8]) -> Self {
        Self {
            bytes: content.len() as u64,
            media_type: media_type.to_owned(),
            name,
            sha256: Sha256::digest(content).into(),
        }
    }

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

/// The files of a release, in the order to list them in.
pub(super) fn render(release: &Release) -> Vec<ReleaseFile> {
    let family = release.family().family();
    let file = |ending: &str, media_type, content: Vec<u8>| ReleaseFile {
        digest: FileDigest::of(format!("{}.{ending}", family.id), media_type, &content),
        content,
    };
    let table = file(
        "csv",
        "text/csv; charset=utf-8; header=present",
        csv(family, release).into_bytes(),
    );
    let document = file(
        "json",
        "application/json",
        json(&Document::of(family, release)),
    );
    let package = package::package(release, table.digest(), document.digest());
    let package = ReleaseFile {
        digest: FileDigest::of(package::NAME.to_owned(), "application/json", &package),
        content: package,
    };
    vec![table, document, package]
}

/// Whether the bytes of a release's JSON file say what the release says: every figure, margin, date, and ε. The file is in
/// the history by its hash, and so is the release then.
pub(super) fn says(document: &[u8], release: &Release) -> bool {
    json(&Document::of(release.family().family(), release)) == document
}

/// One row per cell, no totals (they are in the JSON), so that adding up a column counts nothing twice.
/// No field needs quotes and none begins as a formula does: codes begin with a letter, the rest are numbers and `<10`.
fn csv(family: &Family, release: &Release) -> String {
    let mut text = String::from("period");
    for dimension in family.dimensions {
        text.push(',');
        text.push_str(dimension.code());
    }
    text.push_str(",noised,margin95,shown,shown_margin95\r\n");
    for figure in release.cells() {
        text.push_str(&release.metadata().period.to_string());
        for part in figure.cell.parts() {
            text.push(',');
            text.push_str(part);
        }
        let shown = figure.shown();
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            ",{},{},{},{}\r\n",
            figure.noised, figure.margin95, shown.value, shown.margin95
        );
    }
    text
}

#[derive(Serialize)]
struct Document<'a> {
    cells: Vec<Row<'a>>,
    cells_per_report: u32,
    data_until: String,
    dimensions: Vec<&'static str>,
    epsilon_milli: u32,
    family: &'static str,
    format: &'static str,
    licence: &'a str,
    methodology: u32,
    noise: Noise,
    period: Period,
    published_on: String,
    release: String,
    revision: u32,
    totals: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    cell: &'a CellCode,
    margin95: u64,
    noised: i64,
    shown: String,
    shown_margin95: u64,
}

/// P(x) ∝ exp(−|x|·s/t), on each cell.
#[derive(Serialize)]
struct Noise {
    distribution: &'static str,
    s: u32,
    t: u32,
}

impl<'a> Document<'a> {
    fn of(family: &Family, release: &'a Release) -> Self {
        let metadata = release.metadata();
        let rows = |figures: &'a [Figure]| figures.iter().map(Row::of).collect();
        Self {
            cells: rows(release.cells()),
            cells_per_report: release.cells_per_report(),
            data_until: metadata.data_until.to_string(),
            dimensions: family
                .dimensions
                .iter()
                .map(|dimension| dimension.code())
                .collect(),
            epsilon_milli: release.epsilon_milli(),
            family: family.id.code(),
            format: "sajam-statistics/v1",
            licence: metadata.licence.as_str(),
            methodology: metadata.methodology,
            noise: Noise {
                distribution: "discrete-laplace",
                s: release.scale().s(),
                t: release.scale().t(),
            },
            period: metadata.period,
            published_on: metadata.published_on.to_string(),
            release: release.id().to_string(),
            revision: metadata.revision.get(),
            totals: rows(release.totals()),
        }
    }
}

impl<'a> Row<'a> {
    fn of(figure: &'a Figure) -> Self {
        let shown = figure.shown();
        Self {
            cell: &figure.cell,
            margin95: figure.margin95,
            noised: figure.noised,
            shown: shown.value.to_string(),
            shown_margin95: shown.margin95,
        }
    }
}

pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("structs of integers and strings have JSON")
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

#[cfg(test)]
mod tests;
