//! What the rest of the program may know of publishing.

use std::sync::{Arc, Mutex, PoisonError};

/// Whether this server, when it leads, is kept from publishing. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct PublicationState(Arc<Mutex<Option<String>>>);

impl PublicationState {
    /// Why nothing is published, since the last beat; `None` when all is well or another server leads.
    pub fn halted(&self) -> Option<String> {
        self.lock().clone()
    }

    pub(super) fn halt(&self, why: String) {
        *self.lock() = Some(why);
    }

    pub(super) fn go_on(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
