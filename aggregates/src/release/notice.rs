//! What is told to everybody.

use serde::{Deserialize, Serialize};

use crate::parsed::parsed_string;
use crate::text::Text;

/// The longest text of a notice, in characters.
pub const MAX_NOTICE: usize = 2_000;

/// The text is not one that can be told to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a notice has 1 to 2000 characters, none of them a control character, and no space around it"
)]
pub struct InvalidNotice;

fn is_notice(text: &str) -> bool {
    Text::<1, MAX_NOTICE>::parse(text).is_ok_and(|parsed| parsed.as_str() == text)
}

parsed_string! {
    /// A public text in one language.
    pub struct NoticeText: is_notice, InvalidNotice;
}

/// A public text in every language of the site. It names nobody and no report: it cannot be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// In English.
    pub en: NoticeText,
    /// In Persian.
    pub fa: NoticeText,
}
