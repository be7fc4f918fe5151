//! What each family counts: its grid, and the question to the read model.

use sajam_aggregates::vocabulary::{Category, Outcome, Province};
use sajam_projections::statistics::{DISMISSED, REOPENED, Span, Table, WITHDRAWN, count};
use sajam_statistics::calendar::Period;
use sajam_statistics::family::Dimension;
use sajam_statistics::{CellCode, Code, FamilyId, TrueTable};
use sqlx::PgConnection;

use super::{PublishError, parsed};

/// How soon a report has to be acknowledged (EU 2019/1937, Art. 9(1)(b)).
pub const ACKNOWLEDGE_WITHIN_DAYS: i64 = 7;

/// The bands of closing times: code and last day.
const CLOSING_BANDS: &[(&str, i64)] = &[
    ("up-to-30-days", 30),
    ("days-31-to-90", 90),
    ("days-91-to-180", 180),
    ("days-181-to-365", 365),
];

/// The band of whatever took longer.
const BEYOND: &str = "over-365-days";

/// The bands that are in time: three months (EU 2019/1937, Art. 9(1)(f)). "In time" is their sum, and needs no table of
/// its own.
pub const CLOSE_WITHIN_BANDS: [&str; 2] = ["up-to-30-days", "days-31-to-90"];

/// The codes of a dimension, in the order of the grid.
#[must_use]
pub fn codes(dimension: Dimension) -> Vec<&'static str> {
    match dimension {
        Dimension::Stage => vec!["received", "assigned", "investigated", "resolved"],
        Dimension::Category => Category::ALL.iter().map(|one| one.code()).collect(),
        Dimension::Province => Province::ALL.iter().map(|one| one.code()).collect(),
        Dimension::Outcome => Outcome::ALL
            .iter()
            .map(|one| one.code())
            .chain([WITHDRAWN])
            .collect(),
        Dimension::Acknowledgement => vec!["in-time", "late"],
        Dimension::ClosingTime => CLOSING_BANDS
            .iter()
            .map(|(code, _)| *code)
            .chain([BEYOND])
            .collect(),
        Dimension::Appeal => vec![REOPENED, DISMISSED],
    }
}

fn table(family: FamilyId) -> Table {
    match family {
        FamilyId::WeekStage => Table::Stages,
        FamilyId::MonthCategory => Table::Categories,
        FamilyId::QuarterProvince => Table::Provinces,
        FamilyId::YearProvinceCategory => Table::ProvincesAndCategories,
        FamilyId::QuarterOutcome => Table::Outcomes,
        FamilyId::QuarterAcknowledgement => Table::Acknowledgements {
            within_days: ACKNOWLEDGE_WITHIN_DAYS,
        },
        FamilyId::QuarterClosing => Table::ClosingTimes {
            bands: CLOSING_BANDS,
            beyond: BEYOND,
        },
        FamilyId::QuarterAppeal => Table::Appeals,
    }
}

/// The true counts, which nothing but noise can be made of.
pub(super) async fn counted(
    connection: &mut PgConnection,
    family: FamilyId,
    period: Period,
) -> Result<TrueTable, PublishError> {
    let mut grid = Vec::new();
    for dimension in family.family().dimensions {
        let codes: Result<Vec<Code>, _> = codes(*dimension).into_iter().map(parsed).collect();
        grid.push(codes?);
    }
    let span = Span {
        start: period.start(),
        end: period.end(),
    };
    let mut counts = Vec::new();
    for counted in count(connection, table(family), span).await? {
        let cell: Result<Vec<Code>, _> = counted.cell.iter().map(|code| parsed(code)).collect();
        counts.push((CellCode::new(cell?), counted.reports.unsigned_abs()));
    }
    Ok(TrueTable::new(family, &grid, counts)?)
}
