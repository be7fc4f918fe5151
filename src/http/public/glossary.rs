//! What the site's words mean, for whoever has never met them.

use std::borrow::Cow;
use std::sync::LazyLock;

use askama::Template;

use crate::http::layout::Frame;
use crate::http::shared::static_response::StaticPages;

/// A word's code is its anchor, for good: others link to it.
#[rustfmt::skip]
const OF_REPORTS: &[&str] = &[
    "report", "tracking-number", "receipt", "acknowledgement", "category", "stage", "closing", "outcome", "appeal",
    "taken-back",
];
#[rustfmt::skip]
const OF_FIGURES: &[&str] = &[
    "period", "release", "noise", "margin", "below-ten", "epsilon", "differential-privacy", "privacy-budget",
    "privacy-ledger", "correction", "withdrawn", "data-package", "feed",
];
#[rustfmt::skip]
const OF_HISTORY: &[&str] = &[
    "history", "fingerprint", "public-log", "cover-entry", "checkpoint", "witness",
];

#[derive(Template)]
#[template(path = "public/glossary.html")]
struct Glossary {
    groups: [Group; 3],
    frame: Frame,
}

/// Words of one subject, and where to read more of it.
struct Group {
    title: Cow<'static, str>,
    words: &'static [&'static str],
    more: Cow<'static, str>,
    href: String,
}

pub(super) static PAGES: LazyLock<StaticPages> = LazyLock::new(|| {
    StaticPages::render(|words| {
        let frame = Frame::new(words, "/glossary", words.t("glossary-title"));
        Glossary {
            groups: [
                Group {
                    title: words.t("glossary-of-reports"),
                    words: OF_REPORTS,
                    more: words.t("nav-how"),
                    href: frame.href("/how-it-works"),
                },
                Group {
                    title: words.t("glossary-of-figures"),
                    words: OF_FIGURES,
                    more: words.t("public-method-title"),
                    href: frame.href("/methodology"),
                },
                Group {
                    title: words.t("glossary-of-history"),
                    words: OF_HISTORY,
                    more: words.t("footer-verify"),
                    href: frame.href("/verify"),
                },
            ],
            frame,
        }
        .render()
    })
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::public::methodology::epsilon;
    use crate::locale::{Locale, Translator};
    use sajam_statistics::family::BUDGET_MILLI;

    #[test]
    fn every_word_has_a_meaning_in_each_language_and_an_anchor_of_its_own() {
        let codes: Vec<&str> = [OF_REPORTS, OF_FIGURES, OF_HISTORY].concat();
        let anchors: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(anchors.len(), codes.len());
        for words in Locale::ALL.map(Translator::of) {
            for code in &codes {
                assert_ne!(words.term("glossary", code), format!("glossary-{code}"));
                assert!(!words.term_hint("glossary", code).is_empty(), "{code}");
            }
        }
    }

    #[test]
    fn the_budget_it_names_is_the_one_in_force() {
        for words in Locale::ALL.map(Translator::of) {
            let budget = epsilon(words, BUDGET_MILLI);
            let meaning = words.term_hint("glossary", "privacy-budget");
            assert!(meaning.contains(&format!(" {budget}.")), "{meaning}");
        }
    }
}
