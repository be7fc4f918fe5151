//! The server under load, nginx beside it, and wrk, which loads both.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::{CONNECTIONS, TURN};

/// What every submission says; each makes a report of its own, for none carries an Idempotency-Key.
pub(crate) const SUBMISSION: &str = r#"{"category":"public-health","province":"IR-23","institution":{"code":"health"},"narrative":"زباله‌های عفونی درمانگاه در کیسه‌های معمولی کنار پیاده‌رو گذاشته می‌شود و بچه‌ها کنار آن بازی می‌کنند.","subject":"مدیر درمانگاه","place":"پشت درمانگاه","anonymity":"anonymous"}"#;

/// The running servers and their data, all gone at the end.
pub(crate) struct Site {
    pub(crate) data: PathBuf,
    folder: tempfile::TempDir,
    sajam: Child,
    nginx: Child,
    port: u16,
    nginx_port: u16,
    table: String,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

impl Site {
    pub(crate) fn start() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let data = folder.path().join("data");
        let (port, nginx_port) = (free_port(), free_port());
        let table = publish(&data);
        let mut sajam = Command::new(env!("CARGO_BIN_EXE_sajam"))
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .arg("--data")
            .arg(&data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(sajam.stdout.take().unwrap()).lines();
        assert!(
            lines.any(|line| line.unwrap().starts_with("Sajam is running")),
            "the server does not start"
        );
        std::thread::spawn(move || lines.for_each(drop));

        let pages = [
            "/".to_owned(),
            "/statistics".to_owned(),
            table.clone(),
            format!("{table}/month-category.csv"),
        ];
        for path in &pages {
            save(folder.path(), port, path);
        }
        let root = folder.path().display();
        let mut config = String::new();
        write!(
            config,
            "daemon off; worker_processes 2; pid {root}/nginx.pid; error_log {root}/nginx.log;
             events {{ worker_connections 1024; }}
             http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100;
                     default_type text/html; gzip_static on; gzip_vary on; etag on; client_body_temp_path {root}/b; proxy_temp_path {root}/p; fastcgi_temp_path {root}/f;
                     uwsgi_temp_path {root}/u; scgi_temp_path {root}/s;
                     server {{ listen 127.0.0.1:{nginx_port}; root {root}; }} }}"
        )
        .unwrap();
        std::fs::write(folder.path().join("nginx.conf"), config).unwrap();
        // Debian has it where a person's PATH does not lead.
        let debians = Path::new("/usr/sbin/nginx");
        let program = if debians.exists() {
            debians
        } else {
            Path::new("nginx")
        };
        let nginx = Command::new(program)
            .arg("-c")
            .arg(folder.path().join("nginx.conf"))
            .arg("-p")
            .arg(folder.path())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(500));
        Self {
            data,
            folder,
            sajam,
            nginx,
            port,
            nginx_port,
            table,
        }
    }

    /// The address of a monthly table.
    pub(crate) fn table(&self) -> &str {
        &self.table
    }

    /// Requests a second; a single answer outside 2xx stops the benchmark.
    pub(crate) fn wrk(&self, path: &str, body: Option<&str>) -> f64 {
        run_wrk(
            &format!("http://127.0.0.1:{}{path}", self.port),
            body,
            self.folder.path(),
        )
    }

    /// Reading, as browsers do: with gzip where there is some.
    pub(crate) fn read(&self, path: &str) -> Reading {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        read(&url, &[self.sajam.id()])
    }

    /// The same bytes from files.
    pub(crate) fn read_nginx(&self, path: &str) -> Reading {
        let url = format!("http://127.0.0.1:{}/{}", self.nginx_port, file_of(path));
        let master = self.nginx.id();
        let workers = format!("/proc/{master}/task/{master}/children");
        let workers = std::fs::read_to_string(workers).unwrap();
        let workers: Vec<u32> = workers
            .split_whitespace()
            .map(|id| id.parse().unwrap())
            .collect();
        read(&url, &workers)
    }
}

/// Fills a system with a demo's reports and publishes what is due; the address of a monthly table.
fn publish(data: &Path) -> String {
    let run = |arguments: &[&str]| {
        let mut sajam = Command::new(env!("CARGO_BIN_EXE_sajam"));
        let sajam = sajam.args(arguments).arg("--data").arg(data);
        let output = sajam.output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {told}");
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["demo", "--reports", "200", "--months", "4"]);
    let published = run(&["release", "publish", "--all-closed"]);
    let month = published
        .lines()
        .find(|line| line.starts_with("/statistics/month-category-"));
    month.unwrap().to_owned()
}

/// The name of the file that nginx hands out for a page.
fn file_of(path: &str) -> String {
    match path {
        "/" => "index.html".to_owned(),
        path => format!("page{}.html", path.replace('/', "-")),
    }
}

/// Writes a page's bytes where nginx finds them, and the compressed ones that the server sends beside them.
fn save(folder: &Path, port: u16, path: &str) {
    let fetch = |encoding: &'static str| {
        let url = format!("http://127.0.0.1:{port}{path}");
        let request = reqwest::Client::new()
            .get(url)
            .header("accept-encoding", encoding);
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let answer = request.send().await.unwrap().error_for_status().unwrap();
            let is_gzip = answer.headers().contains_key("content-encoding");
            (is_gzip, answer.bytes().await.unwrap())
        })
    };
    let file = folder.join(file_of(path));
    std::fs::write(&file, fetch("identity").1).unwrap();
    if let (true, bytes) = fetch("gzip") {
        std::fs::write(file.with_extension("html.gz"), bytes).unwrap();
    }
}

/// How many answers one turn brought.
pub(crate) struct Reading {
    pub(crate) per_second: f64,
    /// For each second that the server's processes had a processor.
    pub(crate) per_processor_second: f64,
}

fn read(url: &str, servers: &[u32]) -> Reading {
    let mut wrk = wrk();
    wrk.args(["-H", "Accept-Encoding: gzip"]);
    let before = processor_seconds(servers);
    let per_second = rate(wrk, url);
    let spent = processor_seconds(servers) - before;
    Reading {
        per_second,
        per_processor_second: per_second * TURN.as_secs_f64() / spent,
    }
}

/// What processes have had of processors so far, in user and kernel mode (proc_pid_stat(5), fields 14 and 15).
fn processor_seconds(processes: &[u32]) -> f64 {
    /// Linux tells these fields in hundredths on every architecture it is commonly run on.
    const TICKS_PER_SECOND: f64 = 100.0;
    let of = |process: &u32| -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
        let (_, fields) = stat.rsplit_once(')').unwrap();
        let times = fields.split_whitespace().skip(11).take(2);
        times.map(|ticks| ticks.parse::<f64>().unwrap()).sum()
    };
    processes.iter().map(of).sum::<f64>() / TICKS_PER_SECOND
}

fn wrk() -> Command {
    let mut wrk = Command::new("wrk");
    let duration = format!("{}s", TURN.as_secs());
    wrk.args(["-t", "1", "-c", &CONNECTIONS.to_string(), "-d", &duration]);
    wrk
}

fn run_wrk(url: &str, body: Option<&str>, folder: &Path) -> f64 {
    let mut wrk = wrk();
    if let Some(body) = body {
        let script = folder.join("post.lua");
        let lua = format!(
            "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [==[{body}]==]\n"
        );
        std::fs::write(&script, lua).unwrap();
        wrk.arg("-s").arg(script);
    }
    rate(wrk, url)
}

/// Requests a second.
fn rate(mut wrk: Command, url: &str) -> f64 {
    let output = wrk.arg(url).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("Non-2xx"), "{text}");
    let rate = text
        .lines()
        .find_map(|line| line.strip_prefix("Requests/sec:"))
        .unwrap_or_else(|| panic!("{text}"));
    rate.trim().parse().unwrap()
}

impl Drop for Site {
    fn drop(&mut self) {
        for (child, signal) in [
            (&mut self.sajam, Signal::SIGINT),
            (&mut self.nginx, Signal::SIGQUIT),
        ] {
            let process = Pid::from_raw(child.id().try_into().unwrap());
            let _ = kill(process, signal);
            let _ = child.wait();
        }
    }
}
