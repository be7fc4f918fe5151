//! The real `sajam-verify`, as an auditor runs it.

use std::ffi::OsStr;
use std::process::{Command, Output};

use super::program;

/// Runs it, with the key in a file.
pub fn sajam_verify<S: AsRef<OsStr>>(
    key: &sajam_ledger::VerifierKey,
    arguments: impl IntoIterator<Item = S>,
) -> Output {
    Command::new(program("sajam-verify"))
        .args(arguments)
        .arg("--key")
        .arg(key.to_string())
        .output()
        .unwrap()
}

/// Its report; it must have found nothing wrong.
#[track_caller]
pub fn verified<S: AsRef<OsStr>>(
    key: &sajam_ledger::VerifierKey,
    arguments: impl IntoIterator<Item = S>,
) -> String {
    let output = sajam_verify(key, arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout).unwrap()
}

/// Its one line of what is wrong.
#[track_caller]
pub fn found<S: AsRef<OsStr>>(
    key: &sajam_ledger::VerifierKey,
    arguments: impl IntoIterator<Item = S>,
) -> String {
    let output = sajam_verify(key, arguments);
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}
