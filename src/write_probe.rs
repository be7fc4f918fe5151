//! Whether something can really be written: a database on a full disk answers every question and takes nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::PgPool;

/// Any number, the same for all servers: "sjprob" in ASCII.
const LOCK: i64 = 0x73_6a_70_72_6f_62;

/// What was found last. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct WriteProbe {
    fails: Arc<AtomicBool>,
}

impl WriteProbe {
    /// Whether the last try was refused for want of room, or because the disk fails.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.fails.load(Ordering::Relaxed)
    }

    /// Tries, and takes it back: new blocks are asked for, as a table that grows does.
    pub async fn probe(&self, pool: &PgPool) {
        let refused = match write(pool).await {
            Ok(false) => return,
            Ok(true) => false,
            // What else goes wrong is told elsewhere.
            Err(error) => match error.as_database_error().and_then(|error| error.code()) {
                Some(code) => refuses_writing(&code),
                None => return,
            },
        };
        if self.fails.swap(refused, Ordering::Relaxed) != refused {
            if refused {
                tracing::error!("the database takes nothing: is its disk full?");
            } else {
                tracing::info!("the database can be written to again");
            }
        }
    }
}

/// Insufficient resources and system errors (PostgreSQL's Appendix A, classes 53 and 58): a full disk, or one that fails.
/// That there are too many connections says nothing of it.
fn refuses_writing(code: &str) -> bool {
    (code.starts_with("53") && code != "53300") || code.starts_with("58")
}

/// Whether it was this server's turn.
async fn write(pool: &PgPool) -> Result<bool, sqlx::Error> {
    let mut transaction = pool.begin().await?;
    let has_turn = sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock($1) as "has_turn!""#,
        LOCK
    )
    .fetch_one(&mut *transaction)
    .await?;
    if has_turn {
        // A file of its own, which is gone when this is taken back.
        sqlx::query!("truncate write_probes")
            .execute(&mut *transaction)
            .await?;
        sqlx::query!(
            "insert into write_probes (filler) select repeat('.', 7000) from generate_series(1, 32)"
        )
        .execute(&mut *transaction)
        .await?;
    }
    transaction.rollback().await?;
    Ok(has_turn)
}
