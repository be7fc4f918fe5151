//! The provinces of Iran, one tile each.

use std::collections::BTreeMap;

use askama::Template;
use askama::filters::HtmlSafe;
use sajam_aggregates::Province;
use sajam_statistics::{Shown, ShownValue};

use super::description;
use super::frame::{ChartId, Head, Line, Side, Units, WIDTH};
use super::provinces::{COLUMNS, ROWS, place};
use super::text;
use crate::locale::Translator;

const PITCH: f64 = WIDTH / COLUMNS as f64;
const TILE: f64 = PITCH - 1.4;
/// The size of a figure that is not too long.
const VALUE: f64 = 12.5;
const DOT: f64 = 5.5;
const KEY_LINE: f64 = 20.0;
/// Shades, and the most dots.
const SHADES: usize = 4;

/// The provinces, one tile each, placed roughly as on the map, with the figure and a shade: see the [module](super).
/// Printed by a template with `{{ map }}`.
///
/// Shades are quarters of the provinces that have ten or more, because one large province would leave all others alike.
#[derive(Template)]
#[template(path = "charts/tile_map.html")]
pub struct TileMap {
    head: Head,
    height: Units,
    tiles: Vec<Tile>,
    key: Vec<Key>,
}

impl HtmlSafe for TileMap {}

struct Tile {
    /// The province's whole name and its figure, for whoever points at the tile.
    title: String,
    shade: Shade,
    x: Units,
    y: Units,
    size: Units,
    name: Vec<Line>,
    value: Line,
    value_class: &'static str,
    dots: Vec<(Units, Units)>,
}

struct Key {
    shade: Shade,
    x: Units,
    y: Units,
    dots: Vec<(Units, Units)>,
    label: Line,
}

/// What a tile looks like; the names are those of the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shade {
    Missing,
    BelowTen,
    /// 1 to [`SHADES`].
    Of(usize),
}

impl Shade {
    const fn class(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::BelowTen => "below",
            Self::Of(1) => "1",
            Self::Of(2) => "2",
            Self::Of(3) => "3",
            Self::Of(_) => "4",
        }
    }

    const fn dots(self) -> usize {
        match self {
            Self::Missing | Self::BelowTen => 0,
            Self::Of(shade) => shade,
        }
    }
}

impl TileMap {
    /// A map of one figure for each province. A province without one is drawn as such.
    #[must_use]
    pub fn new(
        words: Translator,
        id: &ChartId,
        title: impl Into<String>,
        figures: impl IntoIterator<Item = (Province, Shown)>,
    ) -> Self {
        let figures: BTreeMap<&str, Shown> = figures
            .into_iter()
            .map(|(province, shown)| (province.code(), shown))
            .collect();
        let side = Side::of(words);
        let shades = Shades::of(figures.values());
        let names: Vec<_> = figures
            .iter()
            .map(|(code, shown)| (words.term("province", code), *shown))
            .collect();
        let named: Vec<_> = names
            .iter()
            .map(|(name, shown)| (name.as_ref(), *shown))
            .collect();
        let margin = figures.values().map(|shown| shown.margin95).max();
        let margin = words.number(margin.unwrap_or_default());
        let key = shades.key(words, side, figures.len() < Province::ALL.len());
        let key_lines = key.len().div_ceil(2) as f64;
        Self {
            head: Head {
                id: id.clone(),
                title: title.into(),
                description: description::sentence(words, &named),
                note: words.t1("chart-map-note", "margin", &margin).into_owned(),
                side,
            },
            height: Units(PITCH * f64::from(ROWS) + 8.0 + KEY_LINE * key_lines),
            tiles: Province::ALL
                .iter()
                .map(|province| {
                    Tile::new(
                        words,
                        *province,
                        figures.get(province.code()).copied(),
                        &shades,
                    )
                })
                .collect(),
            key,
        }
    }
}

impl Tile {
    fn new(words: Translator, province: Province, shown: Option<Shown>, shades: &Shades) -> Self {
        let (column, row) = place(province);
        let (x, y) = (f64::from(column) * PITCH, f64::from(row) * PITCH);
        let middle = Units(x + TILE / 2.0);
        let centred = |y, text| Line {
            x: middle,
            y: Units(y),
            anchor: "middle",
            text,
        };
        let short = words.term("chart-province", province.code());
        let lines: Vec<_> = short.split('|').collect();
        let first = if lines.len() > 1 { y + 11.0 } else { y + 15.5 };
        let whole = words.term("province", province.code());
        let (shade, value, title) = match shown {
            None => (Shade::Missing, "–".to_owned(), whole.into_owned()),
            Some(shown) => {
                let figure = description::with_margin(words, shown);
                (
                    shades.shade(shown),
                    description::fitting(words, shown.value, text::SMALL, TILE),
                    words
                        .args("chart-figure", &[("label", &whole), ("value", &figure)])
                        .into_owned(),
                )
            }
        };
        Self {
            title,
            shade,
            x: Units(x),
            y: Units(y),
            size: Units(TILE),
            name: lines
                .iter()
                .enumerate()
                .map(|(index, line)| centred(first + 11.0 * index as f64, (*line).to_owned()))
                .collect(),
            value_class: if text::bold_width(&value, VALUE) <= TILE {
                "chart-tile-value"
            } else {
                "chart-small"
            },
            value: centred(y + 35.0, value),
            dots: dots(shade, x + TILE / 2.0, y + 40.3),
        }
    }
}

/// Dots in a row around their middle.
fn dots(shade: Shade, middle: f64, y: f64) -> Vec<(Units, Units)> {
    let count = shade.dots();
    let first = middle - DOT * (count.saturating_sub(1)) as f64 / 2.0;
    (0..count)
        .map(|index| (Units(first + DOT * index as f64), Units(y)))
        .collect()
}

/// Which figures have which shade: the published figures from ten on, in order.
struct Shades(Vec<u64>);

impl Shades {
    fn of<'a>(figures: impl Iterator<Item = &'a Shown>) -> Self {
        let mut values: Vec<u64> = figures
            .filter_map(|shown| match shown.value {
                ShownValue::BelowTen => None,
                ShownValue::Rounded(value) => Some(value),
            })
            .collect();
        values.sort_unstable();
        Self(values)
    }

    fn shade(&self, shown: Shown) -> Shade {
        match shown.value {
            ShownValue::BelowTen => Shade::BelowTen,
            ShownValue::Rounded(value) => {
                // Equal figures have the shade of the first of them.
                let before = self.0.partition_point(|other| *other < value);
                Shade::Of((1 + SHADES * before / self.0.len().max(1)).min(SHADES))
            }
        }
    }

    /// One entry for each look, in two columns.
    fn key(&self, words: Translator, side: Side, any_missing: bool) -> Vec<Key> {
        let ranges = (1..=SHADES).filter_map(|shade| {
            let mut members = self.0.iter().copied().filter(|value| {
                let shown = ShownValue::Rounded(*value);
                self.shade(Shown {
                    value: shown,
                    margin95: 0,
                }) == Shade::Of(shade)
            });
            let least = members.next()?;
            let most = members.next_back().unwrap_or(least);
            let range = if least == most {
                words.number(least)
            } else {
                let (least, most) = (words.number(least), words.number(most));
                words
                    .args("chart-range", &[("least", &least), ("most", &most)])
                    .into_owned()
            };
            Some((Shade::Of(shade), range))
        });
        let below = crate::figures::value(words, ShownValue::BelowTen);
        let missing = any_missing.then(|| words.t("chart-missing").into_owned());
        std::iter::once((Shade::BelowTen, below))
            .chain(ranges)
            .chain(missing.map(|text| (Shade::Missing, text)))
            .enumerate()
            .map(|(index, (shade, text))| {
                let start = if index % 2 == 0 { 0.0 } else { WIDTH / 2.0 };
                let y = PITCH * f64::from(ROWS) + 8.0 + KEY_LINE * (index / 2) as f64;
                Key {
                    shade,
                    x: side.left(start, 26.0),
                    y: Units(y),
                    dots: dots(shade, side.x(start + 13.0).0, y + 7.0),
                    label: Line {
                        x: side.x(start + 32.0),
                        y: Units(y + 11.5),
                        anchor: "start",
                        text: text::wrap(&text, text::SMALL, WIDTH / 2.0 - 36.0, 1).join(" "),
                    },
                }
            })
            .collect()
    }
}
