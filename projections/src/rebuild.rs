//! Rebuilding a projection from the log, beside the live one, and swapping the two.

use sqlx::{Connection, Executor, PgConnection};

use crate::follow::apply_batch;
use crate::{Position, Projection, ProjectionError};

const BATCH: i64 = 5000;

/// How a rebuilt table differs from the live one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// Rows that stand in one of the two only.
    pub rows: i64,
}

/// Rebuilds `projection` and puts it in the live one's place. Readers see the old tables until the moment of the swap.
///
/// `owner` must own the tables; `server_role` is granted rights on the new ones. `progress` is told (entries read, entries in the log).
///
/// # Errors
/// See [`ProjectionError`]; the live tables are untouched then.
pub async fn rebuild(
    owner: &mut PgConnection,
    projection: &dyn Projection,
    server_role: Option<&str>,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<(), ProjectionError> {
    let schema = build(owner, projection, progress).await?;
    let mut transaction = owner.begin().await?;
    finish(&mut transaction, projection).await?;
    for table in projection.tables() {
        transaction
            .execute(
                format!(
                    "drop table public.{table}; alter table {schema}.{table} set schema public"
                )
                .as_str(),
            )
            .await?;
        if let Some(role) = server_role {
            let role = role.replace('"', "\"\"");
            transaction
                .execute(
                    format!("grant select, insert, update, delete on public.{table} to \"{role}\"")
                        .as_str(),
                )
                .await?;
        }
    }
    transaction
        .execute(format!("drop schema {schema}").as_str())
        .await?;
    transaction.commit().await?;
    owner.execute("reset search_path").await?;
    for table in projection.tables() {
        // Until it is known what is in it, its indexes may be passed over.
        owner
            .execute(format!("analyze public.{table}").as_str())
            .await?;
    }
    Ok(())
}

/// Rebuilds `projection` beside the live one, compares the two at the same position, and throws the rebuilt one away.
///
/// # Errors
/// As [`rebuild`].
pub async fn check(
    owner: &mut PgConnection,
    projection: &dyn Projection,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Vec<Difference>, ProjectionError> {
    let schema = build(owner, projection, progress).await?;
    let mut differences = Vec::new();
    let mut transaction = owner.begin().await?;
    finish(&mut transaction, projection).await?;
    for table in projection.tables() {
        let rows: i64 = sqlx::query_scalar(&format!(
            "select count(*) from ((table public.{table} except all table {schema}.{table})
             union all (table {schema}.{table} except all table public.{table})) as difference"
        ))
        .fetch_one(&mut *transaction)
        .await?;
        if rows != 0 {
            differences.push(Difference { table, rows });
        }
    }
    transaction.rollback().await?;
    owner
        .execute(format!("drop schema {schema} cascade; reset search_path").as_str())
        .await?;
    Ok(differences)
}

/// Empty copies of the tables in a schema of their own, filled from the log's beginning to about its end.
async fn build(
    owner: &mut PgConnection,
    projection: &dyn Projection,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<String, ProjectionError> {
    let schema = format!("rebuilding_{}", projection.name());
    owner
        .execute(format!("drop schema if exists {schema} cascade; create schema {schema}").as_str())
        .await?;
    owner
        .execute(format!("create table {schema}.reached as select 0::bigint as position").as_str())
        .await?;
    for table in projection.tables() {
        copy(owner, &schema, table).await?;
    }
    // The projection's statements name tables without a schema: they find the copies first.
    owner
        .execute(format!("set search_path = {schema}, public").as_str())
        .await?;
    loop {
        let size = sqlx::query_scalar!("select size from public.log_head")
            .fetch_one(&mut *owner)
            .await?;
        let mut transaction = owner.begin().await?;
        let position = reached(&mut transaction).await?;
        let next = apply_batch(&mut transaction, projection, position, BATCH).await?;
        sqlx::query("update reached set position = $1")
            .bind(next.column())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        progress(next.index(), size.unsigned_abs());
        if next.column() - position.column() < BATCH {
            return Ok(schema);
        }
    }
}

/// An empty copy of a table, whose indexes are called as the table's own: later migrations know them by the names that earlier
/// ones gave. `like … including indexes` would call them after their columns.
async fn copy(owner: &mut PgConnection, schema: &str, table: &str) -> Result<(), ProjectionError> {
    owner
        .execute(
            format!(
                "create table {schema}.{table} (like public.{table} including all excluding indexes)"
            )
            .as_str(),
        )
        .await?;
    let constraints: Vec<String> = sqlx::query_scalar(
        "select format('alter table %I.%I add constraint %I %s', $1, $2, conname, pg_get_constraintdef(oid))
         from pg_constraint
         where conrelid = format('public.%I', $2)::regclass and contype in ('p', 'u', 'x') order by conname",
    )
    .bind(schema)
    .bind(table)
    .fetch_all(&mut *owner)
    .await?;
    let indexes: Vec<String> = sqlx::query_scalar(
        "select regexp_replace(pg_get_indexdef(indexrelid), ' ON public\\.', format(' ON %I.', $1))
         from pg_index
         where indrelid = format('public.%I', $2)::regclass
             and not exists (select from pg_constraint where conindid = indexrelid) order by 1",
    )
    .bind(schema)
    .bind(table)
    .fetch_all(&mut *owner)
    .await?;
    for statement in constraints.iter().chain(&indexes) {
        owner.execute(statement.as_str()).await?;
    }
    Ok(())
}

/// How far the copy has read the log.
async fn reached(connection: &mut PgConnection) -> Result<Position, sqlx::Error> {
    sqlx::query_scalar("select position from reached")
        .fetch_one(connection)
        .await
        .map(Position::from_column)
}

/// Holds the live projection where it is and brings the copy to exactly that position.
async fn finish(
    transaction: &mut PgConnection,
    projection: &dyn Projection,
) -> Result<(), ProjectionError> {
    let live = sqlx::query_scalar!(
        "select position from public.projection_positions where projection = $1 for update",
        projection.name(),
    )
    .fetch_optional(&mut *transaction)
    .await?;
    let mut reached = reached(&mut *transaction).await?;
    let target = live.map_or(Position::FIRST, Position::from_column);
    while reached < target {
        reached = apply_batch(
            transaction,
            projection,
            reached,
            (target.column() - reached.column()).min(BATCH),
        )
        .await?;
    }
    if reached > target {
        // The live one was behind: the copy's position is the truth from now on.
        sqlx::query!(
            "insert into public.projection_positions (projection, position) values ($1, $2)
             on conflict (projection) do update set position = excluded.position",
            projection.name(),
            reached.column(),
        )
        .execute(&mut *transaction)
        .await?;
    }
    transaction.execute("drop table reached").await?;
    Ok(())
}
