//! A case as somebody who works on it asks for it.

use sajam_aggregates::ReportId;

use super::fault::Fault;
use super::session::Staff;
use crate::context::Context;
use crate::service::{ActionError, CaseFile, case};

/// Opens a report for reading. To whoever may not read it, it is not there.
///
/// # Errors
/// [`Fault::NotFound`] and the store's.
pub(in crate::http) async fn open(
    context: &Context,
    signed: &Staff,
    id: &ReportId,
) -> Result<CaseFile, Fault> {
    case::open(context, &signed.session, id, &signed.request)
        .await
        .map_err(|error| match error {
            ActionError::Refused(_) => Fault::NotFound,
            other => other.into(),
        })
}
