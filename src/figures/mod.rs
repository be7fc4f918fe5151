//! Published figures in a reader's words: labels, values with their margins, and the sentence at the head of a release.
//!
//! Made from what is published and nothing else; pages and feeds say the same.

mod headline;

use std::borrow::Cow;

pub use headline::headline;
use sajam_statistics::family::Dimension;
use sajam_statistics::{Figure, Release, Shown, ShownValue};

use crate::locale::Translator;

/// A shown value in the reader's digits: «۱۲۰», "fewer than 10".
#[must_use]
pub fn value(words: Translator, value: ShownValue) -> String {
    match value {
        ShownValue::BelowTen => words
            .t1("public-below", "number", &words.number(10))
            .into_owned(),
        ShownValue::Rounded(number) => words.number(number),
    }
}

/// [`value`] where there is room for a few letters: «زیر ۱۰», "<10".
#[must_use]
pub fn short_value(words: Translator, value: ShownValue) -> String {
    match value {
        ShownValue::BelowTen => words
            .t1("chart-below", "number", &words.number(10))
            .into_owned(),
        ShownValue::Rounded(number) => words.number(number),
    }
}

/// A shown value within a sentence: «حدود ۱۲۰», "fewer than 10".
#[must_use]
pub fn about(words: Translator, shown: ShownValue) -> String {
    match shown {
        ShownValue::BelowTen => value(words, shown),
        ShownValue::Rounded(number) => words
            .t1("figures-about", "number", &words.number(number))
            .into_owned(),
    }
}

/// Where a shown value stands among others; everything below ten stands together.
#[must_use]
pub const fn rank(shown: Shown) -> u64 {
    match shown.value {
        ShownValue::BelowTen => 0,
        ShownValue::Rounded(number) => number,
    }
}

/// The place of the figure that is higher than every other, where the margins leave no doubt that it is.
#[must_use]
pub fn highest(figures: &[Shown]) -> Option<usize> {
    let (place, highest) = figures
        .iter()
        .enumerate()
        .max_by_key(|(_, shown)| rank(**shown))?;
    let others = figures.iter().enumerate();
    let most = others
        .filter(|(other, _)| *other != place)
        .map(|(_, shown)| shown.range().1)
        .max()?;
    (highest.range().0 > most).then_some(place)
}

/// The name of one code of a dimension. Releases are permanent and vocabularies are not: a code that has no name any more
/// is its own.
#[must_use]
pub fn label(words: Translator, dimension: Dimension, code: &str) -> String {
    let known = words.known_term(&dimension.vocabulary(), code);
    known.map_or_else(|| code.to_owned(), Cow::into_owned)
}

/// The names of a figure's codes, one for each dimension that is not added up.
#[must_use]
pub fn labels(words: Translator, release: &Release, figure: &Figure) -> Vec<String> {
    let dimensions = release.family().family().dimensions.iter();
    dimensions
        .zip(figure.cell.parts())
        .filter(|(_, code)| *code != sajam_statistics::code::TOTAL)
        .map(|(dimension, code)| label(words, *dimension, code))
        .collect()
}

/// Whether the codes of a dimension have an order of their own: then a table keeps it.
#[must_use]
pub const fn is_ordered(dimension: Dimension) -> bool {
    matches!(
        dimension,
        Dimension::Stage | Dimension::Acknowledgement | Dimension::ClosingTime | Dimension::Appeal
    )
}
