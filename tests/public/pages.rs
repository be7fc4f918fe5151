//! Pages and files as a browser gets them.

use std::time::Duration;

use jiff::SignedDuration;
use reqwest::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, SET_COOKIE};
use sajam::http::SiteSettings;
use sajam::service::releases::{self, due_at};
use sajam_aggregates::{By, Category};
use sha2::{Digest, Sha256};

use crate::support::months::{FAMILY, file, month, server_with};
use crate::support::{TestOptions, TestServer};

const PAGES: [&str; 12] = [
    "/",
    "/how-it-works",
    "/methodology",
    "/glossary",
    "/verify",
    "/statistics",
    "/statistics/month-category-1405-07",
    "/statistics/tables/month-category",
    "/statistics/categories/bribery",
    "/statistics/provinces/IR-23",
    "/problems/conflict",
    "/problems/already-resolved",
];

async fn published() -> TestServer {
    let server = server_with(40).await;
    releases::publish(
        &server,
        &server.catalogue,
        FAMILY,
        month("1405-07"),
        &By::System,
    )
    .await
    .unwrap();
    server
}

async fn not_modified(server: &TestServer, path: &str, tag: &str) -> bool {
    let answer = server
        .client
        .get(server.at(path))
        .header(IF_NONE_MATCH, tag)
        .send()
        .await
        .unwrap();
    let is_so = answer.status() == 304;
    assert!(!is_so || answer.headers()[ETAG] == tag);
    is_so && answer.bytes().await.unwrap().is_empty()
}

#[tokio::test]
async fn every_page_exists_in_both_languages_is_kept_a_minute_and_sets_no_cookie() {
    let server = published().await;
    for path in PAGES {
        for (prefix, lang) in [("", "fa"), ("/en", "en")] {
            let path = format!("{prefix}{path}");
            let answer = server.get(&path).await;
            assert_eq!(answer.status(), 200, "{path}");
            let headers = answer.headers().clone();
            assert_eq!(headers[CACHE_CONTROL], "public, max-age=60", "{path}");
            assert_eq!(headers[CONTENT_TYPE], "text/html; charset=utf-8", "{path}");
            assert!(!headers.contains_key(SET_COOKIE), "{path}");
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'"), "{path}");
            let html = answer.text().await.unwrap();
            assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{path}");
            for inline in [
                "<script",
                "<style",
                " style=",
                ">public-",
                ">statistics-",
                ">glossary-",
                "{$",
            ] {
                assert!(!html.contains(inline), "{path} has {inline}");
            }
            let tag = headers[ETAG].to_str().unwrap();
            assert_eq!(
                tag,
                format!("\"{}\"", hex::encode(Sha256::digest(html.as_bytes())))
            );
            assert!(not_modified(&server, &path, tag).await, "{path}");
            assert!(!not_modified(&server, &path, "\"other\"").await, "{path}");
        }
    }
}

#[tokio::test]
async fn links_lead_somewhere() {
    let server = published().await;
    let mut seen = std::collections::BTreeSet::new();
    for path in PAGES {
        let html = server.get(path).await.text().await.unwrap();
        for href in html.split(" href=\"").skip(1) {
            let href = href.split('"').next().unwrap();
            let (page, anchor) = href.split_once('#').unwrap_or((href, ""));
            // Reporters' and staff's pages have tests of their own; other sites are not asked.
            if ["/report", "/track", "/staff", "https://spdx.org/"]
                .iter()
                .any(|other| page.starts_with(other))
                || !seen.insert(href.to_owned())
            {
                continue;
            }
            let page = if page.is_empty() { path } else { page };
            let answer = server.get(page).await;
            assert_eq!(answer.status(), 200, "{href} on {path}");
            if !anchor.is_empty() {
                let html = answer.text().await.unwrap();
                assert!(
                    html.contains(&format!("id=\"{anchor}\"")),
                    "{href} on {path}"
                );
            }
        }
    }
    assert!(seen.len() > 15, "{seen:?}");
}

#[tokio::test]
async fn a_releases_files_are_the_stored_bytes_forever_and_for_other_sites_too() {
    let server = published().await;
    let page = server
        .get("/statistics/month-category-1405-07")
        .await
        .text()
        .await
        .unwrap();
    let mut before = Vec::new();
    for (name, kind) in [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("json", "application/json"),
    ] {
        let path = format!("/statistics/month-category-1405-07/month-category.{name}");
        let answer = server.get(&path).await;
        assert_eq!(answer.status(), 200);
        let headers = answer.headers().clone();
        assert_eq!(
            headers[CACHE_CONTROL],
            "public, max-age=31536000, immutable"
        );
        assert_eq!(headers[CONTENT_TYPE], kind);
        assert_eq!(headers["access-control-allow-origin"], "*");
        assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
        let bytes = answer.bytes().await.unwrap();
        let hash = hex::encode(Sha256::digest(&bytes));
        assert_eq!(headers[ETAG], format!("\"{hash}\""));
        assert!(page.contains(&hash), "the page says the hash of {name}");
        assert!(not_modified(&server, &path, headers[ETAG].to_str().unwrap()).await);
        before.push((path, bytes));
    }

    // Whatever happens afterwards, the release stays what it is.
    file(&server, "1405-07", 60, Category::Bribery).await;
    file(&server, "1405-08", 60, Category::Labour).await;
    server.settle().await;
    server.clock.set(due_at(month("1405-08")));
    releases::publish(
        &server,
        &server.catalogue,
        FAMILY,
        month("1405-08"),
        &By::System,
    )
    .await
    .unwrap();
    for (path, bytes) in before {
        assert_eq!(server.get(&path).await.bytes().await.unwrap(), bytes);
    }
    // Where it announced the next figures, it leads to them.
    let again = server.get("/statistics/month-category-1405-07").await;
    let announced = "<dd>آبان ۱۴۰۵: ۸ آذر ۱۴۰۵، ساعت ۹ صبح</dd>";
    let out = r#"<dd><a rel="next" href="/statistics/month-category-1405-08">آبان ۱۴۰۵</a></dd>"#;
    assert!(page.contains(announced), "{page}");
    assert_eq!(again.text().await.unwrap(), page.replace(announced, out));
}

#[tokio::test]
async fn figures_that_are_not_out_are_no_mistaken_address() {
    let server = published().await;
    for (path, said, table) in [
        (
            "/statistics/month-category-1410-01",
            "آمار این دوره منتشر نشده است",
            "/statistics/tables/month-category",
        ),
        (
            "/en/statistics/quarter-appeal-1405-q1",
            "The figures for this period have not been published",
            "/en/statistics/tables/quarter-appeal",
        ),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), 404);
        let other = server.get("/statistics/nothing-like-that").await;
        assert_eq!(other.status(), 404);
        let names = |answer: &reqwest::Response| -> Vec<String> {
            let headers = answer.headers();
            let told = headers.iter().filter(|(name, _)| *name != "date");
            told.filter(|(name, _)| !["content-length", "x-request-id"].contains(&name.as_str()))
                .map(|(name, value)| format!("{name}: {value:?}"))
                .collect()
        };
        assert_eq!(names(&answer), names(&other), "{path}");
        let text = answer.text().await.unwrap();
        assert!(text.contains(said), "{text}");
        assert!(text.contains(&format!("href=\"{table}\"")), "{text}");
    }
}

#[tokio::test]
async fn what_comes_first_is_known_before_anything_of_it_is_out() {
    let server = published().await;
    let text = async |path: &str| server.get(path).await.text().await.unwrap();
    // From the month that is out; its year is over on the last day of Esfand.
    let front = text("/en/statistics").await;
    assert!(front.contains("year 1405: 28 March 2027, 9am"), "{front}");
    let table = text("/en/statistics/tables/year-province-category").await;
    let said = "The next figures, for year 1405, will be published on 28 March 2027 at 9am.";
    assert!(table.contains(said), "{table}");
    let category = text("/en/statistics/categories/bribery").await;
    assert!(
        category.contains("The yearly table by province and category has not been published yet.")
    );
    let month = text("/en/statistics/month-category-1405-07").await;
    assert!(
        month.contains("Mehr 1405 (23 September – 22 October 2026)"),
        "{month}"
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = published().await;
    for path in [
        "/statistics/month-category-1405-06",
        "/statistics/..%2f..%2fetc%2fpasswd",
        "/statistics/%D8%A2",
        "/statistics/month-category-1405-07/other.csv",
        "/statistics/month-category-1405-07/..%2fmonth-category.csv",
        "/statistics/month-category-1405-07-r2/month-category.csv",
        "/problems/nonesuch",
        "/.well-known/security.txt",
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.headers()[CACHE_CONTROL], "no-store", "{path}");
    }
}

#[tokio::test]
async fn the_next_figures_are_announced_from_what_is_out_alone() {
    let server = published().await;
    let text = |server: &TestServer| {
        let request = server.client.get(server.at("/en/statistics"));
        async move { request.send().await.unwrap().text().await.unwrap() }
    };
    assert!(
        text(&server)
            .await
            .contains("Aban 1405: 29 November 2026, 9am")
    );
    // It says the same whenever it is read: a page that changed with the clock could not be kept.
    server
        .clock
        .set(due_at(month("1405-08")) + SignedDuration::from_millis(1));
    assert!(text(&server).await.contains("Aban 1405: 29 November 2026"));
}

#[tokio::test]
async fn the_log_shows_its_key_and_its_newest_checkpoint() {
    let clock = sajam::clock::Clock::set_to(month("1405-07").start());
    let server = TestServer::start_with(TestOptions {
        clock,
        ..TestOptions::default()
    })
    .await;
    let key = server.get("/ledger/key").await;
    assert_eq!(key.headers()[CONTENT_TYPE], "text/plain; charset=utf-8");
    let key = key.text().await.unwrap();
    let key = sajam_ledger::VerifierKey::parse(key.trim_end()).unwrap();
    let note = loop {
        let answer = server.get("/ledger/checkpoint").await;
        if answer.status() == 200 {
            assert_eq!(answer.headers()[CACHE_CONTROL], "public, max-age=10");
            break answer.text().await.unwrap();
        }
        assert_eq!(answer.status(), 404);
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let checkpoint = key.verify_checkpoint(&note).unwrap();
    assert!(checkpoint.size > 0);
    let page = server.get("/verify").await.text().await.unwrap();
    assert!(
        page.contains(&key.to_string().replace('+', "&#43;")) || page.contains(&key.to_string())
    );
}

#[tokio::test]
async fn security_txt_names_the_operators_contact() {
    let server = TestServer::start_with(TestOptions {
        setting: SiteSettings {
            security_contact: Some("mailto:security@example.ir".to_owned()),
            public_origin: Some("https://sajam.example.ir".to_owned()),
            ..SiteSettings::default()
        },
        ..TestOptions::default()
    })
    .await;
    let text = server.get("/.well-known/security.txt").await;
    assert_eq!(text.headers()[CONTENT_TYPE], "text/plain; charset=utf-8");
    let text = text.text().await.unwrap();
    assert!(text.starts_with("Contact: mailto:security@example.ir\nExpires: 20"));
    assert!(text.contains("\nCanonical: https://sajam.example.ir/.well-known/security.txt\n"));
}

#[tokio::test]
async fn what_is_the_same_for_everybody_goes_out_compressed_and_nothing_else() {
    let server = TestServer::start().await;
    let ask = async |request: reqwest::RequestBuilder| {
        let response = request.header("accept-encoding", "gzip").send();
        let response = response.await.unwrap();
        let is_gzip = response.headers().contains_key("content-encoding");
        (is_gzip, response.bytes().await.unwrap().len())
    };
    for path in [
        "/",
        "/en",
        "/report",
        "/en/report",
        "/track",
        "/verify",
        "/status",
        "/statistics",
    ] {
        let plain = server.client.get(server.at(path)).send().await.unwrap();
        assert!(!plain.headers().contains_key("content-encoding"), "{path}");
        let plain = plain.bytes().await.unwrap().len();
        let (is_gzip, sent) = ask(server.client.get(server.at(path))).await;
        assert!(is_gzip && sent * 2 < plain, "{path}: {sent} of {plain}");
    }
    // What was typed comes back beside the token: its length must not tell of either.
    let typed = format!("step=check&narrative=whatever&token={}", "ab".repeat(32));
    let form = server.client.post(server.at("/report")).body(typed);
    let form = form.header("content-type", "application/x-www-form-urlencoded");
    assert!(!ask(form).await.0);
    let number = server.client.post(server.at("/track")).body("number=1");
    let number = number.header("content-type", "application/x-www-form-urlencoded");
    assert!(!ask(number).await.0);
}

#[tokio::test]
async fn an_address_written_a_little_otherwise_leads_to_the_page() {
    let server = TestServer::start().await;
    for (path, leads_to) in [
        ("/fa", "/"),
        ("/fa/", "/"),
        ("/fa/report", "/report"),
        ("/Report", "/report"),
        ("/report/", "/report"),
        ("/en/Track/", "/en/track"),
        ("/EN/track", "/en/track"),
        ("/statistics/?page=2", "/statistics?page=2"),
        ("//example.org/", "/example.org"),
        ("/api/v1/reports/", "/api/v1/reports"),
        ("/nowhere/", "/nowhere"),
        ("/Staff/Login", "/staff/login"),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), 308, "{path}");
        assert_eq!(answer.headers()["location"], leads_to, "{path}");
    }
    assert_eq!(server.get("/nowhere").await.status(), 404);
    // A form that was sent to such an address arrives.
    let answer = server.post_form("/track/", &[("number", "1")]).await;
    assert_eq!(answer.status(), 308);
    assert_eq!(answer.headers()["location"], "/track");
}

#[tokio::test]
async fn what_cannot_be_read_of_an_address_is_told_in_the_readers_language() {
    let server = TestServer::start().await;
    let addresses = [
        ("/statistics/%FF", 404, "چنین صفحه‌ای نیست"),
        ("/en/statistics/%FF", 404, "Page not found"),
        ("/en/status/incidents/%FF", 404, "Page not found"),
    ];
    for (path, status, words) in addresses {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), status, "{path}");
        let kind = answer.headers()[CONTENT_TYPE].to_str().unwrap().to_owned();
        assert!(kind.starts_with("text/html"), "{path}: {kind}");
        assert!(answer.text().await.unwrap().contains(words), "{path}");
    }
    // A key that stands twice, or no number where one is.
    for (path, words) in [
        ("/status?before=1&before=2", "درخواست"),
        ("/status?before=x", "درخواست"),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), 400, "{path}");
        let page = answer.text().await.unwrap();
        assert!(
            page.contains("<html lang=\"fa\"") && page.contains(words),
            "{page}"
        );
    }
}
