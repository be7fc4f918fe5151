//! The public feed of figures: every kind of entry, as other programs read it, by the rules that validators hold feeds to.

use std::collections::BTreeSet;

use feed_rs::model::{Entry, Feed};
use jiff::SignedDuration;
use reqwest::header::{ETAG, IF_NONE_MATCH};
use sajam::entropy::Entropy;
use sajam::service::releases::{self, Correction, Due, due_at};
use sajam::status::{Bilingual, IncidentId, Kind, Said};
use sajam_aggregates::By;
use sajam_aggregates::release::Notice;
use sajam_statistics::{FamilyId, ReleaseId, ShownValue};

use crate::support::TestServer;
use crate::support::months::{FAMILY, file_now, month, server_with};

const PATHS: [&str; 4] = ["/feed.atom", "/feed.json", "/en/feed.atom", "/en/feed.json"];

/// A day of Dey 1405: the autumn and its months are due, and the method's second version is known.
async fn with_figures() -> TestServer {
    let server = server_with(40).await;
    server.clock.set(due_at("1405-q3".parse().unwrap()));
    for Due { family, period, .. } in releases::plan(&server).await.unwrap() {
        releases::publish(&server, &server.catalogue, family, period, &By::System)
            .await
            .unwrap();
    }
    let incidents = &server.incidents;
    incidents.set(Kind::LogHalted, true).await.unwrap();
    server
}

async fn bytes(server: &TestServer, path: &str) -> Vec<u8> {
    let answer = server.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

async fn read(server: &TestServer, path: &str) -> Feed {
    feed_rs::parser::parse(bytes(server, path).await.as_slice()).unwrap()
}

fn title(entry: &Entry) -> &str {
    &entry.title.as_ref().unwrap().content
}

fn kind(entry: &Entry) -> &str {
    &entry.categories[0].term
}

fn of<'a>(feed: &'a Feed, wanted: &str) -> Vec<&'a Entry> {
    let entries = feed.entries.iter();
    entries.filter(|entry| kind(entry) == wanted).collect()
}

#[tokio::test]
async fn every_kind_is_in_it_and_it_is_valid() {
    let server = with_figures().await;
    for path in PATHS {
        let feed = read(&server, path).await;
        let kinds: BTreeSet<&str> = feed.entries.iter().map(kind).collect();
        assert_eq!(
            kinds,
            BTreeSet::from(["incident", "methodology", "release", "week"])
        );
        let weeks: Vec<&str> = of(&feed, "week")
            .iter()
            .map(|entry| entry.id.as_str())
            .collect();
        assert_eq!(weeks.len(), 13, "the weeks of a quarter");
        assert!(
            weeks.is_sorted_by(|a, b| a > b),
            "the newest first: {weeks:?}"
        );
        assert_eq!(of(&feed, "methodology").len(), 2);
        let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), feed.entries.len(), "ids are unique");
        let mut before = feed.updated.map_or(i64::MAX, |updated| updated.timestamp());
        for entry in &feed.entries {
            let published = entry.published.unwrap().timestamp();
            let updated = entry.updated.unwrap().timestamp();
            assert!(published <= updated && updated <= before, "{}", entry.id);
            before = updated;
            assert!(!title(entry).contains('{') && !title(entry).contains("feed-"));
            let is_ours = entry.links[0].href.starts_with("http://localhost/");
            assert!(is_ours && entry.id.starts_with("tag:"), "{entry:?}");
            let text = entry.content.as_ref().unwrap().body.as_ref().unwrap();
            assert!(!text.contains("{$") && !text.is_empty(), "{text}");
        }
        for entry in of(&feed, "release").into_iter().chain(of(&feed, "week")) {
            // Nine o'clock in Tehran.
            let moment = entry.updated.unwrap().to_rfc3339();
            assert!(moment.contains("T05:30:00"), "{moment}");
            assert!(title(entry).contains('±'), "{}", title(entry));
        }
    }
}

#[tokio::test]
async fn titles_are_the_figures_as_they_are_shown() {
    let server = with_figures().await;
    let release_set = server.catalogue.current().await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    let shown = release_set
        .find(id)
        .unwrap()
        .release
        .totals()
        .last()
        .unwrap()
        .shown();
    let feed = read(&server, "/en/feed.atom").await;
    let entry = feed
        .entries
        .iter()
        .find(|entry| entry.id.contains("month-category-1405-07/"))
        .unwrap();
    let value = match shown.value {
        ShownValue::BelowTen => "fewer than 10".to_owned(),
        ShownValue::Rounded(number) => format!("about {number}"),
    };
    let said = format!(
        "In Mehr 1405, we received {value} reports (±\u{a0}{})",
        shown.margin95
    );
    assert!(title(entry).starts_with(&said), "{}", title(entry));
    assert!(
        entry.links[0]
            .href
            .ends_with("/en/statistics/month-category-1405-07")
    );
    let titles: Vec<&str> = feed.entries.iter().map(title).collect();
    for beginning in ["In the week of ", "Of ", "In Autumn 1405, "] {
        let begins = |title: &&str| title.starts_with(beginning);
        assert!(titles.iter().any(begins), "{beginning} in {titles:#?}");
    }
    // All four stages, with their margin.
    let week = of(&feed, "week")[0];
    let text = week.content.as_ref().unwrap().body.as_ref().unwrap();
    let lines = text
        .lines()
        .take(4)
        .map(|line| line.split(':').next().unwrap());
    let stages: Vec<&str> = lines.collect();
    assert_eq!(
        stages,
        [
            "Received",
            "Assigned to a unit",
            "Under investigation",
            "Answered"
        ]
    );
    assert!(
        text.lines()
            .take(4)
            .all(|line| line.ends_with("(±\u{a0}32)")),
        "{text}"
    );
}

#[tokio::test]
async fn corrections_are_told_with_their_reason_in_the_readers_language() {
    let server = with_figures().await;
    let first = ReleaseId::first(FAMILY, month("1405-07"));
    let second = ReleaseId::first(FamilyId::QuarterProvince, "1405-q3".parse().unwrap());
    let reason = Notice {
        en: "Some were <counted> twice & more.".parse().unwrap(),
        fa: "برخی دو بار شمرده شده بود.".parse().unwrap(),
    };
    let moment = server.clock.now() + SignedDuration::from_mins(100);
    let hour = moment.as_millisecond() / 3_600_000 * 3_600_000;
    server.clock.set(moment);
    for (id, correction) in [(first, Correction::Withdraw), (second, Correction::Replace)] {
        releases::correct(
            &server,
            &server.catalogue,
            id,
            reason.clone(),
            correction,
            &By::System,
        )
        .await
        .unwrap();
    }
    for (path, withdrawn, replaced, says) in [
        (
            "/en/feed.atom",
            "Withdrawn: Reports by category, by month, Mehr 1405",
            "Corrected: Reports by province, by quarter, Autumn 1405",
            reason.en.as_str(),
        ),
        (
            "/feed.json",
            "پس گرفته شد: گزارش‌های ماه به تفکیک موضوع، مهر ۱۴۰۵",
            "اصلاح شد: گزارش‌های فصل به تفکیک استان، پاییز ۱۴۰۵",
            reason.fa.as_str(),
        ),
    ] {
        let feed = read(&server, path).await;
        let corrections = of(&feed, "correction");
        let titles: BTreeSet<&str> = corrections.iter().map(|entry| title(entry)).collect();
        assert_eq!(titles, BTreeSet::from([withdrawn, replaced]));
        // What was told before says so too, and is news again.
        let wrong: Vec<_> = of(&feed, "release")
            .into_iter()
            .filter(|entry| {
                let title = title(entry);
                title.starts_with("No longer valid: ") || title.starts_with("دیگر معتبر نیست: ")
            })
            .collect();
        assert_eq!(wrong.len(), 2, "{path}");
        for entry in wrong {
            let (published, updated) = (entry.published.unwrap(), entry.updated.unwrap());
            assert_eq!(updated.timestamp_millis(), hour, "{path}");
            assert!(published < updated, "{path}");
        }
        for entry in corrections {
            let text = entry.content.as_ref().unwrap().body.as_ref().unwrap();
            assert!(text.starts_with(says), "{text}");
            let at = entry.updated.unwrap().timestamp_millis();
            assert_eq!(at, hour, "a whole hour");
            let target = if title(entry) == withdrawn {
                first
            } else {
                second.next()
            };
            assert!(
                entry.links[0]
                    .href
                    .ends_with(&format!("/statistics/{target}"))
            );
        }
    }
}

#[tokio::test]
async fn it_stays_the_same_bytes_until_there_is_news() {
    let server = with_figures().await;
    let mut before = Vec::new();
    for path in PATHS {
        let answer = server.get(path).await;
        let tag = answer.headers()[ETAG].clone();
        before.push((tag, answer.bytes().await.unwrap()));
    }
    // A report comes in, a day goes by: nothing that was published changes.
    server
        .clock
        .set(server.clock.now() + SignedDuration::from_hours(24));
    file_now(&server).await;
    server.settle().await;
    for (path, (tag, body)) in PATHS.into_iter().zip(&before) {
        assert_eq!(bytes(&server, path).await, body.to_vec(), "{path}");
        let again = server
            .client
            .get(server.at(path))
            .header(IF_NONE_MATCH, tag);
        assert_eq!(again.send().await.unwrap().status(), 304);
    }
    let said = Said {
        title: Some(Bilingual {
            fa: "کندی".to_owned(),
            en: Some("Slow".to_owned()),
        }),
        text: Bilingual {
            fa: "کند است.".to_owned(),
            en: Some("It is slow.".to_owned()),
        },
    };
    let id = IncidentId::draw(Entropy::system());
    let incidents = &server.incidents;
    incidents
        .open(&id, Kind::Disruption, &said, "test")
        .await
        .unwrap();
    for (path, (tag, _)) in PATHS.into_iter().zip(&before) {
        assert_ne!(server.get(path).await.headers()[ETAG], tag, "{path}");
    }
}
