//! Commands, addresses and telephone numbers within a sentence: each is one piece that runs from left to right, whatever
//! runs around it (UAX #9).
//!
//! Left to itself, a browser sets «021 8888 1234» after a Persian word as "1234 8888 021", breaks `sajam-verify` at its
//! dash and moves the slash at the end of an address to its beginning.

use std::fmt;

use askama::filters::{Escaper, Html, HtmlSafe};

/// Longer than this, a piece may be broken: on a narrow screen it would otherwise be wider than its line.
const LONGEST_WHOLE: usize = 24;

/// Fewer digits are no telephone number.
const FEWEST_DIGITS: usize = 7;

/// A text as HTML: escaped, its pieces isolated.
pub struct Isolated<T>(T);

/// `text` with its commands, addresses and telephone numbers isolated, for a template.
pub const fn isolated<T: AsRef<str>>(text: T) -> Isolated<T> {
    Isolated(text)
}

impl<T: AsRef<str>> HtmlSafe for Isolated<T> {}

impl<T: AsRef<str>> fmt::Display for Isolated<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.as_ref();
        let is_mixed = text.chars().any(is_right_to_left);
        let mut rest = text;
        let mut before = None;
        while !rest.is_empty() {
            let begins = before.is_none_or(|before: char| !before.is_alphanumeric());
            match piece(rest, is_mixed).filter(|_| begins) {
                Some(piece) => {
                    let whole = if piece.chars().count() > LONGEST_WHOLE {
                        ""
                    } else {
                        " class=\"whole\""
                    };
                    write!(f, "<bdi dir=\"ltr\"{whole}>")?;
                    Html.write_escaped_str(&mut *f, piece)?;
                    f.write_str("</bdi>")?;
                    before = piece.chars().next_back();
                    rest = &rest[piece.len()..];
                }
                None => {
                    let Some(char) = rest.chars().next() else {
                        break;
                    };
                    Html.write_escaped_char(&mut *f, char)?;
                    before = Some(char);
                    rest = &rest[char.len_utf8()..];
                }
            }
        }
        Ok(())
    }
}

/// What begins here and is to be kept in one.
fn piece(text: &str, is_mixed: bool) -> Option<&str> {
    if is_mixed {
        telephone(text).or_else(|| latin(text))
    } else {
        // Where everything runs from left to right only a program's name needs help: it would be broken at its dash.
        let name = word(text);
        name.starts_with("sajam-").then_some(name)
    }
}

/// Groups of digits with one space or dash between them.
fn telephone(text: &str) -> Option<&str> {
    let (mut end, mut digits, mut groups) = (0, 0, 0);
    let mut after_digit = false;
    for (at, char) in text.char_indices() {
        let is_separator = matches!(char, ' ' | '\u{a0}' | '-');
        if is_digit(char) {
            digits += 1;
            groups += usize::from(!after_digit);
            end = at + char.len_utf8();
        } else if !(is_separator && after_digit || char == '+' && at == 0) {
            break;
        }
        after_digit = is_digit(char);
    }
    (digits >= FEWEST_DIGITS && groups > 1).then(|| &text[..end])
}

/// Latin words with one space between them, if they are more than one plain word.
fn latin(text: &str) -> Option<&str> {
    let path = text.strip_prefix('/').unwrap_or(text);
    if !path.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let mut end = word(text).len();
    while let Some(next) = text[end..].strip_prefix(' ') {
        let next = word(next);
        if next.is_empty() {
            break;
        }
        end += 1 + next.len();
    }
    let piece = &text[..end];
    let is_plain = piece.chars().all(|char| char.is_ascii_alphanumeric());
    (!is_plain).then_some(piece)
}

/// The word of a command or an address at the beginning, without the sentence's own full stop or colon.
fn word(text: &str) -> &str {
    let is_part = |char: char| char.is_ascii_alphanumeric() || "._/:@?&=%#+~-".contains(char);
    let end = text.find(|char| !is_part(char)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ':', '?', '&', '-'])
}

/// Latin, Persian or Arabic.
const fn is_digit(char: char) -> bool {
    matches!(char, '0'..='9' | '۰'..='۹' | '٠'..='٩')
}

/// Hebrew to Arabic Extended, and the presentation forms; digits and marks have no direction of their own.
fn is_right_to_left(char: char) -> bool {
    matches!(char, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
        && char.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(text: &str) -> String {
        format!("<bdi dir=\"ltr\" class=\"whole\">{text}</bdi>")
    }

    #[test]
    fn what_would_be_torn_among_persian_is_one_piece() {
        for (before, piece, after) in [
            ("تلفن: ", "021-8888 1234", ""),
            ("تلفن ", "+98 21 8888 1234", "، صبح‌ها"),
            ("همراه ", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "."),
            ("فرمان ", "sajam ledger check", "، هر روز"),
            ("برنامهٔ ", "sajam-verify", " آزاد است."),
            ("راهنمای ", "docs/verifying.md", "."),
            ("ایمیل ", "a.b@example.org", " است"),
            ("پروانهٔ ", "Apache 2.0", "."),
        ] {
            assert_eq!(
                isolated(format!("{before}{piece}{after}")).to_string(),
                format!("{before}{}{after}", whole(piece)),
            );
        }
        let address = "https://sajam.example.org/track/";
        assert_eq!(
            isolated(format!("نشانی {address}")).to_string(),
            format!("نشانی <bdi dir=\"ltr\">{address}</bdi>"),
        );
    }

    #[test]
    fn what_stands_well_is_left_alone() {
        for text in [
            "از ۲۰ تا ۲۰٬۰۰۰ حرف",
            "پلیس ۱۱۰، اورژانس ۱۱۵",
            "۱۲ - ۱۴ نفر",
            "مرورگر Tor",
            "Call 021 8888 1234, step-by-step.",
        ] {
            assert_eq!(isolated(text).to_string(), text);
        }
        assert_eq!(
            isolated("The program sajam-verify.").to_string(),
            format!("The program {}.", whole("sajam-verify")),
        );
    }

    proptest! {
        #[test]
        fn only_marks_are_added_to_what_is_escaped(text: String) {
            let mut escaped = String::new();
            Html.write_escaped_str(&mut escaped, &text).unwrap();
            let shown = isolated(&text).to_string();
            let bare = shown
                .replace("<bdi dir=\"ltr\" class=\"whole\">", "")
                .replace("<bdi dir=\"ltr\">", "")
                .replace("</bdi>", "");
            prop_assert_eq!(bare, escaped);
        }
    }
}
