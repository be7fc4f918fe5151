//! The immutable files of a release.
//!
//! Made from the release alone, so the same release gives the same bytes. CSV follows RFC 4180; JSON is canonical in the
//! sense of RFC 8785 with integers and ASCII only (every struct here declares its fields in the order of their names).

pub mod package;

use std::fmt::Write as _;

use serde::Serialize;

use super::code::CellCode;
use super::digest::ReleaseFile;
use super::family::Family;
use super::json::canonical;
use super::release::Release;
use super::table::Figure;
use crate::calendar::Period;

/// The files of a release, in the order to list them in.
pub(super) fn render(release: &Release) -> Vec<ReleaseFile> {
    let family = release.family().family();
    let file = |ending: &str, media_type, content: Vec<u8>| {
        ReleaseFile::new(format!("{}.{ending}", family.id), media_type, content)
    };
    let table = file(
        "csv",
        "text/csv; charset=utf-8; header=present",
        csv(family, release).into_bytes(),
    );
    let document = file(
        "json",
        "application/json",
        canonical(&Document::of(family, release)),
    );
    let package = package::package(release, table.digest(), document.digest());
    let package = ReleaseFile::new(package::NAME.to_owned(), "application/json", package);
    vec![table, document, package]
}

impl Release {
    /// Whether `document`, the bytes of its JSON file, says what this release does: every figure, margin, date, and ε. What is
    /// vouched for is the file, by its hash in the history: a release that says otherwise was altered.
    #[must_use]
    pub fn is_said_by(&self, document: &[u8]) -> bool {
        canonical(&Document::of(self.family().family(), self)) == document
    }
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

#[cfg(test)]
mod tests;
