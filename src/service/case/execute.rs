//! Reading a case, and carrying out what a member of the staff asks for.

use sajam_aggregates::report::Open;
use sajam_aggregates::{ActionKind, By, Refusal, ReportId};

use super::permission::authority;
use crate::context::Context;
use crate::service::accounts::StaffSession;
use crate::service::action::ActionCommand;
use crate::service::carry_out::{TRIES, append, carry_out};
use crate::service::{ActionError, CaseFile};

/// Opens a report for a staff member, who thereby goes into its history, and returns it whole.
///
/// # Errors
/// [`Refusal::RoleMayNotRead`], [`Refusal::NotYourUnit`] …; and see [`ActionError`].
pub async fn open(
    context: &Context,
    session: &StaffSession,
    id: &ReportId,
    request: &str,
) -> Result<CaseFile, ActionError<Refusal>> {
    // A colleague may commit between our reading and our `Opened`: that is no conflict for a reader, so look again.
    for tries in 1.. {
        let mut case = CaseFile::load(context, id).await?;
        let by = By::Staff(authority(session, &case, ActionKind::Open)?);
        match append(context, &case, by, None, Open.into(), request).await {
            // Whoever has read all of it before is in the history already.
            Ok(appended) if appended.is_empty() => return Ok(case),
            Ok(_) => {
                case.catch_up(context).await?;
                return Ok(case);
            }
            Err(ActionError::Conflict) if tries < TRIES => {}
            Err(error) => return Err(error),
        }
    }
    Err(ActionError::Conflict)
}

/// Carries out what a staff member asks for. `seen` is the revision of the page they asked from, `case` the report as it
/// was just read; what was committed since is looked at again.
///
/// # Errors
/// The domain's refusals, and see [`ActionError`].
pub async fn execute(
    context: &Context,
    session: &StaffSession,
    case: CaseFile,
    seen: Option<u64>,
    command: &dyn ActionCommand,
    request: &str,
) -> Result<(), ActionError<Refusal>> {
    let who = |case: &CaseFile| Ok(By::Staff(authority(session, case, command.kind())?));
    carry_out(context, case, seen, command, request, who).await
}
