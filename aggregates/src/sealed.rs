//! Ciphertext of one field.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The ciphertext of one field of one aggregate, as base64 (RFC 4648 §4, padded).
///
/// The domain never holds plaintext or keys: whoever sends a command seals what the person wrote first.
/// Only the form is checked here; whether the bytes open is known to whoever has the key.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(String);

/// The text is not padded base64, or is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sealed content is non-empty, padded base64")]
pub struct NotBase64;

impl Sealed {
    /// Takes ciphertext that is already base64.
    ///
    /// # Errors
    /// [`NotBase64`] if `text` is empty or not padded base64 of the standard alphabet.
    pub fn from_base64(text: impl Into<String>) -> Result<Self, NotBase64> {
        let text = text.into();
        if is_base64(&text) {
            Ok(Self(text))
        } else {
            Err(NotBase64)
        }
    }

    /// The ciphertext, as base64.
    #[must_use]
    pub fn as_base64(&self) -> &str {
        &self.0
    }
}

/// A value of an event's payload that is ciphertext, or may be.
pub(crate) trait MaybeSealed {
    /// The ciphertext, where there is one.
    fn sealed(&self) -> Option<&Sealed>;
}

impl MaybeSealed for Sealed {
    fn sealed(&self) -> Option<&Sealed> {
        Some(self)
    }
}

impl<T: MaybeSealed> MaybeSealed for Option<T> {
    fn sealed(&self) -> Option<&Sealed> {
        self.as_ref()?.sealed()
    }
}

fn is_base64(text: &str) -> bool {
    let body = text
        .strip_suffix("==")
        .or_else(|| text.strip_suffix('='))
        .unwrap_or(text);
    !body.is_empty()
        && text.len().is_multiple_of(4)
        && body
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}

/// Only the length: ciphertext in a log would outlive the key's destruction elsewhere.
impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} base64 characters)", self.0.len())
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_base64(Cow::<'de, str>::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_padded_base64_only() {
        for right in ["AAAA", "QUI=", "QQ==", "+/+/"] {
            assert_eq!(Sealed::from_base64(right).unwrap().as_base64(), right);
        }
        for wrong in [
            "",
            "====",
            "A",
            "AAA",
            "AA=A",
            "A===",
            "AA-_",
            "AAA\n",
            "گزارش۱۲",
        ] {
            assert_eq!(Sealed::from_base64(wrong), Err(NotBase64), "{wrong}");
        }
    }

    #[test]
    fn debug_shows_the_length_and_nothing_else() {
        let sealed = Sealed::from_base64("c2VjcmV0").unwrap();
        assert_eq!(format!("{sealed:?}"), "Sealed(8 base64 characters)");
    }

    #[test]
    fn json_is_the_base64_and_is_checked() {
        let sealed = Sealed::from_base64("c2VjcmV0").unwrap();
        let json = serde_json::to_string(&sealed).unwrap();
        assert_eq!(json, "\"c2VjcmV0\"");
        assert_eq!(serde_json::from_str::<Sealed>(&json).unwrap(), sealed);
        assert!(serde_json::from_str::<Sealed>("\"plain text\"").is_err());
    }
}
