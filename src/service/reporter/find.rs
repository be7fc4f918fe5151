//! Finding a report by what somebody typed as its number, within the limits on guessing.

use std::net::IpAddr;

use sajam_aggregates::{TrackingNumber, TrackingNumberError};

use super::file::report_id;
use crate::context::Context;
use crate::service::{CaseFile, ServiceError};

/// Why no report was found.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// It is no tracking number. This costs no attempt: a person's typing errors end here.
    #[error("not a tracking number")]
    Number(#[source] TrackingNumberError),
    /// No report has it.
    #[error("no report has this number")]
    Unknown,
    /// Too many numbers that no report has.
    #[error("too many attempts")]
    TooMany {
        /// Seconds to wait.
        seconds: u64,
    },
    /// The store.
    #[error(transparent)]
    Service(ServiceError),
}

/// The report whose number was typed. `source` is where from, for the limits alone.
///
/// # Errors
/// See [`LookupError`].
pub async fn find(
    context: &Context,
    source: Option<IpAddr>,
    typed: &str,
) -> Result<CaseFile, LookupError> {
    let number = TrackingNumber::parse_within(typed).map_err(LookupError::Number)?;
    let attempt = context.limits.reserve(source, context.clock.now());
    let attempt = attempt.map_err(|wait| LookupError::TooMany {
        seconds: wait.seconds,
    })?;
    match track(context, &number).await {
        Err(ServiceError::NotFound) => Err(LookupError::Unknown),
        found => {
            context.limits.give_back(attempt);
            found.map_err(LookupError::Service)
        }
    }
}

/// The report a tracking number belongs to, whole.
///
/// # Errors
/// [`ServiceError::NotFound`] for a number that no report has.
pub async fn track(context: &Context, number: &TrackingNumber) -> Result<CaseFile, ServiceError> {
    CaseFile::load(context, &report_id(context, number)).await
}
