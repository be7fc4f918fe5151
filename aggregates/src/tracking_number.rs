//! The number a reporter follows a report with.

use zeroize::{ZeroizeOnDrop, Zeroizing};

#[cfg(test)]
mod tests;

/// 10^19: how many numbers there are.
const NUMBERS: u128 = 10_000_000_000_000_000_000;

/// How many digits a number has, its check digit among them.
const DIGITS: usize = 20;

/// How many characters [`TrackingNumber::parse`] looks at: ten for every digit.
const MAX_INPUT: usize = 200;

/// 20 digits: 19 random ones and a Damm check digit, so that a typing error is told from a wrong number.
///
/// Whoever has it is taken for the reporter. So it has no `Debug`, `Display`, `Clone`, comparison or
/// serialisation, and is overwritten when dropped.
#[derive(ZeroizeOnDrop)]
pub struct TrackingNumber([u8; DIGITS]);

/// Why a text is not a tracking number. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrackingNumberError {
    /// Not 20 digits.
    #[error("a tracking number has 20 digits, this has {digits}")]
    Length {
        /// How many there are.
        digits: usize,
    },
    /// 20 digits of which at least one is wrong.
    #[error("the check digit does not fit: at least one digit is mistyped")]
    CheckDigit,
    /// Something that is neither a digit nor a separator.
    #[error("a tracking number has digits and separators only")]
    Character,
    /// More than 200 characters.
    #[error("the text is too long for a tracking number")]
    TooLong,
}

impl TrackingNumber {
    /// The number that 128 uniformly random bits stand for: their value modulo 10^19.
    ///
    /// The bits have to come from a cryptographic generator. 2^128 is no multiple of 10^19, so some numbers
    /// are likelier than others, by a factor of at most 1 + 10^19/2^128 ≈ 1 + 3·10^-20.
    #[must_use]
    pub fn from_random(bits: u128) -> Self {
        let mut number = Self([0; DIGITS]);
        let mut rest = bits % NUMBERS;
        for digit in number.0[..DIGITS - 1].iter_mut().rev() {
            *digit = (rest % 10) as u8;
            rest /= 10;
        }
        number.0[DIGITS - 1] = damm(&number.0[..DIGITS - 1]);
        number
    }

    /// Reads a number as people type it: Latin, Persian or Arabic-Indic digits, also mixed, with any spaces,
    /// dashes, dots, underscores, slashes and invisible marks between them.
    ///
    /// # Errors
    /// [`TrackingNumberError`] says what is wrong, so that a page can say whether to look at the digits again.
    pub fn parse(text: &str) -> Result<Self, TrackingNumberError> {
        let mut number = Self([0; DIGITS]);
        let mut digits = 0;
        for (index, character) in text.chars().enumerate() {
            if index == MAX_INPUT {
                return Err(TrackingNumberError::TooLong);
            }
            if let Some(digit) = digit(character) {
                if let Some(place) = number.0.get_mut(digits) {
                    *place = digit;
                }
                digits += 1;
            } else if !is_separator(character) {
                return Err(TrackingNumberError::Character);
            }
        }
        if digits != DIGITS {
            return Err(TrackingNumberError::Length { digits });
        }
        if damm(&number.0) != 0 {
            return Err(TrackingNumberError::CheckDigit);
        }
        Ok(number)
    }

    /// The number that stands in a text, as it is when a line of a file or a message is pasted whole: `Label: number`.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), where the text is no number and has not exactly one in it.
    pub fn parse_within(text: &str) -> Result<Self, TrackingNumberError> {
        match Self::parse(text) {
            Err(TrackingNumberError::Character) => {
                let mut found = numbers_in(text);
                match (found.pop(), found.pop()) {
                    (Some(number), None) => Ok(number),
                    _ => Err(TrackingNumberError::Character),
                }
            }
            result => result,
        }
    }

    /// Whether something in a text looks like a tracking number: 20 digits whose check digit fits, in whole groups with
    /// nothing but separators between them. One in ten of other 20 digits looks like one too.
    #[must_use]
    pub fn is_in(text: &str) -> bool {
        !numbers_in(text).is_empty()
    }

    /// The 20 digits, Latin, without spaces: what is hashed into the report's id.
    #[must_use]
    pub fn digits(&self) -> Zeroizing<String> {
        self.written(DIGITS)
    }

    /// Five groups of four, Latin digits: `1234 5678 9012 3456 7890`.
    #[must_use]
    pub fn grouped(&self) -> Zeroizing<String> {
        self.written(4)
    }

    fn written(&self, group: usize) -> Zeroizing<String> {
        // Long enough from the start: growing would leave a copy behind in freed memory.
        let mut text = Zeroizing::new(String::with_capacity(2 * DIGITS));
        for (index, digit) in self.0.iter().enumerate() {
            if index > 0 && index % group == 0 {
                text.push(' ');
            }
            text.push(char::from(b'0' + digit));
        }
        text
    }
}

/// How many separators may stand between two groups of one number.
const WIDEST_GAP: usize = 4;

/// Whatever in a text is a tracking number by its digits.
fn numbers_in(text: &str) -> Vec<TrackingNumber> {
    let mut numbers = Vec::new();
    // Groups of digits that could belong to one number; where each begins in `digits`.
    let mut digits: Zeroizing<Vec<u8>> = Zeroizing::new(Vec::new());
    let mut starts: Vec<usize> = Vec::new();
    let mut gap = 0;
    let mut is_in_group = false;
    for character in text.chars().chain(['\u{0}']) {
        if let Some(digit) = digit(character) {
            if !is_in_group {
                starts.push(digits.len());
            }
            digits.push(digit);
            (is_in_group, gap) = (true, 0);
            continue;
        }
        if is_in_group {
            // A number that ends with this group.
            let begins = digits.len().checked_sub(DIGITS);
            if let Some(begin) = begins.filter(|begin| starts.contains(begin))
                && let Ok(found) = <[u8; DIGITS]>::try_from(&digits[begin..])
                && damm(&found) == 0
            {
                numbers.push(TrackingNumber(found));
            }
        }
        is_in_group = false;
        gap += 1;
        if !is_separator(character) || gap > WIDEST_GAP {
            digits.clear();
            starts.clear();
        }
    }
    numbers
}

/// Latin digits, Persian ones (Extended Arabic-Indic, U+06F0–) and Arabic-Indic ones (U+0660–).
fn digit(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        _ => return None,
    };
    u8::try_from(u32::from(character) - u32::from(zero)).ok()
}

/// What people and programs put between groups of digits.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character,
            // Zero-width space, joiners, direction marks, embeddings, isolates, word joiner, BOM, soft hyphen:
            // they come along invisibly when a number is copied from a page or a message.
            '\u{200B}'..='\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            | '\u{2060}' | '\u{FEFF}' | '\u{00AD}'
            // Dashes (the general category Pd, the minus sign), and tatweel, which Persian keyboards have there.
            | '-' | '\u{058A}' | '\u{05BE}' | '\u{1400}' | '\u{1806}' | '\u{2010}'..='\u{2015}'
            | '\u{2E17}' | '\u{2E1A}' | '\u{2E3A}' | '\u{2E3B}' | '\u{2E40}' | '\u{2E5D}' | '\u{301C}'
            | '\u{3030}' | '\u{30A0}' | '\u{FE31}' | '\u{FE32}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
            | '\u{10EAD}' | '\u{2212}' | '\u{0640}'
            // Dots, the Arabic full stop and the separators of Persian numbers among them.
            | '.' | '\u{00B7}' | '\u{2022}' | '\u{2024}' | '\u{06D4}' | '\u{066B}' | '\u{066C}'
            | '_' | '\u{FF3F}'
            | '/' | '\\' | '\u{2044}' | '\u{2215}' | '\u{FF0F}')
}

/// The interim digit after `digits`: of the first 19 it is the check digit, of all 20 it is 0.
///
/// H. Michael Damm, *Total anti-symmetrische Quasigruppen*, Marburg 2004,
/// <https://doi.org/10.17192/z2004.0516>; the table is that of <https://en.wikipedia.org/wiki/Damm_algorithm>.
fn damm(digits: &[u8]) -> u8 {
    const TABLE: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    digits.iter().fold(0, |interim, &digit| {
        TABLE[usize::from(interim)][usize::from(digit)]
    })
}
