//! The name of a public log.

use std::str::FromStr;

use sajam_ledger::LogKey;

use crate::entropy::Entropy;

/// What the log is called: a name that can stand in a signed note (C2SP signed-note), such as `log.example.ir/sajam`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogOrigin(String);

/// A text that is no such name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected an address without a scheme that stays yours, such as log.example.ir/sajam: neither spaces nor + in it"
)]
pub struct LogOriginError;

impl LogOrigin {
    /// A name for a log that nobody named.
    pub(super) fn draw(entropy: Entropy) -> Self {
        Self(format!("sajam.local/{}", hex::encode(entropy.bytes::<4>())))
    }

    /// The name of the log that has this key.
    pub(super) fn of(key: &LogKey) -> Self {
        Self(key.origin().to_owned())
    }

    /// A new key of the log.
    pub(super) fn new_key(&self, entropy: Entropy) -> LogKey {
        LogKey::generate(&self.0, entropy.bytes()).expect("a key was made of it when it was read")
    }
}

impl FromStr for LogOrigin {
    type Err = LogOriginError;

    fn from_str(text: &str) -> Result<Self, LogOriginError> {
        let key = LogKey::generate(text, [0; 32]);
        key.map(|_| Self(text.to_owned()))
            .map_err(|_| LogOriginError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_stand_in_a_note_is_no_name() {
        assert!("log.example.ir/sajam".parse::<LogOrigin>().is_ok());
        for wrong in ["", "two words", "a+b", "a\nb"] {
            assert_eq!(wrong.parse::<LogOrigin>(), Err(LogOriginError), "{wrong:?}");
        }
    }
}
