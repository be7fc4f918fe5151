//! The server under load, nginx beside it, and wrk, which loads both.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

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

        let home = tokio::runtime::Runtime::new().unwrap().block_on(async {
            reqwest::get(format!("http://127.0.0.1:{port}/"))
                .await
                .unwrap()
                .error_for_status()
                .unwrap()
                .bytes()
                .await
                .unwrap()
        });
        std::fs::write(folder.path().join("index.html"), home).unwrap();
        let root = folder.path().display();
        let mut config = String::new();
        write!(
            config,
            "daemon off; worker_processes 2; pid {root}/nginx.pid; error_log {root}/nginx.log;
             events {{ worker_connections 1024; }}
             http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100;
                     default_type text/html; client_body_temp_path {root}/b; proxy_temp_path {root}/p; fastcgi_temp_path {root}/f;
                     uwsgi_temp_path {root}/u; scgi_temp_path {root}/s;
                     server {{ listen 127.0.0.1:{nginx_port}; root {root}; }} }}"
        )
        .unwrap();
        std::fs::write(folder.path().join("nginx.conf"), config).unwrap();
        let nginx = Command::new("nginx")
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
        }
    }

    /// Requests a second; a single answer outside 2xx stops the benchmark.
    pub(crate) fn wrk(&self, path: &str, body: Option<&str>) -> f64 {
        run_wrk(
            &format!("http://127.0.0.1:{}{path}", self.port),
            body,
            self.folder.path(),
        )
    }

    pub(crate) fn wrk_nginx(&self) -> f64 {
        run_wrk(
            &format!("http://127.0.0.1:{}/", self.nginx_port),
            None,
            self.folder.path(),
        )
    }
}

fn run_wrk(url: &str, body: Option<&str>, folder: &std::path::Path) -> f64 {
    let mut wrk = Command::new("wrk");
    wrk.args([
        "-t",
        "1",
        "-c",
        &CONNECTIONS.to_string(),
        "-d",
        &format!("{}s", TURN.as_secs()),
    ]);
    if let Some(body) = body {
        let script = folder.join("post.lua");
        let lua = format!(
            "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [==[{body}]==]\n"
        );
        std::fs::write(&script, lua).unwrap();
        wrk.arg("-s").arg(script);
    }
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
        let _ = Command::new("kill")
            .arg("-INT")
            .arg(self.sajam.id().to_string())
            .status();
        let _ = self.sajam.wait();
        let _ = Command::new("kill")
            .arg("-QUIT")
            .arg(self.nginx.id().to_string())
            .status();
        let _ = self.nginx.wait();
    }
}
