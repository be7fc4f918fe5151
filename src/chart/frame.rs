//! What every chart has around its drawing, and the units it is drawn in.

use std::fmt;

use crate::locale::{Locale, Translator};

/// The width of every drawing.
pub const WIDTH: f64 = 320.0;

/// What makes the ids of one chart's title and description unique on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartId(String);

impl ChartId {
    /// An id made of a name that the page gives to one of its charts only. Whatever an id cannot hold becomes a hyphen.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let kept = name.chars().map(|char| match char {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => char,
            _ => '-',
        });
        Self(format!("chart-{}", kept.collect::<String>()))
    }
}

impl fmt::Display for ChartId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Title, description and note: read in `templates/charts/frame.html`.
pub(super) struct Head {
    pub(super) id: ChartId,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) note: String,
    pub(super) side: Side,
}

/// A length or place in the drawing's units, written with one decimal.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Units(pub(super) f64);

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        write!(f, "{tenths}")
    }
}

/// The side where reading begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    pub(super) const fn of(words: Translator) -> Self {
        match words.locale() {
            Locale::Fa => Self::Right,
            Locale::En => Self::Left,
        }
    }

    /// Written on the drawing itself, so that it stays right when it is cut out of its page.
    pub(super) const fn direction(self) -> &'static str {
        match self {
            Self::Left => "ltr",
            Self::Right => "rtl",
        }
    }

    /// The place `from_start` away from where reading begins.
    pub(super) const fn x(self, from_start: f64) -> Units {
        Units(match self {
            Self::Left => from_start,
            Self::Right => WIDTH - from_start,
        })
    }

    /// The left edge of something `length` long that begins `from_start` away from where reading begins.
    pub(super) const fn left(self, from_start: f64, length: f64) -> Units {
        Units(match self {
            Self::Left => from_start,
            Self::Right => WIDTH - from_start - length,
        })
    }

    /// The anchor of text whose left end is at its x, whatever its direction.
    pub(super) const fn anchor_left(self) -> &'static str {
        match self {
            Self::Left => "start",
            Self::Right => "end",
        }
    }

    /// The anchor of text whose right end is at its x.
    pub(super) const fn anchor_right(self) -> &'static str {
        match self {
            Self::Left => "end",
            Self::Right => "start",
        }
    }
}

/// A line of text and where its baseline begins, ends or has its middle.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) x: Units,
    pub(super) y: Units,
    pub(super) anchor: &'static str,
    pub(super) text: String,
}
