//! When a table is due: at nine in the morning of the seventh day after its period, in Tehran, as long before it was
//! announced. So a release's moment tells nothing, and what came in at the period's end is handled by then.

use jiff::{Timestamp, ToSpan};
use sajam_statistics::calendar::{Cadence, Period, instant};
use sajam_statistics::family::{FAMILIES, Family};
use sajam_statistics::release::RELEASE_TIME;
use sajam_statistics::{FamilyId, Metadata};

use super::catch_up::catch_up;
use super::{PublishError, parsed, repository};
use crate::clock::from_ms;
use crate::context::Context;

/// The day after the period on which it is published. No sooner than staff have to acknowledge the period's last report.
pub const LAG_DAYS: i64 = super::tables::ACKNOWLEDGE_WITHIN_DAYS;

/// A table whose period is over and that is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Its family.
    pub family: FamilyId,
    /// Its period.
    pub period: Period,
    /// Whether its noise is drawn already: publishing was begun and broken off.
    pub drawn: bool,
}

/// Whether the log was published since the period was over: a clock that is ahead knows of no beat that far.
///
/// # Errors
/// When the database is away.
pub async fn is_covered(context: &Context, period: Period) -> Result<bool, sqlx::Error> {
    let newest = context.checkpoints.newest().await?;
    Ok(newest.is_some_and(|newest| newest.beat >= period.end()))
}

/// When a period may be published.
#[must_use]
pub fn due_at(period: Period) -> Timestamp {
    let day = period.next().first_day().to_civil();
    instant(day.saturating_add(LAG_DAYS.days()), RELEASE_TIME)
}

/// When a release came out, as it was scheduled: the time of day of its day, whenever the work was done.
#[must_use]
pub fn came_out(metadata: &Metadata) -> Timestamp {
    instant(metadata.published_on, RELEASE_TIME)
}

/// The first release of this kind that is not out now, and when it is due: from the calendar alone.
#[must_use]
pub fn next(cadence: Cadence, now: Timestamp) -> (Period, Timestamp) {
    let mut period = Period::containing(cadence, now).previous().previous();
    while due_at(period) <= now {
        period = period.next();
    }
    (period, due_at(period))
}

/// Nothing was counted before this year: a clock that once stood in 1970 makes no periods.
const FIRST_YEAR: &str = "1404";

/// From when on there are statistics: from the log's first checkpoint, or from when invented reports begin ([`begin_at`]).
/// Never from a report's time: an installation without a report publishes the same periods as one with some, also where
/// a clock was wrong when it came.
///
/// # Errors
/// When the database is away.
pub(super) async fn beginning(context: &Context) -> Result<Option<Timestamp>, PublishError> {
    // `least` passes over what is not there.
    let first = sqlx::query_scalar!(
        "select least((select min(beat_ms) from checkpoints), (select begin_ms from statistics_beginning))",
    )
    .fetch_one(&context.pool)
    .await?;
    let year: Period = parsed(FIRST_YEAR)?;
    Ok(first.map(|first| from_ms(first).max(year.start())))
}

/// Lets statistics begin before the log does, for reports that are invented (`sajam demo`). The first word stands.
///
/// # Errors
/// When the database is away.
pub async fn begin_at(context: &Context, begin: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into statistics_beginning (begin_ms) values ($1) on conflict do nothing",
        begin.as_millisecond(),
    )
    .execute(&context.pool)
    .await
    .map(drop)
}

/// The tables that are due and not published, family by family, the oldest first: from the period in which the log began
/// on, without a gap, so that a period without a report is published like any other.
///
/// # Errors
/// [`PublishError::Behind`] and when the database is away.
pub async fn plan(context: &Context) -> Result<Vec<Due>, PublishError> {
    catch_up(context).await?;
    let Some(beginning) = beginning(context).await? else {
        return Ok(Vec::new());
    };
    let mut due = Vec::new();
    for family in &FAMILIES {
        due.extend(plan_family(context, family, beginning).await?);
    }
    Ok(due)
}

async fn plan_family(
    context: &Context,
    family: &Family,
    beginning: Timestamp,
) -> Result<Vec<Due>, PublishError> {
    let now = context.clock.now();
    let published = repository::published(&context.pool, family.id).await?;
    let drawn = repository::drawn(&context.pool, family.id).await?;
    let first = Period::containing(family.cadence, beginning);
    let periods = std::iter::successors(Some(first), |period| Some(period.next()));
    Ok(periods
        .take_while(|period| due_at(*period) <= now)
        .map(|period| (period, period.to_string()))
        .filter(|(_, name)| !published.contains(name))
        .map(|(period, name)| Due {
            family: family.id,
            period,
            drawn: drawn.contains(&name),
        })
        .collect())
}
