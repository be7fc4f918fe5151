//! How the figures are made, for a reader who has never heard of it.

use std::sync::LazyLock;

use askama::Template;
use sajam_statistics::FamilyId;
use sajam_statistics::family::{BUDGET_MILLI, CORRECTIONS_MILLI, FAMILIES, Family};
use sajam_statistics::margin::margin95;

use crate::http::layout::Frame;
use crate::http::shared::static_response::StaticPages;
use crate::locale::Translator;
use crate::service::releases::methodology::{CHANGES, Change};

#[derive(Template)]
#[template(path = "public/methodology.html")]
struct Methodology {
    frame: Frame,
    rows: Vec<Row>,
    total: String,
    /// What is kept for corrections.
    kept: String,
    /// The margin of a cell of the monthly table.
    margin: u64,
    /// The margin of a cell of the indicators.
    indicator_margin: String,
    /// How often the best guesser is right, of a hundred times: from a monthly table, and from all that there ever is.
    guess: String,
    guess_of_all: String,
    /// The newest first.
    changes: Vec<Version>,
}

/// A family as the page lists it.
struct Row {
    name: String,
    href: String,
    epsilon: String,
    margin: String,
    corrected: String,
}

/// A version of the method.
struct Version {
    version: u32,
    title: String,
    text: String,
}

/// Thousandths of ε as a decimal number in the reader's digits.
pub(super) fn epsilon(words: Translator, milli: u32) -> String {
    let fraction = format!("{:03}", milli % 1000);
    let fraction = fraction.trim_end_matches('0');
    let point = words.t("public-decimal-point");
    let text = match fraction {
        "" => (milli / 1000).to_string(),
        fraction => format!("{}{point}{fraction}", milli / 1000),
    };
    words.digits(&text)
}

/// How often, of a hundred times, the best guesser is right who has to tell two worlds apart that differ in one report:
/// e^ε / (1 + e^ε), rounded up, since it is said to be the most.
fn best_guess(milli: u32) -> u32 {
    let odds = (f64::from(milli) / 1000.0).exp();
    (100.0 * odds / (1.0 + odds)).ceil() as u32
}

fn row(frame: &Frame, family: &Family) -> Row {
    let words = frame.words;
    let corrected = family.scale_at(family.correction_milli());
    Row {
        name: words.term("family", family.id.code()).into_owned(),
        href: frame.href(&format!("/statistics/tables/{}", family.id)),
        epsilon: epsilon(words, family.epsilon_milli),
        margin: words.number(margin95(family.scale(), 1)),
        corrected: words.number(margin95(corrected, 1)),
    }
}

fn version(words: Translator, change: &Change) -> Version {
    let number = change.version.to_string();
    let parts = [
        ("version", words.digits(&number)),
        ("day", words.civil_day(change.day)),
    ];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    Version {
        version: change.version,
        title: words
            .args("public-method-version", parts.as_slice())
            .into_owned(),
        text: words.term("public-method-change", &number).into_owned(),
    }
}

pub(super) static PAGES: LazyLock<StaticPages> = LazyLock::new(|| {
    StaticPages::render(|words| {
        let frame = Frame::new(words, "/methodology", words.t("public-method-title"));
        let month = FamilyId::MonthCategory.family();
        let indicator = FamilyId::QuarterAcknowledgement.family();
        Methodology {
            rows: FAMILIES.iter().map(|family| row(&frame, family)).collect(),
            total: epsilon(words, BUDGET_MILLI),
            kept: epsilon(words, CORRECTIONS_MILLI),
            margin: margin95(month.scale(), 1),
            indicator_margin: words.number(margin95(indicator.scale(), 1)),
            guess: words.number(best_guess(month.epsilon_milli)),
            guess_of_all: words.number(best_guess(BUDGET_MILLI)),
            changes: CHANGES
                .iter()
                .rev()
                .map(|change| version(words, change))
                .collect(),
            frame,
        }
        .render()
    })
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn the_best_guess_is_never_said_to_be_worse_than_it_is() {
        assert_eq!(best_guess(250), 57);
        assert_eq!(best_guess(2000), 89);
        assert_eq!(best_guess(0), 50);
    }

    #[test]
    fn every_version_says_what_changed() {
        for words in Locale::ALL.map(Translator::of) {
            for change in &CHANGES {
                let said = version(words, change);
                assert!(!said.text.starts_with("public-method"), "{}", said.text);
                assert!(!said.title.contains("{$"), "{}", said.title);
            }
        }
    }

    #[test]
    fn epsilon_is_written_without_needless_zeros() {
        let en = Translator::of(Locale::En);
        assert_eq!(epsilon(en, 250), "0.25");
        assert_eq!(epsilon(en, 500), "0.5");
        assert_eq!(epsilon(en, 2000), "2");
        assert_eq!(epsilon(Translator::of(Locale::Fa), 250), "۰٫۲۵");
    }
}
