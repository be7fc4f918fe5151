//! The plot of a trend: its place, its series, and the points and marks on it.

use sajam_statistics::Shown;

use super::frame::Units;

pub(super) const TOP: f64 = 12.0;
pub(super) const BOTTOM: f64 = 192.0;

/// A line of the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name in the page's language.
    pub label: String,
    /// One for each period; `None` where no release has it.
    pub figures: Vec<Option<Shown>>,
}

/// A figure in its place.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) least: f64,
    pub(super) most: f64,
    pub(super) hollow: bool,
}

/// The mark of a series as a closed path: circle, square, diamond, triangle.
pub(super) fn mark(look: usize, x: f64, y: f64) -> String {
    let (x, y) = (Units(x).0, Units(y).0);
    match look {
        0 => format!(
            "M{} {}a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0 -5.6 0Z",
            Units(x - 2.8),
            Units(y)
        ),
        1 => format!("M{} {}h5v5h-5Z", Units(x - 2.5), Units(y - 2.5)),
        2 => format!(
            "M{} {}l3.6 3.6l-3.6 3.6l-3.6 -3.6Z",
            Units(x),
            Units(y - 3.6)
        ),
        _ => format!("M{} {}l3.5 6h-7Z", Units(x), Units(y - 3.8)),
    }
}
