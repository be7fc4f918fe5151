//! Group commit: concurrent commands of this server share transactions.
//!
//! A writer takes what waits, up to [`LARGEST_BATCH`] commands, and inserts it with one statement into `events`,
//! `log_queue` and `data_keys`. A row whose place in its stream is taken is left out and its command told of the
//! conflict; the others of the batch are committed. Each caller is answered only after commit.
//! There is no lock beyond the rows themselves, so servers append beside each other.

use std::collections::HashSet;
use std::sync::Arc;

use sajam_ledger::{EventHash, LinkedEvent};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use tokio::sync::{Mutex, mpsc, oneshot};

use super::hash_from_column;

/// Commands in one transaction at most: beyond this the statement grows longer and no commit is saved.
const LARGEST_BATCH: usize = 256;

/// Commands that may wait: past this, callers wait for room, and their requests time out rather than pile up.
const LONGEST_QUEUE: usize = 4096;

/// Two writers keep PostgreSQL busy while one of them prepares its next batch.
const WRITERS: usize = 2;

/// Why a command was not appended. Nothing of it was written, unless the connection broke while committing.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AppendError {
    /// Its place in the stream is taken.
    #[error("another change of the same stream came first")]
    Conflict,
    /// The database is away, or refused.
    #[error("the database is not available")]
    Unavailable(#[source] Arc<sqlx::Error>),
}

impl From<sqlx::Error> for AppendError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(Arc::new(error))
    }
}

/// One event, ready to be stored.
pub(super) struct Row {
    pub(super) event_type: String,
    pub(super) event_version: String,
    pub(super) linked: LinkedEvent,
}

/// The events of one command: all of them are stored, or none.
pub(super) struct Command {
    pub(super) aggregate_type: &'static str,
    pub(super) aggregate_id: String,
    pub(super) rows: Vec<Row>,
    /// The data key of the report that the command begins.
    pub(super) wrapped_key: Option<Vec<u8>>,
}

struct Waiting {
    command: Command,
    answer: oneshot::Sender<Result<(), AppendError>>,
}

/// The way into the events table. Cheap to clone.
#[derive(Clone)]
pub struct Appender(mpsc::Sender<Waiting>);

impl Appender {
    /// Starts the writers on a pool of their own. They end when the last appender is dropped and all that waited is done.
    pub fn start(pool: &PgPool) -> Self {
        let (sender, receiver) = mpsc::channel(LONGEST_QUEUE);
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..WRITERS {
            tokio::spawn(write(pool.clone(), receiver.clone()));
        }
        Self(sender)
    }

    /// How many connections [`Appender::start`]'s pool needs.
    pub const CONNECTIONS: u32 = WRITERS as u32;

    pub(super) async fn append(&self, command: Command) -> Result<(), AppendError> {
        let (answer, result) = oneshot::channel();
        let gone = || AppendError::from(sqlx::Error::PoolClosed);
        self.0
            .send(Waiting { command, answer })
            .await
            .map_err(|_| gone())?;
        result.await.unwrap_or_else(|_| Err(gone()))
    }
}

async fn write(pool: PgPool, receiver: Arc<Mutex<mpsc::Receiver<Waiting>>>) {
    let mut batch = Vec::with_capacity(LARGEST_BATCH);
    loop {
        // Whoever holds the receiver waits for work; the other writer is meanwhile committing.
        if receiver
            .lock()
            .await
            .recv_many(&mut batch, LARGEST_BATCH)
            .await
            == 0
        {
            return;
        }
        let (mut commands, answers): (Vec<Command>, Vec<_>) = batch
            .drain(..)
            .map(|waiting| (waiting.command, waiting.answer))
            .unzip();
        let results = store(&pool, &mut commands).await;
        for (answer, result) in answers.into_iter().zip(results) {
            // A caller that has gone away is no matter: its events are stored all the same.
            let _ = answer.send(result);
        }
    }
}

/// Stores a batch. A broken connection is tried once more on a new one: whatever of the first try was committed
/// after all is recognised by its hash.
async fn store(pool: &PgPool, commands: &mut [Command]) -> Vec<Result<(), AppendError>> {
    match store_once(pool, commands).await {
        Err(sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed) => {
            match store_again(pool, commands).await {
                Ok(results) => results,
                Err(error) => all(commands, &error.into()),
            }
        }
        Ok(results) => results,
        Err(error) => all(commands, &error.into()),
    }
}

fn all(commands: &[Command], error: &AppendError) -> Vec<Result<(), AppendError>> {
    commands.iter().map(|_| Err(error.clone())).collect()
}

async fn store_once(
    pool: &PgPool,
    commands: &[Command],
) -> Result<Vec<Result<(), AppendError>>, sqlx::Error> {
    // One statement is one transaction: with single-event commands nothing can go in by halves.
    if commands.iter().all(|command| command.rows.len() == 1) {
        let mut connection = pool.acquire().await?;
        let stored = insert(&mut connection, commands).await?;
        return Ok(commands
            .iter()
            .map(|command| verdict(command, &stored))
            .collect());
    }
    let mut transaction = pool.begin().await?;
    let stored = insert(&mut transaction, commands).await?;
    if commands.iter().any(|command| is_partial(command, &stored)) {
        // Another server took the first place of a command and left its second free.
        transaction.rollback().await?;
        return one_by_one(pool, commands).await;
    }
    transaction.commit().await?;
    Ok(commands
        .iter()
        .map(|command| verdict(command, &stored))
        .collect())
}

async fn one_by_one(
    pool: &PgPool,
    commands: &[Command],
) -> Result<Vec<Result<(), AppendError>>, sqlx::Error> {
    let mut results = Vec::with_capacity(commands.len());
    for command in commands {
        let mut transaction: Transaction<'_, Postgres> = pool.begin().await?;
        let stored = insert(&mut transaction, std::slice::from_ref(command)).await?;
        let result = if is_partial(command, &stored) {
            Err(AppendError::Conflict)
        } else {
            verdict(command, &stored)
        };
        match result {
            Ok(()) => transaction.commit().await?,
            Err(_) => transaction.rollback().await?,
        }
        results.push(result);
    }
    Ok(results)
}

/// The second try: what is there already under our own hash was committed by the first.
async fn store_again(
    pool: &PgPool,
    commands: &[Command],
) -> Result<Vec<Result<(), AppendError>>, sqlx::Error> {
    let results = store_once(pool, commands).await?;
    let hashes: Vec<&[u8]> = commands.iter().filter_map(last_hash).collect();
    let ids: Vec<&str> = commands
        .iter()
        .map(|command| command.aggregate_id.as_str())
        .collect();
    let there = sqlx::query_scalar!(
        "select hash from events where aggregate_id = any($1) and hash = any($2)",
        &ids as &[&str],
        &hashes as &[&[u8]],
    )
    .fetch_all(pool)
    .await?;
    let there: HashSet<&[u8]> = there.iter().map(Vec::as_slice).collect();
    Ok(commands
        .iter()
        .zip(results)
        .map(|(command, result)| {
            if last_hash(command).is_some_and(|hash| there.contains(hash)) {
                Ok(())
            } else {
                result
            }
        })
        .collect())
}

fn last_hash(command: &Command) -> Option<&[u8]> {
    command
        .rows
        .last()
        .map(|row| row.linked.hash.as_bytes().as_slice())
}

fn verdict(command: &Command, stored: &HashSet<EventHash>) -> Result<(), AppendError> {
    if command
        .rows
        .iter()
        .all(|row| stored.contains(&row.linked.hash))
    {
        Ok(())
    } else {
        Err(AppendError::Conflict)
    }
}

fn is_partial(command: &Command, stored: &HashSet<EventHash>) -> bool {
    let found = command
        .rows
        .iter()
        .filter(|row| stored.contains(&row.linked.hash))
        .count();
    found != 0 && found != command.rows.len()
}

/// Inserts what fits and returns the hashes that went in.
async fn insert(
    connection: &mut PgConnection,
    commands: &[Command],
) -> Result<HashSet<EventHash>, sqlx::Error> {
    let mut rows: Vec<(&Command, &Row, Option<&[u8]>)> = commands
        .iter()
        .flat_map(|command| {
            command.rows.iter().enumerate().map(move |(place, row)| {
                (
                    command,
                    row,
                    command.wrapped_key.as_deref().filter(|_| place == 0),
                )
            })
        })
        .collect();
    // One order for everybody: two servers that insert the same streams never wait for each other in a circle.
    rows.sort_by(|a, b| {
        (a.0.aggregate_type, &a.0.aggregate_id, a.1.linked.seq).cmp(&(
            b.0.aggregate_type,
            &b.0.aggregate_id,
            b.1.linked.seq,
        ))
    });

    fn column<'r, T>(
        rows: &[(&'r Command, &'r Row, Option<&'r [u8]>)],
        of: impl Fn(&'r Command, &'r Row) -> T,
    ) -> Vec<T> {
        rows.iter()
            .map(|(command, row, _)| of(command, row))
            .collect()
    }
    let sequences: Vec<i64> = column(&rows, |_, row| {
        i64::try_from(row.linked.seq).unwrap_or(i64::MAX)
    });
    let types = column(&rows, |command, _| command.aggregate_type);
    let ids = column(&rows, |command, _| command.aggregate_id.as_str());
    let event_types = column(&rows, |_, row| row.event_type.as_str());
    let event_versions = column(&rows, |_, row| row.event_version.as_str());
    let payloads = column(&rows, |_, row| row.linked.payload.as_str());
    let contexts = column(&rows, |_, row| row.linked.context.as_str());
    let payload_salts = column(&rows, |_, row| {
        row.linked.payload_salt.as_bytes().as_slice()
    });
    let context_salts = column(&rows, |_, row| {
        row.linked.context_salt.as_bytes().as_slice()
    });
    let headers = column(&rows, |_, row| row.linked.header.as_str());
    let hashes = column(&rows, |_, row| row.linked.hash.as_bytes().as_slice());
    let keys: Vec<Option<&[u8]>> = rows.iter().map(|(_, _, key)| *key).collect();
    let stored = sqlx::query_scalar!(
        "with batch as (
    select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                         $8::bytea[], $9::bytea[], $10::text[], $11::bytea[], $12::bytea[]) with ordinality
        as batch (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata,
                  payload_salt, context_salt, header, hash, wrapped_key, place)
), appended as (
    insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata,
                        payload_salt, context_salt, header, hash)
    select aggregate_type, aggregate_id, sequence, event_type, event_version, payload::json, metadata::json,
           payload_salt, context_salt, header, hash
    from batch order by place
    on conflict do nothing
    returning hash
), queued as (
    insert into log_queue (aggregate_type, aggregate_id, sequence, hash)
    select aggregate_type, aggregate_id, sequence, hash from batch join appended using (hash) order by place
), keyed as (
    insert into data_keys (report_id, wrapped)
    select aggregate_id, wrapped_key from batch join appended using (hash) where wrapped_key is not null
)
select hash from appended",
        &types as &[&str],
        &ids as &[&str],
        &sequences,
        &event_types as &[&str],
        &event_versions as &[&str],
        &payloads as &[&str],
        &contexts as &[&str],
        &payload_salts as &[&[u8]],
        &context_salts as &[&[u8]],
        &headers as &[&str],
        &hashes as &[&[u8]],
        &keys as &[Option<&[u8]>],
    )
    .fetch_all(connection)
    .await?;
    stored.iter().map(|bytes| hash_from_column(bytes)).collect()
}
