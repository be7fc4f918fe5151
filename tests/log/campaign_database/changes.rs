//! Changes to single rows and columns, and rows moved, doubled, exchanged and dropped.

use super::numbers::Numbers;
use super::rows::{Database, Row, Table, Value};

/// One change.
#[derive(Clone)]
pub(crate) struct Change {
    pub(crate) table: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) sql: String,
}

/// Changes to many more log entries than these would repeat themselves.
const ENTRIES: usize = 70;
/// Bits flipped in each tile.
const TILE_BITS: usize = 40;

/// Every column of every event in every way, and whole events.
pub(crate) fn to_events(database: &Database, numbers: &mut Numbers) -> Vec<Change> {
    let table = &database.events;
    let mut changes = Vec::new();
    for number in 0..table.rows.len() {
        for column in 0..table.columns.len() {
            change_column(table, number, column, numbers, &mut changes);
        }
        change_row(table, number, numbers, &mut changes);
    }
    // The same event once more, as the next of its stream or of a new one.
    let (id, sequence) = (table.at("aggregate_id"), table.at("sequence"));
    for row in &table.rows {
        let later = row.values[sequence].number() + 2;
        let other = Value::Text(hex::encode(&numbers.bytes()[..16]));
        for put in [
            row.with(sequence, Value::Number(later)),
            row.with(id, other),
        ] {
            add(
                &mut changes,
                table,
                "a row added",
                table.replace(&[], &[put]),
            );
        }
    }
    changes
}

/// The same of log entries, tiles, checkpoints and the head.
pub(crate) fn to_log(database: &Database, numbers: &mut Numbers) -> Vec<Change> {
    let mut changes = Vec::new();
    let entries = &database.entries;
    for _ in 0..ENTRIES {
        let number = numbers.below(entries.rows.len());
        for column in 0..entries.columns.len() {
            change_column(entries, number, column, numbers, &mut changes);
        }
        change_row(entries, number, numbers, &mut changes);
        change_kind(entries, number, numbers, &mut changes);
    }
    let tiles = &database.tiles;
    for number in 0..tiles.rows.len() {
        for _ in 0..TILE_BITS {
            change_column(tiles, number, tiles.at("hashes"), numbers, &mut changes);
        }
        for column in 0..tiles.columns.len() {
            change_column(tiles, number, column, numbers, &mut changes);
        }
        change_row(tiles, number, numbers, &mut changes);
        change_tile(tiles, &tiles.rows[number], numbers, &mut changes);
    }
    let points = &database.checkpoints;
    for number in 0..points.rows.len() {
        for _ in 0..8 {
            for column in 0..points.columns.len() {
                change_column(points, number, column, numbers, &mut changes);
            }
        }
        change_row(points, number, numbers, &mut changes);
        let beat = points.at("beat_ms");
        let later = points.rows[number].values[beat].number() + 17;
        let put = points.rows[number].with(beat, Value::Number(later));
        add(
            &mut changes,
            points,
            "a row added",
            points.replace(&[], &[put]),
        );
    }
    let head = &database.head;
    for _ in 0..20 {
        change_column(head, 0, 0, numbers, &mut changes);
    }
    add(
        &mut changes,
        head,
        "a row dropped",
        head.replace(&[&head.rows[0]], &[]),
    );
    cut(database, &mut changes);
    changes
}

fn add(changes: &mut Vec<Change>, table: &Table, kind: &'static str, sql: String) {
    let table = table.name;
    changes.push(Change { table, kind, sql });
}

/// One column of one row: flipped, truncated, exchanged with another row's, replaced by that.
fn change_column(
    table: &Table,
    number: usize,
    column: usize,
    numbers: &mut Numbers,
    changes: &mut Vec<Change>,
) {
    let row = &table.rows[number];
    let value = &row.values[column];
    let mut put = |kind, value: Option<Value>| {
        if let Some(value) = value.filter(|changed| *changed != row.values[column]) {
            let sql = table.replace(&[row], &[row.with(column, value)]);
            add(changes, table, kind, sql);
        }
    };
    put("a value flipped", Some(flipped(value, numbers)));
    put("a value truncated", truncated(value, numbers));
    if table.rows.len() < 2 {
        return;
    }
    let with = (number + 1 + numbers.below(table.rows.len() - 1)) % table.rows.len();
    let other = &table.rows[with];
    if other.values[column] != *value {
        put(
            "another row's value spliced in",
            Some(other.values[column].clone()),
        );
        let pair = [
            row.with(column, other.values[column].clone()),
            other.with(column, value.clone()),
        ];
        let sql = table.replace(&[row, other], &pair);
        add(changes, table, "two rows' values exchanged", sql);
    }
}

/// A whole row: dropped, its key exchanged with another row's, its content replaced by another row's.
fn change_row(table: &Table, number: usize, numbers: &mut Numbers, changes: &mut Vec<Change>) {
    let row = &table.rows[number];
    add(changes, table, "a row dropped", table.replace(&[row], &[]));
    let with = (number + 1 + numbers.below(table.rows.len() - 1)) % table.rows.len();
    let other = &table.rows[with];
    let keys = match table.name {
        "events" => 3,
        "log_tiles" => 2,
        _ => 1,
    };
    let under = |key: &Row, content: &Row| {
        let mut moved = content.clone();
        moved.values[..keys].clone_from_slice(&key.values[..keys]);
        moved
    };
    if row.values[keys..] != other.values[keys..] {
        let swapped = [under(row, other), under(other, row)];
        let sql = table.replace(&[row, other], &swapped);
        add(changes, table, "two rows exchanged", sql);
        let sql = table.replace(&[row], &[under(row, other)]);
        add(changes, table, "a row replaced by another", sql);
    }
}

/// An event declared cover, or cover declared an event, with the hash left or made to fit.
fn change_kind(entries: &Table, number: usize, numbers: &mut Numbers, changes: &mut Vec<Change>) {
    let row = &entries.rows[number];
    let [hash, id, cover] = ["hash", "aggregate_id", "cover"].map(|column| entries.at(column));
    let secret = numbers.bytes();
    let mut made = row.with(cover, Value::Bytes(secret.to_vec()));
    if row.values[cover] == Value::Null {
        for column in ["aggregate_type", "aggregate_id", "sequence"] {
            made.values[entries.at(column)] = Value::Null;
        }
        let sql = entries.replace(&[row], &[made.clone()]);
        add(changes, entries, "an event declared cover", sql);
    }
    let fitting = sajam_ledger::cover_hash(&secret).as_bytes().to_vec();
    made.values[hash] = Value::Bytes(fitting);
    let sql = entries.replace(&[row], &[made]);
    add(changes, entries, "other cover with its own hash", sql);
    let events = entries.rows.iter();
    let event = events.filter(|entry| entry.values[id] != Value::Null);
    let event = event.cycle().nth(numbers.below(64)).unwrap();
    let mut claimed = event.clone();
    claimed.values[entries.at("position")] = row.values[entries.at("position")].clone();
    if event != row {
        let sql = entries.replace(&[row, event], &[claimed]);
        add(changes, entries, "an event moved over another entry", sql);
    }
}

/// A tile longer or shorter by whole hashes, and tiles where none belong.
fn change_tile(tiles: &Table, row: &Row, numbers: &mut Numbers, changes: &mut Vec<Change>) {
    let [level, tile, hashes] = ["level", "tile", "hashes"].map(|column| tiles.at(column));
    let bytes = row.values[hashes].bytes();
    let put = |row: &Row, column, value| tiles.replace(&[row], &[row.with(column, value)]);
    let more = [bytes, &numbers.bytes()].concat();
    let sql = put(row, hashes, Value::Bytes(more));
    add(changes, tiles, "a hash added", sql);
    let twice = [bytes, &bytes[bytes.len() - 32..]].concat();
    let sql = put(row, hashes, Value::Bytes(twice));
    add(changes, tiles, "the last hash twice", sql);
    let less = bytes[..bytes.len() - 32].to_vec();
    let sql = put(row, hashes, Value::Bytes(less));
    add(changes, tiles, "the last hash dropped", sql);
    for (column, by) in [
        (level, 3),
        (level, 60),
        (level, -9),
        (tile, 7),
        (tile, 1 << 40),
        (tile, -9),
    ] {
        let there = row.values[column].number();
        let stray = row.with(column, Value::Number(there + by));
        add(changes, tiles, "a tile added", tiles.replace(&[], &[stray]));
    }
}

/// The end of the log cut off, with and without its checkpoints, head and tiles made to fit the new length.
fn cut(database: &Database, changes: &mut Vec<Change>) {
    let Database {
        entries,
        checkpoints,
        ..
    } = database;
    let size = entries.rows.len();
    for left in (1..size).step_by(9) {
        let gone = format!("delete from log_entries where position >= {left};");
        let head = format!("update log_head set size = {left};");
        add(changes, entries, "the end cut off", gone.clone());
        add(
            changes,
            entries,
            "the end cut off, head too",
            format!("{gone}{head}"),
        );
        let points = format!("delete from checkpoints where size > {left};");
        let sql = format!("{gone}{head}{points}");
        add(
            changes,
            checkpoints,
            "the end cut off, checkpoints too",
            sql,
        );
    }
}

fn flipped(value: &Value, numbers: &mut Numbers) -> Value {
    match value {
        Value::Number(number) => {
            Value::Number(number ^ 1_i64.rotate_left(numbers.below(64) as u32))
        }
        Value::Bytes(bytes) => {
            let mut bytes = bytes.clone();
            let at = numbers.below(bytes.len());
            bytes[at] ^= 1 << numbers.below(8);
            Value::Bytes(bytes)
        }
        Value::Text(text) => Value::Text(flipped_text(text, numbers)),
        // Until it is JSON again: the column takes nothing else.
        Value::Json(text) => loop {
            let changed = flipped_text(text, numbers);
            if serde_json::from_str::<serde_json::Value>(&changed).is_ok() {
                return Value::Json(changed);
            }
        },
        Value::Null => Value::Null,
    }
}

/// Another ASCII character in the place of one.
fn flipped_text(text: &str, numbers: &mut Numbers) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = numbers.below(characters.len());
    characters[at] = char::from(b'!' + numbers.below(94) as u8);
    characters.into_iter().collect()
}

fn truncated(value: &Value, numbers: &mut Numbers) -> Option<Value> {
    match value {
        Value::Number(number) => Some(Value::Number(number / 10)),
        Value::Bytes(bytes) => Some(Value::Bytes(bytes[..numbers.below(bytes.len())].to_vec())),
        Value::Text(text) => {
            let length = text.chars().count();
            let kept = text.chars().take(numbers.below(length)).collect();
            Some(Value::Text(kept))
        }
        // The last member dropped: what is left is JSON.
        Value::Json(text) => {
            let mut object: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(text).unwrap();
            let last = object.keys().next_back()?.clone();
            object.remove(&last);
            Some(Value::Json(serde_json::to_string(&object).unwrap()))
        }
        Value::Null => None,
    }
}
