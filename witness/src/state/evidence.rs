//! What logs signed and this witness refused.

use std::fs;
use std::path::PathBuf;

use sajam_ledger::witness::{AddCheckpoint, Evidence, Observed};

use super::files::{Secrecy, make, write};
use super::{State, StateError, file_name};

/// How many of each kind are kept for each log.
const MOST: usize = 64;

/// What became of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptEvidence {
    /// It is new, in this folder.
    Here(PathBuf),
    /// It is here already.
    Known,
    /// There is so much that this is left out.
    Full,
}

impl State {
    /// Keeps a refused request, with the checkpoint that it should have continued.
    ///
    /// Forks are few, because each needs the log's key; the first ones stay. Unproved ones make room for newer ones,
    /// since anybody can send a log's latest checkpoint with a wrong proof.
    ///
    /// # Errors
    /// [`StateError::Io`].
    pub fn keep(
        &self,
        kind: Evidence,
        request: &AddCheckpoint,
        refused: &Observed,
        latest: Option<&Observed>,
    ) -> Result<KeptEvidence, StateError> {
        let log = self.root.join("evidence").join(file_name(refused.origin()));
        make(&log)?;
        let prefix = match kind {
            Evidence::Fork => "fork",
            Evidence::Unproved => "unproved",
        };
        let root = refused.root().to_string();
        let folder = log.join(format!("{prefix}-{}-{}", refused.size(), &root[..16]));
        if folder.exists() {
            return Ok(KeptEvidence::Known);
        }
        let io = |path: &PathBuf, error| StateError::Io {
            path: path.clone(),
            error,
        };
        let kept = fs::read_dir(&log).map_err(|error| io(&log, error))?;
        let kept = kept.filter_map(Result::ok).filter(|entry| {
            entry
                .file_name()
                .to_str()
                .is_some_and(|name| name.starts_with(prefix))
        });
        let mut kept: Vec<_> = kept
            .map(|entry| {
                (
                    entry.metadata().and_then(|it| it.modified()).ok(),
                    entry.path(),
                )
            })
            .collect();
        if kept.len() >= MOST {
            if matches!(kind, Evidence::Fork) {
                return Ok(KeptEvidence::Full);
            }
            kept.sort();
            for (_, oldest) in &kept[..=kept.len() - MOST] {
                fs::remove_dir_all(oldest).map_err(|error| io(oldest, error))?;
            }
        }
        make(&folder)?;
        // Without what others added to the note.
        let request = AddCheckpoint {
            checkpoint: refused.note().to_owned(),
            ..request.clone()
        };
        let request = request.to_text();
        write(&folder.join("request"), request.as_bytes(), Secrecy::Public)?;
        write(
            &folder.join("checkpoint"),
            refused.note().as_bytes(),
            Secrecy::Public,
        )?;
        if let Some(latest) = latest {
            let path = folder.join("cosigned-checkpoint");
            write(&path, latest.note().as_bytes(), Secrecy::Public)?;
        }
        Ok(KeptEvidence::Here(folder))
    }
}
