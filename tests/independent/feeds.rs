//! The feeds of a real server by validators in Python; `feeds.py` names them.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use sajam::clock::Clock;
use sajam::entropy::Entropy;
use sajam::http::SiteSettings;
use sajam::service::releases::{self, Correction, due_at};
use sajam::status::{Bilingual, Change, IncidentId, Kind, Said};
use sajam_aggregates::release::Notice;
use sajam_aggregates::{By, Category};
use sajam_statistics::ReleaseId;
use serde_json::{Value, json};

use super::ask;
use crate::support::months::{FAMILY, file, month};
use crate::support::{TestOptions, TestServer};

const ORIGIN: &str = "https://sajam.example.ir";

fn said(title: &str, text: &str, en: Option<&str>) -> Said {
    let both = |fa: &str| Bilingual {
        fa: fa.to_owned(),
        en: en.map(str::to_owned),
    };
    Said {
        title: Some(both(title)),
        text: both(text),
    }
}

/// A feed as it was fetched.
async fn fetch(server: &TestServer, path: &str) -> Value {
    let answer = server.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    let kind = answer.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    json!({ "url": format!("{ORIGIN}{path}"), "type": kind, "body": answer.text().await.unwrap() })
}

fn faults(feeds: &[Value]) -> Vec<Vec<String>> {
    let answer = ask("feeds.py", &serde_json::to_vec(feeds).unwrap());
    serde_json::from_value(answer).unwrap()
}

const FEEDS: [&str; 4] = ["/feed.atom", "/feed.json", "/en/feed.atom", "/en/feed.json"];

async fn all(server: &TestServer) -> Vec<Value> {
    let mut feeds = Vec::new();
    for path in FEEDS {
        feeds.push(fetch(server, path).await);
    }
    feeds
}

async fn server() -> TestServer {
    let options = TestOptions {
        clock: Clock::set_to(month("1405-07").start()),
        setting: SiteSettings {
            public_origin: Some(ORIGIN.to_owned()),
            ..SiteSettings::default()
        },
        ..TestOptions::default()
    };
    TestServer::start_with(options).await
}

#[tokio::test]
async fn other_peoples_validators_find_nothing_wrong_with_the_feeds() {
    let server = server().await;
    assert_eq!(faults(&all(&server).await), [[""; 0]; 4], "without entries");

    // Incidents: in one language and in both, with markup in the words, over and not.
    let incidents = &server.incidents;
    let words = [
        said(
            "کندی <b>صفحه‌ها</b> & \"فرم‌ها\"",
            "]]> یک\nدو",
            Some("Slow <pages> & 'forms'"),
        ),
        said("قطعی شبانه", "امشب از ساعت ۲ تا ۳.", None),
    ];
    for (words, kind) in words.iter().zip([Kind::Disruption, Kind::Maintenance]) {
        let id = IncidentId::draw(Entropy::system());
        incidents.open(&id, kind, words, "test").await.unwrap();
        server
            .clock
            .set(server.clock.now() + SignedDuration::from_hours(3));
        if kind == Kind::Disruption {
            incidents
                .add(&id, None, Change::Closed, words, "test")
                .await
                .unwrap();
        }
    }
    incidents.set(Kind::LogHalted, true).await.unwrap();
    // Releases of every cadence but the year.
    file(&server, "1405-07", 9, Category::Bribery).await;
    server.settle().await;
    server.clock.set(due_at(month("1405-q3")));
    for due in releases::plan(&server).await.unwrap() {
        releases::publish(
            &server,
            &server.catalogue,
            due.family,
            due.period,
            &By::System,
        )
        .await
        .unwrap();
    }
    // Corrections, with markup in their reason.
    let first = ReleaseId::first(FAMILY, month("1405-07"));
    for (id, correction) in [
        (first, Correction::Replace),
        (first.next(), Correction::Withdraw),
    ] {
        let reason = Notice {
            en: "<b>Some</b> were counted twice & more".parse().unwrap(),
            fa: "برخی <دو بار> شمرده شد & بیشتر".parse().unwrap(),
        };
        releases::correct(
            &server,
            &server.catalogue,
            id,
            reason,
            correction,
            &By::System,
        )
        .await
        .unwrap();
    }
    let feeds = all(&server).await;
    assert_eq!(faults(&feeds), [[""; 0]; 4]);
    for feed in &feeds {
        let read = feed_rs::parser::parse(feed["body"].as_str().unwrap().as_bytes()).unwrap();
        let kinds: BTreeSet<&str> = read
            .entries
            .iter()
            .map(|entry| entry.categories[0].term.as_str())
            .collect();
        let expected = ["correction", "incident", "methodology", "release", "week"];
        assert_eq!(kinds, BTreeSet::from(expected), "{}", feed["url"]);
    }

    // That they would say so.
    let changed = |feed: &Value, from: &str, to: &str| {
        let mut feed = feed.clone();
        let body = feed["body"].as_str().unwrap();
        assert!(body.contains(from), "{from}");
        feed["body"] = Value::from(body.replacen(from, to, 1));
        feed
    };
    let (atom, json) = (&feeds[0], &feeds[1]);
    let wrong = [
        changed(atom, "</title>", "</title><title>a second one</title>"),
        changed(atom, "<updated>", "<updated>on "),
        changed(atom, "/feed.atom\"", "/other.atom\""),
        changed(atom, "&amp;", "&"),
        changed(atom, "<id>tag:", "<id>"),
        changed(
            json,
            "\"date_published\":\"2026-",
            "\"date_published\":\"26-",
        ),
        changed(json, "\"items\"", "\"entries\""),
        changed(json, "\"content_text\"", "\"content\""),
    ];
    for (at, faults) in faults(&wrong).iter().enumerate() {
        assert!(!faults.is_empty(), "wrong feed {at}");
    }
}
