//! No page, header or file tells of a true count but through the noised figures: two houses with different reports
//! and the same figures answer alike, byte for byte.

use reqwest::header::HeaderMap;
use sajam::service::releases::{self, due_ms};
use sajam_aggregates::{By, Category};
use sqlx::{FromRow, PgConnection};

use crate::reports::{FAMILY, file, month, server_with};
use crate::support::TestServer;

#[derive(FromRow)]
struct Event {
    payload: String,
    metadata: String,
    payload_salt: Vec<u8>,
    context_salt: Vec<u8>,
    header: String,
    hash: Vec<u8>,
}

/// Gives `to` the release that was drawn in `from`.
async fn hand_over(from: &TestServer, to: &TestServer) {
    let mut from: PgConnection = from.test_database.owner().await;
    let mut to: PgConnection = to.test_database.owner().await;
    let (id, family, period, at, content): (String, String, String, i64, String) = sqlx::query_as(
        "select release_id, family, period, published_ms, content::text from releases",
    )
    .fetch_one(&mut from)
    .await
    .unwrap();
    sqlx::query("insert into privacy_ledger values ($1, $2, $3, 250, $4)")
        .bind(&id)
        .bind(&family)
        .bind(&period)
        .bind(at)
        .execute(&mut to)
        .await
        .unwrap();
    sqlx::query("insert into releases values ($1, $2, $3, $4, $5::json)")
        .bind(&id)
        .bind(family)
        .bind(period)
        .bind(at)
        .bind(content)
        .execute(&mut to)
        .await
        .unwrap();
    let files: Vec<(String, String, Vec<u8>, Vec<u8>)> =
        sqlx::query_as("select name, media_type, sha256, bytes from release_files")
            .fetch_all(&mut from)
            .await
            .unwrap();
    for (name, media_type, sha256, bytes) in files {
        sqlx::query("insert into release_files values ($1, $2, $3, $4, $5)")
            .bind(&id)
            .bind(name)
            .bind(media_type)
            .bind(sha256)
            .bind(bytes)
            .execute(&mut to)
            .await
            .unwrap();
    }
    let event: Event = sqlx::query_as(
        "select payload::text, metadata::text, payload_salt, context_salt, header, hash from events where aggregate_type = 'release'",
    )
    .fetch_one(&mut from)
    .await
    .unwrap();
    sqlx::query(
        "insert into events values ('release', $1, 1, 'Published', '1', $2::json, $3::json, $4, $5, $6, $7)",
    )
    .bind(&id)
    .bind(event.payload)
    .bind(event.metadata)
    .bind(event.payload_salt)
    .bind(event.context_salt)
    .bind(event.header)
    .bind(event.hash)
    .execute(&mut to)
    .await
    .unwrap();
}

async fn everything(server: &TestServer) -> Vec<(String, u16, HeaderMap, String)> {
    let mut all = Vec::new();
    for path in [
        "/",
        "/statistics",
        "/en/statistics",
        "/statistics/month-category-1405-07",
        "/en/statistics/month-category-1405-07",
        "/statistics/month-category-1405-07/month-category.csv",
        "/statistics/month-category-1405-07/month-category.json",
        "/statistics/month-category-1405-08",
        "/methodology",
    ] {
        let answer = server.get(path).await;
        let (status, mut headers) = (answer.status().as_u16(), answer.headers().clone());
        headers.remove("date");
        let body = answer.text().await.unwrap();
        all.push((path.to_owned(), status, headers, body));
    }
    all
}

#[tokio::test]
async fn houses_with_other_reports_and_the_same_figures_answer_alike() {
    let few = server_with(1).await;
    let many = server_with(90).await;
    file(&many, "1405-07", 30, Category::Environment).await;
    file(&many, "1405-08", 20, Category::Bribery).await;
    many.settle().await;
    many.clock.set(due_ms(month("1405-07")));
    assert_eq!(few.clock.now_ms(), many.clock.now_ms());
    assert_eq!(everything(&few).await, everything(&many).await);

    releases::publish(&few.app, FAMILY, month("1405-07"), &By::System)
        .await
        .unwrap();
    assert_ne!(everything(&few).await, everything(&many).await);
    hand_over(&few, &many).await;
    many.app.catalogue.refresh().await.unwrap();
    assert_eq!(everything(&few).await, everything(&many).await);
}
