//! What a reporter does with a report of theirs: follow it, answer, appeal, withdraw.

use sajam_aggregates::SealedField;
use sajam_aggregates::report::{Answer, Appeal, Withdraw};
use sajam_aggregates::{
    Actor, By, Message, Refusal, Report, ReportAction, ReportCommand, ReportId, TrackingNumber,
};

use super::{ActionError, CaseFile, ServiceError, filing};
use crate::app::App;
use crate::store::Acting;

/// The report a tracking number belongs to, whole.
///
/// # Errors
/// [`ServiceError::NotFound`] for a number that no report has.
pub async fn track(app: &App, number: &TrackingNumber) -> Result<CaseFile, ServiceError> {
    CaseFile::load(app, &filing::report_id(app, number)).await
}

/// Answers the open question. `seen` is the revision of the page the answer was written on.
///
/// # Errors
/// The domain's refusals, and see [`ServiceError`].
pub async fn answer(
    app: &App,
    id: &ReportId,
    seen: Option<u64>,
    message: &Message,
) -> Result<(), ActionError<Refusal>> {
    let case = CaseFile::load(app, id).await?;
    let key = case.key().ok_or(ServiceError::NotFound)?;
    let message = key.seal(
        SealedField::ReporterAnsweredMessage,
        message.as_str(),
        app.entropy,
    );
    act(app, id, seen, Answer { message }).await
}

/// Appeals against the answer, once and for all. `seen` is the revision of the page the grounds were written on.
///
/// # Errors
/// The domain's refusals, and see [`ServiceError`].
pub async fn appeal(
    app: &App,
    id: &ReportId,
    seen: Option<u64>,
    grounds: &Message,
) -> Result<(), ActionError<Refusal>> {
    let case = CaseFile::load(app, id).await?;
    let key = case.key().ok_or(ServiceError::NotFound)?;
    let grounds = key.seal(SealedField::AppealedGrounds, grounds.as_str(), app.entropy);
    act(app, id, seen, Appeal { grounds }).await
}

/// Takes the report back. This cannot be undone.
///
/// # Errors
/// The domain's refusals, and see [`ServiceError`].
pub async fn withdraw(
    app: &App,
    id: &ReportId,
    seen: Option<u64>,
    reason: Option<&Message>,
) -> Result<(), ActionError<Refusal>> {
    let case = CaseFile::load(app, id).await?;
    let reason = match reason {
        Some(reason) => {
            let key = case.key().ok_or(ServiceError::NotFound)?;
            Some(key.seal(SealedField::WithdrawnReason, reason.as_str(), app.entropy))
        }
        None => None,
    };
    act(app, id, seen, Withdraw { reason }).await
}

async fn act(
    app: &App,
    id: &ReportId,
    seen: Option<u64>,
    action: impl Into<ReportAction>,
) -> Result<(), ActionError<Refusal>> {
    let acting = Acting {
        actor: Actor::Reporter,
        request: String::new(),
        at_ms: app.clock.now_ms(),
    };
    let command = ReportCommand {
        by: By::Reporter,
        seen,
        action: action.into(),
    };
    app.store
        .execute::<Report>(id.as_str(), command, acting)
        .await?;
    Ok(())
}
