//! What is known of the log outside the database, and cannot be changed by whoever has only that.

use std::ops::Range;

use sajam_ledger::{Checkpoint, VerifierKey};
use sajam_projections::Position;

use super::Finding;
use crate::durable_file::{DurableFileError, read_if_present};
use crate::secrets::Secrets;

/// The log's keys, the newest checkpoint that was let out, and what was taken over from the published log.
#[derive(Clone, Debug)]
pub struct Outside {
    pub(super) key: VerifierKey,
    published: Option<Checkpoint>,
    adopted: Vec<Range<Position>>,
}

impl From<&VerifierKey> for Outside {
    fn from(key: &VerifierKey) -> Self {
        Self {
            key: key.clone(),
            published: None,
            adopted: Vec::new(),
        }
    }
}

impl Outside {
    /// Reads it. Before the database, so that what is read there is not older.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn of(secrets: &Secrets) -> Result<Self, DurableFileError> {
        let key = secrets.log.verifiers().clone();
        let published = read_if_present(&secrets.published_file())?;
        let adopted = read_if_present(&secrets.adopted_file())?.unwrap_or_default();
        let range = |line: &str| {
            let (from, to) = line.split_once(' ')?;
            Some(from.parse().ok()?..to.parse().ok()?)
        };
        Ok(Self {
            // What does not read stops publication, which says so; here there is nothing to compare with.
            published: published.and_then(|note| key.verify_checkpoint(&note).ok()),
            adopted: adopted.lines().filter_map(range).collect(),
            key,
        })
    }

    /// Whether the event at a position may be lost.
    pub(super) fn may_be_lost(&self, position: Position) -> bool {
        self.adopted.iter().any(|range| range.contains(&position))
    }

    /// Compares the tree with what was published, when it has that size.
    pub(super) fn compare(
        &self,
        size: u64,
        root: impl FnOnce() -> Option<[u8; 32]>,
    ) -> Result<(), Finding> {
        match &self.published {
            Some(published)
                if published.size == size && root() != Some(*published.root.as_bytes()) =>
            {
                Err(Finding::Published { size })
            }
            _ => Ok(()),
        }
    }

    /// That the log has all that was published.
    pub(super) fn is_reached(&self, size: u64) -> Result<(), Finding> {
        match &self.published {
            Some(published) if published.size > size => Err(Finding::OlderThanPublished {
                published: published.size,
                entries: size,
            }),
            _ => Ok(()),
        }
    }
}
