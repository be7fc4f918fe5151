//! What every handler is given.

use std::ops::Deref;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::feed_cache::FeedCache;
use super::page_cache::PageCache;
use super::site_settings::SiteSettings;
use crate::server::Server;

/// More at a time would only wait for the database's connections.
const MOST_REQUESTS: usize = 512;

/// Everything a handler needs. Cheap to clone: every layer does, for each request.
#[derive(Clone)]
pub struct Web(Arc<Parts>);

/// See [`Web`].
pub struct Parts {
    /// The program.
    pub server: Server,
    /// How the server is reached.
    pub setting: SiteSettings,
    /// Requests that are worked on at the same time.
    pub request_slots: Semaphore,
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
            request_slots: Semaphore::new(MOST_REQUESTS),
            pages: PageCache::default(),
            feeds: FeedCache::default(),
        }))
    }
}
