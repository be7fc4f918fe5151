//! Pages made from the published statistics: each is rendered and compressed once for a language, when it is first asked
//! for after something was published, and handed out from memory since, whether or not the database answers.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::HeaderMap;
use axum::response::Response;

use crate::http::Web;
use crate::http::shared::fault::Fault;
use crate::http::shared::static_response::StaticResponse;
use crate::locale::{Locale, Translator};
use crate::service::releases::{Generation, ReleaseSet};

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

    fn keep(&self, edition: Generation, locale: Locale, path: &str, still: Arc<StaticResponse>) {
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

/// The page at `path` (without the language), which `make` makes of the shelf where there is one. What it makes must depend
/// on the shelf, the words and the path alone.
pub(super) async fn answer(
    web: &Web,
    words: Translator,
    path: &str,
    request: &HeaderMap,
    make: impl FnOnce(&ReleaseSet) -> Result<StaticResponse, Fault>,
) -> Response {
    let shelf = match web.server.catalogue.shelf().await {
        Ok(shelf) => shelf,
        Err(error) => return Fault::from(error).page(words),
    };
    let (edition, locale) = (shelf.edition, words.locale());
    if let Some(still) = web.shelved.find(edition, locale, path) {
        return still.answer(request);
    }
    match make(&shelf) {
        Ok(still) => {
            let still = Arc::new(still.compressed());
            web.shelved.keep(edition, locale, path, still.clone());
            still.answer(request)
        }
        Err(fault) => fault.page(words),
    }
}

/// A rendered page, or a fault of ours.
pub(super) fn page(rendered: Result<String, askama::Error>) -> Result<StaticResponse, Fault> {
    rendered.map(StaticResponse::page).map_err(|error| {
        tracing::error!(%error, "a page does not render");
        Fault::Internal
    })
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
