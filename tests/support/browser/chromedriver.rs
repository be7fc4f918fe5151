//! The process that starts a browser and passes commands on to it.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use tokio::sync::mpsc;

use super::{PATIENCE, wait_for};

/// Which fonts the browser sees.
const FONTS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/support/browser/fonts.conf"
);

/// chromedriver; it and the browser it started end with this.
pub(super) struct Chromedriver {
    child: Child,
    pub(super) url: String,
}

impl Chromedriver {
    pub(super) async fn start() -> Self {
        let started = wait_for(Self::start_on_a_free_port).await;
        started.expect("a port is free for chromedriver")
    }

    /// Starts it on a port of its own choice and waits until it listens there: a session asked for earlier may hang
    /// for minutes. It chooses a port that is free over IPv6, and gives up where somebody has that over IPv4.
    async fn start_on_a_free_port() -> Option<Self> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .env("FONTCONFIG_FILE", FONTS)
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed: scripts/install test");
        let (sender, mut lines) = mpsc::unbounded_channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        // Read to its end: where nobody reads, whoever writes comes to a stop.
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut chromedriver = Self {
            child,
            url: String::new(),
        };
        let mut said = Vec::new();
        let listens = async {
            while let Some(line) = lines.recv().await {
                if let Some((_, port)) = line.split_once("successfully on port ") {
                    return Some(port.trim_end_matches('.').to_owned());
                }
                said.push(line);
            }
            None
        };
        let listens = tokio::time::timeout(PATIENCE, listens).await;
        let Some(port) = listens.expect("chromedriver says where it listens") else {
            let is_taken = said.iter().any(|line| line.contains("port not available"));
            assert!(is_taken, "chromedriver ended: {said:#?}");
            return None;
        };
        chromedriver.url = format!("http://127.0.0.1:{port}");
        Some(chromedriver)
    }
}

impl Drop for Chromedriver {
    /// Both are ended as a group; the session is not asked, which could take minutes when a test has failed in the
    /// middle of something.
    fn drop(&mut self) {
        if let Ok(group) = self.child.id().try_into() {
            let _ = nix::sys::signal::killpg(
                nix::unistd::Pid::from_raw(group),
                nix::sys::signal::Signal::SIGKILL,
            );
        }
        let _ = self.child.wait();
    }
}
