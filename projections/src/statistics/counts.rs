//! The true counts. For a release only: never log, show or store what comes from here.

use jiff::Timestamp;
use sqlx::PgConnection;

const DAY_MS: i64 = 86_400_000;

/// A table to count. Every code of every dimension is a column of its own, in the order of the family's dimensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Reports at each stage for the first time: `received`, `assigned`, `investigated`, `resolved`.
    Stages,
    /// Reports received, by category.
    Categories,
    /// Reports received, by province.
    Provinces,
    /// Reports received, by province and category.
    ProvincesAndCategories,
    /// Reports closed for the first time, by outcome, or `withdrawn`.
    Outcomes,
    /// Reports received: `in-time` if staff answered for them within so many days, else `late`; without those that were
    /// taken back before that time was over.
    Acknowledgements {
        /// The days.
        within_days: i64,
    },
    /// Reports closed for the first time, by days from receipt: the first band they are in.
    ClosingTimes {
        /// The bands' codes with their last day, and a code for whatever took longer.
        bands: &'static [(&'static str, i64)],
        /// That code.
        beyond: &'static str,
    },
    /// Appeals decided for the first time, by decision.
    Appeals,
}

/// What lies between two points in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first moment.
    pub start: Timestamp,
    /// The first moment after it.
    pub end: Timestamp,
}

/// A cell that is not empty. It cannot be printed: it is a true count.
pub struct Counted {
    /// The cell's codes.
    pub cell: Vec<String>,
    /// How many reports.
    pub reports: i64,
}

/// Counts a table.
///
/// # Errors
/// When the database is away.
pub async fn count(
    connection: &mut PgConnection,
    table: Table,
    span: Span,
) -> Result<Vec<Counted>, sqlx::Error> {
    let start_ms = span.start.as_millisecond();
    let end_ms = span.end.as_millisecond();
    match table {
        Table::Stages => {
            sqlx::query_as!(
                Counted,
                r#"select array[stage] as "cell!", count(*) as "reports!" from statistics_reports
                 cross join lateral (values ('received', received_ms), ('assigned', assigned_ms),
                     ('investigated', investigated_ms), ('resolved', resolved_ms)) as reached (stage, at_ms)
                 where at_ms >= $1 and at_ms < $2 group by stage"#,
                start_ms,
                end_ms,
            )
            .fetch_all(connection)
            .await
        }
        Table::Categories => {
            sqlx::query_as!(
                Counted,
                r#"select array[category] as "cell!", count(*) as "reports!" from statistics_reports
                 where received_ms >= $1 and received_ms < $2 group by category"#,
                start_ms,
                end_ms,
            )
            .fetch_all(connection)
            .await
        }
        Table::Provinces => {
            sqlx::query_as!(
                Counted,
                r#"select array[province] as "cell!", count(*) as "reports!" from statistics_reports
                 where received_ms >= $1 and received_ms < $2 group by province"#,
                start_ms,
                end_ms,
            )
            .fetch_all(connection)
            .await
        }
        Table::ProvincesAndCategories => {
            sqlx::query_as!(
                Counted,
                r#"select array[province, category] as "cell!", count(*) as "reports!" from statistics_reports
                 where received_ms >= $1 and received_ms < $2 group by province, category"#,
                start_ms,
                end_ms,
            )
            .fetch_all(connection)
            .await
        }
        Table::Outcomes => {
            sqlx::query_as!(
                Counted,
                r#"select array[outcome] as "cell!", count(*) as "reports!" from statistics_reports
                 where closed_ms >= $1 and closed_ms < $2 group by outcome"#,
                start_ms,
                end_ms,
            )
            .fetch_all(connection)
            .await
        }
        Table::Acknowledgements { within_days } => {
            sqlx::query_as!(
                Counted,
                r#"select array[case when acknowledged_ms - received_ms <= $3 then 'in-time' else 'late' end] as "cell!",
                     count(*) as "reports!" from statistics_reports
                 where received_ms >= $1 and received_ms < $2
                     and not (acknowledged_ms is null and outcome = 'withdrawn' and closed_ms - received_ms <= $3)
                 group by 1"#,
                start_ms,
                end_ms,
                within_days * DAY_MS,
            )
            .fetch_all(connection)
            .await
        }
        Table::ClosingTimes { bands, beyond } => {
            let (codes, most_ms): (Vec<_>, Vec<_>) =
                bands.iter().map(|(code, days)| (*code, days * DAY_MS)).unzip();
            sqlx::query_as!(
                Counted,
                r#"select array[coalesce((select code from unnest($3::text[], $4::bigint[]) as band (code, most_ms)
                         where closed_ms - received_ms <= most_ms order by most_ms limit 1), $5)] as "cell!",
                     count(*) as "reports!" from statistics_reports
                 where closed_ms >= $1 and closed_ms < $2 group by 1"#,
                start_ms,
                end_ms,
                &codes as &[&str],
                &most_ms,
                beyond,
            )
            .fetch_all(connection)
            .await
        }
        Table::Appeals => {
            sqlx::query_as!(
                Counted,
                r#"select array[appeal] as "cell!", count(*) as "reports!" from statistics_reports
                 where appeal_ms >= $1 and appeal_ms < $2 group by appeal"#,
                start_ms,
                end_ms,
            )
            .fetch_all(connection)
            .await
        }
    }
}
