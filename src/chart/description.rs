//! Figures in words: beside a bar, in a tile, in the sentence that stands for the whole chart.

use super::text;
use crate::disclosure::{Shown, ShownValue};
use crate::locale::Words;

/// The middle of what «fewer than ten» can be, where one place has to stand for all of it.
pub(super) const BELOW_TEN_MIDDLE: u64 = 5;
/// The end of it.
pub(super) const TEN: u64 = 10;
/// Up to so many figures are all said.
const SAID: usize = 6;

/// «۱۲۰», «کمتر از ۱۰».
pub(super) fn value(words: Words, value: ShownValue) -> String {
    match value {
        ShownValue::BelowTen => words
            .t1("public-below", "number", &words.number(TEN))
            .into_owned(),
        ShownValue::Rounded(number) => words.number(number),
    }
}

/// [`value`] where there is room for a few letters: «زیر ۱۰», "<10".
pub(super) fn short_value(words: Words, value: ShownValue) -> String {
    match value {
        ShownValue::BelowTen => words
            .t1("chart-below", "number", &words.number(TEN))
            .into_owned(),
        ShownValue::Rounded(number) => words.number(number),
    }
}

/// [`short_value`] in at most `room`: a number that is too long in thousands, millions and so on, rounded down, and
/// where that is too long as well, only a sign of it.
pub(super) fn fitting(words: Words, value: ShownValue, size: f64, room: f64) -> String {
    let whole = short_value(words, value);
    let ShownValue::Rounded(number) = value else {
        return whole;
    };
    if text::width(&whole, size) <= room {
        return whole;
    }
    let short = match number {
        0..1_000_000 => words.t1("chart-thousands", "number", &words.number(number / 1_000)),
        1_000_000..1_000_000_000 => words.t1(
            "chart-millions",
            "number",
            &words.number(number / 1_000_000),
        ),
        _ => words.t1(
            "chart-billions",
            "number",
            &words.number(number / 1_000_000_000),
        ),
    };
    if text::width(&short, size) <= room {
        short.into_owned()
    } else {
        // Part of a number would be another number.
        text::ELLIPSIS.to_string()
    }
}

/// «۱۲۰ ± ۱۴», «کمتر از ۱۰ (± ۱۴)».
pub(super) fn with_margin(words: Words, shown: Shown) -> String {
    let (value, margin) = (value(words, shown.value), words.number(shown.margin95));
    let parts = [("value", value.as_str()), ("margin", margin.as_str())];
    match shown.value {
        ShownValue::BelowTen => words.args("chart-value-below", &parts),
        ShownValue::Rounded(_) => words.args("chart-value", &parts),
    }
    .into_owned()
}

/// What orders figures: everything below ten is equal.
pub(super) const fn rank(shown: Shown) -> u64 {
    match shown.value {
        ShownValue::BelowTen => 0,
        ShownValue::Rounded(number) => number,
    }
}

/// The main numbers in a sentence or two: all of them if they are few, else the most and the least.
pub(super) fn sentence(words: Words, figures: &[(&str, Shown)]) -> String {
    let said = |(label, shown): &(&str, Shown)| {
        let value = with_margin(words, *shown);
        words.args("chart-figure", &[("label", label), ("value", &value)])
    };
    if figures.is_empty() {
        return words.t("chart-empty").into_owned();
    }
    if figures.len() <= SAID {
        let all: Vec<_> = figures.iter().map(said).collect();
        return words
            .t1("chart-all", "figures", &words.list(&all))
            .into_owned();
    }
    // Of equal figures the one that is drawn first.
    let most = figures.iter().rev().max_by_key(|(_, shown)| rank(*shown));
    let least = figures.iter().min_by_key(|(_, shown)| rank(*shown));
    match (most, least) {
        (Some(most), Some(least)) if rank(most.1) > rank(least.1) => words
            .args(
                "chart-extremes",
                &[
                    ("count", &words.number(figures.len())),
                    ("most", &said(most)),
                    ("least", &said(least)),
                ],
            )
            .into_owned(),
        (Some((_, shown)), _) => words
            .args(
                "chart-equal",
                &[
                    ("count", &words.number(figures.len())),
                    ("value", &with_margin(words, *shown)),
                ],
            )
            .into_owned(),
        _ => words.t("chart-empty").into_owned(),
    }
}
