//! Where a server holds the incidents with the latest news.

use std::sync::{Arc, PoisonError, RwLock};

use super::Incident;

/// What was known at one moment.
#[derive(Debug)]
pub struct Latest {
    /// The newest step of any incident: with one number, the same is known.
    pub newest: i64,
    /// The newest news first, as many as are held.
    pub incidents: Vec<Incident>,
}

/// What is known now. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct LatestCell(pub(super) Arc<RwLock<Option<Arc<Latest>>>>);

impl LatestCell {
    pub(super) fn get(&self) -> Option<Arc<Latest>> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
