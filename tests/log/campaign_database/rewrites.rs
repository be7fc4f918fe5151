//! Rewrites that go on from a changed event: its hash, its stream's chain, the log's entries, the tree, the checkpoints'
//! roots, each step further than the one before; and at last notes, signed by whatever key is at hand.

use std::collections::BTreeMap;

use sajam::secrets::LogKeys;
use sajam_ledger::tree::{Tiles, TreeEdge};
use sajam_ledger::{At, Draft, EventHash, Head, LogKey, Salt, cover_hash, link};
use serde_json::{Value as Json, json};

use super::changes::Change;
use super::numbers::Numbers;
use super::rows::{Database, Row, Table, Value};

/// What somebody wants otherwise in the history.
#[derive(Clone, Copy)]
pub(crate) enum Wish {
    /// Another payload for the event.
    Payload,
    /// Another actor.
    Context,
    /// An hour later.
    Time,
    /// The event never was: cover lies in its place.
    Gone,
}

/// How far the rewrite is carried.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    Event,
    Stream,
    Entries,
    Tree,
    Roots,
    Notes,
}

/// The wish with all that the rewrite is carried through to; notes are signed by `sign`.
pub(crate) fn rewritten(
    database: &Database,
    event: usize,
    wish: Wish,
    extent: Extent,
    secret: [u8; 32],
    sign: &dyn Fn(u64, [u8; 32]) -> String,
) -> String {
    let mut events = database.events.clone();
    let mut entries = database.entries.clone();
    let is_gone = matches!(wish, Wish::Gone);
    chain_anew(&mut events, event, wish, extent >= Extent::Stream);
    if extent >= Extent::Entries {
        let hashes = hashes_of(&events);
        let gone = key_of(&database.events, &database.events.rows[event]);
        for row in &mut entries.rows {
            let key = key_of(&database.entries, row);
            if is_gone && key == gone {
                for column in ["aggregate_type", "aggregate_id", "sequence"] {
                    row.values[database.entries.at(column)] = Value::Null;
                }
                let hash = cover_hash(&secret).as_bytes().to_vec();
                row.values[database.entries.at("cover")] = Value::Bytes(secret.to_vec());
                row.values[database.entries.at("hash")] = Value::Bytes(hash);
            } else if let Some(hash) = hashes.get(&key) {
                row.values[database.entries.at("hash")] = Value::Bytes(hash.clone());
            }
        }
    }
    let mut sql = difference(&database.events, &events);
    sql.push_str(&difference(&database.entries, &entries));
    if extent >= Extent::Tree {
        let (tiles, roots) = tree_of(&entries);
        let mut stored = database.tiles.clone();
        for row in &mut stored.rows {
            let place = (row.values[0].number(), row.values[1].number());
            row.values[2] = Value::Bytes(tiles[&place].clone());
        }
        sql.push_str(&difference(&database.tiles, &stored));
        let mut points = database.checkpoints.clone();
        for row in points.rows.iter_mut().filter(|_| extent >= Extent::Roots) {
            let size = row.values[1].number().unsigned_abs();
            let root = roots[size as usize];
            row.values[2] = Value::Bytes(root.to_vec());
            if extent >= Extent::Notes {
                row.values[3] = Value::Text(sign(size, root));
            }
        }
        sql.push_str(&difference(&database.checkpoints, &points));
    }
    sql
}

/// Rewrites of many events, none with the log's key.
pub(crate) fn without_the_key(
    database: &Database,
    keys: &LogKeys,
    numbers: &mut Numbers,
) -> Vec<Change> {
    let other = LogKey::generate(keys.verifier_key().origin(), [7; 32]).unwrap();
    let sign = |size, root| other.sign_checkpoint(size, root);
    let mut changes = Vec::new();
    let steps = [
        (Extent::Event, "an event made anew"),
        (Extent::Stream, "a stream chained anew"),
        (Extent::Entries, "a stream and its entries made anew"),
        (Extent::Tree, "stream, entries and tree made anew"),
        (Extent::Roots, "all but the notes made anew"),
        (Extent::Notes, "all made anew, signed by another key"),
    ];
    let sequence = database.events.at("sequence");
    for (number, row) in database.events.rows.iter().enumerate() {
        let is_last = row.values[sequence].number() == 2;
        let wishes = [Wish::Payload, Wish::Context, Wish::Time, Wish::Gone];
        for wish in wishes.into_iter().take(if is_last { 4 } else { 3 }) {
            for (extent, kind) in steps {
                let secret = numbers.bytes();
                let sql = rewritten(database, number, wish, extent, secret, &sign);
                changes.push(Change {
                    table: "all",
                    kind,
                    sql,
                });
            }
        }
    }
    changes
}

/// Which event a row of events or of log entries is about; none for cover.
type Key = (String, String, i64);

fn key_of(table: &Table, row: &Row) -> Option<Key> {
    let value = |column| &row.values[table.at(column)];
    let Value::Number(sequence) = value("sequence") else {
        return None;
    };
    let [kind, id] =
        ["aggregate_type", "aggregate_id"].map(|column| value(column).text().to_owned());
    Some((kind, id, *sequence))
}

fn hashes_of(events: &Table) -> BTreeMap<Option<Key>, Vec<u8>> {
    let hash = events.at("hash");
    let rows = events.rows.iter();
    rows.map(|row| (key_of(events, row), row.values[hash].bytes().to_vec()))
        .collect()
}

/// Makes the event as wished, and links those after it anew if asked to.
fn chain_anew(events: &mut Table, event: usize, wish: Wish, chain: bool) {
    let Some((_, stream, from)) = key_of(events, &events.rows[event]) else {
        return;
    };
    if matches!(wish, Wish::Gone) {
        events.rows.remove(event);
        return;
    }
    let mut head: Option<Head> = None;
    // Rows are in the order of their streams.
    for row in &mut events.clone().rows {
        let Some((_, id, sequence)) = key_of(events, row) else {
            continue;
        };
        if id != stream || (sequence > from && !chain) {
            continue;
        }
        let (linked, before) = (sequence >= from, head);
        let event = linked_anew(
            events,
            row,
            before.as_ref(),
            (sequence == from).then_some(wish),
        );
        let at = |column| events.at(column);
        if linked {
            let place = events.rows.iter().position(|there| there == row).unwrap();
            let (header, hash, payload, metadata) =
                (at("header"), at("hash"), at("payload"), at("metadata"));
            let values = &mut events.rows[place].values;
            values[header] = Value::Text(event.header.clone());
            values[hash] = Value::Bytes(event.hash.as_bytes().to_vec());
            values[payload] = Value::Json(event.payload.clone());
            values[metadata] = Value::Json(event.context.clone());
        }
        head = Some(event.head());
    }
}

fn linked_anew(
    events: &Table,
    row: &Row,
    head: Option<&Head>,
    wish: Option<Wish>,
) -> sajam_ledger::LinkedEvent {
    let value = |column| &row.values[events.at(column)];
    let salt = |column| Salt::from_bytes(value(column).bytes().try_into().unwrap());
    let read = |column| serde_json::from_str::<Json>(value(column).text()).unwrap();
    let (mut payload, mut context) = (read("payload"), read("metadata"));
    let header: Json = serde_json::from_str(value("header").text()).unwrap();
    let mut at = At::parse(header["at"].as_str().unwrap()).unwrap();
    match wish {
        Some(Wish::Payload) => {
            let is_labour = payload["category"] == "labour";
            payload["category"] = json!(if is_labour { "consumer" } else { "labour" });
        }
        Some(Wish::Context) => context["actor"] = json!({"kind": "system"}),
        Some(Wish::Time) => at = At::from_unix_millis(at.to_unix_millis() + 3_600_000).unwrap(),
        Some(Wish::Gone) | None => {}
    }
    if let Some(head) = head {
        at = at.max(head.at);
    }
    let stream = format!(
        "{}/{}",
        value("aggregate_type").text(),
        value("aggregate_id").text()
    );
    let draft = Draft {
        stream: &stream,
        event_type: value("event_type").text(),
        type_version: value("event_version").text(),
        at,
        payload: &payload,
        payload_salt: salt("payload_salt"),
        context: &context,
        context_salt: salt("context_salt"),
    };
    link(head, draft).unwrap()
}

/// Tiles by level and number.
type Hashes = BTreeMap<(i64, i64), Vec<u8>>;

/// The tiles over these entries by level and number, and the root at every size.
fn tree_of(entries: &Table) -> (Hashes, Vec<[u8; 32]>) {
    let mut tree = TreeEdge::new(0, Tiles::new()).unwrap();
    let mut roots = vec![sajam_ledger::EMPTY_ROOT];
    for row in &entries.rows {
        let hash = row.values[entries.at("hash")].bytes();
        tree.push(&EventHash::from_bytes(hash.try_into().unwrap()));
        roots.push(tree.root().unwrap());
    }
    let tiles = tree.take_changed().into_iter();
    let tiles = tiles.map(|(place, hashes)| {
        (
            (place.level.into(), i64::try_from(place.tile).unwrap()),
            hashes,
        )
    });
    (tiles.collect(), roots)
}

/// The rows that differ, taken out and put in; rows are told apart by where they lie.
fn difference(old: &Table, new: &Table) -> String {
    let put: Vec<Row> = new
        .rows
        .iter()
        .filter(|row| !old.rows.contains(row))
        .cloned()
        .collect();
    let out: Vec<&Row> = old
        .rows
        .iter()
        .filter(|row| !new.rows.contains(row))
        .collect();
    if out.is_empty() {
        return String::new();
    }
    old.replace(&out, &put)
}
