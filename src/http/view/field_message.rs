//! What is wrong with a field and what to do about it, in the reader's language; it makes sense away from the field.

use std::borrow::Cow;

use sajam_aggregates::MOST_MARKS;

use crate::http::layout::FormErrors;
use crate::http::shared::fault::FieldProblem;
use crate::locale::Translator;
use crate::service::input::{FieldError, FieldFault};

/// For staff.
pub fn for_staff(words: Translator, error: FieldError) -> String {
    match error.fault {
        // What is missing is told by what to do: choose this, write that.
        FieldFault::Missing => words.term("staff-missing", error.field).into_owned(),
        fault => of_text(words, &words.term("staff-field", error.field), fault),
    }
}

/// What a reporter's field is called.
pub fn reporter_label(words: Translator, field: &str) -> Cow<'static, str> {
    words.term("reporter-label", field)
}

/// For a reporter.
pub fn for_reporter(words: Translator, error: FieldError) -> String {
    let label = reporter_label(words, error.field);
    let missing = (error.fault == FieldFault::Missing)
        .then(|| words.known_term("reporter-missing", error.field))
        .flatten();
    missing.map_or_else(|| of_text(words, &label, error.fault), Cow::into_owned)
}

/// For a reporter's form.
pub fn form_errors(words: Translator, wrong: &[FieldError]) -> FormErrors {
    let mut errors = FormErrors::default();
    for error in wrong {
        errors.add(error.field, for_reporter(words, *error));
    }
    errors
}

/// For a reporter's program. The institution's name is a part of the institution there.
pub fn problems(words: Translator, wrong: &[FieldError]) -> Vec<FieldProblem> {
    let name = |field| match field {
        "institution_name" => "institution.name",
        other => other,
    };
    wrong
        .iter()
        .map(|error| FieldProblem {
            field: name(error.field).to_owned(),
            code: error.fault.code().to_owned(),
            detail: for_reporter(words, *error),
        })
        .collect()
}

/// What is wrong with the text under `label`.
pub fn of_text(words: Translator, label: &str, fault: FieldFault) -> String {
    match fault {
        FieldFault::Missing => words.t1("reporter-missing", "field", label),
        FieldFault::UnknownCode => words.t1("reporter-unknown-code", "field", label),
        FieldFault::ListedAndNamed => words.t("reporter-listed-and-named"),
        FieldFault::TooShort { min, actual } => words.args(
            "reporter-too-short",
            &[
                ("field", label),
                ("min", &words.number(min)),
                ("actual", &words.number(actual)),
            ],
        ),
        FieldFault::TooLong { max, actual } => words.args(
            "reporter-too-long",
            &[
                ("field", label),
                ("max", &words.number(max)),
                ("actual", &words.number(actual)),
            ],
        ),
        FieldFault::ControlCharacter => words.t1("reporter-control-character", "field", label),
        FieldFault::BidiControl => words.t1("reporter-bidi-control", "field", label),
        FieldFault::NothingVisible => words.t1("reporter-nothing-visible", "field", label),
        FieldFault::LineBreak => words.t1("reporter-line-break", "field", label),
        FieldFault::PiledMarks => words.args(
            "reporter-piled-marks",
            &[("field", label), ("most", &words.number(MOST_MARKS))],
        ),
        FieldFault::Unreadable => words.t1("reporter-unreadable", "field", label),
        FieldFault::TrackingNumber => words.t1("reporter-number-in-text", "field", label),
        FieldFault::NotOfTheUnit => words.t("staff-wrong-not-of-the-unit"),
        FieldFault::IdentityMissing
        | FieldFault::IdentityOnAnonymous
        | FieldFault::ContactOnAnonymous => words.term("refusal", fault.code()),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;
    use crate::service::{case, reporter};

    #[test]
    fn every_field_has_a_name_and_a_word_for_when_it_is_missing() {
        for words in [Locale::Fa, Locale::En].map(Translator::of) {
            for field in case::ACTIONS.iter().flat_map(|action| action.fields) {
                assert!(words.known_term("staff-field", field.name).is_some());
                let missing = words.known_term("staff-missing", field.name);
                assert_eq!(missing.is_some(), field.name != "investigator", "{field:?}");
            }
            let actions = [&reporter::ANSWER, &reporter::APPEAL, &reporter::WITHDRAW];
            let fields = actions.iter().flat_map(|action| action.fields);
            for field in fields.chain(&reporter::FIELDS) {
                assert!(words.known_term("reporter-label", field.name).is_some());
            }
        }
    }
}
