//! Pages made from the published statistics, in memory: each as it was rendered once for a language after a publication.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::static_response::StaticResponse;
use crate::locale::Locale;
use crate::service::releases::Generation;

/// More pages than there are in a language; past this nothing is kept, and each is rendered as it is asked for.
const MOST: usize = 20_000;

/// The pages rendered so far.
#[derive(Debug, Default)]
pub struct PageCache(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Of the shelf they were made from.
    edition: Generation,
    /// By path, in each language.
    fa: HashMap<String, Arc<StaticResponse>>,
    en: HashMap<String, Arc<StaticResponse>>,
}

impl PageCache {
    /// The page at a path, if it was rendered from the shelf of this edition.
    pub(in crate::http) fn find(
        &self,
        edition: Generation,
        locale: Locale,
        path: &str,
    ) -> Option<Arc<StaticResponse>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let pages = match locale {
            Locale::Fa => &kept.fa,
            Locale::En => &kept.en,
        };
        pages.get(path).filter(|_| kept.edition == edition).cloned()
    }

    pub(in crate::http) fn keep(
        &self,
        edition: Generation,
        locale: Locale,
        path: &str,
        still: Arc<StaticResponse>,
    ) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.edition < edition {
            *kept = Kept {
                edition,
                ..Kept::default()
            };
        }
        let is_current = kept.edition == edition;
        let pages = match locale {
            Locale::Fa => &mut kept.fa,
            Locale::En => &mut kept.en,
        };
        if is_current && pages.len() < MOST {
            pages.insert(path.to_owned(), still);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::shared::static_response::CachePolicy;

    #[test]
    fn a_page_is_kept_for_its_edition_alone() {
        let shelved = PageCache::default();
        let path = "/statistics";
        let keep = |edition| {
            let still = Arc::new(StaticResponse::text(CachePolicy::Minute, "x"));
            shelved.keep(edition, Locale::Fa, path, still);
        };
        let is_kept = |edition| shelved.find(edition, Locale::Fa, path).is_some();
        keep(2);
        assert!(is_kept(2));
        assert!(shelved.find(2, Locale::En, path).is_none());
        assert!(!is_kept(1) && !is_kept(3));
        // Whoever was slow does not bring back what is old.
        keep(3);
        keep(2);
        assert!(!is_kept(2));
        assert!(is_kept(3));
    }
}
