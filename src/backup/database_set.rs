//! The database: a dump of one moment, in PostgreSQL's custom format, while everything goes on.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;

use super::encrypted_file::{Identities, Recipients, open_encrypted, write_encrypted};
use super::{BackupError, io_error};
use crate::database::{ClientConnection, last_lines};

/// Tables whose rows are for minutes or for a sign-in: a restored system begins without them.
const FLEETING: [&str; 3] = ["staff_sessions", "shown_pages", "sign_in_failures"];

/// Writes the database to a new file. `progress` is told how many bytes of the dump there are so far.
///
/// # Errors
/// See [`BackupError`]; then there is no file.
pub fn back_up_database(
    client: &ClientConnection,
    path: &Path,
    recipients: &Recipients,
    progress: &mut dyn FnMut(u64),
) -> Result<(), BackupError> {
    let mut dump = client.command("pg_dump")?;
    dump.args(["--format=custom", "--no-owner", "--no-privileges"]);
    for table in FLEETING {
        dump.arg(format!("--exclude-table-data=public.{table}"));
    }
    let mut dump = dump
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(io_error("starting pg_dump"))?;
    let Some(mut output) = dump.stdout.take() else {
        return Err(io_error("reading pg_dump")(
            io::ErrorKind::BrokenPipe.into(),
        ));
    };
    let told = complaints(&mut dump);
    let written = write_encrypted(path, recipients, |file| {
        copy(&mut output, file, progress).map_err(io_error("writing the backup"))?;
        // Whole only when it says so itself.
        end(&mut dump, "pg_dump", told)
    });
    if written.is_err() {
        let _ = dump.kill();
        let _ = dump.wait();
    }
    written
}

/// Brings a dump back into an empty database, all of it or nothing. `progress` is told how many bytes were read.
///
/// # Errors
/// See [`BackupError`].
pub fn restore_database(
    client: &ClientConnection,
    path: &Path,
    identities: &Identities,
    progress: &mut dyn FnMut(u64),
) -> Result<(), BackupError> {
    let mut dump = open_encrypted(path, identities)?;
    let mut restore = client.command("pg_restore")?;
    restore.args([
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
    ]);
    let mut restore = restore
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(io_error("starting pg_restore"))?;
    let told = complaints(&mut restore);
    let Some(mut input) = restore.stdin.take() else {
        return Err(io_error("writing to pg_restore")(
            io::ErrorKind::BrokenPipe.into(),
        ));
    };
    let copied = copy(&mut dump, &mut input, progress);
    match copied {
        // It ended first, and says why.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            drop(input);
            end(&mut restore, "pg_restore", told)
        }
        // Before its input ends: a damaged file is not to look like a whole one.
        Err(error) => {
            let _ = restore.kill();
            let _ = restore.wait();
            Err(io_error(format!("reading {}", path.display()))(error))
        }
        Ok(()) => {
            drop(input);
            end(&mut restore, "pg_restore", told)
        }
    }
}

fn copy(from: &mut dyn Read, to: &mut dyn Write, progress: &mut dyn FnMut(u64)) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 16];
    let mut done = 0;
    loop {
        let length = from.read(&mut buffer)?;
        if length == 0 {
            return to.flush();
        }
        to.write_all(&buffer[..length])?;
        done += length as u64;
        progress(done);
    }
}

type Complaints = Option<thread::JoinHandle<String>>;

/// Reads what a program complains about, so that it never waits for somebody to read it.
fn complaints(child: &mut Child) -> Complaints {
    let mut stderr = child.stderr.take()?;
    Some(thread::spawn(move || {
        let mut text = Vec::new();
        let _ = stderr.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    }))
}

fn end(child: &mut Child, program: &'static str, told: Complaints) -> Result<(), BackupError> {
    let status = child
        .wait()
        .map_err(io_error(format!("running {program}")))?;
    let text = told.and_then(|told| told.join().ok()).unwrap_or_default();
    if status.success() {
        return Ok(());
    }
    Err(BackupError::Program {
        program,
        output: last_lines(&text),
    })
}
