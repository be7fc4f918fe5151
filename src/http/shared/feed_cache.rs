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

/// The newest document in each language and format.
#[derive(Debug, Default)]
pub struct FeedCache(RwLock<HashMap<(Locale, Format), Printed>>);

/// A document, and what it was made from.
type Printed = (Generation, Arc<StaticResponse>);

impl FeedCache {
    pub(in crate::http) fn find(
        &self,
        key: (Locale, Format),
        generation: Generation,
    ) -> Option<Arc<StaticResponse>> {
        let cached = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (of, response) = cached.get(&key)?;
        (*of == generation).then(|| response.clone())
    }

    pub(in crate::http) fn keep(
        &self,
        key: (Locale, Format),
        generation: Generation,
        response: Arc<StaticResponse>,
    ) {
        let mut cached = self.0.write().unwrap_or_else(PoisonError::into_inner);
        cached.insert(key, (generation, response));
    }
}
