//! What staff do with a report: one file an action, and the list of them.
//!
//! An action's file has its fields, its command in plain text, how the one is read from the other, and how it is sealed
//! for the domain. The form on the case page, the JSON body, the address, the API's description and the page that asks
//! for confirmation are made from [`ACTIONS`]. Who may do it, and what then happens, is decided by the domain:
//! `aggregates/src/report/decide/`.

mod acknowledge;
mod ask_question;
mod assign;
mod decide_appeal;
mod execute;
mod investigate;
mod open_identity;
mod permission;
mod recuse;
mod resolve;
mod triage;

pub use acknowledge::Acknowledge;
pub use ask_question::AskQuestion;
pub use assign::Assign;
pub use decide_appeal::{DismissAppeal, Reopen};
pub use execute::{execute, open};
pub use investigate::Investigate;
pub use open_identity::{OpenIdentity, opened_identity};
pub use permission::{may_open, verdicts};
pub use recuse::Recuse;
pub use resolve::Resolve;
pub use triage::{Triage, TriageInstitution};

use crate::service::action::Action;

/// The action of that code.
pub fn find(code: &str) -> Option<&'static Action> {
    ACTIONS.into_iter().find(|action| action.code() == code)
}

/// Every action, in the order a case goes through.
pub static ACTIONS: [&Action; 10] = [
    &acknowledge::ACTION,
    &triage::ACTION,
    &assign::ACTION,
    &investigate::ACTION,
    &ask_question::ACTION,
    &resolve::ACTION,
    &decide_appeal::REOPEN,
    &decide_appeal::DISMISS,
    &open_identity::ACTION,
    &recuse::ACTION,
];
