//! Carrying out what a reporter asks for.

use sajam_aggregates::{By, Refusal, ReportId};

use crate::context::Context;
use crate::service::action::ActionCommand;
use crate::service::carry_out::carry_out;
use crate::service::{ActionError, CaseFile};

/// Carries out what the reporter asks for. `seen` is the revision of the page they asked from. A request of a reporter has
/// no name: one in the server's log would tie an event to a moment.
///
/// # Errors
/// The domain's refusals, and see [`ActionError`].
pub async fn execute(
    context: &Context,
    id: &ReportId,
    seen: Option<u64>,
    command: &dyn ActionCommand,
) -> Result<(), ActionError<Refusal>> {
    let case = CaseFile::load(context, id).await?;
    carry_out(context, case, seen, command, "", |_| Ok(By::Reporter)).await
}
