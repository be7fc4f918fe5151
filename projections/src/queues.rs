//! The staff's queues: one row a report, with no word of what it says and no name.

use async_trait::async_trait;
use sajam_aggregates::{ReportEvent, StaffId, UnitCode};
use sqlx::{FromRow, PgConnection, PgPool, Postgres, QueryBuilder};

use crate::event::{Filed, LogContent};
use crate::{LogEvent, Projection, ProjectionError};

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
            sqlx::query(
                "insert into queue_cases (report_id, updated_ms, received_ms, status, category, province)
             select id, at_ms, at_ms, 'received', category, province
                 from unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) as filed (id, at_ms, category, province)",
            )
            .bind(filed.ids)
            .bind(filed.at_ms)
            .bind(filed.categories)
            .bind(filed.provinces)
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
    let at_ms = event.at_ms;
    let to_status = |status: &'static str| {
        sqlx::query("update queue_cases set status = $3, updated_ms = $2 where report_id = $1")
            .bind(id)
            .bind(at_ms)
            .bind(status)
    };
    let query = match what.as_ref() {
            ReportEvent::Acknowledged(_) => to_status("acknowledged"),
            ReportEvent::Triaged(triaged) => sqlx::query(
                "update queue_cases set status = 'triaged', updated_ms = $2, category = $3, province = $4, priority = $5 where report_id = $1",
            )
            .bind(id)
            .bind(at_ms)
            .bind(triaged.category.code())
            .bind(triaged.province.code())
            .bind(triaged.priority.code()),
            // A reassigned case that is under way stays under way.
            ReportEvent::Assigned(assigned) => sqlx::query(
                "update queue_cases set updated_ms = $2, unit = $3, investigator = $4,
                        status = case status when 'triaged' then 'assigned' else status end
                 where report_id = $1",
            )
            .bind(id)
            .bind(at_ms)
            .bind(assigned.unit.as_str())
            .bind(assigned.investigator.as_ref().map(ToString::to_string)),
            ReportEvent::Investigated(_) | ReportEvent::ReporterAnswered(_) => to_status("investigating"),
            ReportEvent::QuestionAsked(_) => to_status("awaiting-reporter"),
            ReportEvent::Resolved(_) => to_status("resolved"),
            ReportEvent::Withdrawn(_) => to_status("withdrawn"),
            ReportEvent::Submitted(_) | ReportEvent::Opened(_) => return Ok(()),
        };
    query.execute(connection).await?;
    Ok(())
}

/// Which reports a queue shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Received, acknowledged or triaged: waiting for a unit.
    Intake,
    /// Open cases of these units; of every unit when there are none.
    Units(Vec<UnitCode>),
    /// Open cases of one investigator.
    Mine(StaffId),
}

/// What a queue is sorted by; ties by id, so that pages neither repeat nor skip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    /// Longest waiting first.
    #[default]
    Oldest,
    /// Newest first.
    Newest,
    /// Urgent first, then longest waiting.
    Priority,
    /// By category, then longest waiting.
    Category,
    /// By province, then longest waiting.
    Province,
    /// By status, then longest waiting.
    Status,
}

impl Sort {
    /// All, in the order a page offers them.
    pub const ALL: [Self; 6] = [
        Self::Oldest,
        Self::Newest,
        Self::Priority,
        Self::Category,
        Self::Province,
        Self::Status,
    ];

    /// Its name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Oldest => "oldest",
            Self::Newest => "newest",
            Self::Priority => "priority",
            Self::Category => "category",
            Self::Province => "province",
            Self::Status => "status",
        }
    }

    /// The sort of that name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }

    fn sql(self) -> &'static str {
        match self {
            Self::Oldest => "received_ms, report_id",
            Self::Newest => "received_ms desc, report_id",
            Self::Priority => {
                "array_position(array['urgent', 'high', 'normal', 'low'], coalesce(priority, 'normal')), received_ms, report_id"
            }
            Self::Category => "category, received_ms, report_id",
            Self::Province => "province, received_ms, report_id",
            Self::Status => "status, received_ms, report_id",
        }
    }
}

/// One report in a queue.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Case {
    /// 32 hex digits.
    pub report_id: String,
    /// A status' code.
    pub status: String,
    /// A category's code.
    pub category: String,
    /// A province's code.
    pub province: String,
    /// A priority's code, once triaged.
    pub priority: Option<String>,
    /// The unit it is assigned to.
    pub unit: Option<String>,
    /// The investigator it is assigned to.
    pub investigator: Option<String>,
    /// When it was filed, to the hour, in Unix milliseconds.
    pub received_ms: i64,
    /// When something last happened, in Unix milliseconds.
    pub updated_ms: i64,
}

/// One page of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePage {
    /// The reports of this page.
    pub cases: Vec<Case>,
    /// Reports in the whole queue.
    pub total: u64,
}

/// Reads page `page` (from 1) of a queue, `per_page` reports a page.
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
    let filtered = |select: &str| {
        let mut query =
            QueryBuilder::<Postgres>::new(format!("select {select} from queue_cases where "));
        match queue {
            Queue::Intake => {
                query.push("status in ('received', 'acknowledged', 'triaged')");
            }
            Queue::Units(units) => {
                query.push("status in ('assigned', 'investigating', 'awaiting-reporter')");
                if !units.is_empty() {
                    query
                        .push(" and unit = any(")
                        .push_bind(
                            units
                                .iter()
                                .map(|unit| unit.as_str().to_owned())
                                .collect::<Vec<_>>(),
                        )
                        .push(")");
                }
            }
            Queue::Mine(staff) => {
                query.push("status in ('assigned', 'investigating', 'awaiting-reporter') and investigator = ").push_bind(staff.to_string());
            }
        }
        query
    };
    let total: i64 = filtered("count(*)")
        .build_query_scalar()
        .fetch_one(pool)
        .await?;
    let offset = page.saturating_sub(1).saturating_mul(per_page);
    let cases = filtered("*")
        .push(format!(" order by {} limit ", sort.sql()))
        .push_bind(i64::try_from(per_page).unwrap_or(i64::MAX))
        .push(" offset ")
        .push_bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .build_query_as()
        .fetch_all(pool)
        .await?;
    Ok(QueuePage {
        cases,
        total: total.unsigned_abs(),
    })
}
