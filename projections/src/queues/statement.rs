//! The statement that reads a page: stretches of one index, each read no further than the page needs, merged.

use std::fmt::Write as _;

use sqlx::postgres::PgArguments;
use sqlx::{Arguments, PgConnection, query_as_with, query_scalar_with};

use super::{Case, Column, Key, Queue, Sort};

/// Which way a queue is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From its beginning to its end.
    Forward,
    /// From its end to its beginning.
    Backward,
}

/// Cases that lie beside one another in an index, in the order of a time.
#[derive(Clone, Debug)]
struct Stretch {
    waits_for: &'static str,
    /// The unit or investigator they belong to; empty where everybody's are read.
    holder: String,
    /// What they hold in the column that is sorted by; empty where that is the time itself.
    value: String,
}

/// Whose cases an index tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    Everybody,
    Unit,
    Investigator,
}

/// A page's statement with what it is given.
#[derive(Debug)]
pub(super) struct Statement {
    text: String,
    waits_for: Vec<&'static str>,
    holders: Vec<String>,
    values: Vec<String>,
    /// The place of each stretch's value among the values, the first that is walked first.
    ranks: Vec<i32>,
    /// Where each stretch begins: after which time and id.
    times: Vec<i64>,
    ids: Vec<String>,
}

impl Statement {
    /// Reads at most `most` cases from a key on, without the case that has it, or from where the walk begins. `units` are those that
    /// can have cases, in their order. `None` for a key that is of no place in this queue.
    pub(super) fn new(
        queue: &Queue,
        sort: Sort,
        units: &[String],
        direction: Direction,
        from: Option<&Key>,
        most: u64,
    ) -> Option<Self> {
        let is_reversed = sort.descending != (direction == Direction::Backward);
        // What has the same value is walked by age, whichever value comes first.
        let is_falling = if sort.column.is_time() {
            is_reversed
        } else {
            direction == Direction::Backward
        };
        let (holder, mut groups) = groups(queue, sort.column, units);
        if is_reversed {
            groups.reverse();
        }
        let begins_at = match from {
            Some(key) => groups.iter().position(|(code, _)| *code == key.value)?,
            None => 0,
        };
        let end = if is_falling { i64::MAX } else { i64::MIN };
        let mut statement = Self {
            text: text(holder, sort.column, is_falling, most),
            waits_for: Vec::new(),
            holders: Vec::new(),
            values: Vec::new(),
            ranks: Vec::new(),
            times: Vec::new(),
            ids: Vec::new(),
        };
        let groups = groups.into_iter().enumerate().skip(begins_at);
        for (rank, (_, stretches)) in groups {
            let key = from.filter(|_| rank == begins_at);
            for stretch in stretches {
                statement.waits_for.push(stretch.waits_for);
                statement.holders.push(stretch.holder);
                statement.values.push(stretch.value);
                statement
                    .ranks
                    .push(i32::try_from(rank).unwrap_or(i32::MAX));
                statement.times.push(key.map_or(end, |key| key.at_ms));
                statement
                    .ids
                    .push(key.map(|key| key.id.to_string()).unwrap_or_default());
            }
        }
        Some(statement)
    }

    /// The cases, in the order of the walk.
    pub(super) async fn read(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Vec<Case>, sqlx::Error> {
        query_as_with(&self.text, self.arguments()?)
            .fetch_all(connection)
            .await
    }

    /// How PostgreSQL reads them, and how many rows each step took.
    pub(super) async fn explain(
        &self,
        connection: &mut PgConnection,
    ) -> Result<serde_json::Value, sqlx::Error> {
        let text = format!("explain (analyze, format json) {}", self.text);
        query_scalar_with(&text, self.arguments()?)
            .fetch_one(connection)
            .await
    }

    fn arguments(&self) -> Result<PgArguments, sqlx::Error> {
        let mut arguments = PgArguments::default();
        let added = arguments
            .add(&self.waits_for)
            .and_then(|()| arguments.add(&self.holders))
            .and_then(|()| arguments.add(&self.values))
            .and_then(|()| arguments.add(&self.ranks))
            .and_then(|()| arguments.add(&self.times))
            .and_then(|()| arguments.add(&self.ids));
        added.map_err(sqlx::Error::Encode)?;
        Ok(arguments)
    }
}

/// The stretches of a queue by the code of their value, in the order of the codes.
fn groups(
    queue: &Queue,
    column: Column,
    units: &[String],
) -> (Holder, Vec<(String, Vec<Stretch>)>) {
    let stretch = |waits_for, holder: &str| Stretch {
        waits_for,
        holder: holder.to_owned(),
        value: String::new(),
    };
    let (holder, stretches) = match queue {
        Queue::Intake => (Holder::Everybody, vec![stretch("intake", "")]),
        Queue::EveryUnit if column == Column::Unit => {
            let of = |unit: &String| [stretch("unit", unit), stretch("decision", unit)];
            (Holder::Unit, units.iter().flat_map(of).collect())
        }
        Queue::EveryUnit => (
            Holder::Everybody,
            vec![stretch("unit", ""), stretch("decision", "")],
        ),
        Queue::Units { units, deciding } => {
            let handled = units.iter().map(|unit| stretch("unit", unit.as_str()));
            let decided = deciding
                .iter()
                .map(|unit| stretch("decision", unit.as_str()));
            (Holder::Unit, handled.chain(decided).collect())
        }
        Queue::Mine(staff) => (Holder::Investigator, vec![stretch("unit", staff.as_str())]),
    };
    let with = |value: &str| -> Vec<Stretch> {
        let with = |stretch: &Stretch| Stretch {
            value: value.to_owned(),
            ..stretch.clone()
        };
        stretches.iter().map(with).collect()
    };
    let groups = match (column, holder) {
        // No unit has what is with intake.
        (Column::Received | Column::Updated, _) | (Column::Unit, Holder::Everybody) => {
            vec![(String::new(), stretches)]
        }
        (Column::Unit, Holder::Investigator) => units
            .iter()
            .map(|unit| (unit.clone(), with(unit)))
            .collect(),
        (Column::Unit, Holder::Unit) => units
            .iter()
            .map(|unit| {
                let of_unit = stretches.iter().filter(|stretch| stretch.holder == *unit);
                (unit.clone(), of_unit.cloned().collect())
            })
            .collect(),
        (Column::Status | Column::Category | Column::Province | Column::Priority, _) => column
            .codes()
            .into_iter()
            .map(|code| (code.to_owned(), with(code)))
            .collect(),
    };
    (holder, groups)
}

/// Conditions are written as migration 17 writes them: by that PostgreSQL knows which index holds them. The limit is no
/// parameter, so that the plan for any parameters knows how little is read.
fn text(holder: Holder, column: Column, is_falling: bool, most: u64) -> String {
    let belongs = match holder {
        Holder::Everybody => "c.waits_for = stretch.waits_for",
        Holder::Unit => {
            "c.waits_for = stretch.waits_for and c.waits_for <> 'intake' and coalesce(c.unit, '') = stretch.holder"
        }
        Holder::Investigator => "c.waits_for = 'unit' and c.investigator = stretch.holder",
    };
    let value = match (column, holder) {
        (Column::Status, _) => " and c.status = stretch.value",
        (Column::Category, _) => " and c.category = stretch.value",
        (Column::Province, _) => " and c.province = stretch.value",
        (Column::Priority, _) => " and coalesce(c.priority, 'normal') = stretch.value",
        (Column::Unit, Holder::Investigator) => " and coalesce(c.unit, '') = stretch.value",
        (Column::Unit | Column::Received | Column::Updated, _) => "",
    };
    let time = match column {
        Column::Updated => "updated_ms",
        _ => "received_ms",
    };
    let (beyond, falling) = if is_falling {
        ("<", " desc")
    } else {
        (">", "")
    };
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "select found.* from (
             select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::text[])
                 as one (waits_for, holder, value, rank, at_ms, id) order by rank
         ) as stretch cross join lateral (
             select * from queue_cases c
             where {belongs}{value} and (c.{time}, c.report_id) {beyond} (stretch.at_ms, stretch.id)
             order by c.{time}{falling}, c.report_id{falling} limit {most}
         ) as found
         order by stretch.rank, found.{time}{falling}, found.report_id{falling} limit {most}"
    );
    text
}
