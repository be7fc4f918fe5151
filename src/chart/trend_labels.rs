//! The words of a trend: names and latest figures at the ends of the lines, periods beneath, and the sentence.

use sajam_statistics::Shown;

use super::description;
use super::frame::{Line, Side, Units, WIDTH};
use super::text;
use super::trend_plot::{BOTTOM, Point, Series, TOP, mark};
use crate::figures::highest;
use crate::locale::Translator;

/// Room for a name beside its sample of the line.
const NAME: f64 = 82.0;
const SAMPLE: f64 = 20.0;
const LINE: f64 = 12.5;
/// Room for the latest figure of a single series, at most.
const MOST_VALUE: f64 = 90.0;

/// What stands at the end of a line.
pub(super) struct EndLabel {
    /// The line's dashes and mark again, where several have to be told apart.
    pub(super) sample: Option<Sample>,
    pub(super) name: Vec<Line>,
    pub(super) value: Option<Line>,
}

impl EndLabel {
    pub(super) const fn value_class(&self) -> &'static str {
        if self.sample.is_some() {
            "chart-end-value"
        } else {
            "chart-value"
        }
    }
}

/// A piece of a series' line with one mark.
pub(super) struct Sample {
    pub(super) from: Units,
    pub(super) to: Units,
    pub(super) y: Units,
    pub(super) mark: String,
}

/// How much room the labels at the end take.
pub(super) fn room_at_the_end(words: Translator, series: &[Series]) -> f64 {
    match series {
        [] => 0.0,
        [only] => latest(only).map_or(0.0, |(_, shown)| {
            text::bold_width(&only_value(words, shown), text::NORMAL)
        }),
        _ => SAMPLE + NAME,
    }
}

/// The figure at the end of a single series.
fn only_value(words: Translator, shown: Shown) -> String {
    description::fitting(words, shown.value, text::NORMAL, MOST_VALUE)
}

/// The latest period that has a figure.
fn latest(series: &Series) -> Option<(usize, Shown)> {
    series
        .figures
        .iter()
        .enumerate()
        .rev()
        .find_map(|(index, shown)| Some((index, (*shown)?)))
}

/// A label for each series, from `x` on, as high as its line ends and none over another.
pub(super) fn at_the_end(
    words: Translator,
    side: Side,
    x: f64,
    series: &[Series],
    points: &[Vec<Option<Point>>],
) -> Vec<Option<EndLabel>> {
    if let ([only], [points]) = (series, points) {
        let label = latest(only).and_then(|(index, shown)| {
            let point = points.get(index).copied().flatten()?;
            Some(EndLabel {
                sample: None,
                name: Vec::new(),
                value: Some(Line {
                    x: Units(x),
                    y: Units(point.y + 4.5),
                    anchor: side.anchor_left(),
                    text: only_value(words, shown),
                }),
            })
        });
        return vec![label];
    }
    let blocks: Vec<Block> = series
        .iter()
        .zip(points)
        .map(|(series, points)| Block::new(words, series, points))
        .collect();
    let tops = spread(&blocks);
    blocks
        .into_iter()
        .zip(tops)
        .enumerate()
        .map(|(look, (block, top))| Some(block.label(look, side, x, top)))
        .collect()
}

struct Block {
    name: Vec<String>,
    value: Option<String>,
    wanted: f64,
    height: f64,
}

impl Block {
    fn new(words: Translator, series: &Series, points: &[Option<Point>]) -> Self {
        let name = text::wrap(&series.label, text::SMALL, NAME, 2);
        let value = latest(series)
            .map(|(_, shown)| description::fitting(words, shown.value, text::SMALL, NAME * 0.9));
        let lines = name.len() + usize::from(value.is_some());
        let end = points.iter().rev().flatten().next();
        let height = LINE * lines as f64 + 2.0;
        Self {
            name,
            value,
            wanted: end.map_or(BOTTOM, |point| point.y) - height / 2.0,
            height,
        }
    }

    fn label(self, look: usize, side: Side, x: f64, top: f64) -> EndLabel {
        let line = |index: usize, text| Line {
            x: Units(x + SAMPLE),
            y: Units(top + LINE * (index + 1) as f64 - 2.5),
            anchor: side.anchor_left(),
            text,
        };
        let names = self.name.len();
        let y = top + LINE - 6.0;
        EndLabel {
            sample: Some(Sample {
                from: Units(x),
                to: Units(x + 16.0),
                y: Units(y),
                mark: mark(look, x + 8.0, y),
            }),
            name: self
                .name
                .into_iter()
                .enumerate()
                .map(|(index, text)| line(index, text))
                .collect(),
            value: self.value.map(|text| line(names, text)),
        }
    }
}

/// The top of each block: near where it wants to be, in the order of what they want, none over another.
fn spread(blocks: &[Block]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    let wanted = |index: usize| blocks.get(index).map_or(0.0, |block| block.wanted);
    let height = |index: usize| blocks.get(index).map_or(0.0, |block| block.height);
    order.sort_by(|a, b| wanted(*a).total_cmp(&wanted(*b)));
    let mut tops: Vec<(usize, f64)> = Vec::with_capacity(blocks.len());
    let mut from = TOP - 8.0;
    for index in order {
        let top = wanted(index).max(from);
        from = top + height(index);
        tops.push((index, top));
    }
    let mut to = BOTTOM + 8.0;
    for (index, top) in tops.iter_mut().rev() {
        *top = top.min(to - height(*index));
        to = *top;
    }
    tops.sort_by_key(|(index, _)| *index);
    tops.into_iter().map(|(_, top)| top).collect()
}

/// As many names of periods as fit, at equal distances, the latest always.
pub(super) fn of_periods(periods: &[String], x: impl Fn(usize) -> f64) -> Vec<Line> {
    let spans = |stride: usize| -> Vec<(usize, f64, f64)> {
        let mut spans: Vec<_> = (0..periods.len())
            .rev()
            .step_by(stride)
            .filter_map(|index| {
                let width = text::width(periods.get(index)?, text::SMALL).min(WIDTH);
                let middle = x(index).clamp(width / 2.0, WIDTH - width / 2.0);
                Some((index, middle, width))
            })
            .collect();
        spans.reverse();
        spans
    };
    let apart = |spans: &[(usize, f64, f64)]| {
        spans.windows(2).all(|pair| match pair {
            [(_, a, a_width), (_, b, b_width)] => b - a >= (a_width + b_width) / 2.0 + 6.0,
            _ => true,
        })
    };
    let chosen = (1..=periods.len().max(1))
        .map(spans)
        .find(|spans| apart(spans));
    chosen
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(index, middle, _)| {
            Some(Line {
                x: Units(middle),
                y: Units(BOTTOM + 16.0),
                anchor: "middle",
                text: text::wrap(periods.get(index)?, text::SMALL, WIDTH, 1).join(" "),
            })
        })
        .collect()
}

/// The latest figure of each series, and its highest, if one is for certain. Periods by their whole names.
pub(super) fn sentence(words: Translator, periods: &[String], series: &[Series]) -> String {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else {
        return words.t("chart-empty").into_owned();
    };
    let span = if periods.len() > 1 {
        words.args("chart-span", &[("first", first), ("last", last)])
    } else {
        words.t1("chart-one-period", "period", first)
    };
    let mut said = vec![span.into_owned()];
    for one in series {
        said.push(of_series(words, periods, one));
    }
    said.join(" ")
}

fn of_series(words: Translator, periods: &[String], series: &Series) -> String {
    let when = |index: usize| periods.get(index).map_or("", String::as_str);
    let places = series.figures.iter().enumerate();
    let (places, figures): (Vec<usize>, Vec<Shown>) = places
        .filter_map(|(index, shown)| Some((index, (*shown)?)))
        .unzip();
    let Some((index, shown)) = latest(series) else {
        return words
            .t1("chart-series-empty", "label", &series.label)
            .into_owned();
    };
    let value = description::with_margin(words, shown);
    let mut parts = vec![
        ("label", series.label.as_str()),
        ("period", when(index)),
        ("value", value.as_str()),
    ];
    let highest = highest(&figures).and_then(|highest| {
        let most = description::with_margin(words, *figures.get(highest)?);
        Some((when(*places.get(highest)?), most))
    });
    if let Some((when, most)) = &highest {
        parts.extend([("when", *when), ("most", most.as_str())]);
        return words.args("chart-series", &parts).into_owned();
    }
    // A single figure is said already.
    let rest = match figures.as_slice() {
        [_] => String::new(),
        several => description::spread(words, several).join(" "),
    };
    parts.push(("rest", rest.as_str()));
    words
        .args("chart-series-span", &parts)
        .trim_end()
        .to_owned()
}
