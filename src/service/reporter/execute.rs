//! Carrying out what a reporter asks for.

use sajam_aggregates::{Actor, By, Refusal, Report, ReportCommand, ReportId};

use crate::context::Context;
use crate::service::action::{ActionCommand, Sealing};
use crate::service::{ActionError, CaseFile, ServiceError};
use crate::store::Acting;

/// Carries out what the reporter asks for. `seen` is the revision of the page they asked from.
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
    let acting = Acting {
        actor: Actor::Reporter,
        request: String::new(),
        at_ms: context.clock.now_ms(),
    };
    let command = ReportCommand {
        by: By::Reporter,
        seen,
        action: command.seal(&Sealing {
            context,
            case: &case,
        })?,
    };
    let head = case.head().ok_or(ServiceError::NotFound)?;
    context
        .store
        .execute_on::<Report>(id.as_str(), case.report, head, command, acting)
        .await?;
    Ok(())
}
