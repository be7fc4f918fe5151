//! Telling the reporter that the report arrived.

use sajam_aggregates::{ActionKind, ReportAction, report};

use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::Validator;

pub(super) static ACTION: Action = Action {
    kind: ActionKind::Acknowledge,
    about: "Tells the reporter that the report arrived.",
    fields: &[],
    is_confirmed: false,
    read: read!(Acknowledge),
};

/// See the module.
pub struct Acknowledge;

impl FromFields for Acknowledge {
    fn read(_: &mut Validator<'_>) -> Option<Self> {
        Some(Self)
    }
}

impl ActionCommand for Acknowledge {
    fn kind(&self) -> ActionKind {
        ACTION.kind
    }

    fn seal(&self, _: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        Ok(report::Acknowledge.into())
    }
}
