//! Where the public log is: a folder, or an address that another program fetches into one.
//!
//! There is no network code here. `sajam-mirror` is run as a process of its own, and what it brings is trusted no more
//! than a folder that somebody handed over.

use std::env::consts::EXE_SUFFIX;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

use crate::outcome::Failure;

const MIRROR: &str = "sajam-mirror";

/// The longest message of the other program that is repeated, in bytes.
const MAX_MESSAGE: u64 = 4 << 10;

pub(crate) enum LogSource<'a> {
    Folder(&'a Path),
    /// The address, and the folder that is gone when the program ends.
    Address(&'a str, TempDir),
}

impl<'a> LogSource<'a> {
    pub(crate) fn new(given: &'a Path) -> Result<Self, Failure> {
        let text = given.to_str().unwrap_or_default();
        if !text.starts_with("https://") && !text.starts_with("http://") {
            return Ok(Self::Folder(given));
        }
        let folder = TempDir::with_prefix("sajam-verify-");
        let folder = folder
            .map_err(|error| Failure::Unusable(format!("the folder for the log: {error}")))?;
        Ok(Self::Address(text, folder))
    }

    pub(crate) fn folder(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder,
            Self::Address(_, folder) => folder.path(),
        }
    }

    /// Brings these files into the folder, if it is not somebody else's; `progress` is told how many are there.
    pub(crate) fn fetch(
        &self,
        paths: impl Iterator<Item = String> + Send,
        progress: impl Fn(u64),
    ) -> Result<(), Failure> {
        let Self::Address(address, folder) = self else {
            return Ok(());
        };
        let child = Command::new(program())
            .arg("fetch")
            .arg(address)
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.map_err(|error| Failure::Unusable(missing(address, &error)))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let told = thread::scope(|scope| {
            // The other end stops reading when it fails; its message says why.
            scope.spawn(|| input.map(|input| write_lines(input, paths)));
            let lines = output.map(|output| BufReader::new(output).lines());
            let lines = lines.into_iter().flatten().map_while(Result::ok);
            lines.zip(1..).for_each(|(_, done)| progress(done));
            let mut message = Vec::new();
            if let Some(errors) = child.stderr.take() {
                errors.take(MAX_MESSAGE).read_to_end(&mut message)?;
            }
            let status = child.wait()?;
            Ok::<_, io::Error>((status, message))
        });
        let (status, message) =
            told.map_err(|error| Failure::Unusable(format!("{MIRROR}: {error}")))?;
        if status.success() {
            return Ok(());
        }
        let message = String::from_utf8_lossy(&message);
        let line = message.lines().next().unwrap_or("it ended early");
        Err(match status.code() {
            Some(1) => Failure::Found(line.to_owned()),
            _ => Failure::Unusable(format!("{MIRROR}: {line}")),
        })
    }
}

fn write_lines(input: impl Write, paths: impl Iterator<Item = String>) -> io::Result<()> {
    let mut input = io::BufWriter::new(input);
    for path in paths {
        writeln!(input, "{path}")?;
    }
    input.flush()
}

/// The program beside this one, or else whichever the system finds by that name.
fn program() -> PathBuf {
    let name = format!("{MIRROR}{EXE_SUFFIX}");
    let here = std::env::current_exe().ok();
    let beside = here.and_then(|here| here.parent().map(|folder| folder.join(&name)));
    beside
        .filter(|path| path.is_file())
        .unwrap_or(PathBuf::from(name))
}

fn missing(address: &str, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        format!(
            "{address}: to fetch from an address the program {MIRROR} must lie beside this one, which has no network code; or copy the log with it elsewhere and give the folder"
        )
    } else {
        format!("{MIRROR}: {error}")
    }
}
