//! The database goes away, and comes back.

use reqwest::header::{CACHE_CONTROL, RETRY_AFTER};
use sqlx::{Connection, Executor, PgConnection};

use crate::support::{TestServer, until};

/// Lets nobody in, or again.
async fn open(server: &TestServer, is_open: bool) {
    let name = &server.test_database.name;
    let options = server.test_database.options("owner").database("postgres");
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    connection
        .execute(format!("alter database {name} allow_connections {is_open}").as_str())
        .await
        .unwrap();
    if !is_open {
        sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1")
            .bind(name)
            .execute(&mut connection)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn pages_of_texts_need_no_database_and_the_rest_comes_back_with_it() {
    let server = TestServer::start().await;
    assert_eq!(server.get("/healthz").await.status(), 200);
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status(), 200);
    assert_eq!(ready.headers()[CACHE_CONTROL], "no-store");

    // What was published is known to a server from its start on.
    assert_eq!(server.get("/statistics").await.status(), 200);
    open(&server, false).await;
    for path in [
        "/",
        "/en",
        "/how-it-works",
        "/en/how-it-works",
        "/methodology",
        "/statistics",
        "/problems/unavailable",
        "/ledger/key",
        "/robots.txt",
        "/healthz",
        "/api/v1/openapi.json",
    ] {
        assert_eq!(server.get(path).await.status(), 200, "{path}");
    }
    let verify = server.get("/verify").await;
    assert_eq!(verify.status(), 200);
    assert_eq!(verify.headers()[CACHE_CONTROL], "no-store");
    for path in ["/readyz", "/ledger/checkpoint"] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), 503, "{path}");
        assert!(answer.headers().contains_key(RETRY_AFTER), "{path}");
        assert_eq!(answer.headers()[CACHE_CONTROL], "no-store", "{path}");
    }

    open(&server, true).await;
    until("the server finds the database again", || async {
        server.get("/readyz").await.status() == 200
    })
    .await;
}
