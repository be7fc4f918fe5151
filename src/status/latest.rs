//! The incidents with the latest news in memory, for what everybody reads: also while the database is away.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::Incident;
use super::incidents::Incidents;
use super::latest_cell::Latest;

/// How many incidents are held.
pub const MOST: i64 = 20;

/// How often it is looked whether another server, or a command, has written something.
const POLL: Duration = Duration::from_secs(1);

impl Incidents {
    /// The incidents with the latest news. The database is asked only until it has answered once.
    ///
    /// # Errors
    /// When it has not answered yet.
    pub async fn latest(&self) -> Result<Arc<Latest>, sqlx::Error> {
        match self.held.get() {
            Some(latest) => Ok(latest),
            None => self.refresh().await,
        }
    }

    /// The same, if anything is known yet.
    pub fn known(&self) -> Option<Arc<Latest>> {
        self.held.get()
    }

    /// Reads what is new.
    ///
    /// # Errors
    /// When the database is away; what was known stays.
    pub async fn refresh(&self) -> Result<Arc<Latest>, sqlx::Error> {
        let newest = self.newest_step().await?;
        if let Some(latest) = self.held.get()
            && latest.newest == newest
        {
            return Ok(latest);
        }
        let incidents = self.latest_news(MOST).await?;
        // Read after the number above, so it may hold more than that says.
        let newest = incidents.first().map_or(0, Incident::seen);
        let latest = Arc::new(Latest { newest, incidents });
        let mut held = self.held.0.write().unwrap_or_else(PoisonError::into_inner);
        match held.as_ref() {
            Some(newer) if newer.newest > newest => Ok(newer.clone()),
            _ => Ok(held.insert(latest).clone()),
        }
    }

    /// After a change of this server's own, which is told at once.
    pub(super) async fn changed(&self) {
        if let Err(error) = self.refresh().await {
            tracing::warn!(%error, "incidents cannot be read; the feeds follow later");
        }
    }
}

/// Keeps what is known up to date until `stop`.
pub async fn follow(incidents: Incidents, stop: CancellationToken) {
    loop {
        if let Err(error) = incidents.refresh().await {
            tracing::warn!(%error, "incidents cannot be read; those known stay");
        }
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            () = stop.cancelled() => return,
        }
    }
}
