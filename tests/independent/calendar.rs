//! Every day of 1370 to 1460 against two packages with different rules; `jalali_days.py` names them.

use std::fmt::Write;

use sajam_statistics::calendar::JalaliDate;
use serde_json::json;

use super::ask;

/// The years of 366 days among them, by the Calendar Centre of the University of Tehran, which makes the official calendar
/// (<https://calendar.ut.ac.ir/Fa/News/Data/Doc/KabiseShamsi1206-1498-new.pdf>).
const OFFICIAL_LEAP_YEARS: [i32; 22] = [
    1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432,
    1436, 1441, 1445, 1449, 1453, 1457,
];

/// `2025-03-20 1403-12-30`, both directions by our calendar.
fn day(of: JalaliDate) -> String {
    let gregorian = of.to_civil();
    assert_eq!(JalaliDate::from_civil(gregorian), of);
    format!("{gregorian} {of}")
}

#[test]
fn every_day_of_91_years_is_that_of_two_other_implementations() {
    let mut date = JalaliDate::new(1370, 1, 1).unwrap();
    let mut lines = String::new();
    while date.year() <= 1460 {
        writeln!(lines, "{}", day(date)).unwrap();
        date = JalaliDate::from_civil(date.to_civil().tomorrow().unwrap());
    }
    // The last day of a leap year and the day after it.
    for golden in ["\n2025-03-20 1403-12-30\n", "\n2025-03-21 1404-01-01\n"] {
        assert!(lines.contains(golden), "{golden}");
    }
    for year in 1370..=1460 {
        let leap = JalaliDate::new(year, 12, 30).is_ok();
        assert_eq!(leap, OFFICIAL_LEAP_YEARS.contains(&year), "{year}");
    }
    let days = 91 * 365 + OFFICIAL_LEAP_YEARS.len();
    assert_eq!(
        ask("jalali_days.py", lines.as_bytes()),
        json!({ "lines": days, "disagreements": [] })
    );

    // By the 2820-year rule, which other software follows, 1403 has no 30 Esfand. Both packages say that this is wrong.
    let wrong = lines.replace("2025-03-20 1403-12-30", "2025-03-20 1404-01-01");
    let wrong = ask("jalali_days.py", wrong.as_bytes());
    let told = wrong["disagreements"].as_array().unwrap();
    let told: Vec<_> = told.iter().map(|one| &one["package"]).collect();
    assert_eq!(told, ["convertdate", "jdatetime"]);
}
