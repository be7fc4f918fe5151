//! A reporter's own feed: what it says, what it never says, and who gets it.

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{CACHE_CONTROL, ETAG, HeaderMap};
use serde_json::{Value, json};

use super::*;

/// The beginning of that day there.
const MIDNIGHT: Timestamp = Timestamp::constant(1_795_511_100 - (12 * 60 + 35) * 60, 0);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const QUESTION: &str = "کدام خیابان؟";

/// The paths of the two addresses on a page.
fn addresses(server: &TestServer, html: &str) -> [String; 2] {
    let before = format!("<code>{}", server.url);
    let mut found = html
        .split(&before)
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned());
    [found.next().unwrap(), found.next().unwrap()]
}

/// Asks for an address on the report's page.
async fn made(server: &TestServer, prefix: &str, number: &str) -> [String; 2] {
    let typed = fields(&[("number", number)]);
    let (_, html) = page(post(server, &format!("{prefix}/track"), &typed).await).await;
    let action = format!("{prefix}/track/feed");
    let (status, html) = page(post(server, &action, &hidden(&html, &action)).await).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(!html.contains(number));
    addresses(server, &html)
}

async fn feed(server: &TestServer, path: &str) -> (HeaderMap, Vec<u8>) {
    let answer = server.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    let headers = answer.headers().clone();
    (headers, answer.bytes().await.unwrap().to_vec())
}

/// Status, headers and body, as far as they do not change by themselves.
async fn told(server: &TestServer, path: &str) -> (StatusCode, HeaderMap, String) {
    let answer = server.get(path).await;
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    headers.remove("date");
    (status, headers, answer.text().await.unwrap())
}

#[tokio::test]
async fn it_tells_what_happened_and_when_and_no_more() {
    let server = standing().await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    let [atom, json] = made(&server, "", &number).await;
    staff.takes(&server, &number).await;
    staff.asks(&server, &number, QUESTION).await;
    let html = tracked(&server, &number).await;
    let answer = with(
        hidden(&html, "/track/answers"),
        &[("message", "خیابان بهار")],
    );
    page(post(&server, "/track/answers", &answer).await).await;
    staff.takes_a_step(&server, &number).await;
    server.clock.set(NOON + 3 * DAY);
    staff.resolves(&server, &number).await;
    server.clock.set(NOON + 4 * DAY);

    let report = id(&server, &number).await;
    let [in_english, _] = made(&server, "/en", &number).await;
    assert_eq!(told(&server, &atom).await.0, StatusCode::NOT_FOUND);
    let [atom, json] = {
        let again = made(&server, "", &number).await;
        assert_ne!(again, [atom, json], "drawn anew");
        again
    };
    assert_eq!(told(&server, &in_english).await.0, StatusCode::NOT_FOUND);
    let secret = atom
        .trim_start_matches("/following/")
        .trim_end_matches(".atom");
    assert_eq!(secret.len(), 43);

    for (path, kind) in [
        (&atom, "application/atom+xml; charset=utf-8"),
        (&json, "application/feed+json"),
        (&format!("/en{atom}"), "application/atom+xml; charset=utf-8"),
    ] {
        let (headers, body) = feed(&server, path).await;
        assert_eq!(headers["content-type"], kind);
        assert_eq!(headers[CACHE_CONTROL], "private, no-store");
        assert_eq!(headers["x-robots-tag"], "noindex, nofollow");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert!(!headers.contains_key(ETAG) && !headers.contains_key("last-modified"));
        let read = feed_rs::parser::parse(body.as_slice()).unwrap();
        let prefix = if path.starts_with("/en") { "/en" } else { "" };
        let titles: Vec<&str> = read
            .entries
            .iter()
            .map(|entry| entry.title.as_ref().unwrap().content.as_str())
            .collect();
        let expected = if prefix.is_empty() {
            [
                "رسیدگی به گزارشتان به پایان رسید",
                "یک گام دیگر در رسیدگی به گزارشتان برداشتیم",
                "پاسخ شما به دست ما رسید",
                "از شما پرسشی داریم",
                "گزارشتان را به واحد رسیدگی سپردیم",
                "موضوع و اولویت گزارشتان را مشخص کردیم",
                "گزارشتان به دست ما رسید",
                "گزارش شما ثبت شد",
            ]
        } else {
            [
                "We finished looking into your report",
                "We took another step in looking into your report",
                "We received your answer",
                "We have a question for you",
                "We passed your report to a unit",
                "We decided the category and priority of your report",
                "We received your report",
                "Your report has been recorded",
            ]
        };
        assert_eq!(titles, expected);
        let text = String::from_utf8(body).unwrap();
        for entry in &read.entries {
            assert!(
                entry.links[0].href.ends_with(&format!("{prefix}/track")),
                "{:?}",
                entry.links
            );
            let at = entry.updated.unwrap().timestamp_millis();
            assert!(entry.published.unwrap().timestamp_millis() <= at);
        }
        let moments: Vec<i64> = read
            .entries
            .iter()
            .map(|entry| entry.updated.unwrap().timestamp_millis())
            .collect();
        assert!(moments.is_sorted_by(|a, b| a > b), "{moments:?}");
        // Days, whoever did it.
        assert_eq!(moments[0], (MIDNIGHT + 3 * DAY).as_millisecond());
        assert_eq!(*moments.last().unwrap(), MIDNIGHT.as_millisecond());
        for secret in [
            secret,
            report.as_str(),
            &number,
            &number.replace([' ', '-'], ""),
            NARRATIVE,
            QUESTION,
            "خیابان بهار",
            "چراغ",
            "omission",
            "IR-23",
            "شهرداری",
            "public-rights",
            "substantiated",
            "تأیید شد",
            "گزارش‌دهنده نمی‌بیند",
            staff.intake.login.as_str(),
            staff.investigator.login.as_str(),
            staff.investigator.id.as_str(),
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[tokio::test]
async fn that_staff_read_the_report_changes_no_byte() {
    let server = standing().await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    staff.takes(&server, &number).await;
    let paths = made(&server, "", &number).await;
    server.clock.set(NOON + DAY);
    let mut before = Vec::new();
    for path in &paths {
        before.push(told(&server, path).await);
    }
    server.clock.set(NOON + 2 * DAY);
    staff.reads(&server, &number).await;
    for (path, before) in paths.iter().zip(before) {
        assert_eq!(told(&server, path).await, before);
    }
    // What comes after it has the number that it would have had.
    staff.takes_a_step(&server, &number).await;
    server.clock.set(NOON + 3 * DAY);
    let (_, body) = feed(&server, &paths[0]).await;
    let read = feed_rs::parser::parse(body.as_slice()).unwrap();
    assert!(
        read.entries[0].id.ends_with("/5/fa"),
        "{}",
        read.entries[0].id
    );
}

#[tokio::test]
async fn a_day_is_told_when_it_is_over_and_no_length_tells_of_a_step() {
    let server = standing().await;
    let staff = Staff::of(&server).await;
    let (number, _) = filed(&server).await;
    let paths = made(&server, "", &number).await;
    let steps = async |path: &str| {
        let (headers, body) = feed(&server, path).await;
        assert_eq!(body.len() % (16 * 1024), 0, "{path}");
        assert_eq!(headers["content-length"], body.len().to_string());
        let read = feed_rs::parser::parse(body.as_slice()).unwrap();
        (read.entries.len(), body.len())
    };
    for path in &paths {
        server.clock.set(NOON);
        let first = told(&server, path).await;
        let (none, length) = steps(path).await;
        assert_eq!(none, 0);
        server
            .clock
            .set(MIDNIGHT + DAY - SignedDuration::from_millis(1));
        assert_eq!(told(&server, path).await, first, "all day long");
        server.clock.set(MIDNIGHT + DAY);
        assert_eq!(steps(path).await, (1, length));
    }
    server.clock.set(NOON + DAY);
    let before = told(&server, &paths[0]).await;
    staff.takes(&server, &number).await;
    assert_eq!(told(&server, &paths[0]).await, before, "nothing of today");
    server.clock.set(MIDNIGHT + 2 * DAY);
    let (all, _) = steps(&paths[0]).await;
    assert_eq!(all, 4);
}

#[tokio::test]
async fn whatever_leads_nowhere_is_answered_and_counted_alike() {
    let server = standing().await;
    let (number, _) = filed(&server).await;
    let [revoked, _] = made(&server, "", &number).await;
    let html = tracked(&server, &number).await;
    let action = "/track/feed/revocation";
    for _ in 0..2 {
        let (status, html) = page(post(&server, action, &hidden(&html, action)).await).await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains("نشانی خبرخوان باطل شد"));
        assert!(!html.contains("action=\"/track/feed/revocation\""));
    }
    let unknown = format!("/following/{}.atom", "A".repeat(43));
    let first = told(&server, &unknown).await;
    assert_eq!(first.0, StatusCode::NOT_FOUND);
    assert_eq!(first.1[CACHE_CONTROL], "private, no-store");
    let wrong = [
        revoked.clone(),
        revoked.replace(".atom", ".json"),
        revoked.replace(".atom", ""),
        revoked.replace(".atom", ".rss"),
        "/following/x.atom".to_owned(),
        "/following/%ff.atom".to_owned(),
        format!("/following/{}.json", number.replace(' ', "")),
        "/following/a/b.atom".to_owned(),
    ];
    for path in &wrong {
        assert_eq!(told(&server, path).await, first, "{path}");
    }
    // A feed reader that goes on asking for an address that was given up takes nothing from the guesses that reporters
    // behind the same address of the network have for their numbers.
    for _ in 0..100 {
        assert_eq!(told(&server, &revoked).await.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(tries_left(&server), 60);
    let (status, _) = page(post(&server, "/track", &fields(&[("number", &number)])).await).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_copy_of_the_database_gives_no_address_and_names_no_followed_report() {
    let server = standing().await;
    let (number, _) = filed(&server).await;
    let [atom, _] = made(&server, "", &number).await;
    let report = id(&server, &number).await;
    let secret = atom
        .trim_start_matches("/following/")
        .trim_end_matches(".atom");
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I', tablename) from pg_tables where schemaname = 'public'",
    )
    .fetch_all(&server.pool)
    .await
    .unwrap();
    assert!(tables.iter().any(|table| table == "report_feeds"));
    let mut owner = server.test_database.owner().await;
    for table in tables {
        let rows: Vec<String> = sqlx::query_scalar(&format!("select t::text from {table} t"))
            .fetch_all(&mut owner)
            .await
            .unwrap();
        let text = rows.join("\n");
        for hidden in [
            secret.to_owned(),
            hex::encode(secret),
            number.replace(' ', ""),
        ] {
            assert!(!text.contains(&hidden), "{table} holds {hidden}");
        }
        if table == "report_feeds" {
            assert_eq!(rows.len(), 1);
            for hidden in [report.to_string(), hex::encode(report.as_str())] {
                assert!(!text.contains(&hidden), "{text}");
            }
        }
    }
}

#[tokio::test]
async fn programs_ask_for_it_and_end_it() {
    let server = standing().await;
    let (number, _) = filed(&server).await;
    let body = json!({"tracking_number": number});
    let ask = async |path: &str| {
        let answer = server.post_json(path, &body).await;
        assert_eq!(answer.headers()[CACHE_CONTROL], "no-store");
        let status = answer.status().as_u16();
        (status, answer.json::<Value>().await.unwrap())
    };
    let has_feed = async || ask("/api/v1/track").await.1["has_feed"].clone();
    assert_eq!(has_feed().await, false);
    let (status, made) = ask("/api/v1/track/feed").await;
    assert_eq!(status, 201);
    assert_eq!(has_feed().await, true);
    server.clock.set(NOON + DAY);
    for format in ["atom", "json"] {
        let address = made[format].as_str().unwrap();
        let path = address.strip_prefix(&server.url).unwrap();
        let (_, body) = feed(&server, path).await;
        assert_eq!(
            feed_rs::parser::parse(body.as_slice())
                .unwrap()
                .entries
                .len(),
            1
        );
    }
    let revoked = ask("/api/v1/track/feed/revocation").await;
    assert_eq!(revoked, (200, json!({"revoked": true})));
    let revoked = ask("/api/v1/track/feed/revocation").await;
    assert_eq!(revoked, (200, json!({"revoked": false})));
    let address = made["atom"].as_str().unwrap();
    assert_eq!(
        server.client.get(address).send().await.unwrap().status(),
        404
    );
    let unknown = json!({"tracking_number": "1234"});
    for path in ["/api/v1/track/feed", "/api/v1/track/feed/revocation"] {
        assert_eq!(server.post_json(path, &unknown).await.status(), 422);
    }
}
