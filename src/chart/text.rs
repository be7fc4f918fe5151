//! How much room text takes.
//!
//! Nobody measures letters on a server that does not know the reader's font. These are upper estimates from Vazirmatn
//! (Persian, which pages bring along) and DejaVu Sans (Latin, the widest of the fonts a page falls back to); a test in a
//! real browser compares.

/// Units: axis labels, names on tiles. 11 CSS pixels on a telephone 360 wide.
pub(super) const SMALL: f64 = 11.0;
/// Units: labels and figures.
pub(super) const NORMAL: f64 = 13.0;

/// How much wider bold letters are, in the font in which they are most.
const BOLD: f64 = 1.12;
/// Stands for what there is no room for.
pub(super) const ELLIPSIS: char = '…';

/// The width of a line of text of `size` units, at most.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let mut chars = text.chars().peekable();
    let mut ems = 0.0;
    while let Some(char) = chars.next() {
        ems += em(char, chars.peek().copied());
    }
    size * ems
}

/// The width of a line of bold text.
pub(super) fn bold_width(text: &str, size: f64) -> f64 {
    BOLD * width(text, size)
}

/// The width of a letter in ems. Persian letters that join the `next` are much narrower than at the end of a word.
fn em(char: char, next: Option<char>) -> f64 {
    let joins = next.is_some_and(is_letter);
    let joined = |narrow, wide| if joins { narrow } else { wide };
    match char {
        // Joiners and marks take no room of their own.
        '\u{200c}'..='\u{200f}' | '\u{064b}'..='\u{0655}' | '\u{0670}' => 0.0,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '٬' | '٫' | '،' | '؛' => {
            0.35
        }
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '-' | '[' | ']' => 0.43,
        'm' | 'w' | 'M' | 'W' | '±' | '<' | '>' | '=' | '+' | '\u{2212}' | '%' => 1.0,
        'A'..='Z' => 0.8,
        '0'..='9' | '۰'..='۹' | 'a'..='z' => 0.65,
        'ا' | 'أ' | 'إ' | 'آ' => 0.29,
        'ر' | 'ز' | 'ژ' => 0.4,
        'د' | 'ذ' | 'و' | 'ؤ' | 'ء' => 0.52,
        'ب' | 'پ' | 'ت' | 'ث' => joined(0.35, 0.95),
        'ن' | 'ی' | 'ي' | 'ئ' => joined(0.35, 0.78),
        'ل' => joined(0.32, 0.72),
        'ف' | 'ق' => joined(0.45, 0.92),
        'ک' | 'ك' | 'گ' => joined(0.55, 0.95),
        'م' | 'ه' | 'ة' | 'ع' | 'غ' => joined(0.56, 0.66),
        'ج' | 'چ' | 'ح' | 'خ' => joined(0.65, 0.74),
        'س' | 'ش' | 'ص' | 'ض' => joined(0.92, 1.32),
        _ => 1.0,
    }
}

fn is_letter(char: char) -> bool {
    ('\u{0620}'..='\u{064a}').contains(&char) || "پچژکگی".contains(char)
}

/// `text` in lines at most `room` wide, broken at spaces; never more than `most`
/// lines, the last one ending in an ellipsis if something had to go. The whole is in the page's table.
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push(' ');
            last.push(ELLIPSIS);
        }
    }
    for line in &mut lines {
        shorten(line, size, room);
    }
    lines
}

fn shorten(line: &mut String, size: f64, room: f64) {
    if width(line, size) <= room {
        return;
    }
    while line.ends_with(ELLIPSIS) || line.ends_with(' ') {
        line.pop();
    }
    while !line.is_empty() && width(line, size) + size * em(ELLIPSIS, None) > room {
        line.pop();
    }
    let kept = line.trim_end().len();
    line.truncate(kept);
    line.push(ELLIPSIS);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn estimates_are_a_little_more_than_chromium_measured() {
        // Vazirmatn, in hundredths of an em.
        for (text, measured) in [
            ("آذربایجان شرقی", 600),
            ("کرمانشاه", 340),
            ("خوزستان", 349),
            ("سیستان و بلوچستان", 819),
            ("کهگیلویه و بویراحمد", 780),
            ("قم", 109),
            ("اختلاس و حیف‌ومیل اموال عمومی", 1342),
            ("رفتار نادرست مأمور یا مسئول", 1131),
            ("حقوق مصرف‌کننده", 727),
            ("کمتر از ۱۰", 358),
            ("۱٬۲۳۴ ± ۱۴", 454),
        ] {
            let estimated = width(text, 100.0);
            let measured = f64::from(measured);
            assert!(estimated >= measured, "{text}: {estimated}");
            assert!(estimated <= 1.35 * measured, "{text}: {estimated}");
        }
    }

    #[test]
    fn text_breaks_between_words() {
        assert_eq!(wrap("نام کوتاه", 13.0, 200.0, 2), ["نام کوتاه"]);
        assert_eq!(
            wrap("Natural resources", 13.0, 90.0, 2),
            ["Natural", "resources"]
        );
        assert_eq!(wrap("", 13.0, 90.0, 2), Vec::<String>::new());
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(wrap("one two three four", 10.0, 36.0, 2), ["one", "two …"]);
        assert_eq!(wrap("Donaudampfschiff", 10.0, 40.0, 2), ["Dona…"]);
    }

    proptest! {
        #[test]
        fn lines_are_never_wider_than_their_room(text in "[آابپتثجچ a-zA-Z ۰-۹]{0,80}", room in 20.0..300.0) {
            for line in wrap(&text, 13.0, room, 2) {
                prop_assert!(width(&line, 13.0) <= room, "{line}");
            }
        }
    }
}
