//! `sajam ledger export`: the whole log for an auditor, into a file or a pipe.

mod begun;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::mpsc;

use super::{Outcome, start};
use crate::service::ServiceError;
use crate::service::export::{Export, ExportFault};
use begun::{Begun, BegunFault};

/// Pieces that are read ahead while one is written.
const AHEAD: usize = 2;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The file to write, or - for the standard output.
    file: PathBuf,
    /// As the published checkpoint of exactly so many entries has the log [default: the newest one].
    #[arg(long, value_name = "ENTRIES", conflicts_with = "resume")]
    size: Option<u64>,
    /// Goes on with a file that was broken off, under the checkpoint that it was begun with.
    #[arg(long)]
    resume: bool,
}

/// Why there is no whole export.
#[derive(Debug, thiserror::Error)]
enum ExportError {
    #[error("{0} exists already: choose another name, or go on with it by --resume")]
    Exists(String),
    #[error("--resume needs a file: what went into a pipe cannot be taken up again")]
    ResumedPipe,
    #[error("another export is being written to {0}")]
    Busy(String),
    #[error("nothing is published yet: wait for the first checkpoint")]
    NothingPublished,
    #[error("no checkpoint of {0} entries was published")]
    NoSuchSize(u64),
    #[error("{0} cannot be continued")]
    NotResumable(String, #[source] BegunFault),
    #[error("the disk is full. Make room, then go on with: sajam ledger export {0} --resume")]
    Full(String),
    #[error("{0} cannot be opened")]
    Open(String, #[source] io::Error),
    #[error(
        "{0} cannot be written. What is in it is good: go on with: sajam ledger export {0} --resume"
    )]
    Write(String, #[source] io::Error),
    #[error("the standard output cannot be written")]
    Pipe(#[source] io::Error),
    #[error(transparent)]
    Service(ServiceError),
    #[error(transparent)]
    Fault(#[from] ExportFault),
}

impl ExportError {
    fn written(name: &str, error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(name.to_owned()),
            _ => Self::Write(name.to_owned(), error),
        }
    }
}

pub(super) async fn run(started: &start::Started, arguments: &Arguments) -> Outcome {
    let name = arguments.file.display().to_string();
    if arguments.file == Path::new("-") {
        if arguments.resume {
            return Err(ExportError::ResumedPipe.into());
        }
        let export = open(started, arguments.size).await?;
        copy(export, &mut io::stdout(), ExportError::Pipe).await?;
        return Ok(());
    }
    let written = |error| ExportError::written(&name, error);
    let (mut file, export) = if arguments.resume {
        resumed(started, &arguments.file, &name).await?
    } else {
        // Before the file, so that a refused command leaves none behind.
        let export = open(started, arguments.size).await?;
        (created(&arguments.file, &name)?, Some(export))
    };
    if let Some(export) = export {
        copy(export, &mut file, written).await?;
    }
    file.sync_all().map_err(written)?;
    Ok(())
}

async fn open(started: &start::Started, size: Option<u64>) -> Result<Export, ExportError> {
    Export::of(&started.server, size)
        .await
        .map_err(|error| match (error, size) {
            (ServiceError::NotFound, Some(size)) => ExportError::NoSuchSize(size),
            (ServiceError::NotFound, None) => ExportError::NothingPublished,
            (error, _) => ExportError::Service(error),
        })
}

fn created(path: &Path, name: &str) -> Result<File, ExportError> {
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        // It says who acted, and which entries are cover.
        .mode(0o600)
        .open(path)
        .map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => ExportError::Exists(name.to_owned()),
            _ => ExportError::Open(name.to_owned(), error),
        })?;
    lock(&file, name)?;
    Ok(file)
}

/// Two at once would write each over the other's lines.
fn lock(file: &File, name: &str) -> Result<(), ExportError> {
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => ExportError::Busy(name.to_owned()),
        TryLockError::Error(error) => ExportError::Open(name.to_owned(), error),
    })
}

/// The file that was broken off, cut after its last whole line, and what is to be written there: nothing when it is whole.
async fn resumed(
    started: &start::Started,
    path: &Path,
    name: &str,
) -> Result<(File, Option<Export>), ExportError> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .map_err(|error| ExportError::Open(name.to_owned(), error))?;
    lock(&file, name)?;
    let not_resumable = |fault| ExportError::NotResumable(name.to_owned(), fault);
    let keys = started.server.secrets.log.verifiers();
    let begun = Begun::read(&mut file, keys).map_err(not_resumable)?;
    let (end, export) = match begun {
        Begun::Empty => (0, Some(open(started, None).await?)),
        Begun::Integer => return Ok((file, None)),
        Begun::Broken(broken) => {
            let export = open(started, Some(broken.checkpoint.size)).await;
            let export = match export {
                Ok(export) if *export.checkpoint() == broken.checkpoint => export,
                Ok(_) | Err(ExportError::NoSuchSize(_)) => {
                    return Err(not_resumable(BegunFault::Unpublished));
                }
                Err(error) => return Err(error),
            };
            if let Some((index, line)) = &broken.last
                && export.line(*index).await? != *line
            {
                return Err(not_resumable(BegunFault::OtherLine(*index)));
            }
            (broken.end, export.from(broken.next()))
        }
    };
    let written = |error| ExportError::written(name, error);
    if file.metadata().map_err(written)?.len() > end {
        file.set_len(end).map_err(written)?;
    }
    file.seek(SeekFrom::Start(end)).map_err(written)?;
    Ok((file, export))
}

/// Writes what is left of an export; the next pieces are read meanwhile.
async fn copy(
    mut export: Export,
    out: &mut impl Write,
    failed: impl Fn(io::Error) -> ExportError,
) -> Result<(), ExportError> {
    let bar = ProgressBar::new(export.checkpoint().size).with_style(
        ProgressStyle::with_template("entries {wide_bar} {human_pos}/{human_len}  {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let (sender, mut pieces) = mpsc::channel(AHEAD);
    let reading = tokio::spawn(async move {
        while let Some(piece) = export.piece().await.transpose() {
            let is_last = piece.is_err();
            let piece = piece.map(|piece| (piece, export.done()));
            if sender.send(piece).await.is_err() || is_last {
                return;
            }
        }
    });
    let mut copied = Ok(());
    while copied.is_ok()
        && let Some(piece) = pieces.recv().await
    {
        copied = piece.map_err(ExportError::from).and_then(|(piece, done)| {
            bar.set_position(done);
            out.write_all(&piece).map_err(&failed)
        });
    }
    drop(pieces);
    // A panic of the reading task must not pass for the end.
    let read = reading.await;
    bar.finish_and_clear();
    copied?;
    read.map_err(|error| failed(io::Error::other(error)))?;
    out.flush().map_err(&failed)
}
