//! The floor under every append: pgbench inserts rows of the same bytes, one a transaction, with the same durability
//! on the same cluster.

use std::path::{Path, PathBuf};
use std::process::Command;

use sajam::entropy::Entropy;
use sajam::secrets::{MissingKeys, Secrets};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{Connection, Executor};

use crate::serving::Site;
use crate::{CONNECTIONS, TURN};

pub(crate) struct Floor {
    socket: PathBuf,
    password: String,
    script: PathBuf,
    _folder: tempfile::TempDir,
}

impl Floor {
    /// A table like `events` and a script that inserts what one submission stores.
    pub(crate) async fn prepare(site: &Site) -> Self {
        let secrets = Secrets::open(
            &site.data.join("secrets"),
            None,
            MissingKeys::Refuse,
            Entropy::system(),
        )
        .unwrap();
        let password = secrets
            .password("database-owner.password", Entropy::system())
            .unwrap()
            .to_string();
        let socket = site.data.join("run");
        site.wrk("/api/v1/reports", Some(crate::serving::SUBMISSION));
        let mut connection = connect(&socket, &password, "sajam").await;
        connection
            .execute("create table floor_events (like events including all)")
            .await
            .unwrap();
        let row: (String, String, String) =
            sqlx::query_as("select payload::text, metadata::text, header from events where event_type = 'Submitted' limit 1").fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("insert.sql");
        let quote = |text: &str| format!("'{}'", text.replace('\'', "''").replace(':', "\\072"));
        // pgbench would take `:name` for a variable: colons go in as escapes.
        let text = |text: &str| format!("E{}", quote(&text.replace('\\', "\\\\")));
        std::fs::write(
            &script,
            format!(
                "insert into floor_events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, payload_salt, context_salt, header, hash)
                 values ('report', replace(gen_random_uuid()::text, '-', ''), 1, 'Submitted', '1', {}::json, {}::json, decode(repeat('ab', 32), 'hex'), decode(repeat('cd', 32), 'hex'), {}, decode(repeat('ef', 32), 'hex'));",
                text(&row.0),
                text(&row.1),
                text(&row.2)
            )
            .replace('\n', " "),
        )
        .unwrap();
        Self {
            socket,
            password,
            script,
            _folder: folder,
        }
    }

    /// A connection of the cluster's owner.
    pub(crate) async fn connect(&self, database: &str) -> PgConnection {
        connect(&self.socket, &self.password, database).await
    }

    /// Transactions a second.
    pub(crate) fn run(&self) -> f64 {
        let newest = std::fs::read_dir("/usr/lib/postgresql")
            .unwrap()
            .map(|entry| entry.unwrap().path().join("bin/pgbench"))
            .filter(|path| path.exists())
            .max();
        let output = Command::new(newest.unwrap())
            .args([
                "-n",
                "-M",
                "prepared",
                "-j",
                "1",
                "-c",
                &CONNECTIONS.to_string(),
                "-T",
                &TURN.as_secs().to_string(),
                "-f",
            ])
            .arg(&self.script)
            .arg("-h")
            .arg(&self.socket)
            .args(["-U", "sajam_owner", "sajam"])
            .env("PGPASSWORD", &self.password)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let rate = text
            .lines()
            .find_map(|line| line.strip_prefix("tps = "))
            .unwrap_or_else(|| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)));
        rate.split_whitespace().next().unwrap().parse().unwrap()
    }
}

async fn connect(socket: &Path, password: &str, database: &str) -> PgConnection {
    let options = PgConnectOptions::new_without_pgpass()
        .socket(socket)
        .username("sajam_owner")
        .password(password)
        .database(database);
    PgConnection::connect_with(&options).await.unwrap()
}
