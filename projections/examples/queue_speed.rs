//! How long a page of a queue takes, by how many cases wait: the first page, the last, one in the midst of it and the count,
//! in every order of every queue.
//!
//! `cargo run --release -p sajam-projections --example queue_speed -- ADDRESS [CASES …]`
//! fills the read model of queues in the migrated database at the address, which must be nobody's, with so many waiting cases
//! (10^4, 10^5 and 10^6 unless given), and prints medians in milliseconds.
#![expect(
    clippy::print_stdout,
    reason = "a measurement is its own program: it prints"
)]

use std::error::Error;
use std::time::Instant;

use sajam_projections::queues::{self, Column, PageCursor, Queue, Sort};
use sqlx::postgres::PgPoolOptions;
use sqlx::{Executor, PgPool};

/// Reports on a page of the staff's.
const PER_PAGE: u64 = 25;
/// Turns of each figure.
const TURNS: usize = 51;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().ok_or("which database?")?;
    let mut sizes = arguments
        .map(|cases| cases.parse())
        .collect::<Result<Vec<u64>, _>>()?;
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000, 1_000_000];
    }
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .connect(&address)
        .await?;
    let mut table: Vec<(String, Vec<f64>)> = Vec::new();
    for cases in &sizes {
        fill(&pool, *cases).await?;
        for (row, (name, median)) in measure(&pool).await?.into_iter().enumerate() {
            match table.get_mut(row) {
                Some((_, medians)) => medians.push(median),
                None => table.push((name, vec![median])),
            }
        }
    }
    println!("medians in ms, waiting cases: {sizes:?}");
    for (name, medians) in table {
        let (least, most) = medians
            .iter()
            .fold((f64::MAX, 0.0_f64), |(least, most), one| {
                (least.min(*one), most.max(*one))
            });
        let medians: String = medians.iter().map(|one| format!("{one:>8.2}")).collect();
        println!("{name:<40}{medians}   {:>5.2}", most / least);
    }
    Ok(())
}

/// Puts so many waiting cases into the read model, in place of what was there.
async fn fill(pool: &PgPool, cases: u64) -> Result<(), sqlx::Error> {
    let mut connection = pool.acquire().await?;
    connection
        .execute(format!("set waiting.cases = {cases}").as_str())
        .await?;
    for statement in include_str!("waiting_cases.sql").split(';') {
        connection.execute(statement).await?;
    }
    connection.execute("checkpoint").await?;
    Ok(())
}

async fn measure(pool: &PgPool) -> Result<Vec<(String, f64)>, Box<dyn Error>> {
    let busiest: String = sqlx::query_scalar(
        "select investigator from queue_counts where investigator <> '' group by 1 order by sum(cases) desc limit 1",
    )
    .fetch_one(pool)
    .await?;
    let units = ["unit-1", "unit-4", "unit-6"].map(str::parse);
    let units = units.into_iter().collect::<Result<Vec<_>, _>>()?;
    let queues = [
        ("intake", Queue::Intake),
        (
            "three units",
            Queue::Units {
                deciding: units.clone(),
                units,
            },
        ),
        ("every unit", Queue::EveryUnit),
        ("mine", Queue::Mine(busiest.parse()?)),
    ];
    let mut medians = Vec::new();
    for (name, queue) in &queues {
        for column in Column::ALL {
            for descending in [false, true] {
                let sort = Sort { column, descending };
                let order = if descending { "falling" } else { "rising" };
                // So far in that the page lies behind what begins a value, and yet in every size.
                let begun = queues::page(pool, queue, sort, &PageCursor::First, 200).await?;
                let beyond = begun.next.map_or(PageCursor::Last, PageCursor::After);
                for (part, cursor) in [
                    ("first", PageCursor::First),
                    ("in it", beyond),
                    ("last", PageCursor::Last),
                ] {
                    let mut times = Vec::with_capacity(TURNS);
                    for _ in 0..TURNS {
                        let start = Instant::now();
                        queues::page(pool, queue, sort, &cursor, PER_PAGE).await?;
                        times.push(start.elapsed().as_secs_f64() * 1000.0);
                    }
                    times.sort_by(f64::total_cmp);
                    let name = format!("{name}, {} {order}, {part}", column.code());
                    medians.push((name, times.get(TURNS / 2).copied().unwrap_or_default()));
                }
            }
        }
    }
    Ok(medians)
}
