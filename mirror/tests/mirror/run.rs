//! Running the programs.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) const MIRROR: &str = env!("CARGO_BIN_EXE_sajam-mirror");

pub(crate) fn run(program: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may stop reading early.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().expect("no signal"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn mirror(arguments: &[&str]) -> Ran {
    run(Path::new(MIRROR), arguments, "")
}

/// `sajam-verify`, built where `sajam-mirror` was, so that it finds it beside itself.
pub(crate) fn verifier() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(MIRROR).parent().unwrap();
        let mut build = Command::new(env!("CARGO"));
        build.args([
            "build",
            "--quiet",
            "--locked",
            "-p",
            "sajam-ledger",
            "--bin",
            "sajam-verify",
        ]);
        build.arg("--target-dir").arg(folder.parent().unwrap());
        if folder.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success());
        folder.join("sajam-verify")
    })
}

#[track_caller]
pub(crate) fn holds(ran: &Ran) {
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
}

/// This exit status, nothing on the output, and one line that contains this.
#[track_caller]
pub(crate) fn fails(ran: &Ran, code: i32, line: &str) {
    assert!(ran.err.contains(line), "{:?}", ran.err);
    assert_eq!(
        (ran.code, ran.err.lines().count(), ran.out.as_str()),
        (code, 1, "")
    );
}
