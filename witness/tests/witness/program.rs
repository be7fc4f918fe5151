//! Running the program.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::plain::{LOG, PlainLog};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sajam-witness");

pub(crate) fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

/// Makes a witness in the folder and returns its public key.
pub(crate) fn init(state: &Path) -> String {
    let ran = run(&[
        "init",
        "witness.example/1",
        "--state",
        state.to_str().unwrap(),
    ]);
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    String::from_utf8(ran.stdout).unwrap().trim().to_owned()
}

/// A witness that answers; killed when dropped.
pub(crate) struct Running {
    child: Child,
    pub(crate) key: String,
    pub(crate) address: SocketAddr,
}

impl Running {
    pub(crate) fn start(state: &Path) -> Self {
        Self::start_for(state, &[LOG])
    }

    pub(crate) fn start_for(state: &Path, logs: &[PlainLog]) -> Self {
        let mut command = Command::new(PROGRAM);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--state"])
            .arg(state);
        for log in logs {
            command.args(["--log", &log.vkey()]);
        }
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut line = || lines.next().and_then(Result::ok);
        let (Some(key), Some(address)) = (line(), line()) else {
            let mut error = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut error)
                .unwrap();
            child.wait().unwrap();
            panic!("it did not start: {error}");
        };
        let address = address.strip_prefix("http://").unwrap().parse().unwrap();
        Self {
            child,
            key,
            address,
        }
    }

    /// Power off.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends it in order, and returns what it logged.
    pub(crate) fn stop(mut self) -> String {
        kill(Pid::from_raw(self.child.id() as i32), Signal::SIGTERM).unwrap();
        let mut log = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        assert!(self.child.wait().unwrap().success());
        log
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
