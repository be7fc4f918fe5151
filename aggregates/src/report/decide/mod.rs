//! Decisions: state + command → events or a refusal.
//!
//! Each action's file has the command that asks for it and its [`Decision`]: `permit` asks who and when, and is what
//! [`Report::allowed_actions`] asks too; `decide` looks at what the command carries and is reached only through its
//! `permit`. A refusal about the asker comes before one about the report's state, and that before one about a stale page.

mod acknowledge;
mod answer;
mod appeal;
mod ask_question;
mod assign;
mod decide_appeal;
mod investigate;
mod open;
mod open_identity;
mod preconditions;
mod recuse;
mod resolve;
mod submit;
mod triage;
mod withdraw;

#[cfg(test)]
mod dsl;

use super::{Refusal, Report, ReportCommand, ReportEvent};
use crate::actor::By;
use crate::ids::StaffId;

pub use acknowledge::Acknowledge;
pub use answer::Answer;
pub use appeal::Appeal;
pub use ask_question::AskQuestion;
pub use assign::Assign;
pub use decide_appeal::{DismissAppeal, Reopen};
pub use investigate::Investigate;
pub use open::Open;
pub use open_identity::OpenIdentity;
pub use recuse::Recuse;
pub use resolve::Resolve;
pub use submit::Submit;
pub use triage::Triage;
pub use withdraw::Withdraw;

/// Who asks, with what the report's payloads do not say of them.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    /// In which capacity.
    pub(super) by: &'a By,
    /// Who resolved the report, if somebody has and the caller knows.
    pub(super) resolver: Option<&'a StaffId>,
}

/// What an action is: who may do it and when, and what then happened.
pub(super) trait Decision {
    /// Whether this person may do it now, whatever it carries.
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal>;

    /// What happens, once it is permitted.
    fn decide(self, report: &Report, by: &By) -> Result<Vec<ReportEvent>, Refusal>;

    /// Who resolved the report, as the command's sender looked it up; only where the decision depends on it.
    fn resolver(&self) -> Option<&StaffId> {
        None
    }
}

/// What happens when `command` meets `report`: the events in their order, none if there is nothing to record.
///
/// # Errors
/// The [`Refusal`] that says why nothing happens.
pub fn decide(report: &Report, command: ReportCommand) -> Result<Vec<ReportEvent>, Refusal> {
    let ReportCommand { by, seen, action } = command;
    let asker = Asker {
        by: &by,
        resolver: action.resolver(),
    };
    action.kind().permit(report, asker)?;
    preconditions::unchanged(report, seen)?;
    action.decide(report, &by)
}

#[cfg(test)]
mod tests;
