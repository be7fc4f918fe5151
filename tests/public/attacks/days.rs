//! Day by day: somebody fetches everything each morning for forty days and compares it with the morning before. When
//! something changes, and what, is given by the calendar alone, whatever is filed.

use jiff::SignedDuration;
use sajam::service::releases::due_at;
use sajam::service::reporter;
use sajam_aggregates::Category;
use sajam_statistics::calendar::Period;

use super::{Crawl, crawl_plain, differences, is_file, publish_due, server};
use crate::support::TestServer;
use crate::support::months::{filing_about, month};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// What one morning differs by from the one before: the addresses that are new, and those whose bytes are others.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    day: i32,
    new: Vec<String>,
    other: Vec<String>,
}

fn change(day: i32, before: &Crawl, now: &Crawl) -> Option<Change> {
    let differ = differences(before, now);
    let was = |path: &String| before.contains_key(&(path.clone(), false));
    let (other, new): (Vec<_>, Vec<_>) = differ.into_iter().partition(was);
    (!new.is_empty() || !other.is_empty()).then_some(Change { day, new, other })
}

/// Lives through the days, with as many reports on each as `reports` says, and publishes each morning what is due.
async fn mornings(house: &TestServer, days: i32, reports: impl Fn(i32) -> usize) -> Vec<Change> {
    let start = month("1405-07").start();
    let mut changes = Vec::new();
    let mut before = crawl_plain(house).await;
    for day in 0..days {
        for number in 0..reports(day) {
            // From early morning on, an hour apart.
            house
                .clock
                .set(start + DAY * day + HOUR * (number as i32 + 1));
            let category = Category::ALL[(day as usize + number) % Category::ALL.len()];
            reporter::file(house, &filing_about(category), None)
                .await
                .unwrap();
        }
        house.clock.set(start + DAY * day + HOUR * 9);
        house.settle().await;
        publish_due(house).await;
        let now = crawl_plain(house).await;
        changes.extend(change(day, &before, &now));
        before = now;
    }
    changes
}

#[tokio::test]
async fn what_changes_from_one_morning_to_the_next_is_given_by_the_calendar() {
    const DAYS: i32 = 40;
    let (busy, quiet) = (server().await, server().await);
    let many = |day: i32| [2, 0, 1, 5, 0, 3][day as usize % 6];
    let few = |day: i32| usize::from(day == 0);
    let (of_busy, of_quiet) =
        futures::future::join(mornings(&busy, DAYS, many), mornings(&quiet, DAYS, few)).await;
    // Same days, same addresses; the figures of the two houses are others.
    assert_eq!(of_busy, of_quiet);

    // The days are those of the schedule, and no file is ever another than it was.
    let start = month("1405-07").start();
    let scheduled = |change: &Change| {
        let morning = start + DAY * change.day + HOUR * 9;
        let week = "1405-07-04".parse::<Period>().unwrap();
        let mut periods = std::iter::successors(Some(week.previous()), |week| Some(week.next()));
        periods.by_ref().take(8).any(|week| due_at(week) == morning)
            || due_at(month("1405-07")) == morning
    };
    assert!(of_busy.len() >= 5, "{of_busy:?}");
    for change in &of_busy {
        let feeds = |path: &String| path.contains("/feed.");
        if change.new.is_empty() {
            // A feed without entries says from when on it is.
            assert!(change.other.iter().all(feeds), "{change:?}");
            continue;
        }
        assert!(scheduled(change), "{change:?}");
        let files = change.other.iter().filter(|path| is_file(path));
        assert_eq!(files.count(), 0, "{change:?}");
    }
}
