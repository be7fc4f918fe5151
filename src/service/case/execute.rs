//! Carrying out what a member of the staff asks for.

use sajam_aggregates::report::Open;
use sajam_aggregates::{
    ActionKind, By, Refusal, Report, ReportAction, ReportCommand, ReportId, Staff,
};

use super::permission::authority;
use crate::context::Context;
use crate::service::accounts::StaffSession;
use crate::service::action::{ActionCommand, Sealing};
use crate::service::{ActionError, CaseFile, ServiceError};
use crate::store::{Acting, Appended};

/// How often somebody else may come first before it is told.
const TRIES: u32 = 5;

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
        let case = CaseFile::load(context, id).await?;
        let staff = authority(session, &case, ActionKind::Open)?;
        match append(context, &case, staff, None, Open.into(), request).await {
            // Whoever has read all of it before is in the history already.
            Ok(appended) if appended.is_empty() => return Ok(case),
            Ok(_) => return Ok(CaseFile::load(context, id).await?),
            Err(ActionError::Conflict) if tries < TRIES => {}
            Err(error) => return Err(error),
        }
    }
    Err(ActionError::Conflict)
}

/// Carries out what a staff member asks for. `seen` is the revision of the page they asked from, `case` the report as it
/// was just read.
///
/// Whatever is committed meanwhile, the decision is made again on the new state: a colleague who only read the report
/// is no conflict, and one who changed it is [`Refusal::ChangedSince`].
///
/// # Errors
/// The domain's refusals, and see [`ActionError`].
pub async fn execute(
    context: &Context,
    session: &StaffSession,
    mut case: CaseFile,
    seen: Option<u64>,
    command: &dyn ActionCommand,
    request: &str,
) -> Result<(), ActionError<Refusal>> {
    for tries in 1.. {
        let staff = authority(session, &case, command.kind())?;
        let sealing = Sealing {
            context,
            case: &case,
        };
        let action = command.seal(&sealing)?;
        match append(context, &case, staff, seen, action, request).await {
            Err(ActionError::Conflict) if tries < TRIES => {
                case = CaseFile::load(context, &case.id).await?;
            }
            result => return result.map(|_| ()),
        }
    }
    Err(ActionError::Conflict)
}

async fn append(
    context: &Context,
    case: &CaseFile,
    staff: Staff,
    seen: Option<u64>,
    action: ReportAction,
    request: &str,
) -> Result<Vec<Appended>, ActionError<Refusal>> {
    let by = By::Staff(staff);
    let acting = Acting {
        actor: by.actor(),
        request: request.to_owned(),
        at_ms: context.clock.now_ms(),
    };
    let command = ReportCommand { by, seen, action };
    let head = case.head().ok_or(ServiceError::NotFound)?;
    let report = case.report.clone();
    let appended = context
        .store
        .execute_on::<Report>(case.id.as_str(), report, head, command, acting)
        .await?;
    Ok(appended)
}
