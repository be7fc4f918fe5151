//! Catch-up reading by position.
//!
//! A batch's changes and the projection's new position commit in one transaction, so that a crash at any point
//! neither loses nor repeats an event. The position's row lock keeps two servers from following at once.

use sqlx::{Acquire, Executor, PgConnection, PgPool};

use crate::event::read;
use crate::{Position, Projection, ProjectionError};

/// Entries applied in one transaction.
const BATCH: i64 = 1000;

/// How far one step came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Another server is following this projection now.
    Elsewhere,
    /// The log was read to its end.
    UpToDate,
    /// There is more to read.
    More,
}

/// Applies the next batch of the log to a projection.
///
/// # Errors
/// See [`ProjectionError`]; nothing of the batch is kept then.
pub async fn follow(
    pool: &PgPool,
    projection: &dyn Projection,
) -> Result<Progress, ProjectionError> {
    let mut transaction = pool.begin().await?;
    sqlx::query!(
        "insert into projection_positions (projection, position) values ($1, 0) on conflict do nothing",
        projection.name(),
    )
    .execute(&mut *transaction)
    .await?;
    let position = sqlx::query_scalar!(
        "select position from projection_positions where projection = $1 for update skip locked",
        projection.name(),
    )
    .fetch_optional(&mut *transaction)
    .await?;
    // What is lost of this in a crash is read again: the position goes with the changes.
    transaction
        .execute("set local synchronous_commit = off")
        .await?;
    let Some(position) = position.map(Position::from_column) else {
        return Ok(Progress::Elsewhere);
    };
    let next = apply_batch(&mut transaction, projection, position, BATCH).await?;
    if next == position {
        return Ok(Progress::UpToDate);
    }
    sqlx::query!(
        "update projection_positions set position = $2 where projection = $1",
        projection.name(),
        next.column(),
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(if next.column() - position.column() == BATCH {
        Progress::More
    } else {
        Progress::UpToDate
    })
}

/// Applies up to `limit` entries from `position` on; the position to read next.
pub(crate) async fn apply_batch(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    position: Position,
    limit: i64,
) -> Result<Position, ProjectionError> {
    let connection = connection.acquire().await?;
    let events = read(connection, position, limit).await?;
    projection.apply(connection, &events).await?;
    Ok(events
        .last()
        .map_or(position, |event| event.position.next()))
}

/// Which position each projection will read next, by name.
///
/// # Errors
/// When the database is away.
pub async fn positions(pool: &PgPool) -> Result<Vec<(String, Position)>, sqlx::Error> {
    let rows = sqlx::query!("select projection, position from projection_positions order by 1")
        .fetch_all(pool)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.projection, Position::from_column(row.position)))
        .collect())
}

/// Reads the log to its end for every projection that nobody else is following now.
///
/// # Errors
/// See [`ProjectionError`].
pub async fn catch_up(pool: &PgPool) -> Result<(), ProjectionError> {
    for projection in crate::all() {
        while follow(pool, projection).await? == Progress::More {}
    }
    Ok(())
}
