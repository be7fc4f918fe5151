//! Fetching again: noise that changed from one download to the next would be averaged away.

use jiff::SignedDuration;
use sajam::clock::Clock;
use sajam::service::releases::due_at;
use sajam_aggregates::Category;

use super::{crawl, differences, publish_due, published, server};
use crate::support::months::{file, month};
use crate::support::{TestOptions, TestServer};

#[tokio::test]
async fn every_address_gives_the_same_bytes_however_often_and_whoever_serves_it() {
    let house = server().await;
    file(&house, "1405-07", 12, Category::Bribery).await;
    house.settle().await;
    house.clock.set(due_at(month("1405-q3")));
    publish_due(&house).await;
    let first = crawl(&house).await;
    // Weeks, months and a quarter, each with its page in two languages and three files.
    assert!(published(&first) >= 20, "{:?}", first.keys());
    for ending in ["csv", "json"] {
        let file =
            |(path, _): &&(String, bool)| path.ends_with(&format!("/month-category.{ending}"));
        assert!(first.keys().any(|key| file(&key)), "{ending}");
    }
    for (address, fetched) in &first {
        assert_eq!(fetched.status, 200, "{address:?}");
    }
    let under = |start: &str| {
        first
            .keys()
            .filter(|(path, _)| path.starts_with(start))
            .count()
    };
    assert!(
        under("/en/statistics/") >= published(&first)
            && under("/statistics/") > 4 * published(&first)
    );

    for time in 1..=5 {
        house
            .clock
            .set(due_at(month("1405-q3")) + SignedDuration::from_mins(10) * time);
        assert_eq!(differences(&first, &crawl(&house).await), [""; 0]);
    }
    // After a start anew, which has forgotten what it had in memory.
    let now = house.clock.now();
    let options = TestOptions {
        clock: Clock::set_to(now),
        ..TestOptions::default()
    };
    let house = TestServer::start_on(house.stop().await, options).await;
    let again = crawl(&house).await;
    assert_eq!(differences(&first, &again), [""; 0]);

    // That a difference would be seen: another house with the same reports drew other noise.
    let other = server().await;
    file(&other, "1405-07", 12, Category::Bribery).await;
    other.settle().await;
    other.clock.set(now);
    publish_due(&other).await;
    let differ = differences(&first, &crawl(&other).await);
    let drawn = |path: &&String| path.ends_with(".csv");
    assert_eq!(differ.iter().filter(drawn).count(), published(&first));
}
