//! The pages of statistics in a real Chromium with a year and a half of figures, both languages, narrow and wide.

use sajam::service::releases::{self, Correction, due_at};
use sajam_aggregates::By;
use sajam_aggregates::release::Notice;
use sqlx::Executor;

use crate::support::months::server_with;
use crate::support::{Browser, TestServer};

/// Counts as a country's would be, in the read model that releases are made from.
const MANY: &str = "
insert into statistics_reports
    select 'invented-' || n, at_ms, categories[1 + floor(random() ^ 2 * 13)::int], 'IR-' || lpad(floor(random() ^ 2 * 31)::text, 2, '0'),
        case when n % 3 > 0 then outcomes[1 + floor(random() * 6)::int] end,
        case when n % 3 > 0 then at_ms + (random() ^ 2 * 400 * 86400000)::bigint end,
        at_ms + (random() * 9 * 86400000)::bigint, at_ms + (random() * 20 * 86400000)::bigint, at_ms + (random() * 40 * 86400000)::bigint,
        case when n % 3 > 0 then at_ms + (random() ^ 2 * 400 * 86400000)::bigint end,
        case when n % 20 = 0 then 'dismissed' when n % 50 = 1 then 'reopened' end, case when n % 20 = 0 or n % 50 = 1 then at_ms + 86400000 * 60::bigint end
    from (select n, $START + (random() * $LENGTH)::bigint as at_ms,
        array['bribery','omission','misconduct','embezzlement','abuse-of-power','public-health','environment','natural-resources',
              'consumer','labour','road-safety','construction','other'] as categories,
        array['substantiated','partly-substantiated','not-substantiated','referred','outside-competence','withdrawn'] as outcomes
        from generate_series(1, 30000) as n) as filed";

async fn year() -> TestServer {
    let server = server_with(1).await;
    let (start, end) = ("1404-01", "1405-07");
    let period = |text: &str| text.parse::<sajam_statistics::calendar::Period>().unwrap();
    let start = period(start).start().as_millisecond();
    let length = period(end).end().as_millisecond() - start;
    let statement = MANY
        .replace("$START", &format!("{start}::bigint"))
        .replace("$LENGTH", &length.to_string());
    let mut owner = server.test_database.owner().await;
    owner.execute(statement.as_str()).await.unwrap();
    let begin = format!("update statistics_beginning set begin_ms = {start}");
    owner.execute(begin.as_str()).await.unwrap();
    server.clock.set(due_at(period("1405-07")));
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
    let wrong = Notice {
        en: "The counts of two provinces were exchanged."
            .parse()
            .unwrap(),
        fa: "شمار گزارش‌های دو استان جابه‌جا شده بود.".parse().unwrap(),
    };
    let id = "quarter-province-1405-q1".parse().unwrap();
    releases::correct(
        &server,
        &server.catalogue,
        id,
        wrong,
        Correction::Replace,
        &By::System,
    )
    .await
    .unwrap();
    server
}

#[tokio::test]
async fn the_pages_of_statistics_in_a_browser() {
    let server = year().await;
    let pages = [
        ("front", "/statistics"),
        ("week", "/statistics/week-stage-1405-07-04"),
        ("month", "/statistics/month-category-1405-07"),
        ("quarter", "/statistics/quarter-province-1405-q1"),
        ("year", "/statistics/year-province-category-1404"),
        ("closing", "/statistics/quarter-closing-1405-q2"),
        ("outcome", "/statistics/quarter-outcome-1405-q2"),
        ("appeal", "/statistics/quarter-appeal-1405-q2"),
        ("unpublished", "/statistics/month-category-1410-01"),
        ("family", "/statistics/tables/week-stage"),
        ("category", "/statistics/categories/bribery"),
        ("province", "/statistics/provinces/IR-23"),
    ];
    for width in [360, 1280] {
        let browser = Browser::start(width).await;
        for (name, path) in pages {
            for language in ["", "/en"] {
                browser.go(&server.at(&format!("{language}{path}"))).await;
                // Only a table of provinces by categories is wider than a telephone.
                if name != "year" {
                    let wide = "return [...document.querySelectorAll('.table-box')]
                        .filter(box => box.scrollWidth > box.clientWidth)
                        .map(box => box.textContent)";
                    let wide = browser.driver.execute(wide, Vec::new()).await.unwrap();
                    assert_eq!(
                        wide.json(),
                        &serde_json::json!([]),
                        "{path} at {width} in {language:?}"
                    );
                }
                assert_eq!(browser.out_of_order().await, [""; 0], "{path} at {width}");
                if name == "front" {
                    assert!(
                        browser.has("td bdi.figure").await,
                        "a value with its margin"
                    );
                }
                let name = format!("statistics-{name}-{width}{}", language.replace('/', "-"));
                browser.whole_page(&name).await;
            }
        }
        browser.quit().await;
    }
}

#[tokio::test]
async fn letters_are_the_shipped_fonts_and_nobody_fetches_it_for_one_word() {
    let server = TestServer::start().await;
    let browser = Browser::start(390).await;
    for (path, css) in [
        ("/", ".lede"),
        ("/", ".home-urgent"),
        ("/how-it-works", "#staff + p"),
    ] {
        browser.go(&server.at(path)).await;
        // Spaces, colons and full stops too.
        assert!(browser.is_in_the_shipped_font(css).await, "{css} of {path}");
    }
    for path in ["/en", "/en/report", "/en/verify"] {
        browser.go(&server.at(path)).await;
        assert_eq!(browser.fonts_fetched().await, 0, "{path}");
    }
    browser.quit().await;
}

#[tokio::test]
async fn text_of_twice_the_size_stays_on_the_screen() {
    let server = TestServer::start().await;
    let browser = Browser::start(390).await;
    for language in ["", "/en"] {
        for page in [
            "",
            "/report",
            "/track",
            "/verify",
            "/statistics",
            "/methodology",
            "/glossary",
        ] {
            let path = format!("{language}{page}");
            browser.go(&server.at(&path)).await;
            assert!(browser.fits_at_twice_the_size().await, "{path}");
            assert_eq!(browser.out_of_order().await, [""; 0], "{path}");
        }
    }
    browser.quit().await;
}
