//! Decisions: state + command → events or a refusal.
//!
//! Each action's file has `permit`, which asks who and when and which [`Report::allowed_actions`] asks too, and
//! `decide`, which looks at what the action carries and is reached only through its `permit`. A refusal about
//! the asker comes before one about the report's state, and that before one about a stale page.

mod acknowledge;
mod answer;
mod appeal;
mod ask_question;
mod assign;
mod decide_appeal;
mod guard;
mod investigate;
mod open;
mod resolve;
mod submit;
mod triage;
mod withdraw;

#[cfg(test)]
mod dsl;

use super::{ActionKind, Refusal, Report, ReportAction, ReportCommand, ReportEvent};
use crate::actor::By;
use crate::ids::StaffId;

/// What happens when `command` meets `report`: the events in their order, none if there is nothing to record.
///
/// # Errors
/// The [`Refusal`] that says why nothing happens.
pub fn decide(report: &Report, command: ReportCommand) -> Result<Vec<ReportEvent>, Refusal> {
    let ReportCommand { by, seen, action } = command;
    permit(report, &by, action.resolver(), action.kind())?;
    guard::unchanged(report, seen)?;
    match action {
        ReportAction::Submit(submit) => submit::decide(*submit),
        ReportAction::Acknowledge => Ok(acknowledge::decide()),
        ReportAction::Triage {
            category,
            province,
            institution,
            priority,
        } => triage::decide(report, category, province, institution, priority),
        ReportAction::Assign {
            unit,
            unit_institution,
            investigator,
        } => assign::decide(report, unit, unit_institution.as_ref(), investigator),
        ReportAction::Investigate { step, note } => investigate::decide(report, &by, step, note),
        ReportAction::AskQuestion { message } => ask_question::decide(report, &by, message),
        ReportAction::Answer { message } => Ok(answer::decide(message)),
        ReportAction::Resolve {
            outcome,
            explanation,
            reasons,
        } => resolve::decide(report, &by, outcome, explanation, reasons),
        ReportAction::Appeal { grounds } => Ok(appeal::decide(grounds)),
        ReportAction::Reopen { explanation, .. } => Ok(decide_appeal::reopen(explanation)),
        ReportAction::DismissAppeal { explanation, .. } => Ok(decide_appeal::dismiss(explanation)),
        ReportAction::Withdraw { reason } => Ok(withdraw::decide(reason)),
        ReportAction::Open => open::decide(report, &by),
    }
}

/// Whether `by` may do this now, whatever it carries. `resolver` is who resolved the report, if somebody has.
pub(super) fn permit(
    report: &Report,
    by: &By,
    resolver: Option<&StaffId>,
    kind: ActionKind,
) -> Result<(), Refusal> {
    match kind {
        ActionKind::Submit => submit::permit(report, by),
        ActionKind::Acknowledge => acknowledge::permit(report, by),
        ActionKind::Triage => triage::permit(report, by),
        ActionKind::Assign => assign::permit(report, by),
        ActionKind::Investigate => investigate::permit(report, by),
        ActionKind::AskQuestion => ask_question::permit(report, by),
        ActionKind::Answer => answer::permit(report, by),
        ActionKind::Resolve => resolve::permit(report, by),
        ActionKind::Appeal => appeal::permit(report, by),
        ActionKind::Reopen | ActionKind::DismissAppeal => {
            decide_appeal::permit(report, by, resolver)
        }
        ActionKind::Withdraw => withdraw::permit(report, by),
        ActionKind::Open => open::permit(report, by),
    }
}

#[cfg(test)]
mod tests;
