use proptest::prelude::*;

use super::*;

fn digits(bits: u128) -> String {
    TrackingNumber::from_random(bits).digits().to_string()
}

fn parsed(text: &str) -> Result<String, TrackingNumberError> {
    TrackingNumber::parse(text).map(|number| number.digits().to_string())
}

#[test]
fn the_check_digit_is_damms() {
    // The example of the article the table is from.
    assert_eq!(damm(&[5, 7, 2]), 4);
    assert_eq!(damm(&[5, 7, 2, 4]), 0);
}

#[test]
fn random_bits_become_their_value_modulo_ten_to_the_nineteen() {
    assert_eq!(&digits(0)[..19], "0000000000000000000");
    assert_eq!(&digits(42)[..19], "0000000000000000042");
    assert_eq!(&digits(NUMBERS + 7)[..19], "0000000000000000007");
    assert_eq!(&digits(NUMBERS - 1)[..19], "9999999999999999999");
    assert_eq!(&digits(u128::MAX)[..19], "3374607431768211455");
}

#[test]
fn grouped_is_five_groups_of_four() {
    let number = TrackingNumber::from_random(1_234_567_890_123_456_789);
    let plain = number.digits();
    assert_eq!(plain.len(), 20);
    assert!(plain.starts_with("1234567890123456789"));
    assert_eq!(
        *number.grouped(),
        format!("1234 5678 9012 3456 789{}", &plain[19..])
    );
}

#[test]
fn says_what_is_wrong() {
    let good = digits(5);
    assert_eq!(parsed(""), Err(TrackingNumberError::Length { digits: 0 }));
    assert_eq!(
        parsed(&good[1..]),
        Err(TrackingNumberError::Length { digits: 19 })
    );
    assert_eq!(
        parsed(&format!("{good}0")),
        Err(TrackingNumberError::Length { digits: 21 })
    );
    assert_eq!(
        parsed(&format!("{good}x")),
        Err(TrackingNumberError::Character)
    );
    assert_eq!(parsed("عدد"), Err(TrackingNumberError::Character));
    let wrong = if good.ends_with('0') { "1" } else { "0" };
    assert_eq!(
        parsed(&format!("{}{wrong}", &good[..19])),
        Err(TrackingNumberError::CheckDigit)
    );
}

#[test]
fn the_input_is_bounded() {
    let good = digits(5);
    assert_eq!(
        parsed(&format!("{good}{}", " ".repeat(180))),
        Ok(good.clone())
    );
    assert_eq!(
        parsed(&format!("{good}{}", " ".repeat(181))),
        Err(TrackingNumberError::TooLong)
    );
    assert_eq!(
        parsed(&"1".repeat(1_000_000)),
        Err(TrackingNumberError::TooLong)
    );
}

#[test]
fn a_number_copied_from_a_right_to_left_page_is_read() {
    let good = digits(99);
    let persian: String = good
        .chars()
        .map(|c| char::from_u32(0x06F0 + c.to_digit(10).unwrap()).unwrap())
        .collect();
    assert_eq!(
        parsed(&format!(
            "\u{2067}\u{200f}{persian}\u{200e}\u{2069}\u{feff}\r\n"
        )),
        Ok(good)
    );
}

const SEPARATORS: &[char] = &[
    ' ', '\t', '\n', '\u{a0}', '\u{202f}', '\u{3000}', '\u{200b}', '\u{200c}', '\u{200d}',
    '\u{200e}', '\u{200f}', '\u{061c}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{202a}',
    '\u{202c}', '-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}', '\u{2212}', '\u{ff0d}',
    '\u{0640}', '.', '\u{00b7}', '\u{2022}', '_', '/', '\\', '\u{2044}',
];

proptest! {
    #[test]
    fn any_digits_and_any_spacing_are_read(
        bits in any::<u128>(),
        scripts in prop::collection::vec(prop::sample::select(vec!['0', '\u{06F0}', '\u{0660}']), 20),
        gaps in prop::collection::vec(prop::collection::vec(prop::sample::select(SEPARATORS), 0..6), 21),
    ) {
        let good = digits(bits);
        let mut typed = String::from_iter(&gaps[20]);
        for ((digit, zero), gap) in good.chars().zip(scripts).zip(&gaps) {
            typed.push(char::from_u32(u32::from(zero) + digit.to_digit(10).unwrap()).unwrap());
            typed.extend(gap);
        }
        prop_assert_eq!(parsed(&typed), Ok(good));
    }

    #[test]
    fn every_single_wrong_digit_is_detected(bits in any::<u128>()) {
        let good = digits(bits);
        for place in 0..DIGITS {
            for wrong in '0'..='9' {
                if good.chars().nth(place) == Some(wrong) {
                    continue;
                }
                let typed: String =
                    good.chars().enumerate().map(|(i, c)| if i == place { wrong } else { c }).collect();
                prop_assert_eq!(parsed(&typed), Err(TrackingNumberError::CheckDigit));
            }
        }
    }

    #[test]
    fn every_swap_of_neighbours_is_detected(bits in any::<u128>()) {
        let good = digits(bits).into_bytes();
        for place in 0..DIGITS - 1 {
            if good[place] == good[place + 1] {
                continue;
            }
            let mut typed = good.clone();
            typed.swap(place, place + 1);
            prop_assert_eq!(
                parsed(&String::from_utf8(typed).unwrap()),
                Err(TrackingNumberError::CheckDigit)
            );
        }
    }

    #[test]
    fn hostile_input_gets_an_answer(text in any::<String>()) {
        let _ = parsed(&text);
    }
}

#[test]
fn a_number_in_a_text_is_found() {
    let number = TrackingNumber::from_random(0x1234_5678_9abc_def0_1234_5678_9abc_def0);
    let (plain, grouped) = (number.digits(), number.grouped());
    let persian: String = grouped
        .chars()
        .map(|char| match char.to_digit(10) {
            Some(digit) => char::from_u32(0x06F0 + digit).unwrap(),
            None => char,
        })
        .collect();
    for written in [
        plain.as_str(),
        &grouped,
        &persian,
        &grouped.replace(' ', " - "),
    ] {
        for text in [
            written.to_owned(),
            format!("شمارهٔ رهگیری: {written}"),
            format!("زنگ زدم، {written} را خواستند."),
            format!("2. {written}"),
            format!("۱۴۰۵/۰۹/۰۶ {written} ۱۲"),
        ] {
            assert!(TrackingNumber::is_in(&text), "{text}");
        }
        let pasted =
            TrackingNumber::parse_within(&format!("Tracking number: {written}\n")).unwrap();
        assert_eq!(pasted.digits(), plain);
    }
    let mut mistyped = plain.as_str().to_owned();
    let last = mistyped.pop().unwrap().to_digit(10).unwrap();
    mistyped.push(char::from_digit((last + 1) % 10, 10).unwrap());
    for text in [
        "",
        "تلفن ۰۹۱۲۱۲۳۴۵۶۷ و ۰۲۱۸۸۸۸۸۸۸۸",
        "IR06 0170 0000 0001 2345 6789 01",
        &mistyped,
        &format!("{}0", plain.as_str()),
        &grouped.replace(' ', " x "),
    ] {
        assert!(!TrackingNumber::is_in(text), "{text}");
    }
    let two = format!("{} یا {}", plain.as_str(), plain.as_str());
    assert!(TrackingNumber::parse_within(&two).is_err());
}
