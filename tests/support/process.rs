//! The program as a process, with a private PostgreSQL of its own: started, killed, started again.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};

use super::PATIENCE;

/// A data folder that PostgreSQL's user can reach, removed at the end with whatever still runs in it.
pub struct Data(tempfile::TempDir);

impl Data {
    pub fn new() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        Self(folder)
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// The process id of the private PostgreSQL.
    pub fn postgres(&self) -> Option<Pid> {
        let file = std::fs::read_to_string(self.path().join("postgres/postmaster.pid")).ok()?;
        Some(Pid::from_raw(file.lines().next()?.parse().ok()?))
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        if let Some(postgres) = self.postgres() {
            let _ = kill(postgres, Signal::SIGQUIT);
            let deadline = Instant::now() + PATIENCE;
            while self.postgres().is_some() && Instant::now() < deadline {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
}

/// Another program of the workspace, built beside `sajam`.
pub fn program(name: &str) -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_sajam")).with_file_name(name);
    assert!(
        program.exists(),
        "{name} is built with its own tests: cargo test --workspace --no-run"
    );
    program
}

/// Runs `sajam` with the data folder and waits for its end.
pub fn sajam(data: &Path, arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_sajam"))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .output()
        .unwrap()
}

/// Puts a copy of a folder, as it is, in the place of another.
pub fn copy_folder(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    let copied = Command::new("cp").arg("-a").arg(from).arg(to).status();
    assert!(copied.unwrap().success());
}

/// A running `sajam serve`.
pub struct Process {
    pub child: Child,
    pub url: String,
    /// What it printed up to the page's address.
    pub greeting: String,
}

impl Process {
    /// Starts the server on a port that is free and waits until it answers.
    pub fn start(data: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sajam"))
            .arg("serve")
            .arg("--data")
            .arg(data)
            .args(["--listen", "127.0.0.1:0"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, receiver) = mpsc::channel();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        std::thread::spawn(move || {
            while let Some(Ok(line)) = lines.next() {
                let _ = sender.send(line);
            }
        });
        let mut greeting = String::new();
        let deadline = Instant::now() + PATIENCE;
        loop {
            match receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    greeting.push_str(&line);
                    greeting.push('\n');
                    if let Some(url) = line.strip_prefix("Sajam is running: ") {
                        return Self {
                            child,
                            url: url.trim_end_matches('/').to_owned(),
                            greeting,
                        };
                    }
                }
                Err(_) => {
                    let _ = child.kill();
                    let _ = child.wait();
                    panic!("the server did not start: {greeting}");
                }
            }
        }
    }

    /// Files an invented report; what the API answers.
    pub async fn file(&self) -> Value {
        let body = json!({
            "category": "public-health", "province": "IR-05", "institution": {"name": "درمانگاه شبانه‌روزی"},
            "narrative": "داروی تاریخ‌گذشته به بیماران داده می‌شود.", "anonymity": "anonymous",
        });
        let answer = reqwest::Client::new()
            .post(format!("{}/api/v1/reports", self.url))
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 201);
        answer.json().await.unwrap()
    }

    /// Whether the API finds the report that was filed with this answer.
    pub async fn tracks(&self, filed: &Value) -> bool {
        let body = json!({ "tracking_number": filed["tracking_number"] });
        let answer = reqwest::Client::new()
            .post(format!("{}/api/v1/track", self.url))
            .json(&body)
            .send()
            .await
            .unwrap();
        answer.status() == 200
    }

    /// The password that the first start printed for a login.
    pub fn password(&self, login: &str) -> String {
        let line = self
            .greeting
            .lines()
            .find(|line| line.trim_start().starts_with(login))
            .unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    }

    /// As the kernel or an operator in a hurry would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// As Ctrl-C would.
    pub fn stop(mut self) -> std::process::ExitStatus {
        kill(
            Pid::from_raw(self.child.id().try_into().unwrap()),
            Signal::SIGINT,
        )
        .unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
