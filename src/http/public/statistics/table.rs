//! A release's table in words, and the chart that goes with it.

use sajam_aggregates::vocabulary::Province;
use sajam_statistics::family::Dimension;
use sajam_statistics::{CellCode, Figure, Release};

use super::view_models::{Row, figure, href_of, sort};
use crate::chart::{Bars, ChartId, TileMap};
use crate::figures;
use crate::http::layout::Frame;
use crate::locale::Translator;

/// The table, in the shape its dimensions need.
pub(super) enum Table {
    /// One row a code.
    Rows {
        heading: String,
        /// What is counted.
        counted: String,
        rows: Vec<Row>,
        total: Option<Row>,
    },
    /// Rows by columns, each with its total; all cells have one margin.
    Grid {
        corner: String,
        columns: Vec<String>,
        lines: Vec<Line>,
        cell_margin: String,
        line_margin: String,
    },
}

/// A line of a grid: the values of its cells, its total last.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) values: Vec<String>,
    pub(super) total: String,
}

fn rows(frame: &Frame, release: &Release, dimension: Dimension) -> Table {
    let words = frame.words;
    let mut rows: Vec<Row> = release
        .cells()
        .iter()
        .map(|figure| {
            let code = figure.cell.parts().next().unwrap_or_default();
            let label = figures::label(words, dimension, code);
            Row::new(words, label, figure.shown()).at(href_of(frame, dimension, code))
        })
        .collect();
    if !figures::is_ordered(dimension) {
        sort(&mut rows);
    }
    let total = release.totals().last();
    Table::Rows {
        heading: words.term("dimension", dimension.code()).into_owned(),
        counted: match dimension {
            Dimension::Appeal => words.t("public-release-appeals"),
            _ => words.t("public-release-value"),
        }
        .into_owned(),
        rows,
        total: total.map(|total| {
            let label = words.t("public-release-total").into_owned();
            Row::new(words, label, total.shown())
        }),
    }
}

fn grid(frame: &Frame, release: &Release, rows: Dimension, columns: Dimension) -> Table {
    let words = frame.words;
    // The release's own: a category may have come, or have been called otherwise, since.
    let (row_codes, column_codes) = (codes_of(release, 0), codes_of(release, 1));
    let shown = |row: &str, column: &str| -> String {
        let cell: Option<CellCode> = format!("{row}/{column}").parse().ok();
        let found = cell.and_then(|cell| figure(release, &cell));
        found.map_or(String::new(), |figure| {
            figures::short_value(words, figure.shown().value)
        })
    };
    let line = |row: &str, label: String, href: String| Line {
        label,
        href,
        values: column_codes
            .iter()
            .map(|column| shown(row, column))
            .collect(),
        total: shown(row, "total"),
    };
    let mut lines: Vec<Line> = row_codes
        .iter()
        .map(|row| {
            line(
                row,
                figures::label(words, rows, row),
                href_of(frame, rows, row),
            )
        })
        .collect();
    let all = words.t("public-release-total").into_owned();
    lines.push(line("total", all, String::new()));
    let margin = |figure: Option<&Figure>| {
        figure.map_or(String::new(), |figure| {
            words.number(figure.shown().margin95)
        })
    };
    Table::Grid {
        corner: words.term("dimension", rows.code()).into_owned(),
        columns: column_codes
            .iter()
            .map(|column| figures::label(words, columns, column))
            .collect(),
        lines,
        cell_margin: margin(release.cells().first()),
        line_margin: margin(release.totals().first()),
    }
}

/// The codes of a release's dimension, in the order of its grid.
fn codes_of(release: &Release, dimension: usize) -> Vec<&str> {
    let mut codes = Vec::new();
    for figure in release.cells() {
        if let Some(code) = figure.cell.parts().nth(dimension)
            && !codes.contains(&code)
        {
            codes.push(code);
        }
    }
    codes
}

impl Table {
    /// The table of a release.
    pub(super) fn of(frame: &Frame, release: &Release) -> Self {
        match release.family().family().dimensions {
            [rows, columns, ..] => grid(frame, release, *rows, *columns),
            [dimension] => rows(frame, release, *dimension),
            [] => rows(frame, release, Dimension::Stage),
        }
    }

    /// Whether there is a total to read beside the rows.
    pub(super) const fn has_total(&self) -> bool {
        match self {
            Self::Rows { total, .. } => total.is_some(),
            Self::Grid { .. } => true,
        }
    }

    /// Its rows as bars; a grid has too many.
    pub(super) fn bars(&self, words: Translator, id: &ChartId, title: &str) -> Option<Bars> {
        match self {
            Self::Rows { rows, .. } => {
                let bars: Vec<_> = rows.iter().map(Row::bar).collect();
                Some(Bars::new(words, id, title, &bars))
            }
            Self::Grid { .. } => None,
        }
    }
}

/// Provinces: each one's figure, or its total where a table tells categories apart too.
pub(super) fn map(words: Translator, id: &ChartId, title: &str, release: &Release) -> TileMap {
    let figures = Province::ALL.iter().filter_map(|province| {
        let code = province.code();
        let cell = match release.family().family().dimensions.len() {
            1 => code.to_owned(),
            _ => format!("{code}/total"),
        };
        let found = figure(release, &cell.parse().ok()?)?;
        Some((*province, found.shown()))
    });
    TileMap::new(words, id, title, figures)
}
