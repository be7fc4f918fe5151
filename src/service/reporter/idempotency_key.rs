//! What makes sending the same report again file nothing twice: the tracking number follows from this key and the content.

use std::collections::BTreeSet;

/// A secret that the sender made up for one submission, so that sending it again files nothing twice.
///
/// Whoever knows a report's content and guesses the key could ask for its number, and staff know the content. So it must be
/// 128 random bits, and what was evidently not drawn at random is refused.
pub struct IdempotencyKey(zeroize::Zeroizing<String>);

/// 128 bits in hexadecimal.
const HEX_DIGITS: usize = 32;

/// 128 bits in base64url.
const CHARACTERS: usize = 22;

const LONGEST: usize = 255;

/// Of 22 random characters, or 32 random hexadecimal digits, not one in ten million has fewer different ones.
const FEWEST_DIFFERENT: usize = 8;

impl IdempotencyKey {
    /// Visible ASCII characters that can be 128 random bits: 32 hexadecimal digits, with hyphens or without, or 22
    /// characters of a larger alphabet, and at most 255.
    pub fn parse(text: &str) -> Option<Self> {
        let is_ascii = text.bytes().all(|byte| byte.is_ascii_graphic());
        let is_key =
            is_ascii && text.len() <= LONGEST && is_long_enough(text) && looks_random(text);
        is_key.then(|| Self(text.to_owned().into()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_long_enough(text: &str) -> bool {
    let hex = text.bytes().filter(u8::is_ascii_hexdigit).count();
    let is_hex = text
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if is_hex {
        hex >= HEX_DIGITS
    } else {
        text.len() >= CHARACTERS
    }
}

/// Whether it is not evidently made up: one character again and again, a count, a word repeated.
fn looks_random(text: &str) -> bool {
    let bytes = text.as_bytes();
    let characters: BTreeSet<u8> = bytes.iter().copied().collect();
    let steps: BTreeSet<i16> = bytes
        .windows(2)
        .map(|two| i16::from(two[1]) - i16::from(two[0]))
        .collect();
    let is_repeated = (1..=bytes.len() / 2).any(|period| {
        let again = bytes.iter().skip(period);
        again.zip(bytes).all(|(later, earlier)| later == earlier)
    });
    characters.len() >= FEWEST_DIFFERENT && steps.len() >= FEWEST_DIFFERENT && !is_repeated
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;
    use crate::entropy::Entropy;

    fn is_taken(text: &str) -> bool {
        IdempotencyKey::parse(text).is_some()
    }

    #[test]
    fn what_was_drawn_at_random_is_taken() {
        for _ in 0..2_000 {
            let bits = Entropy::system().bytes::<16>();
            let hex = hex::encode(bits);
            let uuid = [
                &hex[..8],
                &hex[8..12],
                &hex[12..16],
                &hex[16..20],
                &hex[20..],
            ]
            .join("-");
            for text in [URL_SAFE_NO_PAD.encode(bits), hex.to_uppercase(), hex, uuid] {
                assert!(is_taken(&text), "{text}");
            }
        }
    }

    #[test]
    fn what_can_be_guessed_is_refused() {
        for text in [
            "",
            "0123456789abcdef",
            "report-2026-11-24",
            "a-key-of-twenty-one-c",
            // 31 digits.
            "8f14e45fceea167a5a36dedd4bea254",
            "8f14e45f-ceea-167a-5a36-dedd4bea254",
            "00000000000000000000000000000000",
            "00000000-0000-0000-0000-000000000001",
            "0123456789abcdef0123456789abcdef",
            "abcdefghijklmnopqrstuvwxyz",
            "passwordpasswordpassword",
            "abababababababababababababab",
            "8f14e45fceea167a5a36dedd 4bea2543",
            "کلیدی که از اسکی نیست و دراز است",
        ] {
            assert!(!is_taken(text), "{text}");
        }
        assert!(!is_taken(&"8f14e45fceea167a5a36dedd4bea2543".repeat(8)));
    }
}
