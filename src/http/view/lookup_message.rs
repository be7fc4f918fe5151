//! Why a tracking number leads nowhere, in the reader's words.

use sajam_aggregates::TrackingNumberError;

use crate::http::shared::fault::Fault;
use crate::locale::Translator;
use crate::service::reporter::LookupError;

/// Why a number leads nowhere: as a fault, and in words for the field.
pub fn explain(words: Translator, error: &LookupError) -> (Fault, String) {
    let whole = |fault: Fault| {
        (
            fault,
            format!("{} {}", fault.title(words), fault.advice(words)),
        )
    };
    match error {
        LookupError::Number(TrackingNumberError::Length { digits: 0 }) => (
            Fault::MistypedNumber,
            words.t("reporter-number-missing").into_owned(),
        ),
        LookupError::Number(TrackingNumberError::Length { digits }) => (
            Fault::MistypedNumber,
            words.count("reporter-number-length", *digits).into_owned(),
        ),
        LookupError::Number(TrackingNumberError::Character | TrackingNumberError::TooLong) => (
            Fault::MistypedNumber,
            words.t("reporter-number-character").into_owned(),
        ),
        LookupError::Number(TrackingNumberError::CheckDigit) => whole(Fault::MistypedNumber),
        LookupError::Unknown => whole(Fault::UnknownNumber),
        LookupError::TooMany { seconds } => whole(Fault::TooMany { seconds: *seconds }),
        LookupError::Service(_) => whole(Fault::Internal),
    }
}
