//! Pages of a queue, each found by the case beside it.

use std::fmt;
use std::str::FromStr;

use sajam_aggregates::{Priority, ReportId};
use sqlx::{Executor, PgPool, Postgres, Transaction};

use super::statement::{Direction, Statement};
use super::{Case, Column, Queue, Sort, counts};

/// Where a case stands in an order, and still would if it were gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What it holds in the column that is sorted by; empty where that is a time.
    pub(super) value: String,
    /// The time it goes by among cases of that value.
    pub(super) at_ms: i64,
    /// Which case.
    pub(super) id: ReportId,
}

impl Key {
    /// The place of a case.
    fn of(case: &Case, queue: &Queue, column: Column) -> Self {
        let value = match column {
            Column::Received | Column::Updated => String::new(),
            Column::Status => case.status.code().to_owned(),
            Column::Category => case.category.code().to_owned(),
            Column::Province => case.province.code().to_owned(),
            Column::Priority => case.priority.unwrap_or(Priority::Normal).code().to_owned(),
            Column::Unit if *queue == Queue::Intake => String::new(),
            Column::Unit => case
                .unit
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        };
        let at = match column {
            Column::Updated => case.updated,
            _ => case.received,
        };
        Self {
            value,
            at_ms: at.as_millisecond(),
            id: case.id.clone(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.value, self.at_ms, self.id)
    }
}

/// The text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is a code, a time and an id with points between them")]
pub struct InvalidKey;

impl FromStr for Key {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(InvalidKey);
        Ok(Self {
            value: part()?.to_owned(),
            at_ms: part()?.parse().map_err(|_| InvalidKey)?,
            id: part()?.parse().map_err(|_| InvalidKey)?,
        })
    }
}

/// Which page of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum PageCursor {
    /// The one it begins with.
    #[default]
    First,
    /// The one after a case.
    After(Key),
    /// The one before a case.
    Before(Key),
    /// The one it ends with.
    Last,
}

/// One page of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePage {
    /// The reports of this page.
    pub cases: Vec<Case>,
    /// What the page before lies before; none on the first page.
    pub previous: Option<Key>,
    /// What the page after lies after; none on the last page.
    pub next: Option<Key>,
    /// Reports in the whole queue.
    pub total: u64,
}

/// Reads a page of a queue, `per_page` reports a page. A place that is not there any more gives the first or the last
/// page, whichever is nearer.
///
/// # Errors
/// When the database is away.
pub async fn page(
    pool: &PgPool,
    queue: &Queue,
    sort: Sort,
    cursor: &PageCursor,
    per_page: u64,
) -> Result<QueuePage, sqlx::Error> {
    let mut reader = Reader::new(pool, queue, sort, per_page).await?;
    match cursor {
        PageCursor::First => reader.first().await,
        PageCursor::Last => reader.last().await,
        PageCursor::After(key) => match reader.read(Direction::Forward, Some(key)).await? {
            Some((cases, _)) if cases.is_empty() => reader.last().await,
            Some((cases, has_more)) => Ok(reader.page(cases, true, has_more)),
            None => reader.first().await,
        },
        PageCursor::Before(key) => match reader.read(Direction::Backward, Some(key)).await? {
            Some((cases, true)) => Ok(reader.page(cases, true, true)),
            // Where the queue begins there, its first page is a whole one.
            Some(_) | None => reader.first().await,
        },
    }
}

/// How PostgreSQL reads that page, as `explain (analyze, format json)` tells it: for tests, which hold every order to
/// an index.
///
/// # Errors
/// When the database is away.
pub async fn explain(
    pool: &PgPool,
    queue: &Queue,
    sort: Sort,
    cursor: &PageCursor,
    per_page: u64,
) -> Result<serde_json::Value, sqlx::Error> {
    let mut reader = Reader::new(pool, queue, sort, per_page).await?;
    let statement = match cursor {
        PageCursor::First => reader.statement(Direction::Forward, None, per_page),
        PageCursor::Last => reader.statement(Direction::Backward, None, reader.left_over()),
        PageCursor::After(key) => reader.statement(Direction::Forward, Some(key), per_page),
        PageCursor::Before(key) => reader.statement(Direction::Backward, Some(key), per_page),
    };
    match statement {
        Some(statement) => statement.explain(&mut reader.transaction).await,
        None => Ok(serde_json::Value::Null),
    }
}

/// Count and cases are of one moment. And each stretch is read in the order of its index, however few cases PostgreSQL believes
/// are there: where statistics are old or one value has most of the cases, it would rather gather them all and sort. What has
/// no index, the small table of counts, then seems so dear that it would be compiled first, for tens of milliseconds.
const SETTINGS: &str = "set transaction isolation level repeatable read, read only;
    set local enable_seqscan = off; set local enable_bitmapscan = off; set local jit = off";

struct Reader<'a> {
    transaction: Transaction<'static, Postgres>,
    queue: &'a Queue,
    sort: Sort,
    units: Vec<String>,
    per_page: u64,
    total: u64,
}

impl<'a> Reader<'a> {
    async fn new(
        pool: &'a PgPool,
        queue: &'a Queue,
        sort: Sort,
        per_page: u64,
    ) -> Result<Self, sqlx::Error> {
        let mut transaction = pool.begin().await?;
        transaction.execute(SETTINGS).await?;
        let units = match sort.column {
            Column::Unit => counts::units(&mut transaction, queue).await?,
            _ => Vec::new(),
        };
        let total = counts::count(&mut *transaction, queue).await?;
        Ok(Self {
            transaction,
            queue,
            sort,
            units,
            per_page: per_page.max(1),
            total,
        })
    }

    async fn first(&mut self) -> Result<QueuePage, sqlx::Error> {
        let (cases, has_more) = self
            .read(Direction::Forward, None)
            .await?
            .unwrap_or_default();
        Ok(self.page(cases, false, has_more))
    }

    async fn last(&mut self) -> Result<QueuePage, sqlx::Error> {
        let most = self.left_over();
        let read = self.read_most(Direction::Backward, None, most).await?;
        let (cases, has_more) = read.unwrap_or_default();
        Ok(self.page(cases, has_more, false))
    }

    /// How many cases the last page has, where all the others are full.
    fn left_over(&self) -> u64 {
        match self.total % self.per_page {
            0 => self.per_page,
            rest => rest,
        }
    }

    async fn read(
        &mut self,
        direction: Direction,
        from: Option<&Key>,
    ) -> Result<Option<(Vec<Case>, bool)>, sqlx::Error> {
        self.read_most(direction, from, self.per_page).await
    }

    /// The cases of a page, in the queue's order, and whether there are more of them in the direction of the walk.
    async fn read_most(
        &mut self,
        direction: Direction,
        from: Option<&Key>,
        most: u64,
    ) -> Result<Option<(Vec<Case>, bool)>, sqlx::Error> {
        let Some(statement) = self.statement(direction, from, most) else {
            return Ok(None);
        };
        let mut cases = statement.read(&mut self.transaction).await?;
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let has_more = cases.len() > most;
        cases.truncate(most);
        if direction == Direction::Backward {
            cases.reverse();
        }
        Ok(Some((cases, has_more)))
    }

    /// One case more than the page shows tells whether there is another page.
    fn statement(&self, direction: Direction, from: Option<&Key>, most: u64) -> Option<Statement> {
        let (queue, sort) = (self.queue, self.sort);
        let most = most.saturating_add(1);
        Statement::new(queue, sort, &self.units, direction, from, most)
    }

    fn page(&self, cases: Vec<Case>, has_previous: bool, has_next: bool) -> QueuePage {
        let key = |case: &Case| Key::of(case, self.queue, self.sort.column);
        QueuePage {
            previous: cases.first().filter(|_| has_previous).map(key),
            next: cases.last().filter(|_| has_next).map(key),
            total: self.total,
            cases,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_from_its_text() {
        for text in [
            "omission.1764200000000.0f8fad5bd9cb469fa16570867728950e",
            ".-1.0f8fad5bd9cb469fa16570867728950e",
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        for wrong in [
            "",
            ".",
            "..",
            "x.1",
            "x.1.y",
            "x..0f8fad5bd9cb469fa16570867728950e",
        ] {
            assert_eq!(wrong.parse::<Key>(), Err(InvalidKey), "{wrong}");
        }
    }
}
