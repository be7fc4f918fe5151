//! The feeds, as other programs read them.

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use sajam::entropy::Entropy;
use sajam::status::{Change, IncidentId, Kind};

use super::*;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

#[tokio::test]
async fn other_programs_read_incidents_in_both_languages() {
    let server = server().await;
    let id = IncidentId::draw(Entropy::system());
    let opened = said(
        "کندی صفحه‌ها",
        "صفحه‌ها کند باز می‌شوند.",
        Some("Pages open slowly."),
    );
    let incidents = &server.incidents;
    server.clock.set(MORNING + 17 * MINUTE);
    incidents
        .open(&id, Kind::Disruption, &opened, "test")
        .await
        .unwrap();
    // The same form again opens nothing.
    incidents
        .open(&id, Kind::Disruption, &opened, "test")
        .await
        .unwrap();
    let other = IncidentId::draw(Entropy::system());
    let persian = said("قطعی شبانه", "امشب از ساعت ۲ تا ۳.", None);
    incidents
        .open(&other, Kind::Maintenance, &persian, "test")
        .await
        .unwrap();
    server.clock.set(MORNING + 3 * HOUR + 59 * MINUTE);
    let closed = said("", "درست شد.", Some("It is fixed."));
    incidents
        .add(&id, None, Change::Closed, &closed, "test")
        .await
        .unwrap();

    for (prefix, title, text, untranslated) in [
        (
            "",
            "پایان یافت: کندی صفحه‌ها",
            "درست شد.",
            "رخداد: قطعی شبانه",
        ),
        (
            "/en",
            "Closed: Slow pages",
            "It is fixed.",
            "Incident: قطعی شبانه",
        ),
    ] {
        for format in ["atom", "json"] {
            let path = format!("{prefix}/feed.{format}");
            let answer = server.get(&path).await;
            assert_eq!(answer.status(), 200, "{path}");
            let kind = answer.headers()[CONTENT_TYPE].to_str().unwrap().to_owned();
            assert!(
                kind.starts_with(&format!(
                    "application/{}",
                    if format == "atom" {
                        "atom+xml"
                    } else {
                        "feed+json"
                    }
                )),
                "{kind}"
            );
            let tag = answer.headers()[ETAG].clone();
            let body = answer.bytes().await.unwrap();
            let feed = feed_rs::parser::parse(body.as_ref()).unwrap();
            let [first, second] = feed.entries.as_slice() else {
                panic!("two entries in {path}")
            };
            assert_eq!(first.title.as_ref().unwrap().content, title);
            assert_eq!(second.title.as_ref().unwrap().content, untranslated);
            let language = if prefix.is_empty() { "fa" } else { "en" };
            assert_eq!(
                first.id,
                format!("tag:test.example,2026-11-24:log/incident/{id}/{language}")
            );
            assert_eq!(
                first.links[0].href,
                format!("https://sajam.example.ir{prefix}/status/incidents/{id}")
            );
            let body_text = first.content.as_ref().unwrap().body.as_ref().unwrap();
            assert!(body_text.contains(text), "{body_text}");
            // Whole hours, whatever the minute.
            let whole_hour = |at: Timestamp| at.as_millisecond() / 3_600_000 * 3_600_000;
            assert_eq!(
                first.published.unwrap().timestamp_millis(),
                whole_hour(MORNING + 17 * MINUTE)
            );
            assert_eq!(
                first.updated.unwrap().timestamp_millis(),
                whole_hour(MORNING + 3 * HOUR + 59 * MINUTE)
            );
            let own = feed
                .links
                .iter()
                .find(|link| link.rel.as_deref() == Some("self"));
            if format == "atom" {
                assert_eq!(own.unwrap().href, format!("https://sajam.example.ir{path}"));
            } else {
                assert!(
                    String::from_utf8_lossy(&body)
                        .contains(&format!("\"feed_url\":\"https://sajam.example.ir{path}\""))
                );
            }
            let again = server
                .client
                .get(server.at(&path))
                .header(IF_NONE_MATCH, tag)
                .header("host", "evil.example");
            let again = again.send().await.unwrap();
            assert_eq!(again.status(), 304, "{path}");
            let evil = server
                .client
                .get(server.at(&path))
                .header("host", "evil.example")
                .send()
                .await
                .unwrap();
            assert!(!evil.text().await.unwrap().contains("evil.example"));
        }
        let page = page(&server, &format!("{prefix}/status")).await;
        for format in ["atom", "json"] {
            assert!(
                page.contains(&format!("href=\"{prefix}/feed.{format}\" title=")),
                "autodiscovery"
            );
        }
    }
    let english = page(&server, "/en/status").await;
    assert!(
        english.contains("lang=\"fa\" dir=\"rtl\">قطعی شبانه"),
        "the title's language is named"
    );
    let one = page(&server, &format!("/en/status/incidents/{id}")).await;
    assert!(one.contains("Pages open slowly.") && one.contains("It is fixed."));
    assert_eq!(server.get("/status/incidents/x").await.status(), 404);
}

#[tokio::test]
async fn what_is_over_within_an_hour_is_news_all_the_same() {
    let server = server().await;
    let incidents = &server.incidents;
    let first = |body: &[u8]| {
        let feed = feed_rs::parser::parse(body).unwrap();
        let entry = &feed.entries[0];
        assert_eq!(feed.updated.unwrap(), entry.updated.unwrap());
        (
            entry.id.clone(),
            entry.published.unwrap().timestamp_millis(),
            entry.updated.unwrap().timestamp_millis(),
        )
    };
    incidents.set(Kind::LogHalted, true).await.unwrap();
    let opened = first(&server.get("/feed.atom").await.bytes().await.unwrap());
    server.clock.set(MORNING + 3 * MINUTE);
    incidents.set(Kind::LogHalted, false).await.unwrap();
    let closed = first(&server.get("/feed.atom").await.bytes().await.unwrap());
    let hour = MORNING.as_millisecond() / 3_600_000 * 3_600_000;
    assert_eq!((opened.1, opened.2), (hour, hour));
    assert_eq!(closed, (opened.0, hour, hour + 1000));
}

#[tokio::test]
async fn an_empty_feed_is_a_feed() {
    let server = server().await;
    for path in ["/feed.atom", "/en/feed.json"] {
        let body = server.get(path).await.bytes().await.unwrap();
        let feed = feed_rs::parser::parse(body.as_ref()).unwrap();
        assert!(feed.entries.is_empty());
    }
}

#[tokio::test]
async fn the_history_has_pages() {
    let server = server().await;
    for number in 0..45 {
        server.clock.set(MORNING - (45 - number) * 2 * DAY);
        server.incidents.set(Kind::LogHalted, true).await.unwrap();
        assert!(!server.incidents.set(Kind::LogHalted, true).await.unwrap());
        assert!(server.incidents.set(Kind::LogHalted, false).await.unwrap());
    }
    server.clock.set(MORNING);
    let mut path = "/en/status".to_owned();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let page = page(&server, &path).await;
        let history = page.split("id=\"history\"").nth(1).unwrap();
        let links = history.split("<h4><a href=\"").skip(1);
        seen.extend(links.map(|rest| rest.split('"').next().unwrap().to_owned()));
        path = history
            .split("rel=\"next\" href=\"")
            .nth(1)
            .map_or_else(String::new, |rest| {
                rest.split('#').next().unwrap().to_owned()
            });
        assert!(history.contains("2026</h3>"), "months are named");
    }
    assert!(path.is_empty(), "three pages");
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((all, seen.len()), (45, 45));
}
