//! What a person wrote, before it is sealed.

use unicode_normalization::char::is_combining_mark;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Free text of `MIN` to `MAX` characters (Unicode scalar values): trimmed, with `\n` line ends or of `ONE_LINE`, and without
/// characters that would let it show as something other than what it says.
///
/// It has no `Debug`, `Display` or serialisation and is overwritten when dropped: it is what a person wrote.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Text<const MIN: usize, const MAX: usize, const ONE_LINE: bool = false>(String);

/// The most combining marks on one letter: no language has more, and a pile of them covers the lines around it.
pub const MOST_MARKS: usize = 8;

/// What happened, in the reporter's words.
pub type Narrative = Text<20, 20_000>;
/// One line: a subject's name or post, a place, a time, an institution that is not listed.
pub type ShortText = Text<1, 300, true>;
/// A question, an answer, a note, an explanation.
pub type Message = Text<1, 5_000>;
/// One line: how a reporter can be reached, or who they are.
pub type Contact = Text<1, 500, true>;

/// Why a text is not taken. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// There is nothing in it.
    #[error("the text is empty")]
    Empty,
    /// It has characters, and none that can be seen.
    #[error("nothing in the text can be seen")]
    NothingVisible,
    /// Fewer characters than needed; those that nobody can see do not count.
    #[error("the text has {actual} characters, fewer than {min}")]
    TooShort {
        /// The fewest characters taken.
        min: usize,
        /// How many there are.
        actual: usize,
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
    /// More lines than the one it may have.
    #[error("the text has more than one line")]
    LineBreak,
    /// More than [`MOST_MARKS`] on one letter.
    #[error("the text has more than {MOST_MARKS} marks on one letter")]
    PiledMarks,
}

impl<const MIN: usize, const MAX: usize, const ONE_LINE: bool> Text<MIN, MAX, ONE_LINE> {
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
            let is_empty = trimmed
                .chars()
                .all(|character| character.is_whitespace() || is_left_by_keyboards(character));
            return Err(if is_empty {
                TextError::Empty
            } else {
                TextError::NothingVisible
            });
        }
        // As long as the input from the start: growing would leave copies of the text behind in freed memory.
        let mut text = Self(String::with_capacity(trimmed.len()));
        let (mut length, mut invisible, mut marks) = (0, 0, 0);
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
            if ONE_LINE && matches!(character, '\n' | '\u{2028}' | '\u{2029}') {
                return Err(TextError::LineBreak);
            }
            if is_invisible(character) {
                invisible += 1;
            } else if is_combining_mark(character) {
                marks += 1;
            } else {
                marks = 0;
            }
            if marks > MOST_MARKS {
                return Err(TextError::PiledMarks);
            }
            text.0.push(character);
            length += 1;
        }
        if length - invisible < MIN {
            return Err(TextError::TooShort {
                min: MIN,
                actual: length - invisible,
            });
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
    !character.is_whitespace() && !is_invisible(character)
}

fn is_left_by_keyboards(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// What is drawn as nothing: Unicode's `Default_Ignorable_Code_Point`, and the blank of Braille. Within a text some of them
/// have their use.
fn is_invisible(character: char) -> bool {
    is_left_by_keyboards(character)
        || matches!(
            character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}' | '\u{2061}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        )
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
        let text = Message::parse("\r\n  خط یک\r\nخط دو\n\tسه \u{a0}").unwrap();
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
            Some(TextError::TooShort {
                min: 20,
                actual: 17
            })
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

    #[test]
    fn what_is_drawn_as_nothing_is_no_text() {
        for c in "\u{3164}\u{2800}\u{ad}\u{e0041}\u{e007f}\u{ffa0}\u{fe0f}".chars() {
            let raw = format!("{c} ").repeat(30);
            assert_eq!(
                error::<20, 20_000>(&raw),
                Some(TextError::NothingVisible),
                "{c:?}"
            );
            // Nor does it make a text longer.
            let raw = format!("گزارش{}", c.to_string().repeat(30));
            let short = TextError::TooShort { min: 20, actual: 5 };
            assert_eq!(error::<20, 20_000>(&raw), Some(short), "{c:?}");
        }
        assert_eq!(error::<1, 300>("🏴\u{e0067}\u{e007f} ❤\u{fe0f}"), None);
    }

    #[test]
    fn a_line_is_one_line() {
        let line = |raw| Text::<1, 300, true>::parse(raw).err();
        for raw in ["a\nb", "a\r\nb", "a\u{2028}b", "a\u{2029}b"] {
            assert_eq!(line(raw), Some(TextError::LineBreak), "{raw:?}");
            assert_eq!(error::<1, 300>(raw), None, "{raw:?}");
        }
        assert_eq!(line(" a\tb\r\n"), None);
    }

    #[test]
    fn marks_are_not_piled_up() {
        // Fatha, shadda and superscript alef on one letter are written; a letter of Tibetan has a few more.
        assert_eq!(error::<1, 300>("اللّٰهَُ"), None);
        assert_eq!(error::<1, 300>(&format!("a{}", "\u{301}".repeat(8))), None);
        for pile in ["\u{301}", "\u{64e}", "\u{301}\u{200d}", "\u{20dd}\u{34f}"] {
            let raw = format!("a{}", pile.repeat(9));
            assert_eq!(
                error::<1, 300>(&raw),
                Some(TextError::PiledMarks),
                "{pile:?}"
            );
        }
        assert_eq!(error::<1, 300>(&"e\u{301}".repeat(100)), None);
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
