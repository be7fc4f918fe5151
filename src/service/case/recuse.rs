//! Stepping aside because of a conflict of interest.

use sajam_aggregates::{ActionKind, Message, ReportAction, SealedField, report};

use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::{MessageField, Validator};

const CONFLICT: MessageField = MessageField::area(
    SealedField::RecusedConflict,
    "conflict",
    "What the conflict of interest is, 1 to 5 000 characters; for those who handle the case.",
);

pub(super) static ACTION: Action = Action {
    kind: ActionKind::Recuse,
    about: "Steps aside: the case goes back to the unit's queue, and whoever steps aside neither reads it nor is given it again.",
    fields: &[CONFLICT.spec()],
    is_confirmed: true,
    read: read!(Recuse),
};

/// See the module.
pub struct Recuse {
    /// What the conflict is.
    pub conflict: Message,
}

impl FromFields for Recuse {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let conflict = fields.required(&CONFLICT)?;
        Some(Self { conflict })
    }
}

impl ActionCommand for Recuse {
    fn kind(&self) -> ActionKind {
        ACTION.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let conflict = sealing.text(&CONFLICT, &self.conflict)?;
        Ok(report::Recuse { conflict }.into())
    }
}
