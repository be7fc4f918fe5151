//! What a report's fields are called and what is wrong with them, in the reader's language.

use std::borrow::Cow;

use crate::http::foundation::fault::FieldProblem;
use crate::http::layout::FormErrors;
use crate::locale::Words;
use crate::service::written::{Field, FieldFault, FieldRefusal};

/// The field's label.
pub fn label(words: Words, field: Field) -> Cow<'static, str> {
    match field {
        Field::Category => words.t("reporter-label-category"),
        Field::Province => words.t("reporter-label-province"),
        Field::Institution => words.t("reporter-label-institution"),
        Field::InstitutionName => words.t("reporter-label-institution-name"),
        Field::Narrative => words.t("reporter-label-narrative"),
        Field::Subject => words.t("reporter-label-subject"),
        Field::Place => words.t("reporter-label-place"),
        Field::Occurred => words.t("reporter-label-occurred"),
        Field::Anonymity => words.t("reporter-label-anonymity"),
        Field::Identity => words.t("reporter-label-identity"),
        Field::Contact => words.t("reporter-label-contact"),
        Field::Language => words.t("reporter-label-language"),
    }
}

/// What is wrong with a field and what to do about it; it makes sense away from the field, in a summary.
pub fn message(words: Words, (field, fault): FieldRefusal) -> String {
    let label = label(words, field);
    if fault == FieldFault::Missing {
        return match field {
            Field::Category => words.t("reporter-missing-category"),
            Field::Province => words.t("reporter-missing-province"),
            Field::Institution => words.t("reporter-missing-institution"),
            Field::InstitutionName => words.t("reporter-missing-institution-name"),
            Field::Narrative => words.t("reporter-missing-narrative"),
            Field::Anonymity => words.t("reporter-missing-anonymity"),
            _ => words.t1("reporter-missing", "field", &label),
        }
        .into_owned();
    }
    text_message(words, &label, fault)
}

/// What is wrong with the text under `label`.
pub fn text_message(words: Words, label: &str, fault: FieldFault) -> String {
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
        FieldFault::Unreadable => words.t1("reporter-unreadable", "field", label),
        FieldFault::IdentityMissing
        | FieldFault::IdentityOnAnonymous
        | FieldFault::ContactOnAnonymous => words.term("refusal", fault.code()),
    }
    .into_owned()
}

/// For the form.
pub fn form_errors(words: Words, wrong: &[FieldRefusal]) -> FormErrors {
    let mut errors = FormErrors::default();
    for refusal in wrong {
        errors.add(refusal.0.name(), message(words, *refusal));
    }
    errors
}

/// For the API. The institution's name is a part of the institution there.
pub fn problems(words: Words, wrong: &[FieldRefusal]) -> Vec<FieldProblem> {
    let name = |field| match field {
        Field::InstitutionName => "institution.name",
        other => other.name(),
    };
    wrong
        .iter()
        .map(|(field, fault)| FieldProblem {
            field: name(*field).to_owned(),
            code: fault.code().to_owned(),
            detail: message(words, (*field, *fault)),
        })
        .collect()
}
