//! Published releases as they stand at one moment, with all that is known of each.

use std::collections::BTreeSet;

use axum::body::Bytes;
use jiff::Timestamp;
use sajam_aggregates::release::Corrected;
use sajam_statistics::{FamilyId, Release, ReleaseId};

/// A release with all that is known of it.
#[derive(Clone, Debug)]
pub struct Published {
    /// The figures.
    pub release: Release,
    /// Its files, in the order to list them in.
    pub files: Vec<PublishedFile>,
    /// What was said to be wrong with it, the first first.
    pub corrections: Vec<Correction>,
}

/// A file as it is handed out.
#[derive(Clone, Debug)]
pub struct PublishedFile {
    /// Its name within the release.
    pub name: String,
    /// To serve it with.
    pub media_type: String,
    /// The bytes the history vouches for.
    pub bytes: Bytes,
}

/// Something that was said to be wrong.
#[derive(Clone, Debug)]
pub struct Correction {
    /// When.
    pub at: Timestamp,
    /// What was said.
    pub said: Corrected,
}

/// Which set it is, of those this server has had: the newest has the highest number.
pub type Generation = u64;

/// All releases, at one moment.
#[derive(Debug, Default)]
pub struct ReleaseSet {
    /// Two sets of one generation hold the same.
    pub generation: Generation,
    /// SHA-256 of the hashes of all events of releases: what the set was made from, if nothing was altered.
    pub digest: Vec<u8>,
    /// The names of those left out because they are not what their events say; while there is one, all is read again
    /// and again.
    pub altered: BTreeSet<String>,
    /// The newest period of each family first, and of a period the newest revision.
    pub releases: Vec<Published>,
}

impl ReleaseSet {
    /// Says in the program's log what was altered since, once and not every second.
    pub(super) fn tell_altered(&self, known: &BTreeSet<String>) {
        for name in self.altered.difference(known) {
            tracing::error!(release = %name, "a release is not what its event says; it is left out");
        }
    }

    /// One release.
    #[must_use]
    pub fn find(&self, id: ReleaseId) -> Option<&Published> {
        self.releases
            .iter()
            .find(|published| published.release.id() == id)
    }

    /// What is to be read of a family now, the newest period first: of each period its newest revision.
    pub fn of_family(&self, family: FamilyId) -> impl Iterator<Item = &Published> {
        let mut before = None;
        self.releases
            .iter()
            .filter(move |published| published.release.family() == family)
            .filter(move |published| {
                let period = Some(published.release.period());
                let is_newest = before != period;
                before = period;
                is_newest
            })
    }

    /// As [`Self::of_family`], without what was found to be wrong and has not been replaced.
    pub fn standing(&self, family: FamilyId) -> impl Iterator<Item = &Release> {
        self.of_family(family)
            .filter(|published| published.corrections.is_empty())
            .map(|published| &published.release)
    }
}
