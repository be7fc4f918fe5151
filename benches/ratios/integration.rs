//! The sequencer beside plain PostgreSQL: the same rows inserted without a tree, in a log of growing size.

use std::time::Instant;

use sajam::sequencer::sequence_waiting;
use sqlx::{Connection, Executor, PgConnection};

use crate::pgbench::Floor;

/// Entries in each turn.
const TURN_ENTRIES: u64 = 50_000;

/// A log in a database of its own, and the same rows in a table beside it.
pub(crate) struct Log {
    connection: PgConnection,
    filled: u64,
}

impl Log {
    pub(crate) async fn create(floor: &Floor) -> Self {
        let mut connection = floor.connect("sajam").await;
        connection
            .execute("create database integration")
            .await
            .unwrap();
        connection.close().await.unwrap();
        let mut connection = floor.connect("integration").await;
        sqlx::migrate!().run(&mut connection).await.unwrap();
        connection
            .execute(
                "create table floor_entries (like log_entries including all);
                 set synchronous_commit = off",
            )
            .await
            .unwrap();
        Self {
            connection,
            filled: 0,
        }
    }

    /// Grows both to so many entries, without measuring.
    pub(crate) async fn grow(&mut self, to: u64) {
        while self.filled + TURN_ENTRIES <= to {
            self.sequence().await;
            self.insert().await;
        }
        // What an idle hour would do, so that neither side pays for it in its turn.
        for upkeep in ["vacuum analyze", "checkpoint"] {
            self.connection.execute(upkeep).await.unwrap();
        }
    }

    /// Entries sequenced and integrated a second.
    pub(crate) async fn sequence(&mut self) -> f64 {
        sqlx::query(
            "insert into log_queue (aggregate_type, aggregate_id, sequence, hash)
             select 'report', md5(i::text), 1, sha256(i::text::bytea) from generate_series($1::bigint, $2::bigint) as i",
        )
        .bind(i64::try_from(self.filled).unwrap())
        .bind(i64::try_from(self.filled + TURN_ENTRIES - 1).unwrap())
        .execute(&mut self.connection)
        .await
        .unwrap();
        let start = Instant::now();
        sequence_waiting(&mut self.connection).await.unwrap();
        let rate = TURN_ENTRIES as f64 / start.elapsed().as_secs_f64();
        self.filled += TURN_ENTRIES;
        rate
    }

    /// The same entries inserted a second, in one statement.
    pub(crate) async fn insert(&mut self) -> f64 {
        let start = Instant::now();
        sqlx::query("insert into floor_entries select * from log_entries where position >= $1")
            .bind(i64::try_from(self.filled - TURN_ENTRIES).unwrap())
            .execute(&mut self.connection)
            .await
            .unwrap();
        TURN_ENTRIES as f64 / start.elapsed().as_secs_f64()
    }
}
