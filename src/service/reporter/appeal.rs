//! Appealing against the answer, once and for all.

use sajam_aggregates::{ActionKind, Message, ReportAction, SealedField, report};

use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::{MessageField, Validator};

const GROUNDS: MessageField = MessageField::area(
    SealedField::AppealedGrounds,
    "grounds",
    "Why the answer is not accepted.",
);

/// See the module.
pub static APPEAL: Action = Action {
    kind: ActionKind::Appeal,
    about: "An appeal against the answer.",
    fields: &[GROUNDS.spec()],
    is_confirmed: true,
    read: read!(Appeal),
};

/// See the module.
pub struct Appeal {
    /// Why the answer is not accepted.
    pub grounds: Message,
}

impl FromFields for Appeal {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let grounds = fields.required(&GROUNDS)?;
        Some(Self { grounds })
    }
}

impl ActionCommand for Appeal {
    fn kind(&self) -> ActionKind {
        APPEAL.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let grounds = sealing.text(&GROUNDS, &self.grounds)?;
        Ok(report::Appeal { grounds }.into())
    }
}
