//! What a report's lists offer, in the reader's language.

use sajam_aggregates::{Anonymity, Category, Province};

use crate::directory::Directory;
use crate::http::layout::Choice;
use crate::locale::Translator;

/// Another body than the listed ones. No code of a directory has an underscore.
pub(super) const OTHER: &str = "_other";
/// The reporter does not know which body.
pub(super) const UNKNOWN: &str = "_unknown";

pub(super) fn categories(words: Translator, current: &str) -> Vec<Choice> {
    Category::ALL
        .iter()
        .map(|category| {
            Choice::new(
                category.code(),
                words.term("category", category.code()),
                current,
            )
            .hint(words.term_hint("category", category.code()))
        })
        .collect()
}

/// By name, as a person looks for theirs.
pub(super) fn provinces(words: Translator, current: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Province::ALL
        .iter()
        .map(|province| {
            Choice::new(
                province.code(),
                words.term("province", province.code()),
                current,
            )
        })
        .collect();
    choices.sort_by_cached_key(|choice| alphabetical(&choice.label));
    choices
}

pub(super) fn institutions(words: Translator, directory: &Directory, current: &str) -> Vec<Choice> {
    let listed = directory.institutions().map(|institution| {
        let name = institution.name.of(words.locale());
        Choice::new(institution.code.as_str(), name, current)
    });
    listed
        .chain([
            Choice::new(OTHER, words.t("reporter-institution-other"), current),
            Choice::new(UNKNOWN, words.t("reporter-institution-unknown"), current),
        ])
        .collect()
}

pub(super) fn anonymity(words: Translator, current: &str) -> Vec<Choice> {
    Anonymity::ALL
        .iter()
        .map(|one| {
            Choice::new(one.code(), words.term("anonymity", one.code()), current)
                .hint(words.term_hint("anonymity", one.code()))
        })
        .collect()
}

/// Persian letters do not stand in the alphabet's order in Unicode; spaces come before letters.
fn alphabetical(name: &str) -> Vec<u32> {
    const ALPHABET: &str = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
    name.chars()
        .map(|letter| {
            match (0_u32..)
                .zip(ALPHABET.chars())
                .find(|(_, one)| *one == letter)
            {
                Some((place, _)) => 0x0600 + place,
                None => u32::from(letter),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn provinces_are_in_the_order_of_the_alphabet() {
        let labels = |locale| -> Vec<String> {
            provinces(Translator::of(locale), "IR-23")
                .into_iter()
                .map(|choice| choice.label)
                .collect()
        };
        let fa = labels(Locale::Fa);
        assert_eq!(fa.len(), 31);
        assert_eq!(fa[..3], ["آذربایجان شرقی", "آذربایجان غربی", "اردبیل"]);
        assert_eq!(fa.last().unwrap(), "یزد");
        let place = |name: &str| fa.iter().position(|found| found == name).unwrap();
        assert!(
            place("کرمان") < place("گلستان") && place("چهارمحال و بختیاری") < place("خراسان رضوی")
        );
        assert!(labels(Locale::En).is_sorted());
    }

    #[test]
    fn no_institution_of_a_directory_is_mistaken_for_other_or_unknown() {
        for value in [OTHER, UNKNOWN] {
            assert!(value.parse::<sajam_aggregates::InstitutionCode>().is_err());
        }
    }
}
