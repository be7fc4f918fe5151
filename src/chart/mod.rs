//! Charts of published figures, as SVG inside the page: no script, no inline style, nothing to fetch.
//!
//! | chart | for | one call |
//! |---|---|---|
//! | [`Bars`] | one table: a bar with its margin for each row | `Bars::new(words, &id, title, bars)` |
//! | [`Trend`] | one to four series over consecutive periods | `Trend::new(words, &id, title, &periods, series)?` |
//! | [`TileMap`] | one figure for each province | `TileMap::new(words, &id, title, figures)` |
//!
//! Each is a `<figure>` that a template prints with `{{ chart }}`; it is not escaped again. The page's frame is made
//! [`with_charts`](crate::http::layout::Frame::with_charts), which brings `assets/charts.css`. Several small charts go into
//! a `<div class="charts">`. The page keeps its table: a chart is `role="img"`, with a title and a sentence of its main numbers, and shows nothing the table does not say.
//!
//! # What may be drawn
//! The only numbers that come in are [`Shown`](sajam_statistics::Shown)s, so lengths, places and shades cannot tell
//! more than the printed figures: equal figures give equal bytes, and everything below ten is drawn alike, hollow.
//! Labels are written by the page and have to be public, too. Rows are drawn in the order they come in: it should be an
//! order made of shown figures or of the vocabulary.
//!
//! # Shapes and units
//! A drawing is [`WIDTH`] units wide and as high as it needs. On a telephone 360 pixels wide one unit is about one CSS pixel;
//! from there a chart grows to one and a half times that (`.chart` in the style sheet). The
//! smallest letters have 11 units, and so never less than 11 pixels. Axes begin at zero.
//!
//! # Direction
//! Bars grow from the side where reading begins: in Persian from the right. **Time runs from left to right in both
//! languages**, as most charts in Persian do, and the Persian note beneath the chart says so; only the words around it
//! change sides. A map keeps west on the left.
//!
//! # Without colour
//! Series differ in dashes and marks and are named where they end; provinces carry their figure and one to four dots.
//! The style sheet has rules for dark pages, forced colours and black-and-white print.

mod axis;
mod bars;
mod description;
mod frame;
mod provinces;
#[cfg(test)]
mod tests;
mod text;
mod tile_map;
mod trend;
mod trend_labels;
mod trend_plot;

pub use bars::{Bar, Bars};
pub use frame::{ChartId, WIDTH};
pub use tile_map::TileMap;
pub use trend::{MOST_SERIES, PeriodName, Trend, TrendError};
pub use trend_plot::Series;
