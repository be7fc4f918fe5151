//! Which body a report is about, and which unit handles it.

use serde::{Deserialize, Serialize};

use crate::parsed::{is_kebab, parsed_string};
use crate::sealed::{MaybeSealed, Sealed};

/// The text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has 1 to 64 lower-case letters, digits and hyphens")]
pub struct InvalidCode;

parsed_string! {
    /// The code of a listed institution. The list itself is configuration, not history.
    pub struct InstitutionCode: is_kebab, InvalidCode;
}

parsed_string! {
    /// The code of a unit that handles reports.
    pub struct UnitCode: is_kebab, InvalidCode;
}

/// The body a report is about: `{"code": "…"}`, `{"sealed": "…"}` or `"unknown"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Institution {
    /// One of the list.
    #[serde(rename = "code")]
    Listed(InstitutionCode),
    /// In the reporter's words: sealed, because it may name a person.
    #[serde(rename = "sealed")]
    Described(Sealed),
    /// The reporter does not know.
    #[serde(rename = "unknown")]
    Unknown,
}

impl Institution {
    /// The code, if it is one of the list.
    #[must_use]
    pub fn listed(&self) -> Option<&InstitutionCode> {
        match self {
            Self::Listed(code) => Some(code),
            Self::Described(_) | Self::Unknown => None,
        }
    }
}

impl MaybeSealed for Institution {
    fn sealed(&self) -> Option<&Sealed> {
        match self {
            Self::Described(sealed) => Some(sealed),
            Self::Listed(_) | Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_code_is_kebab_of_at_most_64() {
        for right in ["a", "tehran-municipality", "0", &"x".repeat(64)] {
            assert_eq!(right.parse::<UnitCode>().unwrap().as_str(), right);
        }
        for wrong in [
            "",
            "Tehran",
            "a b",
            "a_b",
            "شهرداری",
            "a/b",
            &"x".repeat(65),
        ] {
            assert_eq!(
                wrong.parse::<InstitutionCode>(),
                Err(InvalidCode),
                "{wrong}"
            );
        }
    }

    #[test]
    fn an_institution_has_one_of_three_shapes() {
        let sealed = Sealed::from_base64("QUJD").unwrap();
        for (institution, shape) in [
            (
                Institution::Listed("abfa".parse().unwrap()),
                json!({"code": "abfa"}),
            ),
            (Institution::Described(sealed), json!({"sealed": "QUJD"})),
            (Institution::Unknown, json!("unknown")),
        ] {
            assert_eq!(serde_json::to_value(&institution).unwrap(), shape);
            assert_eq!(
                serde_json::from_value::<Institution>(shape).unwrap(),
                institution
            );
        }
        for wrong in [
            json!({"code": "A B"}),
            json!({"name": "x"}),
            json!(null),
            json!({}),
        ] {
            assert!(serde_json::from_value::<Institution>(wrong).is_err());
        }
    }
}
