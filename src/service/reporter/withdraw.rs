//! Taking the report back. This cannot be undone.

use sajam_aggregates::{ActionKind, Message, ReportAction, SealedField, report};

use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::{MessageField, Validator};

const REASON: MessageField = MessageField::area(
    SealedField::WithdrawnReason,
    "reason",
    "Why it is withdrawn.",
)
.optional();

/// See the module.
pub static WITHDRAW: Action = Action {
    kind: ActionKind::Withdraw,
    about: "A withdrawal of the report.",
    fields: &[REASON.spec()],
    is_confirmed: true,
    read: read!(Withdraw),
};

/// See the module.
pub struct Withdraw {
    /// Why, if the reporter says.
    pub reason: Option<Message>,
}

impl FromFields for Withdraw {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let reason = fields.optional(&REASON);
        Some(Self { reason })
    }
}

impl ActionCommand for Withdraw {
    fn kind(&self) -> ActionKind {
        WITHDRAW.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let reason = sealing.text_if(&REASON, self.reason.as_ref())?;
        Ok(report::Withdraw { reason }.into())
    }
}
