//! Ids of aggregates: typed, so that a report's id cannot be handed to something that asks for a person's.

use std::fmt::Write as _;

use crate::parsed::{is_kebab, is_lower_hex, parsed_string};
use crate::vocabulary::InvalidCode;

/// The text is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 lower-case hexadecimal digits")]
pub struct InvalidId;

fn is_id(text: &str) -> bool {
    is_lower_hex(text, 32)
}

fn hex(bytes: [u8; 16]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(32), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

parsed_string! {
    /// A report's id: 16 bytes of the keyed hash of its tracking number, so that it leads to no number.
    pub struct ReportId: is_id, InvalidId;
}

parsed_string! {
    /// A staff member's id: 16 random bytes.
    pub struct StaffId: is_id, InvalidId;
}

parsed_string! {
    /// A release's id, e.g. `week-stage-1405-w31`: it is public and part of addresses.
    pub struct ReleaseId: is_kebab, InvalidCode;
}

impl ReportId {
    /// The id made of these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(hex(bytes))
    }
}

impl StaffId {
    /// The id made of these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(hex(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_32_lower_hex_digits() {
        let text = "0f8fad5bd9cb469fa16570867728950e";
        assert_eq!(text.parse::<ReportId>().unwrap().to_string(), text);
        for wrong in [
            "",
            "0F8FAD5BD9CB469FA16570867728950E",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            "0f8fad5bd9cb469fa16570867728950",
            "0f8fad5bd9cb469fa16570867728950g",
        ] {
            assert_eq!(wrong.parse::<StaffId>(), Err(InvalidId), "{wrong}");
        }
    }

    #[test]
    fn bytes_become_their_hex() {
        let mut bytes = [0; 16];
        bytes[0] = 0x0f;
        bytes[15] = 0xa0;
        let text = "0f0000000000000000000000000000a0";
        assert_eq!(ReportId::from_bytes(bytes).as_str(), text);
        assert_eq!(StaffId::from_bytes(bytes).as_str(), text);
    }

    #[test]
    fn json_is_checked_like_any_other_input() {
        let id: ReleaseId = serde_json::from_str("\"week-stage-1405-w31\"").unwrap();
        assert_eq!(
            serde_json::to_string(&id).unwrap(),
            "\"week-stage-1405-w31\""
        );
        assert!(serde_json::from_str::<ReleaseId>("\"../etc\"").is_err());
        assert!(serde_json::from_str::<StaffId>("\"x\"").is_err());
    }
}
