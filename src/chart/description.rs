//! Figures in words: beside a bar, in a tile, in the sentence that stands for the whole chart.

use sajam_statistics::{Shown, ShownValue};

use super::text;
use crate::figures::{highest, rank, short_value, value};
use crate::locale::Translator;

/// The middle of what «fewer than ten» can be, where one place has to stand for all of it.
pub(super) const BELOW_TEN_MIDDLE: u64 = 5;
/// The end of it.
pub(super) const TEN: u64 = 10;
/// Up to so many figures are all said.
const SAID: usize = 6;

/// [`short_value`] in at most `room`: a number that is too long in thousands, millions and so on, rounded down, and
/// where that is too long as well, only a sign of it.
pub(super) fn fitting(words: Translator, value: ShownValue, size: f64, room: f64) -> String {
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
pub(super) fn with_margin(words: Translator, shown: Shown) -> String {
    let (value, margin) = (value(words, shown.value), words.number(shown.margin95));
    let parts = [("value", value.as_str()), ("margin", margin.as_str())];
    match shown.value {
        ShownValue::BelowTen => words.args("chart-value-below", &parts),
        ShownValue::Rounded(_) => words.args("chart-value", &parts),
    }
    .into_owned()
}

/// How many figures are below ten, and between which the others lie. No single one is named: among figures so close to
/// each other nobody knows which is the lowest.
pub(super) fn spread(words: Translator, figures: &[Shown]) -> Vec<String> {
    let is_below = |shown: &&Shown| shown.value == ShownValue::BelowTen;
    let below = figures.iter().filter(is_below).count();
    let others: Vec<Shown> = figures
        .iter()
        .filter(|shown| !is_below(shown))
        .copied()
        .collect();
    let mut said = Vec::new();
    if below > 0 {
        let parts = [
            ("ten", &*words.number(TEN)),
            ("count", &*words.number(below)),
        ];
        said.push(words.args("chart-some-below", &parts).into_owned());
    }
    let least = others.iter().min_by_key(|shown| rank(**shown));
    let most = others.iter().max_by_key(|shown| rank(**shown));
    let margin = others.iter().map(|shown| shown.margin95).max();
    if let (Some(least), Some(most), Some(margin)) = (least, most, margin) {
        let count = words.number(others.len());
        let text = if least == most {
            let value = with_margin(words, *most);
            words.args("chart-each", &[("value", &value), ("count", &count)])
        } else {
            words.args(
                "chart-between",
                &[
                    ("least", &value(words, least.value)),
                    ("most", &value(words, most.value)),
                    ("margin", &words.number(margin)),
                    ("count", &count),
                ],
            )
        };
        said.push(text.into_owned());
    }
    said
}

/// The main numbers in a sentence or two: all of them if they are few, else the highest, if one is for certain, and how the
/// others lie.
pub(super) fn sentence(words: Translator, figures: &[(&str, Shown)]) -> String {
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
    let mut shown: Vec<Shown> = figures.iter().map(|(_, shown)| *shown).collect();
    let count = words.number(figures.len());
    if let [first, others @ ..] = shown.as_slice()
        && others.iter().all(|other| other == first)
    {
        let value = with_margin(words, *first);
        return words
            .args("chart-equal", &[("count", &count), ("value", &value)])
            .into_owned();
    }
    let mut parts = vec![words.t1("chart-count", "count", &count).into_owned()];
    if let Some(place) = highest(&shown) {
        let named = figures.get(place).map(said).unwrap_or_default();
        parts.push(words.t1("chart-highest", "figure", &named).into_owned());
        shown.remove(place);
    }
    parts.extend(spread(words, &shown));
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    const EN: Translator = Translator::of(Locale::En);

    fn figure(value: u64) -> Shown {
        Shown {
            value: match value {
                0..10 => ShownValue::BelowTen,
                _ => ShownValue::Rounded(value),
            },
            margin95: 14,
        }
    }

    fn said(values: &[u64]) -> String {
        let labels: Vec<String> = (0..values.len())
            .map(|place| format!("no. {place}"))
            .collect();
        let figures: Vec<(&str, Shown)> = labels
            .iter()
            .zip(values)
            .map(|(label, value)| (label.as_str(), figure(*value)))
            .collect();
        sentence(EN, &figures).replace('\u{a0}', " ")
    }

    #[test]
    fn the_highest_is_named_only_where_the_margins_leave_no_doubt() {
        assert_eq!(
            said(&[15, 120, 0, 20, 3, 25, 30]),
            "7 figures. Highest, no. 1: 120 ± 14. Fewer than 10: 2. Between 15 and 30 (± 14): 4."
        );
        assert_eq!(
            said(&[15, 58, 0, 20, 3, 25, 30]),
            "7 figures. Fewer than 10: 2. Between 15 and 58 (± 14): 5.",
            "58 − 14 is not above 30 + 14"
        );
        assert_eq!(
            said(&[15, 59, 0, 20, 3, 25, 30]),
            "7 figures. Highest, no. 1: 59 ± 14. Fewer than 10: 2. Between 15 and 30 (± 14): 4."
        );
        // Of two that are the highest, neither is.
        let equal = said(&[100, 15, 15, 15, 15, 15, 100]);
        assert_eq!(equal, "7 figures. Between 15 and 100 (± 14): 7.");
    }

    #[test]
    fn no_lowest_is_named() {
        let below = said(&[200, 0, 1, 2, 3, 4, 5]);
        assert_eq!(
            below,
            "7 figures. Highest, no. 0: 200 ± 14. Fewer than 10: 6."
        );
        let alike = said(&[200, 40, 40, 40, 40, 40, 40]);
        assert_eq!(alike, "7 figures. Highest, no. 0: 200 ± 14. 40 ± 14: 6.");
        let all = said(&[0; 7]);
        assert_eq!(all, "All 7 figures are equal: fewer than 10 (± 14).");
    }

    #[test]
    fn what_is_said_does_not_depend_on_the_order_of_what_is_equal() {
        for values in [[90, 20, 20, 0, 0, 90, 15], [0, 90, 90, 15, 20, 0, 20]] {
            let expected = "7 figures. Fewer than 10: 2. Between 15 and 90 (± 14): 5.";
            assert_eq!(said(&values), expected);
        }
    }
}
