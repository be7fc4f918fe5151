//! What every handler is given.

use std::ops::Deref;
use std::sync::Arc;

use super::feed_cache::FeedCache;
use super::page_cache::PageCache;
use super::site_settings::SiteSettings;
use crate::server::Server;

/// Everything a handler needs. Cheap to clone: every layer does, for each request.
#[derive(Clone)]
pub struct Web(Arc<Parts>);

/// See [`Web`].
pub struct Parts {
    /// The program.
    pub server: Server,
    /// How the server is reached.
    pub setting: SiteSettings,
    /// Rendered pages of statistics.
    pub pages: PageCache,
    /// The feed as it was last written.
    pub feeds: FeedCache,
}

impl Deref for Web {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Web {
    /// With nothing rendered yet.
    #[must_use]
    pub fn new(server: Server, setting: &SiteSettings) -> Self {
        Self(Arc::new(Parts {
            server,
            setting: setting.clone(),
            pages: PageCache::default(),
            feeds: FeedCache::default(),
        }))
    }
}
