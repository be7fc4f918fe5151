//! What a person wrote, before it is sealed.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// Free text of `MIN` to `MAX` characters (Unicode scalar values): trimmed, with `\n` line ends, and without
/// characters that would let it show as something other than what it says.
///
/// It has no `Debug`, `Display` or serialisation and is overwritten when dropped: it is what a person wrote.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Text<const MIN: usize, const MAX: usize>(String);

/// What happened, in the reporter's words.
pub type Narrative = Text<20, 20_000>;
/// One line: a subject's name or post, a place, a time, an institution that is not listed.
pub type ShortText = Text<1, 300>;
/// A question, an answer, a note, an explanation.
pub type Message = Text<1, 5_000>;
/// How a reporter can be reached, or who they are.
pub type Contact = Text<1, 500>;

/// Why a text is not taken. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing in it can be seen.
    #[error("the text is empty")]
    Empty,
    /// Fewer characters than needed.
    #[error("the text has fewer than {min} characters")]
    TooShort {
        /// The fewest characters taken.
        min: usize,
    },
    /// More characters than taken.
    #[error("the text has {actual} characters, more than {max}")]
    TooLong {
        /// The most characters taken.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// A control character other than a line end or a tab.
    #[error("the text has a control character")]
    ControlCharacter,
    /// A character that reorders the text around it, so that it reads as something else.
    #[error("the text has a character that overrides its direction")]
    BidiControl,
}

impl<const MIN: usize, const MAX: usize> Text<MIN, MAX> {
    /// The fewest characters taken.
    pub const MIN: usize = MIN;
    /// The most characters taken.
    pub const MAX: usize = MAX;

    /// Takes what a person wrote.
    ///
    /// # Errors
    /// [`TextError`] says the first thing that is wrong with it.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        let trimmed = raw.trim();
        if !trimmed.chars().any(is_visible) {
            return Err(TextError::Empty);
        }
        // As long as the input from the start: growing would leave copies of the text behind in freed memory.
        let mut text = Self(String::with_capacity(trimmed.len()));
        let mut length = 0;
        let mut characters = trimmed.chars().peekable();
        while let Some(character) = characters.next() {
            if character == '\r' && characters.peek() == Some(&'\n') {
                continue;
            }
            if character.is_control() && character != '\n' && character != '\t' {
                return Err(TextError::ControlCharacter);
            }
            if is_bidi_control(character) {
                return Err(TextError::BidiControl);
            }
            text.0.push(character);
            length += 1;
        }
        if length < MIN {
            return Err(TextError::TooShort { min: MIN });
        }
        if length > MAX {
            return Err(TextError::TooLong {
                max: MAX,
                actual: length,
            });
        }
        Ok(text)
    }

    /// The text, for sealing or for the page of whoever may read it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Embeddings, overrides and isolates (UAX #9). The marks LRM and RLM and the joiners ZWNJ and ZWJ are not
/// among them: Persian keyboards type those.
fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_visible(character: char) -> bool {
    !character.is_whitespace()
        && !matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn error<const MIN: usize, const MAX: usize>(raw: &str) -> Option<TextError> {
        Text::<MIN, MAX>::parse(raw).err()
    }

    #[test]
    fn trims_and_normalises_line_ends() {
        let text = ShortText::parse("\r\n  خط یک\r\nخط دو\n\tسه \u{a0}").unwrap();
        assert_eq!(text.as_str(), "خط یک\nخط دو\n\tسه");
    }

    #[test]
    fn persian_typing_passes() {
        let written = "می\u{200c}خواهم \u{200f}(گزارش)\u{200e} بدهم \u{200d}ه";
        assert_eq!(ShortText::parse(written).unwrap().as_str(), written);
    }

    #[test]
    fn what_nobody_can_see_is_empty() {
        for raw in [
            "",
            " \r\n\t",
            "\u{200c}\u{200f}",
            "\u{feff} \u{2060}\u{3000}",
        ] {
            assert_eq!(error::<1, 300>(raw), Some(TextError::Empty));
        }
    }

    #[test]
    fn length_counts_characters_after_trimming() {
        assert_eq!(
            error::<20, 20_000>(&" گ".repeat(9)),
            Some(TextError::TooShort { min: 20 })
        );
        assert_eq!(error::<20, 20_000>(&"گ".repeat(20)), None);
        assert_eq!(
            error::<20, 20_000>(&format!("{}  ", "گ".repeat(20_000))),
            None
        );
        assert_eq!(
            error::<20, 20_000>(&"گ".repeat(20_001)),
            Some(TextError::TooLong {
                max: 20_000,
                actual: 20_001
            })
        );
        assert_eq!(error::<1, 5>("a\r\nb\r\nc"), None);
    }

    #[test]
    fn refuses_what_shows_as_something_else() {
        for c in ('\0'..='\u{9f}').filter(|c| c.is_control() && !"\n\t".contains(*c)) {
            let raw = format!("a{c}b");
            assert_eq!(
                error::<1, 300>(&raw),
                Some(TextError::ControlCharacter),
                "{c:?}"
            );
        }
        for c in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
            let raw = format!("a{c}b");
            assert_eq!(error::<1, 300>(&raw), Some(TextError::BidiControl), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn what_was_taken_is_taken_again_unchanged(raw in any::<String>()) {
            if let Ok(once) = Contact::parse(&raw) {
                let twice = Contact::parse(once.as_str()).ok().map(|text| text.as_str().to_owned());
                prop_assert_eq!(twice.as_deref(), Some(once.as_str()));
            }
        }
    }
}
