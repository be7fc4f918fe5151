//! A canary: one report in an otherwise empty cell, sought in everything that leaves the house.
//!
//! Two houses have the same reports and the same figures, and one of them has the canary as well, filed in the last
//! millisecond of the quarter. Whatever told of it, by a byte, a header, a length or a time, would be a difference
//! between the two.

use jiff::SignedDuration;
use sajam::service::releases::due_at;
use sajam::service::reporter;
use sajam_aggregates::Category;

use super::{Crawl, crawl, differences, publish_due, published, server};
use crate::public::hand_over::hand_over;
use crate::support::TestServer;
use crate::support::months::{file, filing_about, month};

const EMPTY: Category = Category::Environment;

/// What a careless page might say of the canary.
async fn canary(house: &TestServer) -> Vec<Vec<u8>> {
    let at = month("1405-q3").end() - SignedDuration::from_millis(1);
    house.clock.set(at);
    let at = at.as_millisecond();
    let filed = reporter::file(house, &filing_about(EMPTY), None)
        .await
        .unwrap();
    let id = reporter::report_id(house, &filed.tracking_number);
    let marks = [
        filed.tracking_number.digits().to_string(),
        id.to_string(),
        at.to_string(),
        (at / 1000).to_string(),
        "گزارشی که برای آزمون".to_owned(),
        // The minute it was filed in, in Tehran and in UTC.
        "2026-12-21T23:59".to_owned(),
        "2026-12-21T20:29".to_owned(),
    ];
    marks.map(String::into_bytes).into()
}

/// The drawings of every page.
fn drawings(crawl: &Crawl) -> Vec<String> {
    let pages = crawl.iter().filter(|((_, gzip), _)| !gzip);
    let drawn = pages.flat_map(|(_, fetched)| {
        let page = String::from_utf8_lossy(&fetched.body).into_owned();
        let parts = page.split("<svg").skip(1);
        let drawing = |part: &str| part.split("</svg>").next().map(str::to_owned);
        parts.filter_map(drawing).collect::<Vec<_>>()
    });
    drawn.collect()
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// The addresses at which a mark is found, in body or headers.
fn found(crawl: &Crawl, mark: &[u8]) -> Vec<String> {
    let told = crawl.iter().filter(|(_, fetched)| {
        let mut headers = fetched.headers.iter();
        holds(&fetched.body, mark) || headers.any(|(_, value)| holds(value, mark))
    });
    told.map(|((path, _), _)| path.clone()).collect()
}

/// The addresses at which each kind of thing differs between two crawls.
fn differing(one: &Crawl, other: &Crawl, kind: impl Fn(&str) -> bool) -> usize {
    let differ = differences(one, other);
    differ.iter().filter(|path| kind(path)).count()
}

#[tokio::test]
async fn a_canary_in_an_empty_cell_is_found_nowhere() {
    let (without, with) = (server().await, server().await);
    for house in [&without, &with] {
        file(house, "1405-07", 9, Category::Bribery).await;
    }
    let other_marks = canary(&with).await;
    let due = due_at(month("1405-q3"));
    for house in [&without, &with] {
        house.settle().await;
        house.clock.set(due);
    }
    publish_due(&without).await;
    hand_over(&without, &with).await;
    let (unaware, aware) = (crawl(&without).await, crawl(&with).await);
    assert!(published(&aware) >= 20, "{:?}", aware.keys());
    assert_eq!(differences(&unaware, &aware), [""; 0]);
    for mark in &other_marks {
        assert_eq!(
            found(&aware, mark),
            [""; 0],
            "{}",
            String::from_utf8_lossy(mark)
        );
    }

    // That the search finds: the same canary in a house that drew for itself is told from the first by every kind of thing
    // (it is the noise that differs here), and a mark that is there is found.
    let other = server().await;
    file(&other, "1405-07", 9, Category::Bribery).await;
    let marks = canary(&other).await;
    other.settle().await;
    other.clock.set(due);
    publish_due(&other).await;
    let drawn = crawl(&other).await;
    // Here the draw itself has counted the canary: its files do not say of whom.
    for mark in &marks {
        let mark_text = String::from_utf8_lossy(mark);
        assert_eq!(found(&drawn, mark), [""; 0], "{mark_text}");
    }
    type Kind = (&'static str, fn(&str) -> bool);
    let kinds: [Kind; 5] = [
        ("csv", |path| path.ends_with(".csv")),
        ("json", |path| {
            path.starts_with("/statistics/") && path.ends_with(".json")
        }),
        ("Persian page", |path| {
            path.starts_with("/statistics/") && !path.contains('.')
        }),
        ("English page", |path| {
            path.starts_with("/en/statistics/") && !path.contains('.')
        }),
        ("front page", |path| {
            path == "/statistics" || path == "/en/statistics"
        }),
    ];
    for (name, kind) in kinds {
        assert!(differing(&unaware, &drawn, kind) > 0, "{name}");
    }
    assert!(drawings(&aware).len() > 20);
    assert_ne!(drawings(&unaware), drawings(&drawn));
    assert!(!found(&aware, b"environment").is_empty());
    let etag = |crawl: &Crawl| {
        let address = (
            "/statistics/month-category-1405-09/month-category.csv".to_owned(),
            false,
        );
        crawl[&address]
            .headers
            .iter()
            .find(|(name, _)| name == "etag")
            .cloned()
    };
    assert!(etag(&aware).is_some());
    assert_ne!(etag(&aware), etag(&drawn));
}
