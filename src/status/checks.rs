//! Checks of the whole history (`monitor`) and what came of them.

use jiff::{SignedDuration, Timestamp};
use sqlx::{PgConnection, PgPool};

use super::{Incidents, Kind};
use crate::clock::{from_ms, millis};
use crate::context::Context;
use crate::monitor::{self, MonitorError, Outside, Verdict};
use crate::service::{ServiceError, releases};

/// A check that reached an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Checks are numbered in the order they ended.
    pub number: i64,
    /// When it began.
    pub started: Timestamp,
    /// How long it took.
    pub took: SignedDuration,
    /// Log entries that were looked at.
    pub entries: i64,
    /// The first difference, for operators and auditors; none when everything held.
    pub finding: Option<String>,
}

/// A check that reached an end, and whether that could be written down.
#[derive(Debug)]
pub struct Checked {
    /// What came of it.
    pub outcome: Outcome,
    /// The database may have gone away just then; an outcome is worth telling all the same.
    pub recorded: Result<(), sqlx::Error>,
}

/// What came of a check.
#[derive(Debug)]
pub enum Outcome {
    /// Everything holds.
    Holds(Verdict),
    /// Something does not; the words name the row.
    Differs(String),
}

/// Checks the whole database over `connection`, writes down what came of it, and opens or closes the incident.
/// `progress` is told (entries checked, entries there are).
///
/// # Errors
/// When the database went away before the end.
pub async fn run(
    context: &Context,
    incidents: &Incidents,
    connection: &mut PgConnection,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Checked, sqlx::Error> {
    let started = context.clock.now();
    let mut seen = 0;
    // What does not read there is told by whoever publishes; the check goes on with the keys.
    let outside = Outside::of(&context.secrets)
        .unwrap_or_else(|_| Outside::from(context.secrets.log.verifiers()));
    let checked = monitor::check(connection, outside, &mut |done, of| {
        seen = done;
        progress(done, of);
    })
    .await;
    let outcome = match checked {
        Ok(verdict) => match altered_release(connection, seen).await? {
            None => Outcome::Holds(verdict),
            Some(finding) => Outcome::Differs(finding),
        },
        Err(error) => Outcome::Differs(finding_of(error, seen)?),
    };
    let recorded = record(context, incidents, started, seen, &outcome).await;
    Ok(Checked { outcome, recorded })
}

async fn record(
    context: &Context,
    incidents: &Incidents,
    started: Timestamp,
    entries: u64,
    outcome: &Outcome,
) -> Result<(), sqlx::Error> {
    let finding = match outcome {
        Outcome::Holds(_) => None,
        Outcome::Differs(finding) => Some(finding),
    };
    let mut transaction = context.pool.begin().await?;
    sqlx::query!(
        "insert into ledger_checks (started_ms, took_ms, entries, finding) values ($1, $2, $3, $4)",
        started.as_millisecond(),
        millis(context.clock.now().duration_since(started)).max(0),
        i64::try_from(entries).unwrap_or(i64::MAX),
        finding,
    )
    .execute(&mut *transaction)
    .await?;
    incidents
        .set_within(&mut transaction, Kind::LedgerCheck, finding.is_some())
        .await?;
    transaction.commit().await?;
    incidents.changed().await;
    Ok(())
}

/// Published figures are vouched for by events, which hold by now; whether what is stored of them is that.
async fn altered_release(
    connection: &mut PgConnection,
    seen: u64,
) -> Result<Option<String>, sqlx::Error> {
    match releases::first_altered(connection).await {
        Ok(altered) => {
            Ok(altered.map(|name| format!("the release {name} is not what its event says")))
        }
        Err(ServiceError::Unavailable(source)) => match source.downcast::<sqlx::Error>() {
            Ok(error) => finding_of(MonitorError::Sql(*error), seen).map(Some),
            Err(source) => Err(sqlx::Error::AnyDriverError(source)),
        },
        Err(error) => Ok(Some(format!("the releases cannot be read: {error}"))),
    }
}

/// The words of a finding. What is stored and cannot even be read is one too: else whoever spoils a row so that the
/// check cannot pass it would switch the check off for good.
fn finding_of(error: MonitorError, seen: u64) -> Result<String, sqlx::Error> {
    let error = match error {
        MonitorError::Finding(finding) => return Ok(finding.to_string()),
        MonitorError::Sql(error) => error,
    };
    let what = match &error {
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default();
            // Bad data, missing tables or columns, no right to read them, damaged pages (PostgreSQL, appendix A).
            ["22", "42", "XX"]
                .iter()
                .any(|class| code.starts_with(class))
                .then(|| format!("SQLSTATE {code}"))
        }
        sqlx::Error::RowNotFound => Some("a row is missing".to_owned()),
        sqlx::Error::Decode(_)
        | sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::ColumnNotFound(_) => Some("a column is of another form".to_owned()),
        _ => None,
    };
    match what {
        // A database's own message may repeat what is stored, so it is not repeated.
        Some(what) => Ok(format!(
            "what is stored cannot be read ({what}), somewhere after position {seen}"
        )),
        None => Err(error),
    }
}

/// The newest check.
///
/// # Errors
/// When the database is away.
pub async fn newest(pool: &PgPool) -> Result<Option<Check>, sqlx::Error> {
    Ok(before(pool, None, 1).await?.pop())
}

/// Checks before the one with this number, the newest first; from the newest when there is no number.
///
/// # Errors
/// When the database is away.
pub async fn before(
    pool: &PgPool,
    number: Option<i64>,
    most: i64,
) -> Result<Vec<Check>, sqlx::Error> {
    let rows = sqlx::query!(
        "select number, started_ms, took_ms, entries, finding from ledger_checks where number < $1 order by number desc limit $2",
        number.unwrap_or(i64::MAX),
        most,
    )
    .fetch_all(pool)
    .await?;
    let checks = rows.into_iter().map(|row| Check {
        number: row.number,
        started: from_ms(row.started_ms),
        took: SignedDuration::from_millis(row.took_ms),
        entries: row.entries,
        finding: row.finding,
    });
    Ok(checks.collect())
}
