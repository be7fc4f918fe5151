//! Carrying out what a reporter asks for.

use sajam_aggregates::{Actor, By, Refusal, Report, ReportCommand, ReportId};

use crate::app::App;
use crate::service::action::{ActionCommand, Sealing};
use crate::service::{ActionError, CaseFile};
use crate::store::Acting;

/// Carries out what the reporter asks for. `seen` is the revision of the page they asked from.
///
/// # Errors
/// The domain's refusals, and see [`ActionError`].
pub async fn execute(
    app: &App,
    id: &ReportId,
    seen: Option<u64>,
    command: &dyn ActionCommand,
) -> Result<(), ActionError<Refusal>> {
    let case = CaseFile::load(app, id).await?;
    let acting = Acting {
        actor: Actor::Reporter,
        request: String::new(),
        at_ms: app.clock.now_ms(),
    };
    let command = ReportCommand {
        by: By::Reporter,
        seen,
        action: command.seal(&Sealing { app, case: &case })?,
    };
    app.store
        .execute::<Report>(id.as_str(), command, acting)
        .await?;
    Ok(())
}
