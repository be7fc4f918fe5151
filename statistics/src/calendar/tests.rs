use jiff::SignedDuration;

use super::*;

const MILLISECOND: SignedDuration = SignedDuration::from_millis(1);

#[test]
fn golden_days() {
    for (gregorian, jalali) in [
        (civil::date(2025, 3, 20), (1403, 12, 30)),
        (civil::date(2025, 3, 21), (1404, 1, 1)),
        (civil::date(2026, 11, 24), (1405, 9, 3)),
        (civil::date(1979, 2, 11), (1357, 11, 22)),
        (civil::date(2024, 3, 20), (1403, 1, 1)),
        (civil::date(2021, 3, 20), (1399, 12, 30)),
    ] {
        let (year, month, day) = jalali;
        let date = JalaliDate::new(year, month, day).unwrap();
        assert_eq!(JalaliDate::from_civil(gregorian), date);
        assert_eq!(date.to_civil(), gregorian);
    }
}

#[test]
fn every_day_of_1370_to_1460_goes_both_ways_and_follows_the_one_before() {
    let mut day = JalaliDate::new(1370, 1, 1).unwrap().to_civil();
    let mut before = JalaliDate::from_civil(day.yesterday().unwrap());
    while before.year() <= 1460 {
        let date = JalaliDate::from_civil(day);
        assert_eq!(date.to_civil(), day);
        assert_eq!(
            JalaliDate::new(date.year(), date.month(), date.day()),
            Ok(date)
        );
        assert!(before < date);
        before = date;
        day = day.tomorrow().unwrap();
    }
}

#[test]
fn months_meet_without_gap_or_overlap_through_every_change_of_the_clock() {
    let mut month = JalaliMonth::new(1300, 1).unwrap();
    while month.year() <= 1460 {
        assert_eq!(JalaliMonth::containing(month.start()), month);
        assert_eq!(
            JalaliMonth::containing(month.start() - MILLISECOND),
            month.previous()
        );
        assert_eq!(JalaliMonth::containing(month.end() - MILLISECOND), month);
        assert_eq!(month.next().previous(), month);
        month = month.next();
    }
}

#[test]
fn daylight_saving_is_in_the_months_that_had_it() {
    let hours = |year, month| {
        let month = JalaliMonth::new(year, month).unwrap();
        (month.end() - month.start()).as_hours()
    };
    assert_eq!(
        hours(1401, 1),
        31 * 24 - 1,
        "clocks went forward in Farvardin 1401"
    );
    assert_eq!(hours(1401, 6), 31 * 24 + 1, "and back in Shahrivar");
    assert_eq!(hours(1402, 1), 31 * 24, "no daylight saving since");
}

#[test]
fn the_day_turns_at_midnight_in_tehran() {
    // 2026-11-23T20:29:59.999Z and one millisecond later.
    let midnight = Timestamp::constant(1_795_465_800, 0);
    assert_eq!(
        JalaliDate::containing(midnight - MILLISECOND).to_string(),
        "1405-09-02"
    );
    assert_eq!(JalaliDate::containing(midnight).to_string(), "1405-09-03");
}

#[test]
fn months_are_read_as_they_are_written() {
    let month: JalaliMonth = "1405-09".parse().unwrap();
    assert_eq!((month.year(), month.month()), (1405, 9));
    assert_eq!(month.to_string(), "1405-09");
    for wrong in [
        "",
        "1405",
        "1405-9",
        "1405-009",
        "+405-09",
        "1405-+9",
        "۱۴۰۵-۰۹",
        "1405-09-01",
        "14-0509",
    ] {
        assert_eq!(
            wrong.parse::<JalaliMonth>(),
            Err(CalendarError::Form),
            "{wrong}"
        );
    }
    for wrong in ["1405-00", "1405-13", "0000-01", "9999-01"] {
        assert_eq!(
            wrong.parse::<JalaliMonth>(),
            Err(CalendarError::NoSuchDate),
            "{wrong}"
        );
    }
}

#[test]
fn a_common_year_has_no_thirtieth_of_esfand() {
    assert_eq!(
        JalaliDate::new(1404, 12, 30),
        Err(CalendarError::NoSuchDate)
    );
    assert!(JalaliDate::new(1403, 12, 30).is_ok());
}

#[test]
fn no_instant_is_out_of_reach() {
    for at in [Timestamp::MIN, Timestamp::MAX] {
        assert!(YEARS.contains(&JalaliDate::containing(at).year()));
        assert!(JalaliMonth::containing(at).start() < JalaliMonth::containing(at).end());
    }
}

#[test]
fn a_time_of_day_comes_once_a_day() {
    let three = civil::time(3, 0, 0, 0);
    // 2026-11-24T03:00 in Tehran is 23:30 of the day before in UTC.
    let at = Timestamp::constant(1_795_476_600, 0);
    assert_eq!(tehran(at).to_string(), "2026-11-24T03:00:00");
    assert_eq!(last_time_of_day(three, at), at);
    assert_eq!(
        last_time_of_day(three, at + SignedDuration::from_hours(24) - MILLISECOND),
        at
    );
    assert_eq!(
        last_time_of_day(three, at - MILLISECOND),
        at - SignedDuration::from_hours(24)
    );
}
