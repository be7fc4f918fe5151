//! What the rest of the program may know of publishing.

use std::sync::{Arc, Mutex, PoisonError};

/// How publishing goes, as far as this server has to do with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Publication {
    /// Another server leads, or none does.
    #[default]
    Elsewhere,
    /// This server leads, and has published.
    Published,
    /// This server leads, and must not publish.
    Halted {
        /// For the operator.
        why: String,
        /// Whether it is proved that what would be published does not continue what people have. A file that cannot be
        /// opened proves nothing.
        contradicts: bool,
    },
}

/// Where the leader says how publishing goes. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct PublicationState(Arc<Mutex<Publication>>);

impl PublicationState {
    /// How it goes.
    pub fn now(&self) -> Publication {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Why this server, which leads, publishes nothing since the last beat; `None` when it does, or does not lead.
    pub fn halted(&self) -> Option<String> {
        match self.now() {
            Publication::Halted { why, .. } => Some(why),
            Publication::Elsewhere | Publication::Published => None,
        }
    }

    pub(super) fn set(&self, now: Publication) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}
