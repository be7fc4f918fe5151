//! The name a staff member signs in with.

use crate::parsed::parsed_string;

/// The text is not a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a login has 1 to 64 lower-case letters, digits, dots, hyphens, underscores and @, and starts with a letter or digit"
)]
pub struct InvalidLogin;

fn is_login(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'@'))
}

parsed_string! {
    /// The name a staff member signs in with. Lower case only, so that two accounts never look alike.
    pub struct Login: is_login, InvalidLogin;
}
