//! One PostgreSQL for all tests, started by the first that needs it and left running for the next run
//! (`make test` stops it). A database for each test is a copy of a migrated template.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use nix::unistd::{User, geteuid};
use sajam::database::{DataFolder, Database, KeyFolder, Location, parse_address};
use sajam::entropy::Entropy;
use sajam::secrets::Secrets;
use secrecy::SecretString;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{Connection, Executor};

use super::PATIENCE;

const OWNER: &str = "owner";
const SERVER: &str = "server";

/// A database of one test's own. It stays behind until the cluster is removed: dropping would need a runtime.
pub struct TestDatabase {
    pub name: String,
    pub folder: tempfile::TempDir,
    socket: PathBuf,
    /// How far the log was read.
    read_log: AtomicUsize,
}

impl TestDatabase {
    pub async fn create() -> Self {
        let cluster = tokio::task::spawn_blocking(Cluster::running).await.unwrap();
        let template = cluster.template().await;
        let name = format!("test_{}", hex::encode(Entropy::system().bytes::<8>()));
        let mut connection = cluster.connect("postgres").await;
        connection
            .execute(format!("create database {name} template {template}").as_str())
            .await
            .unwrap();
        connection.close().await.unwrap();
        Self {
            name,
            folder: tempfile::tempdir().unwrap(),
            socket: cluster.socket,
            read_log: AtomicUsize::new(0),
        }
    }

    pub fn location(&self) -> Location {
        given(&self.urls())
    }

    /// The addresses for the server's role and for the owner, as an operator writes them.
    pub fn urls(&self) -> [String; 2] {
        [SERVER, OWNER].map(|user| {
            let socket = self.socket.display();
            format!("postgres://{user}@localhost/{}?host={socket}", self.name)
        })
    }

    pub fn options(&self, user: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .username(user)
            .database(&self.name)
    }

    /// A connection of whoever owns the tables.
    pub async fn owner(&self) -> PgConnection {
        PgConnection::connect_with(&self.options(OWNER))
            .await
            .unwrap()
    }

    /// A connection of the role the server runs under.
    pub async fn as_server(&self) -> PgConnection {
        PgConnection::connect_with(&self.options(SERVER))
            .await
            .unwrap()
    }

    /// Lets PostgreSQL write down every statement that connections made from now on send.
    pub async fn log_statements(&self) {
        let statement = format!("alter database {} set log_statement = 'all'", self.name);
        self.owner()
            .await
            .execute(statement.as_str())
            .await
            .unwrap();
    }

    /// The statements written down since this was last asked, of connections that are there now.
    pub async fn logged_statements(&self) -> Vec<String> {
        let pids: Vec<i32> = sqlx::query_scalar(
            "select pid from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()",
        )
        .bind(&self.name)
        .fetch_all(&mut self.owner().await)
        .await
        .unwrap();
        let log = fs::read(self.socket.join("log")).unwrap();
        let from = self.read_log.swap(log.len(), Ordering::Relaxed);
        let text = String::from_utf8_lossy(&log[from..]);
        let mut statements = Vec::new();
        let mut is_ours = false;
        for line in text.lines() {
            if line.starts_with('\t') {
                // The rest of a statement of several lines.
                if let (true, Some(last)) = (is_ours, statements.last_mut()) {
                    *last = format!("{last} {}", line.trim());
                }
                continue;
            }
            let sent = pids.iter().any(|pid| line.contains(&format!("[{pid}]")));
            let text = ["execute ", "statement: "]
                .iter()
                .find_map(|kind| line.split_once(kind).map(|(_, text)| text.to_owned()));
            is_ours = sent && text.is_some();
            if is_ours {
                statements.extend(text);
            }
        }
        statements
    }

    pub async fn open(&self) -> (Database, Secrets) {
        open(&self.location(), self.folder.path()).await
    }
}

/// The server's and the owner's address, as the program takes them.
fn given(urls: &[String; 2]) -> Location {
    let [server, owner] = urls
        .clone()
        .map(|url| Box::new(parse_address("DATABASE_URL", &SecretString::from(url)).unwrap()));
    Location::Given {
        server,
        owner: Some(owner),
    }
}

async fn open(location: &Location, folder: &Path) -> (Database, Secrets) {
    let entropy = Entropy::system();
    let folder = DataFolder::attach(folder).unwrap();
    let keys = KeyFolder {
        path: folder.path().join("secrets"),
        origin: Some("test.example/log".parse().unwrap()),
    };
    Database::open(location, &folder, &keys, entropy)
        .await
        .unwrap()
}

struct Cluster {
    socket: PathBuf,
}

impl Cluster {
    /// Starts the cluster unless another test process has; a file lock lets one process do it.
    fn running() -> Self {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_MANIFEST_DIR").hash(&mut hasher);
        let root = PathBuf::from(format!(
            "/tmp/sajam-test-{}-{:08x}",
            geteuid(),
            hasher.finish() as u32
        ));
        fs::create_dir_all(&root).unwrap();
        let lock = File::create(root.join("lock")).unwrap();
        lock.lock().unwrap();
        // By this `scripts/stop-test-database` knows whose it is.
        fs::write(root.join("checkout"), env!("CARGO_MANIFEST_DIR")).unwrap();
        let data = root.join("data");
        if !data.join("PG_VERSION").exists() {
            let _ = fs::remove_dir_all(&data);
            fs::create_dir(&data).unwrap();
            if let Some(user) = database_user() {
                for path in [&root, &data] {
                    std::os::unix::fs::chown(
                        path,
                        Some(user.uid.as_raw()),
                        Some(user.gid.as_raw()),
                    )
                    .unwrap();
                }
            }
            run(
                "initdb",
                &[
                    "--username",
                    OWNER,
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync",
                    "-D",
                    text(&data),
                ],
            );
        }
        if !command("pg_ctl", &["status", "-D", text(&data)])
            .output()
            .unwrap()
            .status
            .success()
        {
            // Tests may lose their data with the machine; the server's own cluster may not.
            let options = format!(
                "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 -c shared_buffers=128MB",
                root.display()
            );
            run(
                "pg_ctl",
                &[
                    "start",
                    "-w",
                    "-t",
                    &PATIENCE.as_secs().to_string(),
                    "-D",
                    text(&data),
                    "-l",
                    text(&root.join("log")),
                    "-o",
                    &options,
                ],
            );
        }
        Self { socket: root }
    }

    async fn connect(&self, database: &str) -> PgConnection {
        let options = PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .username(OWNER)
            .database(database);
        PgConnection::connect_with(&options).await.unwrap()
    }

    /// The migrated template; its name follows from the migrations, so a changed one makes a new template.
    async fn template(&self) -> String {
        let mut hasher = DefaultHasher::new();
        for migration in sqlx::migrate!().iter() {
            migration.checksum.hash(&mut hasher);
        }
        let name = format!("template_{:016x}", hasher.finish());
        let mut connection = self.connect("postgres").await;
        connection
            .execute("select pg_advisory_lock(1)")
            .await
            .unwrap();
        let exists: bool =
            sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
                .bind(&name)
                .fetch_one(&mut connection)
                .await
                .unwrap();
        if !exists {
            let _ = connection
                .execute(format!("create role {SERVER} login").as_str())
                .await;
            let draft = format!("{name}_new");
            connection
                .execute(format!("drop database if exists {draft}").as_str())
                .await
                .unwrap();
            connection
                .execute(format!("create database {draft}").as_str())
                .await
                .unwrap();
            connection
                .execute(format!("grant create on database {draft} to {SERVER}").as_str())
                .await
                .unwrap();
            let folder = tempfile::tempdir().unwrap();
            let socket = self.socket.display();
            let urls = [SERVER, OWNER]
                .map(|user| format!("postgres://{user}@localhost/{draft}?host={socket}"));
            let (database, _) = open(&given(&urls), folder.path()).await;
            database.close().await;
            // Each test has keys of its own.
            let mut owner = self.connect(&draft).await;
            owner.execute("delete from installation").await.unwrap();
            owner.close().await.unwrap();
            connection
                .execute(format!("alter database {draft} rename to {name}").as_str())
                .await
                .unwrap();
        }
        connection
            .execute("select pg_advisory_unlock(1)")
            .await
            .unwrap();
        connection.close().await.unwrap();
        name
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// PostgreSQL refuses to run as root.
fn database_user() -> Option<User> {
    geteuid().is_root().then(|| {
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| User::from_name(name).unwrap())
            .unwrap()
    })
}

fn command(program: &str, arguments: &[&str]) -> Command {
    use std::os::unix::process::CommandExt;
    let newest = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path().join("bin"))
        .filter(|bin| bin.join(program).exists())
        .max();
    let mut command =
        Command::new(newest.map_or_else(|| PathBuf::from(program), |bin| bin.join(program)));
    command.args(arguments).current_dir("/").process_group(0);
    if let Some(user) = database_user() {
        command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
    }
    command
}

fn run(program: &str, arguments: &[&str]) {
    // To files, not pipes: the server that pg_ctl leaves running would hold a pipe open.
    let log = tempfile::tempfile().unwrap();
    let status = command(program, arguments)
        .stdin(std::process::Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .status()
        .unwrap();
    assert!(status.success(), "{program} {arguments:?}: {status}");
}
