//! Pages made from the published statistics: each is rendered and compressed once for a language, when it is first asked
//! for after something was published, and handed out from memory since, whether or not the database answers.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::HeaderMap;
use axum::response::Response;

use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::still::Still;
use crate::locale::{Locale, Words};
use crate::service::releases::Shelf;

/// More pages than there are; past this nothing is kept, and each is rendered as it is asked for.
const MOST: usize = 20_000;

/// See [`Shelf::edition`].
type Edition = (u64, usize);

/// The pages rendered so far.
#[derive(Debug, Default)]
pub struct Shelved(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Of the shelf they were made from.
    edition: Edition,
    pages: HashMap<(Locale, String), Arc<Still>>,
}

impl Shelved {
    fn find(&self, edition: Edition, key: &(Locale, String)) -> Option<Arc<Still>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.pages
            .get(key)
            .filter(|_| kept.edition == edition)
            .cloned()
    }

    fn keep(&self, edition: Edition, key: (Locale, String), still: Arc<Still>) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.edition < edition {
            kept.pages.clear();
            kept.edition = edition;
        }
        if kept.edition == edition && kept.pages.len() < MOST {
            kept.pages.insert(key, still);
        }
    }
}

/// The page at `path` (without the language), which `make` makes of the shelf where there is one. What it makes must depend
/// on the shelf, the words and the path alone.
pub(super) async fn answer(
    web: &Web,
    words: Words,
    path: &str,
    request: &HeaderMap,
    make: impl FnOnce(&Shelf) -> Result<Still, Fault>,
) -> Response {
    let shelf = match web.app.catalogue.shelf().await {
        Ok(shelf) => shelf,
        Err(error) => return Fault::from(error).page(words),
    };
    let key = (words.locale(), path.to_owned());
    if let Some(still) = web.shelved.find(shelf.edition(), &key) {
        return still.answer(request);
    }
    match make(&shelf) {
        Ok(still) => {
            let still = Arc::new(still.compressed());
            web.shelved.keep(shelf.edition(), key, still.clone());
            still.answer(request)
        }
        Err(fault) => fault.page(words),
    }
}

/// A rendered page, or a fault of ours.
pub(super) fn page(rendered: Result<String, askama::Error>) -> Result<Still, Fault> {
    rendered.map(Still::page).map_err(|error| {
        tracing::error!(%error, "a page does not render");
        Fault::Internal
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::foundation::still::Keep;

    #[test]
    fn a_page_is_kept_for_its_edition_alone() {
        let shelved = Shelved::default();
        let key = (Locale::Fa, "/statistics".to_owned());
        let still = || Arc::new(Still::text(Keep::Minute, "x"));
        shelved.keep((2, 1), key.clone(), still());
        assert!(shelved.find((2, 1), &key).is_some());
        for other in [(2, 2), (3, 1), (1, 1)] {
            assert!(shelved.find(other, &key).is_none(), "{other:?}");
        }
        // Whoever was slow does not bring back what is old.
        shelved.keep((2, 2), key.clone(), still());
        shelved.keep((2, 1), key.clone(), still());
        assert!(shelved.find((2, 1), &key).is_none());
        assert!(shelved.find((2, 2), &key).is_some());
    }
}
