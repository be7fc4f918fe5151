//! Figures over consecutive periods.

use askama::Template;
use askama::filters::HtmlSafe;
use sajam_statistics::{Shown, ShownValue};

use super::axis::{self, Axis};
use super::description::{BELOW_TEN_MIDDLE, TEN};
use super::frame::{ChartId, Head, Line, Side, Units, WIDTH};
use super::text;
use super::trend_labels::{self, EndLabel};
use super::trend_plot::{BOTTOM, Point, Series, TOP, mark};
use crate::locale::Translator;

/// More series in one drawing cannot be told apart; draw several charts.
pub const MOST_SERIES: usize = 4;

const HEIGHT: f64 = BOTTOM + 24.0;
/// From a label of the value axis to the plot, and from the plot to what stands at its end.
const GAP: f64 = 9.0;
/// How far series stand aside of each other, so that their margins can be told apart.
const ASIDE: f64 = 1.8;

/// A period's name in the page's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodName {
    /// On the axis, where there is little room.
    pub short: String,
    /// In the sentence that stands for the drawing.
    pub whole: String,
}

/// What cannot be drawn as one trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrendError {
    /// More than [`MOST_SERIES`].
    #[error("a trend has at most {MOST_SERIES} series, and {0} were given")]
    TooManySeries(usize),
    /// A series that has not one place for each period.
    #[error("a series has {figures} figures for {periods} periods")]
    Uneven {
        /// How many figures.
        figures: usize,
        /// How many periods.
        periods: usize,
    },
}

/// One to four series over consecutive periods, from the earliest at the left to the latest at the right: see the
/// [module](super). Printed by a template with `{{ trend }}`.
///
/// One series has its margins as a band, several have them as thin lines. Where a period has no figure the line breaks.
#[derive(Template)]
#[template(path = "charts/trend.html")]
pub struct Trend {
    head: Head,
    height: Units,
    plot_left: Units,
    plot_right: Units,
    values: Vec<Line>,
    grid: Vec<Units>,
    periods: Vec<Line>,
    series: Vec<Drawn>,
}

impl HtmlSafe for Trend {}

struct Drawn {
    /// 0 to 3: dashes, mark and colour.
    look: usize,
    band: String,
    margins: String,
    line: String,
    marks: String,
    hollow: String,
    end: Option<EndLabel>,
}

impl Trend {
    /// A trend of `series` over `periods`, the earliest first.
    ///
    /// # Errors
    /// [`TrendError`] for too many series, or a series of another length than `periods`.
    pub fn new(
        words: Translator,
        id: &ChartId,
        title: impl Into<String>,
        periods: &[PeriodName],
        series: &[Series],
    ) -> Result<Self, TrendError> {
        if series.len() > MOST_SERIES {
            return Err(TrendError::TooManySeries(series.len()));
        }
        if let Some(uneven) = series.iter().find(|one| one.figures.len() != periods.len()) {
            return Err(TrendError::Uneven {
                figures: uneven.figures.len(),
                periods: periods.len(),
            });
        }
        let (names, whole): (Vec<String>, Vec<String>) = periods
            .iter()
            .map(|name| (name.short.clone(), name.whole.clone()))
            .unzip();
        let side = Side::of(words);
        let largest = series.iter().flat_map(|one| one.figures.iter().flatten());
        let largest = largest.map(|shown| shown.range().1).max();
        let axis = Axis::new(largest.unwrap_or(TEN).max(TEN), 5, BOTTOM - TOP);
        let place = Placing::new(words, &axis, periods.len(), series);
        let points: Vec<Vec<Option<Point>>> = series
            .iter()
            .enumerate()
            .map(|(index, one)| place.points(&axis, index, series.len(), one))
            .collect();
        let ends = trend_labels::at_the_end(words, side, place.right + GAP, series, &points);
        let note = if series.len() > 1 {
            words.t("chart-lines-note")
        } else {
            words.t("chart-line-note")
        };
        Ok(Self {
            head: Head {
                id: id.clone(),
                title: title.into(),
                description: trend_labels::sentence(words, &whole, series),
                note: note.into_owned(),
                side,
            },
            height: Units(HEIGHT),
            plot_left: Units(place.left),
            plot_right: Units(place.right),
            values: axis
                .labels()
                .map(|value| Line {
                    x: Units(place.left - GAP / 2.0),
                    y: Units(BOTTOM - axis.at(value) + 4.0),
                    anchor: side.anchor_right(),
                    text: axis::label(words, value),
                })
                .collect(),
            grid: axis
                .labels()
                .map(|value| Units(BOTTOM - axis.at(value)))
                .collect(),
            periods: trend_labels::of_periods(&names, |index| place.x(index)),
            series: points
                .iter()
                .zip(ends)
                .enumerate()
                .map(|(look, (points, end))| Drawn::new(look, series.len() == 1, points, end))
                .collect(),
        })
    }
}

/// Where periods stand.
struct Placing {
    left: f64,
    right: f64,
    periods: usize,
}

impl Placing {
    fn new(words: Translator, axis: &Axis, periods: usize, series: &[Series]) -> Self {
        let widest = axis
            .labels()
            .map(|value| text::width(&axis::label(words, value), text::SMALL))
            .fold(0.0, f64::max);
        Self {
            left: widest + GAP / 2.0,
            right: WIDTH - GAP - trend_labels::room_at_the_end(words, series),
            periods,
        }
    }

    /// A single period stands in the middle.
    fn x(&self, index: usize) -> f64 {
        let (left, right) = (self.left + 6.0, self.right - 6.0);
        match self.periods {
            0 | 1 => f64::midpoint(left, right),
            periods => left + (right - left) * (index as f64 / (periods - 1) as f64),
        }
    }

    fn points(
        &self,
        axis: &Axis,
        index: usize,
        count: usize,
        series: &Series,
    ) -> Vec<Option<Point>> {
        let aside = ASIDE * (index as f64 - (count - 1) as f64 / 2.0);
        let point = |(period, shown): (usize, &Option<Shown>)| {
            let shown = shown.as_ref()?;
            let (hollow, value) = match shown.value {
                ShownValue::BelowTen => (true, BELOW_TEN_MIDDLE),
                ShownValue::Rounded(value) => (false, value),
            };
            let (least, most) = shown.range();
            Some(Point {
                x: self.x(period) + aside,
                y: BOTTOM - axis.at(value),
                least: BOTTOM - axis.at(least),
                most: BOTTOM - axis.at(most),
                hollow,
            })
        };
        series.figures.iter().enumerate().map(point).collect()
    }
}

impl Drawn {
    fn new(look: usize, alone: bool, points: &[Option<Point>], end: Option<EndLabel>) -> Self {
        let mut drawn = Self {
            look,
            band: String::new(),
            margins: String::new(),
            line: String::new(),
            marks: String::new(),
            hollow: String::new(),
            end,
        };
        for run in points.split(Option::is_none) {
            let run: Vec<Point> = run.iter().copied().flatten().collect();
            if alone && run.len() > 1 {
                let there = run.iter().map(|point| (point.x, point.most));
                let back = run.iter().rev().map(|point| (point.x, point.least));
                drawn.band.push_str(&path(there.chain(back)));
                drawn.band.push('Z');
            } else {
                for point in &run {
                    let (x, least, most) = (Units(point.x), Units(point.least), Units(point.most));
                    drawn.margins.push_str(&format!("M{x} {least}V{most}"));
                }
            }
            drawn
                .line
                .push_str(&path(run.iter().map(|point| (point.x, point.y))));
            for point in &run {
                let marks = if point.hollow {
                    &mut drawn.hollow
                } else {
                    &mut drawn.marks
                };
                marks.push_str(&mark(look, point.x, point.y));
            }
        }
        drawn
    }

    /// In the drawing rather than in the style sheet: without it a print would tell series apart by mark only.
    const fn dashes(&self) -> &'static str {
        match self.look {
            0 => "none",
            1 => "7 3",
            2 => "2 2.5",
            _ => "8 3 2 3",
        }
    }
}

/// A line through places.
fn path(places: impl Iterator<Item = (f64, f64)>) -> String {
    places
        .enumerate()
        .map(|(index, (x, y))| {
            let command = if index == 0 { 'M' } else { 'L' };
            format!("{command}{} {}", Units(x), Units(y))
        })
        .collect()
}
