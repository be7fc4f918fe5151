//! What can be asked of a report: one line an action. What it carries, who may ask for it and what follows stands in
//! its file of `decide/`.

use super::decide::*;
use super::{Refusal, Report, ReportEvent};
use crate::actor::By;
use crate::ids::StaffId;
use crate::vocabulary::coded;

/// What somebody asks of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportCommand {
    /// Who asks.
    pub by: By,
    /// The [revision](super::Report::revision) the asker's page was made from. `None` where nothing was shown
    /// that could be stale.
    pub seen: Option<u64>,
    /// What is asked.
    pub action: ReportAction,
}

/// Declares the actions: an enum with one variant for each command struct of the same name, and one of their kinds.
macro_rules! actions {
    ($($(#[$meta:meta])* $action:ident = $code:literal,)+) => {
        /// What is asked.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum ReportAction {
            $($(#[$meta])* $action($action),)+
        }

        coded! {
            /// The kinds of action, without what they carry.
            pub enum ActionKind in "action" {
                $($(#[$meta])* $action = $code,)+
            }
        }

        impl ReportAction {
            /// What kind of action it is.
            #[must_use]
            pub fn kind(&self) -> ActionKind {
                match self {
                    $(Self::$action(_) => ActionKind::$action,)+
                }
            }

            /// Who resolved the report, where the action has to know.
            pub(super) fn resolver(&self) -> Option<&StaffId> {
                match self {
                    $(Self::$action(action) => action.resolver(),)+
                }
            }

            pub(super) fn decide(self, report: &Report, by: &By) -> Result<Vec<ReportEvent>, Refusal> {
                match self {
                    $(Self::$action(action) => action.decide(report, by),)+
                }
            }
        }

        impl ActionKind {
            pub(super) fn permit(self, report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
                match self {
                    $(Self::$action => $action::permit(report, asker),)+
                }
            }
        }

        $(impl From<$action> for ReportAction {
            fn from(action: $action) -> Self {
                Self::$action(action)
            }
        })+
    };
}

actions! {
    /// File it.
    Submit = "submit",
    /// Tell the reporter that it arrived.
    Acknowledge = "acknowledge",
    /// Settle what it is filed under.
    Triage = "triage",
    /// Hand it to a unit.
    Assign = "assign",
    /// Step aside because of a conflict of interest.
    Recuse = "recuse",
    /// Record a step taken to find out.
    Investigate = "investigate",
    /// Ask the reporter.
    AskQuestion = "ask-question",
    /// Answer the question.
    Answer = "answer",
    /// Answer the report.
    Resolve = "resolve",
    /// Appeal against the answer.
    Appeal = "appeal",
    /// Accept the appeal.
    Reopen = "reopen",
    /// Do not accept the appeal.
    DismissAppeal = "dismiss-appeal",
    /// Take it back.
    Withdraw = "withdraw",
    /// Look at who the reporter is.
    OpenIdentity = "open-identity",
    /// Read the sealed content.
    Open = "open",
}
