//! Pages made from the published statistics, in memory: each as it was rendered once for a language after a publication.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::static_response::StaticResponse;
use crate::locale::Locale;
use crate::service::releases::Generation;

/// More pages than there are in a language; past this nothing is added, and each is rendered as it is asked for.
const MOST: usize = 20_000;

/// The pages rendered so far.
#[derive(Debug, Default)]
pub struct PageCache(RwLock<Pages>);

#[derive(Debug, Default)]
struct Pages {
    /// Of the releases they were made from.
    generation: Generation,
    /// By path, in each language.
    fa: HashMap<String, Arc<StaticResponse>>,
    en: HashMap<String, Arc<StaticResponse>>,
}

impl PageCache {
    /// The page at a path, if it was rendered from the releases of this generation.
    pub(in crate::http) fn find(
        &self,
        generation: Generation,
        locale: Locale,
        path: &str,
    ) -> Option<Arc<StaticResponse>> {
        let cached = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let pages = match locale {
            Locale::Fa => &cached.fa,
            Locale::En => &cached.en,
        };
        pages
            .get(path)
            .filter(|_| cached.generation == generation)
            .cloned()
    }

    pub(in crate::http) fn keep(
        &self,
        generation: Generation,
        locale: Locale,
        path: &str,
        response: Arc<StaticResponse>,
    ) {
        let mut cached = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if cached.generation < generation {
            *cached = Pages {
                generation,
                ..Pages::default()
            };
        }
        let is_current = cached.generation == generation;
        let pages = match locale {
            Locale::Fa => &mut cached.fa,
            Locale::En => &mut cached.en,
        };
        if is_current && pages.len() < MOST {
            pages.insert(path.to_owned(), response);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::shared::static_response::CachePolicy;

    #[test]
    fn a_page_is_kept_for_its_edition_alone() {
        let cache = PageCache::default();
        let path = "/statistics";
        let keep = |generation| {
            let response = Arc::new(StaticResponse::text(CachePolicy::Minute, "x"));
            cache.keep(generation, Locale::Fa, path, response);
        };
        let is_kept = |generation| cache.find(generation, Locale::Fa, path).is_some();
        keep(2);
        assert!(is_kept(2));
        assert!(cache.find(2, Locale::En, path).is_none());
        assert!(!is_kept(1) && !is_kept(3));
        // Whoever was slow does not bring back what is old.
        keep(3);
        keep(2);
        assert!(!is_kept(2));
        assert!(is_kept(3));
    }
}
