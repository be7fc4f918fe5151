//! Two houses with the same figures: what one has published is copied into the database of the other.

use sqlx::{FromRow, PgConnection};

use crate::support::TestServer;

#[derive(FromRow)]
struct Event {
    aggregate_id: String,
    sequence: i64,
    event_type: String,
    event_version: String,
    payload: String,
    metadata: String,
    payload_salt: Vec<u8>,
    context_salt: Vec<u8>,
    header: String,
    hash: Vec<u8>,
}

/// Gives `to` every release that was published in `from`, with its draw, its files and its history.
pub(crate) async fn hand_over(from: &TestServer, to: &TestServer) {
    let mut from: PgConnection = from.test_database.owner().await;
    let mut into: PgConnection = to.test_database.owner().await;
    let paid: Vec<(String, String, String, i32, i64)> = sqlx::query_as(
        "select release_id, family, period, epsilon_milli, drawn_ms from privacy_ledger",
    )
    .fetch_all(&mut from)
    .await
    .unwrap();
    for (id, family, period, epsilon_milli, at) in paid {
        sqlx::query("insert into privacy_ledger values ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(family)
            .bind(period)
            .bind(epsilon_milli)
            .bind(at)
            .execute(&mut into)
            .await
            .unwrap();
    }
    let drawn: Vec<(String, String, String, i64, String, i32)> = sqlx::query_as(
        "select release_id, family, period, published_ms, content::text, revision from releases",
    )
    .fetch_all(&mut from)
    .await
    .unwrap();
    for (id, family, period, at, content, revision) in drawn {
        sqlx::query("insert into releases values ($1, $2, $3, $4, $5::json, $6)")
            .bind(id)
            .bind(family)
            .bind(period)
            .bind(at)
            .bind(content)
            .bind(revision)
            .execute(&mut into)
            .await
            .unwrap();
    }
    type File = (String, String, String, Vec<u8>, Vec<u8>);
    let files: Vec<File> =
        sqlx::query_as("select release_id, name, media_type, sha256, bytes from release_files")
            .fetch_all(&mut from)
            .await
            .unwrap();
    for (id, name, media_type, sha256, bytes) in files {
        sqlx::query("insert into release_files values ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(name)
            .bind(media_type)
            .bind(sha256)
            .bind(bytes)
            .execute(&mut into)
            .await
            .unwrap();
    }
    let events: Vec<Event> = sqlx::query_as(
        "select aggregate_id, sequence, event_type, event_version, payload::text, metadata::text, payload_salt, \
         context_salt, header, hash from events where aggregate_type = 'release' order by aggregate_id, sequence",
    )
    .fetch_all(&mut from)
    .await
    .unwrap();
    for event in events {
        sqlx::query("insert into events values ('release', $1, $2, $3, $4, $5::json, $6::json, $7, $8, $9, $10)")
            .bind(event.aggregate_id)
            .bind(event.sequence)
            .bind(event.event_type)
            .bind(event.event_version)
            .bind(event.payload)
            .bind(event.metadata)
            .bind(event.payload_salt)
            .bind(event.context_salt)
            .bind(event.header)
            .bind(event.hash)
            .execute(&mut into)
            .await
            .unwrap();
    }
    to.catalogue.refresh().await.unwrap();
}
