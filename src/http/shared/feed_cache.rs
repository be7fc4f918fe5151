//! The feed of the site in memory, as it was last written.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::static_response::StaticResponse;
use crate::feed::Generation;
use crate::locale::Locale;

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
}

/// The newest edition in each language and format.
#[derive(Debug, Default)]
pub struct FeedCache(RwLock<HashMap<(Locale, Format), Printed>>);

/// A document, and what it was made from.
type Printed = (Generation, Arc<StaticResponse>);

impl FeedCache {
    pub(in crate::http) fn find(
        &self,
        key: (Locale, Format),
        edition: Generation,
    ) -> Option<Arc<StaticResponse>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (of, still) = kept.get(&key)?;
        (*of == edition).then(|| still.clone())
    }

    pub(in crate::http) fn keep(
        &self,
        key: (Locale, Format),
        edition: Generation,
        still: Arc<StaticResponse>,
    ) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key, (edition, still));
    }
}
