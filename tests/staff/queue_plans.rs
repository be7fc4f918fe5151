//! How PostgreSQL reads a queue: every page in every order along an index, whatever waits behind it. A list that reads
//! everything is fast in every other test and slow in the house.

use sajam_aggregates::StaffId;
use sajam_projections::queues::{self, Column, PageCursor, Queue, Sort};
use serde_json::Value;
use sqlx::{Executor, PgPool};

use crate::support::TestDatabase;

const PER_PAGE: u64 = 25;

/// A database with many waiting cases, and who has most of them.
async fn filled(cases: u32) -> (TestDatabase, PgPool, StaffId) {
    let database = TestDatabase::create().await;
    let pool = PgPool::connect_with(database.options("owner"))
        .await
        .unwrap();
    let mut connection = pool.acquire().await.unwrap();
    connection
        .execute(format!("set waiting.cases = {cases}").as_str())
        .await
        .unwrap();
    for statement in include_str!("../../projections/examples/waiting_cases.sql").split(';') {
        connection.execute(statement).await.unwrap();
    }
    let busiest: String = sqlx::query_scalar(
        "select investigator from queue_counts where investigator <> '' group by 1 order by sum(cases) desc limit 1",
    )
    .fetch_one(&mut *connection)
    .await
    .unwrap();
    drop(connection);
    (database, pool, busiest.parse().unwrap())
}

fn every_queue(investigator: StaffId) -> Vec<Queue> {
    let units = |numbers: &[u8]| {
        let codes = numbers.iter().map(|number| format!("unit-{number}"));
        codes.map(|code| code.parse().unwrap()).collect()
    };
    vec![
        Queue::Intake,
        Queue::EveryUnit,
        Queue::Units {
            units: units(&[2]),
            deciding: units(&[2]),
        },
        Queue::Units {
            units: units(&[0, 1, 2, 3, 4, 5]),
            deciding: units(&[1, 4]),
        },
        Queue::Units {
            units: units(&[7]),
            deciding: Vec::new(),
        },
        Queue::Mine(investigator),
    ]
}

fn every_sort() -> impl Iterator<Item = Sort> {
    Column::ALL
        .into_iter()
        .flat_map(|column| [false, true].map(|descending| Sort { column, descending }))
}

/// The first page, one beside a case on either side in the midst of the queue, and the last.
async fn every_cursor(pool: &PgPool, queue: &Queue, sort: Sort) -> Vec<PageCursor> {
    let mut cursors = vec![PageCursor::First, PageCursor::Last];
    let first = queues::page(pool, queue, sort, &PageCursor::First, 500).await;
    let key = first.unwrap().next.unwrap();
    cursors.push(PageCursor::After(key.clone()));
    cursors.push(PageCursor::Before(key));
    cursors
}

/// What is wrong with a plan, if something is.
fn faults(plan: &Value, indexes: &mut Vec<String>) -> Vec<String> {
    let mut found = Vec::new();
    let text = |name: &str| plan[name].as_str().unwrap_or_default();
    let kind = text("Node Type");
    let looped = plan["Actual Loops"].as_f64().unwrap();
    let rows = plan["Actual Rows"].as_f64().unwrap();
    let wasted = plan["Rows Removed by Filter"].as_f64().unwrap_or(0.0)
        + plan["Rows Removed by Index Recheck"]
            .as_f64()
            .unwrap_or(0.0);
    if text("Relation Name") == "queue_cases" {
        indexes.push(text("Index Name").to_owned());
        if !kind.starts_with("Index") {
            found.push(format!("a {kind} of queue_cases"));
        }
        let most = (PER_PAGE + 1) as f64;
        if rows + wasted > most {
            found.push(format!(
                "{} reads {} rows",
                text("Index Name"),
                rows + wasted
            ));
        }
    }
    // A merge sorts what its stretches gave: a page of each at most, and there are a few dozen of them.
    if kind.ends_with("Sort") && rows * looped > 100.0 * PER_PAGE as f64 {
        found.push(format!("a {kind} of {rows} rows"));
    }
    for child in plan["Plans"].as_array().into_iter().flatten() {
        found.extend(faults(child, indexes));
    }
    found
}

/// Every page that is not read along an index, in every order of every queue; and the indexes that were used.
async fn slow_pages(pool: &PgPool, investigator: StaffId) -> (Vec<String>, Vec<String>) {
    let (mut slow, mut indexes) = (Vec::new(), Vec::new());
    for queue in every_queue(investigator) {
        for sort in every_sort() {
            for place in every_cursor(pool, &queue, sort).await {
                let plan = queues::explain(pool, &queue, sort, &place, PER_PAGE).await;
                let plan = plan.unwrap();
                let faults = faults(&plan[0]["Plan"], &mut indexes);
                if !faults.is_empty() {
                    slow.push(format!("{queue:?} {sort:?} {place:?}: {faults:?}\n"));
                }
            }
        }
    }
    indexes.sort_unstable();
    indexes.dedup();
    (slow, indexes)
}

#[tokio::test]
async fn every_page_in_every_order_is_read_along_an_index() {
    let (_database, pool, investigator) = filled(40_000).await;
    let (slow, used) = slow_pages(&pool, investigator.clone()).await;
    assert!(slow.is_empty(), "{}", slow.concat());
    let indexes: Vec<String> = sqlx::query_scalar(
        "select indexrelid::regclass::text from pg_index
         where indrelid = 'queue_cases'::regclass and not indisprimary order by 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(used, indexes, "no index is kept for nothing");
    // And this would be noticed.
    for index in ["queue_cases_by_category", "queue_cases_of_unit_by_received"] {
        pool.execute(format!("alter index {index} rename to gone; drop index gone").as_str())
            .await
            .unwrap();
        let (slow, _) = slow_pages(&pool, investigator.clone()).await;
        assert!(!slow.is_empty(), "{index} is missed");
    }
}

#[tokio::test]
async fn paging_through_a_queue_gives_each_of_its_cases_once_in_order() {
    let (_database, pool, investigator) = filled(3000).await;
    for queue in every_queue(investigator) {
        let total = queues::count(&pool, &queue).await.unwrap();
        for sort in every_sort() {
            let of = async |cursor: &PageCursor| {
                queues::page(&pool, &queue, sort, cursor, 90).await.unwrap()
            };
            let mut page = of(&PageCursor::First).await;
            assert_eq!((page.total, &page.previous), (total, &None));
            let mut forward = page.cases.clone();
            while let Some(next) = page.next {
                page = of(&PageCursor::After(next)).await;
                assert!(page.previous.is_some());
                forward.extend(page.cases.iter().cloned());
            }
            assert_eq!(forward.len() as u64, total, "{queue:?} {sort:?}");
            let last = of(&PageCursor::Last).await;
            assert_eq!(last.cases, page.cases, "{queue:?} {sort:?}");
            let mut page = last;
            let mut backward = page.cases.clone();
            while let Some(previous) = page.previous {
                page = of(&PageCursor::Before(previous)).await;
                backward.splice(0..0, page.cases.iter().cloned());
            }
            assert!(backward == forward, "{queue:?} {sort:?}");
            let is_sorted = forward.is_sorted_by(|one, other| is_before(sort, one, other));
            assert!(is_sorted, "{queue:?} {sort:?}");
        }
    }
}

/// Whether a case may stand before another.
fn is_before(sort: Sort, one: &queues::Case, other: &queues::Case) -> bool {
    use std::cmp::Ordering;
    let priority =
        |case: &queues::Case| case.priority.unwrap_or(sajam_aggregates::Priority::Normal);
    let by = match sort.column {
        Column::Received => one.received.cmp(&other.received),
        Column::Updated => one.updated.cmp(&other.updated),
        Column::Status => one.status.cmp(&other.status),
        Column::Category => one.category.cmp(&other.category),
        Column::Province => one.province.cmp(&other.province),
        Column::Priority => priority(one).cmp(&priority(other)),
        Column::Unit => one.unit.cmp(&other.unit),
    };
    let by = if sort.descending { by.reverse() } else { by };
    let is_time = matches!(sort.column, Column::Received | Column::Updated);
    let by_age = (one.received, &one.id).cmp(&(other.received, &other.id));
    by.is_lt() || by == Ordering::Equal && (is_time || by_age.is_lt())
}
