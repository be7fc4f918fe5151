//! What is wrong with a field and what to do about it, in the reader's language; it makes sense away from the field.

use crate::locale::Words;
use crate::service::input::{FieldError, FieldFault};

/// For staff.
pub fn for_staff(words: Words, error: FieldError) -> String {
    match error.fault {
        // What is missing is told by what to do: choose this, write that.
        FieldFault::Missing => words.term("staff-missing", error.field).into_owned(),
        fault => of_text(words, &words.term("staff-field", error.field), fault),
    }
}

/// What is wrong with the text under `label`.
pub fn of_text(words: Words, label: &str, fault: FieldFault) -> String {
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
        FieldFault::NotOfTheUnit => words.t("staff-wrong-not-of-the-unit"),
        FieldFault::IdentityMissing
        | FieldFault::IdentityOnAnonymous
        | FieldFault::ContactOnAnonymous => words.term("refusal", fault.code()),
    }
    .into_owned()
}
