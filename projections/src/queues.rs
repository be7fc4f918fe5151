//! The staff's queues: one row a report, with no word of what it says and no name.

use std::error::Error;
use std::str::FromStr;

use async_trait::async_trait;
use jiff::Timestamp;
use sajam_aggregates::{
    Category, Priority, Province, ReportEvent, ReportId, StaffId, Status, UnitCode,
};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgConnection, PgPool, Postgres, QueryBuilder, Row, ValueRef};

use crate::event::{Filed, LogContent};
use crate::{LogEvent, Projection, ProjectionError, from_ms};

/// The projection.
pub struct Queues;

#[async_trait]
impl Projection for Queues {
    fn name(&self) -> &'static str {
        "queues"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["queue_cases"]
    }

    async fn apply(
        &self,
        connection: &mut PgConnection,
        events: &[LogEvent],
    ) -> Result<(), ProjectionError> {
        let filed = Filed::of(events);
        if !filed.ids.is_empty() {
            sqlx::query!(
                "insert into queue_cases (report_id, updated_ms, received_ms, status, category, province)
             select id, at_ms, at_ms, 'received', category, province
                 from unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) as filed (id, at_ms, category, province)",
                &filed.ids as &[&str],
                &filed.at_ms,
                &filed.categories as &[&str],
                &filed.provinces as &[&str],
            )
            .execute(&mut *connection)
            .await?;
        }
        for event in events {
            change(connection, event).await?;
        }
        Ok(())
    }
}

/// What an event other than `Submitted` changes.
async fn change(connection: &mut PgConnection, event: &LogEvent) -> Result<(), ProjectionError> {
    let LogContent::Report { id, event: what } = &event.content else {
        return Ok(());
    };
    let at_ms = event.at.as_millisecond();
    let to_status = |status: Status| {
        sqlx::query!(
            "update queue_cases set status = $3, updated_ms = $2 where report_id = $1",
            id,
            at_ms,
            status.code(),
        )
    };
    let query = match what.as_ref() {
        ReportEvent::Acknowledged(_) => to_status(Status::Acknowledged),
        ReportEvent::Triaged(triaged) => sqlx::query!(
            "update queue_cases set status = 'triaged', updated_ms = $2, category = $3, province = $4, priority = $5 where report_id = $1",
            id,
            at_ms,
            triaged.category.code(),
            triaged.province.code(),
            triaged.priority.code(),
        ),
        // A reassigned case that is under way stays under way.
        ReportEvent::Assigned(assigned) => sqlx::query!(
            "update queue_cases set updated_ms = $2, unit = $3, investigator = $4,
                        status = case status when 'triaged' then 'assigned' else status end
                 where report_id = $1",
            id,
            at_ms,
            assigned.unit.as_str(),
            assigned.investigator.as_ref().map(ToString::to_string),
        ),
        ReportEvent::Recused(_) => sqlx::query!(
            "update queue_cases set updated_ms = $2, investigator = null,
                        status = case status when 'investigating' then 'assigned' else status end
                 where report_id = $1",
            id,
            at_ms,
        ),
        ReportEvent::Investigated(_)
        | ReportEvent::ReporterAnswered(_)
        | ReportEvent::Reopened(_) => to_status(Status::Investigating),
        ReportEvent::QuestionAsked(_) => to_status(Status::AwaitingReporter),
        ReportEvent::Resolved(_) | ReportEvent::AppealDismissed(_) => to_status(Status::Resolved),
        ReportEvent::Appealed(_) => to_status(Status::Appealed),
        ReportEvent::Withdrawn(_) => to_status(Status::Withdrawn),
        ReportEvent::Submitted(_) | ReportEvent::IdentityOpened(_) | ReportEvent::Opened(_) => {
            return Ok(());
        }
    };
    query.execute(connection).await?;
    Ok(())
}

/// Which reports a queue shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Received, acknowledged or triaged: waiting for a unit.
    Intake,
    /// Open cases of these units, and of no other.
    Units {
        /// The units.
        units: Vec<UnitCode>,
        /// Those of them whose appeals wait for whoever asks.
        deciding: Vec<UnitCode>,
    },
    /// Open cases and waiting appeals of every unit.
    EveryUnit,
    /// Open cases of one investigator.
    Mine(StaffId),
}

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Column {
    /// When it was filed.
    #[default]
    Received,
    /// When something last happened.
    Updated,
    /// Where it stands, in the order of the road.
    Status,
    /// What it is about, in the order categories are shown in.
    Category,
    /// Where.
    Province,
    /// How soon; what is not triaged counts as normal.
    Priority,
    /// Who handles it.
    Unit,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Updated,
        Self::Status,
        Self::Category,
        Self::Province,
        Self::Priority,
        Self::Unit,
    ];

    /// Its name in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Updated => "updated",
            Self::Status => "status",
            Self::Category => "category",
            Self::Province => "province",
            Self::Priority => "priority",
            Self::Unit => "unit",
        }
    }

    /// The column of that name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }

    /// What is compared, and the order of its codes where that is not the alphabet's.
    fn key(self) -> (&'static str, Vec<&'static str>) {
        match self {
            Self::Received => ("received_ms", vec![]),
            Self::Updated => ("updated_ms", vec![]),
            Self::Status => ("status", Status::ALL.iter().map(|one| one.code()).collect()),
            Self::Category => (
                "category",
                Category::ALL.iter().map(|one| one.code()).collect(),
            ),
            Self::Province => ("province", vec![]),
            Self::Priority => (
                "coalesce(priority, 'normal')",
                Priority::ALL.iter().map(|one| one.code()).collect(),
            ),
            Self::Unit => ("coalesce(unit, '')", vec![]),
        }
    }
}

/// How a queue is sorted. Ties go by age, the longest waiting first, and then by id, so that pages neither repeat nor
/// skip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// The largest, latest, most urgent first.
    pub descending: bool,
}

impl Sort {
    fn push_to(self, query: &mut QueryBuilder<'_, Postgres>) {
        let (key, codes) = self.column.key();
        query.push(" order by ");
        if codes.is_empty() {
            query.push(key);
        } else {
            query
                .push("array_position(")
                .push_bind(codes.into_iter().map(str::to_owned).collect::<Vec<_>>())
                .push(format!(", {key})"));
        }
        if self.descending {
            query.push(" desc");
        }
        query.push(", received_ms, report_id");
    }
}

/// One report in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Which.
    pub id: ReportId,
    /// Where it stands.
    pub status: Status,
    /// What it is about.
    pub category: Category,
    /// Where.
    pub province: Province,
    /// How soon, once triaged.
    pub priority: Option<Priority>,
    /// The unit it is assigned to.
    pub unit: Option<UnitCode>,
    /// The investigator it is assigned to.
    pub investigator: Option<StaffId>,
    /// When it was filed, to the hour.
    pub received: Timestamp,
    /// When something last happened.
    pub updated: Timestamp,
}

impl FromRow<'_, PgRow> for Case {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: parsed(row, "report_id")?,
            status: parsed(row, "status")?,
            category: parsed(row, "category")?,
            province: parsed(row, "province")?,
            priority: parsed_if(row, "priority")?,
            unit: parsed_if(row, "unit")?,
            investigator: parsed_if(row, "investigator")?,
            received: from_ms(row.try_get("received_ms")?),
            updated: from_ms(row.try_get("updated_ms")?),
        })
    }
}

fn parsed<T>(row: &PgRow, column: &str) -> Result<T, sqlx::Error>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let text: &str = row.try_get(column)?;
    text.parse().map_err(|source| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: Box::new(source),
    })
}

fn parsed_if<T>(row: &PgRow, column: &str) -> Result<Option<T>, sqlx::Error>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let is_null = row.try_get_raw(column)?.is_null();
    (!is_null).then(|| parsed(row, column)).transpose()
}

/// One page of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePage {
    /// The reports of this page.
    pub cases: Vec<Case>,
    /// Which page it is, from 1.
    pub page: u64,
    /// How many pages there are; one when there is nothing.
    pub pages: u64,
    /// Reports in the whole queue.
    pub total: u64,
}

/// Reads page `page` (from 1) of a queue, `per_page` reports a page. Past the last page, the last.
///
/// # Errors
/// When the database is away.
pub async fn page(
    pool: &PgPool,
    queue: &Queue,
    sort: Sort,
    page: u64,
    per_page: u64,
) -> Result<QueuePage, sqlx::Error> {
    let per_page = per_page.max(1);
    let total = count(pool, queue).await?;
    let pages = total.div_ceil(per_page).max(1);
    let page = page.clamp(1, pages);
    let mut query = select("*", queue);
    sort.push_to(&mut query);
    let cases = query
        .push(" limit ")
        .push_bind(i64::try_from(per_page).unwrap_or(i64::MAX))
        .push(" offset ")
        .push_bind(i64::try_from((page - 1).saturating_mul(per_page)).unwrap_or(i64::MAX))
        .build_query_as()
        .fetch_all(pool)
        .await?;
    Ok(QueuePage {
        cases,
        page,
        pages,
        total,
    })
}

/// Reports in a queue.
///
/// # Errors
/// When the database is away.
pub async fn count(pool: &PgPool, queue: &Queue) -> Result<u64, sqlx::Error> {
    let total: i64 = select("count(*)", queue)
        .build_query_scalar()
        .fetch_one(pool)
        .await?;
    Ok(total.unsigned_abs())
}

fn select(what: &str, queue: &Queue) -> QueryBuilder<'static, Postgres> {
    const WITH_A_UNIT: &str = "status in ('assigned', 'investigating', 'awaiting-reporter')";
    const APPEALED: &str = "status = 'appealed'";
    let mut query = QueryBuilder::new(format!("select {what} from queue_cases where "));
    match queue {
        Queue::Intake => {
            query.push("status in ('received', 'acknowledged', 'triaged')");
        }
        Queue::EveryUnit => {
            query.push(format!("({WITH_A_UNIT} or {APPEALED})"));
        }
        Queue::Units { units, deciding } => {
            let codes = |units: &[UnitCode]| -> Vec<String> {
                units.iter().map(ToString::to_string).collect()
            };
            query
                .push(format!("({WITH_A_UNIT} and unit = any("))
                .push_bind(codes(units))
                .push(format!(") or {APPEALED} and unit = any("))
                .push_bind(codes(deciding))
                .push("))");
        }
        Queue::Mine(staff) => {
            query
                .push(WITH_A_UNIT)
                .push(" and investigator = ")
                .push_bind(staff.to_string());
        }
    }
    query
}
