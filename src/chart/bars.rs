//! Horizontal bars with margins.

use askama::Template;
use askama::filters::HtmlSafe;
use sajam_statistics::{Shown, ShownValue};

use super::axis::{self, Axis};
use super::description::{self, TEN};
use super::frame::{ChartId, Head, Line, Side, Units, WIDTH};
use super::text;
use crate::locale::Translator;

/// From the edge where reading begins to zero: half a stroke, so that bars stand under their names.
const ZERO: f64 = 1.0;
/// From the end of the axis to the other edge, for half a label.
const END: f64 = 8.0;
const TOP: f64 = 4.0;
const LINE: f64 = 17.0;
const BAR: f64 = 13.0;
const GAP: f64 = 8.5;
const AXIS: f64 = 20.0;
/// Half the height of the ends of a margin.
const CAP: f64 = 4.0;

/// A row: its public name and its published figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The row's name in the page's language.
    pub label: String,
    /// Its figure.
    pub shown: Shown,
}

/// Horizontal bars, one for each row, with name and figure above and the 95 % margin across: see the
/// [module](super). Printed by a template with `{{ bars }}`.
#[derive(Template)]
#[template(path = "charts/bars.html")]
pub struct Bars {
    head: Head,
    height: Units,
    grid: String,
    ticks: Vec<Line>,
    rows: Vec<Row>,
}

impl HtmlSafe for Bars {}

struct Row {
    label: Vec<Line>,
    value: Line,
    hollow: bool,
    x: Units,
    y: Units,
    length: Units,
    margin_from: Units,
    margin_to: Units,
    margin_y: Units,
    cap_top: Units,
    cap_bottom: Units,
}

impl Bars {
    /// Bars of `bars`, in their order.
    #[must_use]
    pub fn new(words: Translator, id: &ChartId, title: impl Into<String>, bars: &[Bar]) -> Self {
        let side = Side::of(words);
        let largest = bars.iter().map(|bar| bar.shown.range().1).max();
        let axis = Axis::fitting(
            largest.unwrap_or(TEN).max(TEN),
            WIDTH - ZERO - END,
            words,
            text::SMALL,
        );
        let mut y = TOP;
        if bars.is_empty() {
            return Self::empty(words, id, title.into());
        }
        let rows: Vec<_> = bars
            .iter()
            .map(|bar| Row::new(words, side, &axis, bar, &mut y))
            .collect();
        let grid = rows.iter().map(|row| grid(side, &axis, row.y.0)).collect();
        let figures: Vec<_> = bars
            .iter()
            .map(|bar| (bar.label.as_str(), bar.shown))
            .collect();
        Self {
            head: Head {
                id: id.clone(),
                title: title.into(),
                description: description::sentence(words, &figures),
                note: words.t("chart-bars-note").into_owned(),
                side,
            },
            height: Units(y + AXIS),
            grid,
            ticks: ticks(words, side, &axis, y + 15.0),
            rows,
        }
    }

    /// Only the sentence that there is nothing yet.
    fn empty(words: Translator, id: &ChartId, title: String) -> Self {
        let side = Side::of(words);
        let said = words.t("chart-empty").into_owned();
        Self {
            head: Head {
                id: id.clone(),
                title,
                description: said.clone(),
                note: String::new(),
                side,
            },
            height: Units(LINE + GAP),
            grid: String::new(),
            ticks: vec![Line {
                x: side.x(0.0),
                y: Units(LINE),
                anchor: "start",
                text: said,
            }],
            rows: Vec::new(),
        }
    }
}

impl Row {
    fn new(words: Translator, side: Side, axis: &Axis, bar: &Bar, y: &mut f64) -> Self {
        let value = description::with_margin(words, bar.shown);
        let room = WIDTH - text::width(&value, text::NORMAL) - 12.0;
        let lines = text::wrap(&bar.label, text::NORMAL, room.max(WIDTH / 3.0), 3);
        let mut label = Vec::with_capacity(lines.len());
        let mut value_y = *y + 13.0;
        for (index, text) in lines.into_iter().enumerate() {
            value_y = *y + 13.0 + LINE * index as f64;
            label.push(Line {
                x: side.x(0.0),
                y: Units(value_y),
                anchor: "start",
                text,
            });
        }
        let top = value_y + 6.0;
        *y = top + BAR + GAP;
        let (hollow, length) = match bar.shown.value {
            ShownValue::BelowTen => (true, axis.at(TEN)),
            ShownValue::Rounded(value) => (false, axis.at(value)),
        };
        // A bar that is too short to be seen is still drawn.
        let length = length.max(2.0);
        let (least, most) = bar.shown.range();
        let middle = top + BAR / 2.0;
        Self {
            label,
            value: Line {
                x: side.x(WIDTH),
                y: Units(value_y),
                anchor: "end",
                text: value,
            },
            hollow,
            x: side.left(ZERO, length),
            y: Units(top),
            length: Units(length),
            margin_from: side.x(ZERO + axis.at(least)),
            margin_to: side.x(ZERO + axis.at(most)),
            margin_y: Units(middle),
            cap_top: Units(middle - CAP),
            cap_bottom: Units(middle + CAP),
        }
    }
}

/// The lines of the axis behind one bar only: through the names they would be in the way.
fn grid(side: Side, axis: &Axis, top: f64) -> String {
    axis.labels()
        .map(|value| {
            let x = side.x(ZERO + axis.at(value));
            format!("M{x} {}V{}", Units(top - 3.0), Units(top + BAR + 3.0))
        })
        .collect()
}

/// Labels beneath their places; the last one ends at the edge rather than beyond it.
fn ticks(words: Translator, side: Side, axis: &Axis, y: f64) -> Vec<Line> {
    axis.labels()
        .map(|value| {
            let text = axis::label(words, value);
            let half = text::width(&text, text::SMALL) / 2.0;
            let place = ZERO + axis.at(value);
            Line {
                x: side.x(place.clamp(half.min(WIDTH / 2.0), (WIDTH - half).max(WIDTH / 2.0))),
                y: Units(y),
                anchor: "middle",
                text,
            }
        })
        .collect()
}
