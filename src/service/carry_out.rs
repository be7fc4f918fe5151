//! Carrying out a command on a report that was just read, whoever gives it.

use sajam_aggregates::{By, Refusal, Report, ReportAction, ReportCommand};

use super::action::{ActionCommand, Sealing};
use super::{ActionError, CaseFile, ServiceError};
use crate::context::Context;
use crate::store::{Acting, Appended};

/// How often somebody else may come first before it is told.
pub(super) const TRIES: u32 = 5;

/// Seals a command and appends what follows from it. `who` says in whose name, on the report as it then is.
///
/// Whatever is committed meanwhile, the decision is made again on the new state: a colleague who only read the report
/// is no conflict, and one who changed it is [`Refusal::ChangedSince`] where `seen`, the revision of the page it was asked
/// from, is given.
///
/// # Errors
/// The domain's refusals, and see [`ActionError`].
pub(super) async fn carry_out(
    context: &Context,
    mut case: CaseFile,
    seen: Option<u64>,
    command: &dyn ActionCommand,
    request: &str,
    who: impl Fn(&CaseFile) -> Result<By, ServiceError>,
) -> Result<(), ActionError<Refusal>> {
    for tries in 1.. {
        let by = who(&case)?;
        let sealing = Sealing {
            context,
            case: &case,
        };
        let action = command.seal(&sealing)?;
        match append(context, &case, by, seen, action, request).await {
            Err(ActionError::Conflict) if tries < TRIES => {
                case = CaseFile::load(context, &case.id).await?;
            }
            result => return result.map(|_| ()),
        }
    }
    Err(ActionError::Conflict)
}

/// Appends what follows from an action on the report as it was read.
pub(super) async fn append(
    context: &Context,
    case: &CaseFile,
    by: By,
    seen: Option<u64>,
    action: ReportAction,
    request: &str,
) -> Result<Vec<Appended>, ActionError<Refusal>> {
    let acting = Acting {
        actor: by.actor(),
        request: request.to_owned(),
        at: context.clock.now(),
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
