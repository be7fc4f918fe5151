//! The report whose number somebody gave, within the limits on guessing.

use std::net::IpAddr;

use crate::context::Context;
use crate::service::CaseFile;
use crate::service::reporter::{self, LookupError};

/// A report that was found by its number: whoever asks may read what its reporter may.
pub struct TrackedReport(pub CaseFile);

impl TrackedReport {
    /// The one way to one, for pages and the API. `source` is where the request came from.
    ///
    /// # Errors
    /// See [`LookupError`].
    pub async fn find(
        context: &Context,
        source: Option<IpAddr>,
        number: &str,
    ) -> Result<Self, LookupError> {
        reporter::find(context, source, number).await.map(Self)
    }
}
