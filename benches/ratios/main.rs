//! `make bench`: what Sajam does, as ratios to a floor that runs beside it on the same machine in the same minutes.
//!
//! Absolute rates say more about the machine than about the program; a ratio of 1 is the floor itself. Each row is
//! measured in turns, ours and the floor's, and the median of the rounds' ratios is printed. Run it alone.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark is its own program: it prints and may stop at once"
)]

#[expect(dead_code, reason = "it is a program of its own as well")]
#[path = "../../ledger/examples/export_speed.rs"]
mod export_speed;
mod integration;
mod load;
mod pgbench;
mod serving;

use std::cell::RefCell;
use std::time::Duration;

use serde::Serialize;

/// Turns of each row.
const ROUNDS: usize = 3;
/// Turns of the rows of reading: nginx is a fifth faster when one of its two processes happens to be given all connections.
const READING_ROUNDS: usize = 9;
/// How long a turn lasts.
const TURN: Duration = Duration::from_secs(6);
/// Connections, clients or tasks in every row.
const CONNECTIONS: usize = 32;

/// One row of the table.
#[derive(Serialize)]
struct Row {
    name: String,
    floor: &'static str,
    /// Median of ours ÷ floor.
    ratio: f64,
    lowest: f64,
    highest: f64,
    /// Medians, per second; for orientation only.
    ours_per_second: f64,
    floor_per_second: f64,
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Prints the row of these turns, ours and the floor's.
fn row_of(name: impl Into<String>, floor: &'static str, turns: &[(f64, f64)]) -> Row {
    let mut ratios: Vec<f64> = turns.iter().map(|(ours, floor)| ours / floor).collect();
    let (mut our_rates, mut floor_rates): (Vec<f64>, Vec<f64>) = turns.iter().copied().unzip();
    let ratio = median(&mut ratios);
    let row = Row {
        name: name.into(),
        floor,
        ratio,
        lowest: ratios[0],
        highest: ratios[ratios.len() - 1],
        ours_per_second: median(&mut our_rates),
        floor_per_second: median(&mut floor_rates),
    };
    println!(
        "{:<44} {:>6.2}   ({:.2} – {:.2})   {:>9.0}/s against {:>9.0}/s of {}",
        row.name,
        row.ratio,
        row.lowest,
        row.highest,
        row.ours_per_second,
        row.floor_per_second,
        row.floor
    );
    row
}

fn row(
    name: impl Into<String>,
    floor: &'static str,
    mut ours: impl FnMut() -> f64,
    mut beneath: impl FnMut() -> f64,
) -> Row {
    let turns: Vec<_> = (0..ROUNDS).map(|_| (ours(), beneath())).collect();
    row_of(name, floor, &turns)
}

fn serving_rows(
    site: &serving::Site,
    floor: &pgbench::Floor,
    runtime: &tokio::runtime::Runtime,
) -> Vec<Row> {
    let submit = || site.wrk("/api/v1/reports", Some(serving::SUBMISSION));
    vec![
        row(
            "submissions over HTTP",
            "pgbench, one row a transaction",
            submit,
            || floor.run(),
        ),
        row(
            "filing without HTTP",
            "pgbench, one row a transaction",
            || runtime.block_on(load::file(site)),
            || floor.run(),
        ),
        row(
            "appending without HTTP or sealing",
            "pgbench, one row a transaction",
            || runtime.block_on(load::append(site)),
            || floor.run(),
        ),
        row(
            "sealing and linking, one core",
            "pgbench, one row a transaction",
            load::seal,
            || floor.run(),
        ),
    ]
}

/// Public pages and files, as browsers ask for them, against nginx with the same bytes as static files: how many a second
/// while wrk wants its share of the same processors, and how many a second that the server itself had a processor.
fn reading_rows(site: &serving::Site) -> Vec<Row> {
    let table = site.table().to_owned();
    let csv = format!("{table}/month-category.csv");
    let asked = [
        ("home page", "/"),
        ("statistics", "/statistics"),
        ("a month's table", table.as_str()),
        ("its CSV", csv.as_str()),
    ];
    let floor = "nginx, the same bytes";
    let mut rows = Vec::new();
    for (name, path) in asked {
        let turn = |_| (site.read(path), site.read_nginx(path));
        let turns: Vec<_> = (0..READING_ROUNDS).map(turn).collect();
        let of = |rate: fn(&serving::Reading) -> f64| -> Vec<_> {
            let both = turns.iter().map(|(ours, nginx)| (rate(ours), rate(nginx)));
            both.collect()
        };
        rows.push(row_of(name, floor, &of(|read| read.per_second)));
        let name = format!("{name}, of processor time");
        rows.push(row_of(name, floor, &of(|read| read.per_processor_second)));
    }
    rows
}

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let site = serving::Site::start();
    let floor = runtime.block_on(pgbench::Floor::prepare(&site));
    println!(
        "\nRatios to a floor beside it; 1.00 is the floor. {CONNECTIONS} connections, {ROUNDS} rounds of {} s ({READING_ROUNDS} of reading).\n",
        TURN.as_secs()
    );
    // `make bench ROWS=reading` measures public pages alone, `make bench ROWS=log` the log alone, `ROWS="log large"` with 10^7 entries too: minutes and gigabytes.
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    let mut rows = Vec::new();
    if !asked("log") {
        rows.extend(reading_rows(&site));
    }
    if !asked("log") && !asked("reading") {
        rows.extend(serving_rows(&site, &floor, &runtime));
    }
    let sizes = [100_000, 1_000_000, 10_000_000];
    let sizes = match (asked("reading"), asked("large")) {
        (true, _) => &sizes[..0],
        (_, true) => &sizes[..],
        _ => &sizes[..2],
    };
    let log = RefCell::new(runtime.block_on(integration::Log::create(&floor)));
    for size in sizes {
        runtime.block_on(log.borrow_mut().grow(*size));
        rows.push(row(
            format!("sequencing, log of {size} entries"),
            "PostgreSQL, insert … select",
            || runtime.block_on(log.borrow_mut().sequence()),
            || runtime.block_on(log.borrow_mut().insert()),
        ));
    }
    drop(log);
    let folder = tempfile::tempdir().unwrap();
    for size in sizes {
        let hashed = RefCell::new(0.0);
        rows.push(row(
            format!("verifying an export of {size} entries"),
            "SHA-256 of the same bytes",
            || {
                let measured = export_speed::measure(*size, folder.path()).unwrap();
                *hashed.borrow_mut() = *size as f64 / measured.hashed.as_secs_f64();
                *size as f64 / measured.verified.as_secs_f64()
            },
            || *hashed.borrow(),
        ));
    }
    let target = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench.json");
    std::fs::write(&target, serde_json::to_vec_pretty(&rows).unwrap()).unwrap();
    println!("\nwritten to target/bench.json");
}
