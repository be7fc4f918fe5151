//! What lies in the tables: exact bytes, never rewritten, no word and no exact time in them.

use super::*;

#[tokio::test]
async fn a_stored_event_read_back_by_plain_sql_hashes_to_what_its_row_says() {
    let server = TestServer::start().await;
    server.accounts().await;
    for number in 0..5 {
        file(&server, &format!("{NARRATIVE} «{number}» \"نقل\" \\ \t")).await;
    }
    let row = server
        .test_database
        .owner()
        .await
        .fetch_one(VERIFY_BY_SQL)
        .await
        .unwrap();
    let all: i64 = row.get("all");
    assert!(all >= 5 + 12, "{all}");
    for column in ["hashes", "payloads", "contexts"] {
        assert_eq!(row.get::<i64, _>(column), all, "{column}");
    }
}

#[tokio::test]
async fn the_database_refuses_to_rewrite_history_whoever_asks() {
    let server = TestServer::start().await;
    file(&server, NARRATIVE).await;
    server.settle().await;
    for mut connection in [
        server.test_database.owner().await,
        server.test_database.as_server().await,
    ] {
        for table in ["events", "log_entries", "checkpoints"] {
            for statement in [
                format!("update {table} set hash = ''"),
                format!("delete from {table}"),
                format!("truncate {table} cascade"),
            ] {
                let statement = if table == "checkpoints" {
                    statement.replace("hash = ''", "root = ''")
                } else {
                    statement
                };
                let refused = connection.execute(statement.as_str()).await.unwrap_err();
                let code = refused
                    .as_database_error()
                    .and_then(|error| error.code())
                    .map(|code| code.to_string());
                assert_eq!(code.as_deref(), Some("42501"), "{statement}");
            }
        }
    }
    let mut server_role = server.test_database.as_server().await;
    let refused = server_role
        .execute("alter table events disable trigger all")
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("must be owner"), "{refused}");
}

#[tokio::test]
async fn the_server_may_read_every_table_there_is() {
    let server = TestServer::start().await;
    let mut server_role = server.test_database.as_server().await;
    let closed: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
             and relname <> '_sqlx_migrations' and not has_table_privilege(oid, 'select')",
    )
    .fetch_all(&mut server_role)
    .await
    .unwrap();
    assert_eq!(
        closed,
        Vec::<String>::new(),
        "no rights are granted on these"
    );
}

#[tokio::test]
async fn the_database_holds_no_word_of_what_was_written_and_no_number() {
    let server = TestServer::start().await;
    let (filed, _) = file(&server, NARRATIVE).await;
    server.settle().await;
    let mut owner = server.test_database.owner().await;
    let tables = owner
        .fetch_all("select tablename::text from pg_tables where schemaname = 'public'")
        .await
        .unwrap();
    let number = filed.tracking_number.digits();
    for table in tables {
        let table: String = table.get(0);
        for row in owner
            .fetch_all(format!("select t::text as row from {table} t").as_str())
            .await
            .unwrap()
        {
            let row: String = row.get("row");
            assert!(
                !row.contains("روستا") && !row.contains(number.as_str()),
                "{table}"
            );
        }
    }
}

#[tokio::test]
async fn a_reporters_time_is_kept_to_the_hour() {
    let server = TestServer::start().await;
    file(&server, NARRATIVE).await;
    let at: String = sqlx::query_scalar(
        "select header::json ->> 'at' from events where event_type = 'Submitted'",
    )
    .fetch_one(&server.pool)
    .await
    .unwrap();
    assert!(at.ends_with(":00:00.000Z"), "{at}");
    let context: String =
        sqlx::query_scalar("select metadata::text from events where event_type = 'Submitted'")
            .fetch_one(&server.pool)
            .await
            .unwrap();
    assert_eq!(context, r#"{"actor":{"kind":"reporter"}}"#);
}
