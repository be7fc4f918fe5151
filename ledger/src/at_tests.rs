use super::*;
use proptest::prelude::*;

#[test]
fn known_moments() {
    for (text, millis) in [
        ("1970-01-01T00:00:00.000Z", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2000-02-29T12:00:00.000Z", 951_825_600_000),
        ("2026-11-23T22:00:00.000Z", 1_795_471_200_000),
        ("0000-01-01T00:00:00.000Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ] {
        assert_eq!(At::parse(text).unwrap().to_unix_millis(), millis, "{text}");
        let at = At::from_unix_millis(millis).unwrap();
        assert_eq!(at.as_str(), text);
        assert_eq!(format!("{at:?}"), format!("At({text})"));
    }
}

#[test]
fn every_day_of_ten_thousand_years_follows_the_one_before() {
    let (mut year, mut month, mut day) = (0, 1, 1);
    let first = days_from_civil(0, 1, 1);
    for number in first..=days_from_civil(9999, 12, 31) {
        assert_eq!(civil_from_days(number), (year, month, day));
        assert_eq!(days_from_civil(year, month, day), number);
        day += 1;
        if day > days_in_month(year, month) {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    assert_eq!((year, month, day), (10_000, 1, 1));
}

#[test]
fn other_shapes_are_refused() {
    for text in [
        "",
        "2026-11-23T22:00:00Z",
        "2026-11-23T22:00:00.00Z",
        "2026-11-23T22:00:00.0000Z",
        "2026-11-23t22:00:00.000Z",
        "2026-11-23 22:00:00.000Z",
        "2026-11-23T22:00:00.000z",
        "2026-11-23T22:00:00,000Z",
        "2026-11-23T22:00:00.000+00:00",
        "2026/11/23T22:00:00.000Z",
        "-026-11-23T22:00:00.000Z",
        "+026-11-23T22:00:00.000Z",
        "2026-11-23T24:00:00.000Z",
        "2026-11-23T22:60:00.000Z",
        "2016-12-31T23:59:60.000Z",
        "2026-00-23T22:00:00.000Z",
        "2026-13-23T22:00:00.000Z",
        "2026-11-00T22:00:00.000Z",
        "2026-11-31T22:00:00.000Z",
        "2026-02-29T22:00:00.000Z",
        "1900-02-29T22:00:00.000Z",
        "۲۰۲۶-11-23T22:00:00",
        " 2026-11-23T22:00:00.000Z",
        "2026-11-23T22:00:00.000Z\n",
    ] {
        assert_eq!(At::parse(text), Err(AtError::Malformed), "{text:?}");
    }
    assert!(At::parse("2000-02-29T00:00:00.000Z").is_ok());
}

#[test]
fn beyond_four_digit_years() {
    for millis in [-62_167_219_200_001, 253_402_300_800_000, i64::MIN, i64::MAX] {
        assert_eq!(At::from_unix_millis(millis), Err(AtError::OutOfRange));
    }
}

fn moments() -> impl Strategy<Value = i64> {
    -62_167_219_200_000_i64..=253_402_300_799_999
}

proptest! {
    #[test]
    fn text_and_millis_are_inverse(millis in moments()) {
        let at = At::from_unix_millis(millis).unwrap();
        prop_assert_eq!(at.to_unix_millis(), millis);
        prop_assert_eq!(At::parse(at.as_str()).unwrap(), at);
    }

    #[test]
    fn order_is_the_order_of_time(a in moments(), b in moments()) {
        let (at_a, at_b) = (At::from_unix_millis(a).unwrap(), At::from_unix_millis(b).unwrap());
        prop_assert_eq!(at_a.cmp(&at_b), a.cmp(&b));
    }

    #[test]
    fn the_hour_starts_within_the_hour_before(millis in moments()) {
        let floor = At::from_unix_millis(millis).unwrap().floor_to_hour();
        prop_assert_eq!(floor.to_unix_millis(), millis - millis.rem_euclid(3_600_000));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9TZ:.\\-]{24}") {
        if let Ok(at) = At::parse(&text) {
            prop_assert_eq!(at.as_str(), text);
        }
    }
}
