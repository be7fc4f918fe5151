//! The tables of the history as they are stored, and rows written as SQL.

use sqlx::{PgConnection, Row as _};

/// A column's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
    Json(String),
    Bytes(Vec<u8>),
    Null,
}

/// A row and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    ctid: String,
    pub(crate) values: Vec<Value>,
}

/// A table's columns and rows, in the order of its key.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    pub(crate) rows: Vec<Row>,
}

/// All of them.
pub(crate) struct Database {
    pub(crate) events: Table,
    pub(crate) entries: Table,
    pub(crate) tiles: Table,
    pub(crate) checkpoints: Table,
    pub(crate) head: Table,
}

pub(crate) const EVENTS: &[&str] = &[
    "aggregate_type",
    "aggregate_id",
    "sequence",
    "event_type",
    "event_version",
    "payload",
    "metadata",
    "payload_salt",
    "context_salt",
    "header",
    "hash",
];

impl Database {
    pub(crate) async fn read(connection: &mut PgConnection) -> Self {
        Self {
            events: Table::read(connection, "events", EVENTS, "1, 2, 3").await,
            entries: Table::read(
                connection,
                "log_entries",
                &[
                    "position",
                    "hash",
                    "aggregate_type",
                    "aggregate_id",
                    "sequence",
                    "cover",
                ],
                "1",
            )
            .await,
            tiles: Table::read(
                connection,
                "log_tiles",
                &["level", "tile", "hashes"],
                "1, 2",
            )
            .await,
            checkpoints: Table::read(
                connection,
                "checkpoints",
                &["beat_ms", "size", "root", "note"],
                "1",
            )
            .await,
            head: Table::read(connection, "log_head", &["size"], "1").await,
        }
    }
}

impl Table {
    async fn read(
        connection: &mut PgConnection,
        name: &'static str,
        columns: &'static [&'static str],
        order: &str,
    ) -> Self {
        let sql = format!(
            "select {}, ctid::text from {name} order by {order}",
            columns.join(", ")
        );
        let found = sqlx::query(&sql).fetch_all(connection).await.unwrap();
        let rows = found.iter().map(|row| Row {
            ctid: row.get(columns.len()),
            values: (0..columns.len()).map(|at| read_value(row, at)).collect(),
        });
        Self {
            name,
            columns,
            rows: rows.collect(),
        }
    }

    pub(crate) fn at(&self, column: &str) -> usize {
        let mut columns = self.columns.iter();
        columns.position(|name| *name == column).unwrap()
    }

    /// Takes these rows out and puts those in.
    pub(crate) fn replace(&self, out: &[&Row], put: &[Row]) -> String {
        let mut sql = String::new();
        if !out.is_empty() {
            let places: Vec<String> = out.iter().map(|row| format!("'{}'", row.ctid)).collect();
            let places = places.join(", ");
            sql = format!(
                "delete from {} where ctid = any (array[{places}]::tid[]);\n",
                self.name
            );
        }
        for row in put {
            let values: Vec<String> = row.values.iter().map(Value::literal).collect();
            sql.push_str(&format!(
                "insert into {} ({}) values ({});\n",
                self.name,
                self.columns.join(", "),
                values.join(", ")
            ));
        }
        sql
    }
}

impl Row {
    /// The row with another value in one column.
    pub(crate) fn with(&self, column: usize, value: Value) -> Self {
        let mut row = self.clone();
        row.values[column] = value;
        row
    }
}

impl Value {
    fn literal(&self) -> String {
        match self {
            Self::Number(number) => format!("({number})"),
            Self::Text(text) => format!("$value${text}$value$"),
            Self::Json(text) => format!("$value${text}$value$::json"),
            Self::Bytes(bytes) => format!("'\\x{}'::bytea", hex::encode(bytes)),
            Self::Null => "null".to_owned(),
        }
    }

    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Json(text) => text,
            other => panic!("no text: {other:?}"),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            other => panic!("no bytes: {other:?}"),
        }
    }

    pub(crate) fn number(&self) -> i64 {
        match self {
            Self::Number(number) => *number,
            other => panic!("no number: {other:?}"),
        }
    }
}

fn read_value(row: &sqlx::postgres::PgRow, at: usize) -> Value {
    use sqlx::{Column, TypeInfo, ValueRef};
    if row.try_get_raw(at).unwrap().is_null() {
        return Value::Null;
    }
    match row.column(at).type_info().name() {
        "INT2" => Value::Number(row.get::<i16, _>(at).into()),
        "INT8" => Value::Number(row.get(at)),
        "BYTEA" => Value::Bytes(row.get(at)),
        // The bytes as stored: reading them as JSON would write them anew.
        "JSON" => Value::Json(row.try_get_unchecked(at).unwrap()),
        _ => Value::Text(row.get(at)),
    }
}
