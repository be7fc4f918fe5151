//! Sajam against implementations that others wrote: Python packages, pinned in `requirements.txt` beside this file and
//! installed by `scripts/install test`. A script here gets our side on its standard input and answers in JSON.

mod calendar;
mod feeds;
mod packages;
mod sampler;
#[path = "../../statistics/src/seeded.rs"]
mod seeded;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the script answers to `input`.
fn ask(script: &str, input: &[u8]) -> serde_json::Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("target/python/bin/python");
    assert!(
        python.exists(),
        "the Python packages that the tests compare with are missing: run scripts/install test"
    );
    let mut child = Command::new(python)
        .arg("-B")
        .arg(root.join("tests/independent").join(script))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{script} failed");
    serde_json::from_slice(&output.stdout).unwrap()
}
