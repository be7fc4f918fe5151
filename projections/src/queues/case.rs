//! A report as a queue shows it.

use std::error::Error;
use std::str::FromStr;

use jiff::Timestamp;
use sajam_aggregates::{Category, Priority, Province, ReportId, StaffId, Status, UnitCode};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row, ValueRef};

use crate::from_ms;

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
